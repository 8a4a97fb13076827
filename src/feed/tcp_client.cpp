#include "feed/tcp_client.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "base/system_words.h"
#include "feed/backoff.h"
#include "feed/keepalive.h"
#include "feed/name_lookup.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kConnectWithin = std::chrono::seconds(5);

std::chrono::microseconds duration_of(Span span) {
  return std::chrono::microseconds(span.in_microseconds());
}

struct TcpClientOptions {
  HostPort place;
  std::string greeting;
  std::optional<Span> reconnect_after;  // of silence; none: a silent connection is kept
};

class TcpClient final : public Feed, public std::enable_shared_from_this<TcpClient> {
 public:
  TcpClient(TcpClientOptions options, Setup setup)
      : Feed(std::move(setup)),
        options_(std::move(options)),
        lookup_(io()),
        socket_(io()),
        timer_(io()),
        backoff_(backoff_seed(name())) {}

  void start() override { resolve(); }

  void stop() override {
    set_stopped();
    lookup_.cancel();
    timer_.cancel();
    close();
  }

 private:
  void resolve() {
    if (const auto address = NameLookup::written_address(options_.place.host)) {
      return connect({*address});
    }
    note_lookup(options_.place.host);
    lookup_.start(options_.place.host, [this](const NameLookup::Answer& answer) {
      note_lookup_over();
      answer ? connect(*answer) : lost(answer.error());
    });
  }

  void connect(const std::vector<asio::ip::address>& addresses) {
    std::vector<tcp::endpoint> endpoints;
    endpoints.reserve(addresses.size());
    for (const auto& address : addresses) {
      if (may_send(address)) {
        endpoints.emplace_back(address, options_.place.port);
      }
    }
    if (endpoints.empty()) {
      return lost(tr("its address is not among the peers"));
    }
    timer_.expires_after(kConnectWithin);
    timer_.async_wait([self = shared_from_this()](error_code error) {
      if (!error && !self->is_stopped()) {
        self->close();  // the connect then ends with operation_aborted
      }
    });
    asio::async_connect(socket_, endpoints,
                        [self = shared_from_this()](error_code error, const tcp::endpoint&) {
                          self->timer_.cancel();
                          if (self->is_stopped()) {
                            return;
                          }
                          if (!error && !self->socket_.is_open()) {
                            error = asio::error::operation_aborted;
                          }
                          error ? self->lost(why(error)) : self->connected();
                        });
  }

  void connected() {
    detect_half_open(socket_.native_handle());
    counters().reconnects += counters().connections == 0 ? 0U : 1U;
    sender_ = ++counters().connections;
    set_senders(1);
    set_receiving();
    greet();
    watch_silence();
    read();
  }

  void greet() {
    if (!options_.greeting.empty()) {
      asio::async_write(socket_, asio::buffer(options_.greeting),
                        [self = shared_from_this()](error_code, std::size_t) {});  // the read will tell
    }
  }

  void watch_silence() {
    if (!options_.reconnect_after) {
      return;
    }
    const Span left = *options_.reconnect_after - silent_for();
    if (left <= Span()) {
      return lost(LocalizedMessage(tr("no line for {n} s, so it is connected anew"),
                                   {{"n", options_.reconnect_after->in_microseconds() / 1'000'000}}));
    }
    timer_.expires_after(duration_of(left));
    timer_.async_wait([self = shared_from_this()](error_code cancelled) {
      if (!cancelled && !self->is_stopped()) {
        self->watch_silence();
      }
    });
  }

  void read() {
    const auto space = splitter_.space();
    socket_.async_read_some(
        asio::buffer(space.data(), space.size()),
        [self = shared_from_this(), connection = sender_](error_code error, std::size_t size) {
          if (self->is_stopped() || connection != self->sender_) {
            return;
          }
          self->take(self->splitter_, size, self->sender_);
          if (self->is_stopped()) {
            return;
          }
          error ? self->lost(why(error)) : self->read();
        });
  }

  static LocalizedMessage why(error_code error) {
    if (error == asio::error::eof) {
      return tr("the sender closed the connection");
    }
    // The connect that its timer has ended, and so by far the most common reason of being aborted.
    return system_words(
        (error == asio::error::operation_aborted ? error_code(asio::error::timed_out) : error).message());
  }

  void lost(const LocalizedMessage& why) {
    take_rest(splitter_, sender_);
    if (is_stopped()) {
      return;
    }
    backoff_.worked_for(heard_for());
    sender_ = 0;
    close();
    set_senders(0);
    set_state(State::disconnected,
              LocalizedMessage(tr("{host}:{port}: {why}"),
                               {{"host", options_.place.host}, {"port", options_.place.port}, {"why", why}}));
    timer_.expires_after(duration_of(backoff_.next()));
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

  TcpClientOptions options_;
  NameLookup lookup_;
  tcp::socket socket_;
  asio::steady_timer timer_;  // of the connect, of silence, or of the wait before the next connect
  Backoff backoff_;
  nmea::LineSplitter splitter_{counters().lines};
  std::uint64_t sender_ = 0;  // the connection; 0: none
};

Parsed<std::optional<Span>> reconnect_after_of(const std::optional<UriPart>& given) {
  if (!given) {
    return std::nullopt;
  }
  const auto seconds = whole_number<int>(given->text);
  if (!seconds || *seconds < 1 || *seconds > 86'400) {
    return fault(UriProblem::bad_option, given->at,
                 LocalizedMessage(tr("reconnect_after={value}: give 1 to 86400 seconds"),
                                  {{"value", shown(given->text)}}));
  }
  return Span::seconds(static_cast<double>(*seconds));
}

}  // namespace

Parsed<MakeFeed> tcp_client_of(const Uri& uri, std::string_view greeting) {
  const auto given = only_option(uri.query, "reconnect_after");
  if (!given) {
    return std::unexpected(given.error());
  }
  const auto reconnect_after = reconnect_after_of(*given);
  if (!reconnect_after) {
    return std::unexpected(reconnect_after.error());
  }
  auto place = host_and_port(uri.place, 1, usual_port(uri.scheme));
  if (!place) {
    return std::unexpected(place.error());
  }
  return maker_of<TcpClient>(TcpClientOptions{*std::move(place), std::string(greeting), *reconnect_after});
}

}  // namespace selat::feed
