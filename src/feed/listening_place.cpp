#include "feed/listening_place.h"

#include <boost/asio/ip/address.hpp>

#include "feed/uri.h"

namespace selat::feed {
namespace {

namespace ip = boost::asio::ip;

std::optional<ip::address> address_of(const std::string& host) {
  boost::system::error_code is_name;
  const ip::address address = ip::make_address(host, is_name);
  return is_name ? std::nullopt : std::optional(address);
}

// Names and addresses of this machine alone are one.
std::string usual_form(std::string_view host) {
  if (host == "*") {
    return "0.0.0.0";
  }
  const auto address = address_of(host == "localhost" ? "127.0.0.1" : std::string(host));
  return address ? address->to_string() : std::string(host);
}

bool is_every_address(const std::string& host) {
  const auto address = address_of(host);
  return address && address->is_unspecified();
}

bool is_loopback(const std::string& host) {
  const auto address = address_of(host);
  return address && address->is_loopback();
}

bool is_ipv4(const std::string& host) {
  const auto address = address_of(host);
  return address && address->is_v4();
}

// Those of every address of IPv6 are those of IPv4 too.
bool takes(const std::string& every, const std::string& host) {
  const auto address = address_of(host);
  return is_every_address(every) && (!is_ipv4(every) || !address || address->is_v4());
}

}  // namespace

Place place_at(std::string_view medium, std::string_view authority) {
  const auto colon = authority.rfind(':');
  std::string_view host = authority.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  return {.medium = std::string(medium),
          .host = usual_form(host),
          .port = colon == std::string_view::npos ? std::string() : std::string(authority.substr(colon + 1))};
}

std::optional<Place> listening_place(std::string_view uri, Flow flow) {
  const auto parts = split_uri(uri);
  if (!parts || parts->place.text.ends_with(":0")) {
    return std::nullopt;
  }
  const std::string_view place = parts->place.text;
  if (parts->scheme == "serial") {
    return Place{.medium = "serial", .host = std::string(place), .port = {}};
  }
  if (parts->scheme == "tcp-listen" || parts->scheme == "http-listen") {
    return place_at("tcp", place.substr(0, place.find('/')));
  }
  if (flow == Flow::in && (parts->scheme == "udp" || parts->scheme == "udp-multicast")) {
    Place taken = place_at("udp", place);
    taken.is_shared = parts->scheme == "udp-multicast";
    return taken;
  }
  return std::nullopt;
}

std::optional<Place> far_place(std::string_view uri, Flow flow) {
  const auto parts = split_uri(uri);
  if (parts && flow == Flow::in && (parts->scheme == "tcp" || parts->scheme == "gpsd")) {
    return place_at("tcp", parts->place.text);
  }
  if (parts && flow == Flow::out && parts->scheme == "udp") {
    return place_at("udp", parts->place.text);
  }
  return std::nullopt;
}

bool collide(const Place& one, const Place& other) {
  return one.medium == other.medium && one.port == other.port && !(one.is_shared && other.is_shared) &&
         (one.host == other.host || takes(one.host, other.host) || takes(other.host, one.host));
}

bool leads_to(const Place& far, const Place& here) {
  const bool is_here = is_loopback(far.host) && takes(here.host, far.host);
  return far.medium == here.medium && far.port == here.port && (far.host == here.host || is_here);
}

bool reads_standard_input(std::string_view uri) {
  const auto parts = split_uri(uri);
  return parts && parts->scheme == "file" && (parts->place.text == "-" || parts->place.text == "/dev/stdin");
}

}  // namespace selat::feed
