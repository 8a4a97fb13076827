#pragma once
// A small HTTP/1.1 server for programs that post data and ask questions. Each request must bear the token of
// the options; who does not is answered 401 before a byte of his body is read.
//
// Bounded: connections, the head and the body of a request, the time for each, and what is kept of an answer.
// Whoever has shown no token yet has places of his own; when they are taken, the one who came first gives way
// to the next, so that half a request, however often it is begun, keeps nobody out who has the token. A
// request is answered within the turn that read it. No TLS: for addresses of this machine, or behind a proxy.
//
// Thread: that of the io_context, which must outlive it. Errors of a client end that client.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/localized_message.h"

namespace boost::asio {
class io_context;
}

namespace selat::http {

struct ServerOptions {
  std::string address = "127.0.0.1";  // a number, no name
  std::uint16_t port = 0;             // 0: any free one
  std::string token = {};             // as "Authorization: Bearer <token>", or as the password of "Basic"
  std::size_t most_connections = 32;  // that have shown the token
  std::size_t most_strangers = 256;   // that have not
  std::size_t longest_body = 1UL << 20;
  std::chrono::milliseconds patience = std::chrono::seconds(10);  // with a head, a body, an answer
};

struct Request {
  std::uint64_t connection = 0;  // counted from 1
  std::string_view method;       // "POST"
  std::string_view target;       // "/reports?from=3"
  std::string_view encoding;     // of the body; empty: none
  std::string_view body;
};

struct Answer {
  unsigned status = 200;
  std::string body = {};
  std::string_view content_type = "text/plain; charset=utf-8";
};

struct ServerCounters {
  std::uint64_t connections = 0;
  std::uint64_t gave_way = 0;          // of them: ended for the next one, before a request was whole
  std::uint64_t requests = 0;          // that were answered by `handle`
  std::uint64_t refused_requests = 0;  // without the token, too long, too slow, too many at once, no HTTP
};

class Server {
 public:
  using Handle = std::function<Answer(const Request& request)>;

  Server(boost::asio::io_context& io, ServerOptions options, Handle handle);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Why it cannot; nothing when it does.
  [[nodiscard]] std::optional<LocalizedMessage> listen();
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::size_t connections_now() const;
  [[nodiscard]] const ServerCounters& counters() const;
  // Ends the port and all connections; `handle` is not called afterwards.
  void close();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace selat::http
