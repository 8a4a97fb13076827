#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include "feed/backoff.h"
#include "feed/keepalive.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kConnectWithin = std::chrono::seconds(5);

class TcpFeed final : public Feed, public std::enable_shared_from_this<TcpFeed> {
 public:
  TcpFeed(HostPort options, Setup setup)
      : Feed(std::move(setup)),
        options_(std::move(options)),
        resolver_(io()),
        socket_(io()),
        timer_(io()),
        backoff_(backoff_seed(name())) {}

  void start() override { resolve(); }

  void stop() override {
    set_stopped();
    resolver_.cancel();
    timer_.cancel();
    close();
  }

 private:
  void resolve() {
    error_code not_numeric;
    const auto address = asio::ip::make_address(options_.host, not_numeric);
    if (!not_numeric) {
      return connect(tcp::resolver::results_type::create(tcp::endpoint(address, options_.port), options_.host,
                                                         std::to_string(options_.port)));
    }
    resolver_.async_resolve(
        options_.host, std::to_string(options_.port),
        [self = shared_from_this()](error_code error, const tcp::resolver::results_type& found) {
          if (self->is_stopped()) {
            return;
          }
          error ? self->lost(error) : self->connect(found);
        });
  }

  void connect(const tcp::resolver::results_type& found) {
    timer_.expires_after(kConnectWithin);
    timer_.async_wait([self = shared_from_this()](error_code error) {
      if (!error && !self->is_stopped()) {
        self->close();  // the connect then ends with operation_aborted
      }
    });
    asio::async_connect(socket_, found, [self = shared_from_this()](error_code error, const tcp::endpoint&) {
      self->timer_.cancel();
      if (self->is_stopped()) {
        return;
      }
      if (!error && !self->socket_.is_open()) {
        error = asio::error::operation_aborted;
      }
      error ? self->lost(error == asio::error::operation_aborted ? asio::error::timed_out : error)
            : self->connected();
    });
  }

  void connected() {
    detect_half_open(socket_.native_handle());
    counters().reconnects += counters().connections == 0 ? 0U : 1U;
    sender_ = ++counters().connections;
    set_senders(1);
    set_receiving();
    read();
  }

  void read() {
    const auto space = splitter_.space();
    socket_.async_read_some(asio::buffer(space.data(), space.size()),
                            [self = shared_from_this()](error_code error, std::size_t size) {
                              if (self->is_stopped()) {
                                return;
                              }
                              if (self->take(self->splitter_, size, self->sender_)) {
                                self->backoff_.reset();
                              }
                              if (self->is_stopped()) {
                                return;
                              }
                              error ? self->lost(error) : self->read();
                            });
  }

  void lost(error_code error) {
    take_rest(splitter_, sender_);
    if (is_stopped()) {
      return;
    }
    close();
    set_senders(0);
    const LocalizedMessage why = error == asio::error::eof
                                     ? LocalizedMessage(tr("the sender closed the connection"))
                                     : LocalizedMessage::from_outside(error.message());
    set_state(State::disconnected,
              LocalizedMessage(tr("{host}:{port}: {why}"),
                               {{"host", options_.host}, {"port", options_.port}, {"why", why}}));
    timer_.expires_after(std::chrono::microseconds(backoff_.next().in_microseconds()));
    timer_.async_wait([self = shared_from_this()](error_code cancelled) {
      if (!cancelled && !self->is_stopped()) {
        self->resolve();
      }
    });
  }

  void close() {
    error_code ignored;
    socket_.close(ignored);
  }

  HostPort options_;
  tcp::resolver resolver_;
  tcp::socket socket_;
  asio::steady_timer timer_;  // of the connect, or of the wait before the next
  Backoff backoff_;
  nmea::LineSplitter splitter_{counters().lines};
  std::uint64_t sender_ = 0;
};

Parsed<MakeFeed> parse(const Uri& uri) {
  if (const auto none = only_option(uri.query, ""); !none) {
    return std::unexpected(none.error());
  }
  auto place = host_and_port(uri.place, 1);
  if (!place) {
    return std::unexpected(place.error());
  }
  return maker_of<TcpFeed>(*std::move(place));
}

}  // namespace

constinit const FeedKind kTcpFeed = {
    .scheme = "tcp",
    .form = "tcp://host:port",
    .summary = tr("connects to a sender and reconnects"),
    .parse = parse,
};

}  // namespace selat::feed
