#pragma once
// Serves lines over TCP to many readers: sentences, as receivers with a network socket do, or JSON. It keeps
// a history that all readers share, so a slow reader costs no memory and holds nobody up. What happens to one
// that falls behind the oldest line kept is in the options.
//
// Memory: bounded by the options. Thread: that of the io_context. Errors: FeedError when the port cannot be
// used; an error of a client ends that client.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "feed/peer_ranges.h"
#include "units/instant.h"
#include "units/steady_time.h"

namespace boost::asio {
class io_context;
}

namespace selat::feed {

// What a client gets first.
enum class FirstLines : std::uint8_t {
  history,  // all that is kept
  ungiven,  // what no client has got yet, as from a station that sends its buffer once
  none,     // only what comes
};

// What becomes of a client that is slower than the lines.
enum class SlowClient : std::uint8_t {
  loses_lines,  // the oldest, counted
  is_cut_off,   // and may come back: better than lines of which some are missing
};

struct LineServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  Span history = Span::minutes(80);
  std::size_t max_bytes = 256UL << 20;
  std::size_t max_clients = 64;  // a further one takes the place of one that reads nothing, or is refused
  FirstLines first = FirstLines::history;
  SlowClient slow = SlowClient::loses_lines;
  Span patience = Span::seconds(30);  // with a client that reads nothing
  // Whole lines that each client gets before all others; none: nothing.
  std::function<std::string()> greeting = {};
  // Who may connect; empty: everybody who can reach the address.
  PeerRanges peers = {};
};

struct LineServerCounters {
  std::uint64_t lines = 0;            // passed to append()
  std::uint64_t clients = 0;          // accepted since the start
  std::uint64_t refused_clients = 0;  // without a place, or not among the peers
  std::uint64_t without_place = 0;    // of them: all places were taken by clients that read
  std::uint64_t cut_off_clients = 0;  // too slow, or dead
  std::uint64_t ignored_bytes = 0;    // that clients sent; nothing is read from them
  std::uint64_t sent_lines = 0;       // written to sockets, summed over clients
  std::uint64_t dropped_lines = 0;    // removed before a client had got them, summed over clients
};

class LineServer {
 public:
  // Listens at once. Throws FeedError.
  LineServer(boost::asio::io_context& io, const LineServerOptions& options);
  ~LineServer();
  LineServer(const LineServer&) = delete;
  LineServer& operator=(const LineServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // Whole lines with their line endings, `count` of them, of the time `at`. Times may go back by a second at
  // most.
  void append(Instant at, std::string_view lines, std::uint32_t count);
  // Cuts off the clients that have taken nothing for `patience` though lines wait for them. To be called each
  // second or so where slow clients are to be cut off, and those that read nothing are to make room.
  void cut_off_stuck(SteadyTime now);
  [[nodiscard]] std::size_t clients_now() const;
  // Whether every client now connected has been sent everything.
  [[nodiscard]] bool is_all_sent() const;
  [[nodiscard]] LineServerCounters counters() const;
  // Closes the port and all clients.
  void close();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace selat::feed
