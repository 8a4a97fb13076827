#pragma once
// What this machine is called, and the addresses of its interfaces. Resolves nothing.

#include <string_view>

namespace selat::cli {

// The host in its usual form (feed/host_address.h); its name with a domain or without.
[[nodiscard]] bool is_own_name(std::string_view host);
[[nodiscard]] bool is_own_address(std::string_view host);

}  // namespace selat::cli
