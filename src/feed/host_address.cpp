#include "feed/host_address.h"

#include <algorithm>

#include "feed/uri.h"

namespace selat::feed {
namespace {

namespace ip = boost::asio::ip;

ip::address unmapped(const ip::address& address) {
  return address.is_v6() && address.to_v6().is_v4_mapped()
             ? ip::address(ip::make_address_v4(ip::v4_mapped, address.to_v6()))
             : address;
}

}  // namespace

std::optional<ip::address> address_of(std::string_view host) {
  boost::system::error_code is_name;
  const ip::address address = ip::make_address(usual_host(host), is_name);
  return is_name ? std::nullopt : std::optional(address);
}

std::string usual_host(std::string_view host) {
  const std::string_view shorter = host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
  // The name of an interface stays as it is: fe80::1%Eth0.
  const std::size_t interface_at = std::min(shorter.find('%'), shorter.size());
  const std::string name =
      in_small_letters(shorter.substr(0, interface_at)) + std::string(shorter.substr(interface_at));
  if (name == "localhost") {
    return "127.0.0.1";
  }
  boost::system::error_code is_name;
  const ip::address address = ip::make_address(name, is_name);
  return is_name ? name : unmapped(address).to_string();
}

}  // namespace selat::feed
