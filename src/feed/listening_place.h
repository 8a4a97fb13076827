#pragma once
// What a feed or an output takes for itself alone on this machine, by its URI: a port at which it listens;
// and where it reads from or sends to. So it is told, before anything is opened, that two want the same, and
// that one hears what the other says. Opens and resolves nothing.
//
// Thread: any. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "feed/plain_traffic.h"

namespace selat::feed {

struct Place {
  std::string medium;      // "tcp", "udp", "path", "mqtt"
  std::string host;        // an address as it is usually written, or a name; a path
  std::string port;        // of a network
  std::string topic = {};  // of a broker
  bool is_shared = false;  // with others of this kind: a multicast group

  bool operator==(const Place&) const = default;
};

// Of "host:port" on that medium.
[[nodiscard]] Place place_at(std::string_view medium, std::string_view authority);
// Nothing where it takes nothing, or any free port.
[[nodiscard]] std::optional<Place> listening_place(std::string_view uri, Flow flow);
// Where what it reads comes from, or where what it sends goes to; nothing where it waits for others.
[[nodiscard]] std::optional<Place> far_place(std::string_view uri, Flow flow);

// What a feed reads, of a network with its port, of a broker with its topic, of a file or a serial line with
// its path; nothing where it waits for whoever sends.
[[nodiscard]] std::optional<Place> origin(std::string_view uri);

enum class Shared : std::uint8_t {
  nothing,
  perhaps,  // at the loopback addresses of IPv4 and IPv6 there may be one program or two
  in_part,  // the topics of both
  all,
};
// What two feeds of these origins would both bring.
[[nodiscard]] Shared shared_by(const Place& one, const Place& other);

// Whether the two cannot both listen on one machine; every address of it takes each.
[[nodiscard]] bool collide(const Place& one, const Place& other);
// Whether what goes to `far` surely arrives at `here`.
[[nodiscard]] bool leads_to(const Place& far, const Place& here);

// Of file://-, which one command alone can read, as it was started.
[[nodiscard]] bool reads_standard_input(std::string_view uri);

}  // namespace selat::feed
