#pragma once
// An output: whole lines to other programs, over TCP to all that connect, or as UDP datagrams to one address.
// A program that is slow, dead or not there holds nobody up: over TCP it is cut off when it has fallen behind
// what is kept or has taken nothing for half a minute, and of 64 that have all places one that reads nothing
// makes room for the next; over UDP nothing waits, and what the network does not
// take is dropped. Both are counted.
//
// Memory: 16 MiB an output over TCP, whatever the number of its readers; none over UDP. Thread: that of the
// io_context. Errors: FeedError where an address cannot be used.

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/localized_message.h"
#include "feed/feed_table.h"
#include "feed/peer_ranges.h"
#include "units/clock.h"

namespace boost::asio {
class io_context;
}

namespace selat::feed {

// "tcp-listen://address:port", "udp://address:port", "udp://group:port?interface=eth0". An address and no
// name, since a name may be slow to find; `localhost` is one too.
struct OutputPlace {
  bool is_udp = false;
  std::string address;
  std::uint16_t port = 0;           // over TCP 0: any free one
  std::string interface_name = {};  // by which a multicast group is reached; empty: that of the route
};
[[nodiscard]] std::expected<OutputPlace, UriError> parse_output_uri(std::string_view uri);

struct OutputSetup {
  Clock clock = {};
  PeerRanges peers = {};  // who may connect; empty: whoever reaches the address
  // Whole lines that a program gets first when it connects; none: nothing.
  std::function<std::string()> greeting = {};
};

struct OutputStatus {
  // Why the last datagram could not be sent, or that all places are taken; empty when all is well.
  LocalizedMessage problem = {};
  std::uint16_t port = 0;         // bound locally; 0: none
  std::uint64_t clients = 0;      // connected now
  std::uint64_t sent = 0;         // lines, summed over clients
  std::uint64_t dropped = 0;      // lines that the network did not take, or that one cut off had not got
  std::uint64_t cut_off = 0;      // clients
  std::uint64_t refused = 0;      // clients
  std::uint64_t ignored = 0;      // bytes that clients sent
};

class Output {
 public:
  virtual ~Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // `count` lines with their line endings that belong together: over UDP they are one datagram.
  virtual void send(std::string_view lines, std::uint32_t count) = 0;
  // To be called each second.
  virtual void tidy() = 0;
  [[nodiscard]] virtual OutputStatus status() const = 0;

 protected:
  Output() = default;
};

// Listens at once. Throws FeedError.
[[nodiscard]] std::unique_ptr<Output> open_output(boost::asio::io_context& io, const OutputPlace& place,
                                                  OutputSetup setup);

}  // namespace selat::feed
