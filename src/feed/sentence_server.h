#pragma once
// A station that serves sentences over TCP, as receivers with a network socket do, and remembers the last
// while: each client first gets what is in the memory, then what comes. All clients read the same memory, so
// a slow one costs nothing; one that falls behind its end loses the oldest, and the loss is counted.
//
// Memory: bounded by the options. Thread: that of the io_context. Errors: FeedError where the port is busy;
// a client's errors end that client.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "units/instant.h"

namespace boost::asio {
class io_context;
}

namespace selat::feed {

struct SentenceServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  Span memory = Span::minutes(80);
  std::size_t max_bytes = 256UL << 20;
  std::size_t max_clients = 64;  // more are refused
  // A client that comes later gets only what no client has been given yet, like a station that hands over
  // its buffer once. Otherwise each gets the whole memory.
  bool is_memory_given_once = false;
};

struct SentenceServerCounters {
  std::uint64_t sentences = 0;          // handed to append()
  std::uint64_t clients = 0;            // accepted since the start
  std::uint64_t refused_clients = 0;    // beyond max_clients
  std::uint64_t sent_sentences = 0;     // written to clients' sockets, summed over clients
  std::uint64_t dropped_sentences = 0;  // fell out of the memory before a client took them, likewise
};

class SentenceServer {
 public:
  // Listens at once. Throws FeedError.
  SentenceServer(boost::asio::io_context& io, const SentenceServerOptions& options);
  ~SentenceServer();
  SentenceServer(const SentenceServer&) = delete;
  SentenceServer& operator=(const SentenceServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // Whole lines with their line endings, `sentences` of them, said at `at`; times rise, within a second.
  void append(Instant at, std::string_view lines, std::uint32_t sentences);
  [[nodiscard]] std::size_t clients_now() const;
  // Whether every client now connected has been sent everything.
  [[nodiscard]] bool is_all_sent() const;
  [[nodiscard]] SentenceServerCounters counters() const;
  // Closes the port and all clients.
  void close();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace selat::feed
