#pragma once
// Hosts as they are written in URIs: names in any case and with a final dot, addresses of IPv4 in the form of
// IPv6. One host has one usual form. Resolves nothing.

#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/ip/address.hpp>

namespace selat::feed {

// In small letters, without a final dot; an address as it is usually written; localhost is 127.0.0.1.
[[nodiscard]] std::string usual_host(std::string_view host);
// Nothing where the host is a name.
[[nodiscard]] std::optional<boost::asio::ip::address> address_of(std::string_view host);

}  // namespace selat::feed
