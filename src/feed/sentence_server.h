#pragma once
// Serves sentences over TCP, as receivers with a network socket do, and keeps a history: each client first
// gets the history, then all that follows. All clients read the same history, so a slow client costs no
// memory; when it falls behind the oldest sentence kept, it loses sentences, which are counted.
//
// Memory: bounded by the options. Thread: that of the io_context. Errors: FeedError when the port cannot be
// used; an error of a client ends that client.

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
  Span history = Span::minutes(80);
  std::size_t max_bytes = 256UL << 20;
  std::size_t max_clients = 64;  // further ones are refused
  // A client gets only what no client has got yet, as from a station that sends its buffer once. Otherwise
  // each gets the whole history.
  bool sends_history_once = false;
};

struct SentenceServerCounters {
  std::uint64_t sentences = 0;          // passed to append()
  std::uint64_t clients = 0;            // accepted since the start
  std::uint64_t refused_clients = 0;    // beyond max_clients
  std::uint64_t sent_sentences = 0;     // written to sockets, summed over clients
  std::uint64_t dropped_sentences = 0;  // removed before a client had got them, summed over clients
};

class SentenceServer {
 public:
  // Listens at once. Throws FeedError.
  SentenceServer(boost::asio::io_context& io, const SentenceServerOptions& options);
  ~SentenceServer();
  SentenceServer(const SentenceServer&) = delete;
  SentenceServer& operator=(const SentenceServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // Whole lines with their line endings, `sentences` of them, transmitted at `at`. Times may go back by a
  // second at most.
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
