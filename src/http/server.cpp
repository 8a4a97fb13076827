#include "http/server.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "base/system_words.h"
#include "http/credentials.h"

namespace selat::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kLongestHead = 8 * 1024;
constexpr auto kAcceptAgainAfter = std::chrono::seconds(1);
constexpr auto kGoodbyeWithin = std::chrono::seconds(2);

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

using Parser = beast::http::request_parser<beast::http::string_body>;
using Reply = beast::http::response<beast::http::string_body>;

// Where a connection stands: it has shown no token yet; a request with the token is read or answered; it has
// been answered, and may ask again.
enum class Standing : std::uint8_t { stranger, busy, idle };

// What the connections share.
struct Shared {
  ServerOptions options;
  Server::Handle handle;
  ServerCounters counters;
  std::function<bool()> make_room;  // for one more that has shown the token
  std::function<void(std::uint64_t connection)> on_end;
};

using Unread = std::array<char, 16 * 1024>;

// One client, from request to request.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, std::uint64_t number, Shared& shared)
      : stream_(std::move(socket)), number_(number), shared_(&shared) {}

  void next_request() {
    parser_ = std::make_unique<Parser>();
    parser_->header_limit(kLongestHead);
    parser_->body_limit(shared_->options.longest_body);
    stream_.expires_after(shared_->options.patience);
    beast::http::async_read_header(stream_, buffer_, *parser_,
                                   [self = shared_from_this()](error_code error, std::size_t) {
                                     if (self->is_going_on(error)) {
                                       self->take_head();
                                     }
                                   });
  }

  [[nodiscard]] Standing standing() const { return standing_; }

  // Ends it; the server has gone, or ends it itself.
  void close() {
    shared_ = nullptr;
    error_code ignored;
    stream_.socket().close(ignored);
  }

 private:
  void take_head() {
    const auto& head = parser_->get();
    if (!bears(view(head[beast::http::field::authorization]), shared_->options.token)) {
      return refuse(401, "This needs the header 'Authorization: Bearer <token>'.\n");
    }
    if (standing_ == Standing::stranger && !shared_->make_room()) {
      return refuse(503, "The server answers as many connections as it can.\n");
    }
    standing_ = Standing::busy;
    if (beast::iequals(head[beast::http::field::expect], "100-continue")) {
      return say_continue();
    }
    read_body();
  }

  void say_continue() {
    const auto go_on =
        std::make_shared<beast::http::response<beast::http::empty_body>>(beast::http::status::continue_, 11);
    beast::http::async_write(stream_, *go_on,
                             [self = shared_from_this(), go_on](error_code error, std::size_t) {
                               if (self->is_going_on(error)) {
                                 self->read_body();
                               }
                             });
  }

  void read_body() {
    stream_.expires_after(shared_->options.patience);
    beast::http::async_read(stream_, buffer_, *parser_,
                            [self = shared_from_this()](error_code error, std::size_t) {
                              if (self->is_going_on(error)) {
                                self->answer();
                              }
                            });
  }

  void answer() {
    const auto& message = parser_->get();
    ++shared_->counters.requests;
    const Answer answer = shared_->handle({.connection = number_,
                                           .method = view(message.method_string()),
                                           .target = view(message.target()),
                                           .encoding = view(message[beast::http::field::content_encoding]),
                                           .body = message.body()});
    if (shared_ != nullptr) {  // it may have closed the server
      send(answer, message.keep_alive());
    }
  }

  void refuse(unsigned status, std::string why) {
    ++shared_->counters.refused_requests;
    send({.status = status, .body = std::move(why)}, false);
  }

  void send(const Answer& answer, bool keeps_connection) {
    const auto reply = std::make_shared<Reply>(beast::http::int_to_status(answer.status), 11);
    if (answer.status == 401) {
      reply->set(beast::http::field::www_authenticate, "Bearer");
    }
    reply->set(beast::http::field::content_type,
               beast::string_view(answer.content_type.data(), answer.content_type.size()));
    reply->set("X-Content-Type-Options", "nosniff");
    reply->keep_alive(keeps_connection);
    reply->body() = answer.body;
    reply->prepare_payload();
    stream_.expires_after(shared_->options.patience);
    beast::http::async_write(stream_, *reply,
                             [self = shared_from_this(), reply](error_code error, std::size_t) {
                               if (error || self->shared_ == nullptr) {
                                 self->end();
                               } else {
                                 reply->need_eof() ? self->say_goodbye() : self->wait_for_next();
                               }
                             });
  }

  void wait_for_next() {
    standing_ = Standing::idle;
    next_request();
  }

  // Reads on for a while: closed with bytes unread, the connection would lose the answer.
  void say_goodbye() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kGoodbyeWithin);
    unread_ = std::make_unique<Unread>();
    read_no_more();
  }
  void read_no_more() {
    stream_.async_read_some(asio::buffer(*unread_),
                            [self = shared_from_this()](error_code error, std::size_t) {
                              if (error || self->shared_ == nullptr || --self->reads_left_ == 0) {
                                self->end();
                              } else {
                                self->read_no_more();
                              }
                            });
  }

  // After a read or write. A request that is too long is answered; whoever is too slow or speaks no HTTP is
  // not.
  bool is_going_on(error_code error) {
    if (shared_ == nullptr) {
      return false;
    }
    if (!error) {
      return true;
    }
    if (error == beast::http::error::body_limit || error == beast::http::error::header_limit) {
      refuse(413, "This is longer than the server takes.\n");
      return false;
    }
    const bool is_between_requests = error == beast::http::error::end_of_stream ||
                                     (error == beast::error::timeout && !parser_->got_some());
    shared_->counters.refused_requests += is_between_requests ? 0U : 1U;
    end();
    return false;
  }

  void end() {
    if (shared_ == nullptr) {
      return;
    }
    const auto on_end = shared_->on_end;
    close();
    on_end(number_);
  }

  beast::tcp_stream stream_;
  std::uint64_t number_;
  Shared* shared_;  // nothing once it is closed
  beast::flat_buffer buffer_{kLongestHead + 64 * 1024};
  std::unique_ptr<Parser> parser_;
  std::unique_ptr<Unread> unread_;  // while it says goodbye
  Standing standing_ = Standing::stranger;
  int reads_left_ = 64;
};

}  // namespace

