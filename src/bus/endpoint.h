#pragma once
// Names of processes and endpoints as a person writes them: what is wrong with one, without opening any.
//
// Thread: any. Pure.

#include <optional>
#include <string>
#include <string_view>

#include "base/localized_message.h"

namespace selat::bus {

[[nodiscard]] std::optional<LocalizedMessage> process_name_fault(std::string_view name);
// Nothing where a socket can listen at the endpoint, or connect to it: ipc:// with a path, or tcp:// with a
// host and a port.
[[nodiscard]] std::optional<LocalizedMessage> endpoint_fault(std::string_view endpoint);
// The default endpoint for orders, next to the endpoint for repair requests: the tcp port plus one. Nothing
// where there is no such port.
[[nodiscard]] std::optional<std::string> orders_beside(const std::string& request);
[[nodiscard]] bool is_tcp(std::string_view endpoint);

// Whether it names a host by other than its address.
[[nodiscard]] bool has_host_name(std::string_view endpoint);

}  // namespace selat::bus
