#include "feed/listening_place.h"

#include <fmt/format.h>

#include "feed/uri.h"

namespace selat::feed {

std::optional<std::string> listening_place(std::string_view uri, Flow flow) {
  const auto parts = split_uri(uri);
  if (!parts || parts->place.text.ends_with(":0")) {
    return std::nullopt;
  }
  const bool is_udp = parts->scheme == "udp" && flow == Flow::in;  // out, it is where datagrams go
  if (is_udp || parts->scheme == "serial") {
    return fmt::format("{} {}", parts->scheme, parts->place.text);
  }
  if (parts->scheme == "tcp-listen" || parts->scheme == "http-listen") {
    return fmt::format("tcp {}", parts->place.text.substr(0, parts->place.text.find('/')));
  }
  return std::nullopt;
}

bool reads_standard_input(std::string_view uri) {
  const auto parts = split_uri(uri);
  return parts && parts->scheme == "file" && (parts->place.text == "-" || parts->place.text == "/dev/stdin");
}

}  // namespace selat::feed