struct Server::Impl : std::enable_shared_from_this<Server::Impl> {
  Impl(asio::io_context& io, ServerOptions options, Handle handle)
      : shared{std::move(options), std::move(handle), {}, {}, {}}, acceptor(io), timer(io) {
    shared.make_room = [this] { return make_room(); };
    shared.on_end = [this](std::uint64_t connection) { sessions.erase(connection); };
  }

  std::optional<LocalizedMessage> listen() {
    error_code error;
    const auto address = asio::ip::make_address(shared.options.address, error);
    const tcp::endpoint endpoint(address, shared.options.port);
    if (!error) {
      acceptor.open(endpoint.protocol(), error);
    }
    if (!error) {
      acceptor.set_option(tcp::acceptor::reuse_address(true), error);
      acceptor.bind(endpoint, error);
    }
    if (!error) {
      acceptor.listen(tcp::acceptor::max_listen_connections, error);
    }
    if (error) {
      return system_words(error.message());
    }
    accept();
    return std::nullopt;
  }

  void accept() {
    acceptor.async_accept([self = shared_from_this()](error_code error, tcp::socket socket) {
      if (!self->acceptor.is_open()) {
        return;
      }
      if (error) {  // too many descriptors, most likely
        return self->accept_later();
      }
      self->add(std::move(socket));
      self->accept();
    });
  }

  void accept_later() {
    timer.expires_after(kAcceptAgainAfter);
    timer.async_wait([self = shared_from_this()](error_code cancelled) {
      if (!cancelled && self->acceptor.is_open()) {
        self->accept();
      }
    });
  }

  [[nodiscard]] std::size_t count(Standing standing) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        sessions, [&](const auto& session) { return session.second->standing() == standing; }));
  }

  bool end_oldest(Standing standing) {
    const auto oldest = std::ranges::find_if(
        sessions, [&](const auto& session) { return session.second->standing() == standing; });
    if (oldest == sessions.end()) {
      return false;
    }
    ++shared.counters.gave_way;
    oldest->second->close();
    sessions.erase(oldest);
    return true;
  }

  // The oldest that has been answered gives way: its client may come again.
  bool make_room() {
    return count(Standing::busy) + count(Standing::idle) < shared.options.most_connections ||
           end_oldest(Standing::idle);
  }

  void add(tcp::socket socket) {
    if (count(Standing::stranger) >= shared.options.most_strangers) {
      end_oldest(Standing::stranger);
    }
    const std::uint64_t number = ++shared.counters.connections;
    const auto session = std::make_shared<Session>(std::move(socket), number, shared);
    sessions.emplace(number, session);
    session->next_request();
  }

  void close() {
    error_code ignored;
    acceptor.close(ignored);
    timer.cancel();
    for (const auto& [number, session] : std::exchange(sessions, {})) {
      session->close();
    }
  }

  Shared shared;
  tcp::acceptor acceptor;
  asio::steady_timer timer;
  std::map<std::uint64_t, std::shared_ptr<Session>> sessions;
};

Server::Server(asio::io_context& io, ServerOptions options, Handle handle)
    : impl_(std::make_shared<Impl>(io, std::move(options), std::move(handle))) {}
Server::~Server() {
  close();
}

std::optional<LocalizedMessage> Server::listen() {
  return impl_->listen();
}
std::uint16_t Server::port() const {
  error_code ignored;
  return impl_->acceptor.local_endpoint(ignored).port();
}
std::size_t Server::connections_now() const {
  return impl_->sessions.size();
}
const ServerCounters& Server::counters() const {
  return impl_->shared.counters;
}
void Server::close() {
  impl_->close();
}

}  // namespace selat::http
