#include "feed/listening_place.h"

#include <algorithm>

#include "feed/host_address.h"
#include "feed/uri.h"
#include "mqtt/topic_filter.h"

namespace selat::feed {
namespace {

// Of an address to listen at.
std::string usual_form(std::string_view host) {
  return host == "*" ? "0.0.0.0" : usual_host(host);
}

// 04002 is 4002.
std::string usual_number(std::string_view port) {
  return std::string(port.substr(std::min(port.find_first_not_of('0'), port.size())));
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
  return {
      .medium = std::string(medium),
      .host = usual_form(host),
      .port = colon == std::string_view::npos ? std::string() : usual_number(authority.substr(colon + 1))};
}

std::optional<Place> listening_place(std::string_view text, Flow flow) {
  const std::string uri = usual_uri(text);
  const auto parts = split_uri(uri);
  if (!parts) {
    return std::nullopt;
  }
  const std::string_view place = parts->place.text;
  std::optional<Place> taken;
  if (parts->scheme == "tcp-listen" || parts->scheme == "http-listen") {
    taken = place_at("tcp", place.substr(0, place.find('/')));
  } else if (flow == Flow::in && (parts->scheme == "udp" || parts->scheme == "udp-multicast")) {
    taken = place_at("udp", place);
    taken->is_shared = parts->scheme == "udp-multicast";
  }
  return taken && taken->port.empty() ? std::nullopt : taken;  // port 0: any free one
}

std::optional<Place> far_place(std::string_view text, Flow flow) {
  const std::string uri = usual_uri(text);
  const auto parts = split_uri(uri);
  const bool is_tcp = parts && flow == Flow::in && (parts->scheme == "tcp" || parts->scheme == "gpsd");
  if (!is_tcp && !(parts && flow == Flow::out && parts->scheme == "udp")) {
    return std::nullopt;
  }
  const auto written = host_and_port(parts->place, 1, usual_port(parts->scheme));
  return written ? std::optional(Place{.medium = is_tcp ? "tcp" : "udp",
                                       .host = usual_form(written->host),
                                       .port = std::to_string(written->port)})
                 : std::nullopt;
}

std::optional<Place> origin(std::string_view text) {
  const std::string uri = usual_uri(text);
  const auto parts = split_uri(uri);
  if (!parts) {
    return std::nullopt;
  }
  const std::string_view place = parts->place.text;
  if (parts->scheme == "file" || parts->scheme == "serial") {
    const auto path = file_path_of(parts->place, {});
    return path ? std::optional(Place{.medium = "path", .host = *path, .port = {}}) : std::nullopt;
  }
  if (parts->scheme == "udp-multicast") {
    Place group = place_at("multicast", place);
    group.port += "?" + std::string(parts->query.text);  // another interface is another source
    return group;
  }
  if (parts->scheme == "mqtt" || parts->scheme == "mqtts") {
    const auto slash = std::min(place.find('/'), place.size());
    const UriPart user_and_host = parts->place.before(slash);
    const auto broker =
        host_and_port(user_and_host.from(user_and_host.text.rfind('@') + 1), 1, usual_port(parts->scheme));
    return broker
               ? std::optional(Place{.medium = "mqtt",
                                     .host = usual_form(broker->host),
                                     .port = std::to_string(broker->port),
                                     .topic = std::string(place.substr(std::min(slash + 1, place.size())))})
               : std::nullopt;
  }
  return far_place(uri, Flow::in);
}

Shared shared_by(const Place& one, const Place& other) {
  const bool is_one_machine = is_loopback(one.host) && is_loopback(other.host);
  const bool is_same = one.host == other.host;
  if (one.medium != other.medium || one.port != other.port || !(is_same || is_one_machine) ||
      (one.medium == "mqtt" && !mqtt::do_overlap(one.topic, other.topic))) {
    return Shared::nothing;
  }
  if (!is_same) {
    return is_ipv4(one.host) == is_ipv4(other.host) ? Shared::nothing : Shared::perhaps;
  }
  return one.topic == other.topic ? Shared::all : Shared::in_part;
}

bool collide(const Place& one, const Place& other) {
  return one.medium == other.medium && one.port == other.port && !(one.is_shared && other.is_shared) &&
         (one.host == other.host || takes(one.host, other.host) || takes(other.host, one.host));
}

bool leads_to(const Place& far, const Place& here) {
  const bool is_here = is_loopback(far.host) && takes(here.host, far.host);
  return far.medium == here.medium && far.port == here.port && (far.host == here.host || is_here);
}

bool reads_standard_input(std::string_view text) {
  const std::string uri = usual_uri(text);
  const auto parts = split_uri(uri);
  return parts && parts->scheme == "file" && (parts->place.text == "-" || parts->place.text == "/dev/stdin");
}

}  // namespace selat::feed
