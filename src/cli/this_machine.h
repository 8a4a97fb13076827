#pragma once
// What this machine is called, the addresses of its interfaces, and which paths are one file. Resolves no
// name.

#include <string>
#include <string_view>

namespace selat::cli {

// The host in its usual form (feed/host_address.h); its name with a domain or without.
[[nodiscard]] bool is_own_name(std::string_view host);
[[nodiscard]] bool is_own_address(std::string_view host);

// The same for all paths of one file or device.
[[nodiscard]] std::string identity_of_file(const std::string& path);

}  // namespace selat::cli
