#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/system_words.h"
#include "feed/keepalive.h"
#include "feed/name_lookup.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kAcceptAgainAfter = std::chrono::seconds(1);

// A sender that has connected to us.
struct Sender {
  Sender(tcp::socket its, std::uint64_t number, nmea::SplitCounters& counters, SteadyTime now)
      : socket(std::move(its)), id(number), splitter(counters), last_heard(now) {}
  tcp::socket socket;
  std::uint64_t id;
  nmea::LineSplitter splitter;
  SteadyTime last_heard;
};

struct TcpListenOptions {
  std::string host;
  std::uint16_t port = 0;  // 0: any free one
  std::size_t max_senders = 64;
};

class TcpListenFeed final : public Feed, public std::enable_shared_from_this<TcpListenFeed> {
 public:
  TcpListenFeed(TcpListenOptions options, Setup setup)
      : Feed(std::move(setup)), options_(std::move(options)), lookup_(io()), acceptor_(io()), timer_(io()) {}

  void start() override {
    if (const auto address = NameLookup::written_address(options_.host)) {
      const auto refused = listen_on(*address);
      if (!refused.empty()) {
        throw FeedError(refused);
      }
      return;
    }
    note_lookup(options_.host);
    lookup_.start(options_.host, [this](const NameLookup::Answer& answer) {
      note_lookup_over();
      const auto refused = answer ? listen_on(answer->front()) : cannot_listen(answer.error());
      if (!refused.empty()) {
        end(State::failed, refused);
      }
    });
  }

  void stop() override {
    set_stopped();
    lookup_.cancel();
    error_code ignored;
    acceptor_.close(ignored);
    timer_.cancel();
    for (auto& [id, sender] : senders_) {
      sender->socket.close(ignored);
    }
    senders_.clear();
  }

 private:
  using SenderPointer = std::shared_ptr<Sender>;

  // Why it cannot; empty when it does.
  LocalizedMessage listen_on(const asio::ip::address& address) {
    const tcp::endpoint endpoint(address, options_.port);
    try {
      acceptor_.open(endpoint.protocol());
      acceptor_.set_option(tcp::acceptor::reuse_address(true));
      acceptor_.bind(endpoint);
      acceptor_.listen();
      set_port(acceptor_.local_endpoint().port());
    } catch (const boost::system::system_error& error) {
      return cannot_listen(system_words(error.code().message()));
    }
    set_state(State::connecting, LocalizedMessage(tr("no sender has connected")));
    accept();
    return {};
  }

  [[nodiscard]] LocalizedMessage cannot_listen(const LocalizedMessage& why) const {
    return {tr("cannot listen on {host}:{port}: {why}"),
            {{"host", options_.host}, {"port", options_.port}, {"why", why}}};
  }

  void accept() {
    acceptor_.async_accept([self = shared_from_this()](error_code error, tcp::socket socket) {
      if (self->is_stopped()) {
        return;
      }
      if (error) {
        return self->accept_later(error);
      }
      self->add_sender(std::move(socket));
      self->accept();
    });
  }

  // Out of descriptors, most likely: connected senders are not affected.
  void accept_later(error_code error) {
    set_reason({tr("cannot accept a sender: {why}"), {{"why", system_words(error.message())}}});
    timer_.expires_after(kAcceptAgainAfter);
    timer_.async_wait([self = shared_from_this()](error_code cancelled) {
      if (!cancelled && !self->is_stopped()) {
        self->accept();
      }
    });
  }

  void add_sender(tcp::socket socket) {
    error_code gone;
    const tcp::endpoint peer = socket.remote_endpoint(gone);
    const bool is_peer = !gone && may_send(peer.address());
    if (!is_peer || (senders_.size() >= options_.max_senders && !evict_silent_sender())) {
      ++counters().refused_senders;
      return;  // closes it
    }
    detect_half_open(socket.native_handle());
    const std::uint64_t id = ++counters().connections;
    const auto sender =
        std::make_shared<Sender>(std::move(socket), id, counters().lines, setup().clock().steady);
    senders_.emplace(id, sender);
    set_senders(senders_.size());
    set_receiving();
    read(sender);
  }

  // At the limit of senders the one silent longest is disconnected, if it has been silent for silent_after.
  bool evict_silent_sender() {
    const auto silent_longest =
        std::ranges::min_element(senders_, {}, [](const auto& entry) { return entry.second->last_heard; });
    if (setup().clock().steady - silent_longest->second->last_heard <= setup().silent_after) {
      return false;
    }
    error_code ignored;
    silent_longest->second->socket.close(ignored);
    senders_.erase(silent_longest);
    return true;
  }

  void read(const SenderPointer& sender) {
    const auto space = sender->splitter.space();
    sender->socket.async_read_some(asio::buffer(space.data(), space.size()),
                                   [self = shared_from_this(), sender](error_code error, std::size_t size) {
                                     if (self->is_stopped() || !self->senders_.contains(sender->id)) {
                                       return;
                                     }
                                     if (self->take(sender->splitter, size, sender->id)) {
                                       sender->last_heard = self->setup().clock().steady;
                                     }
                                     if (self->is_stopped()) {
                                       return;
                                     }
                                     error ? self->disconnected(sender) : self->read(sender);
                                   });
  }

  void disconnected(const SenderPointer& sender) {
    take_rest(sender->splitter, sender->id);
    senders_.erase(sender->id);
    set_senders(senders_.size());
    if (senders_.empty()) {
      set_state(State::disconnected, LocalizedMessage(tr("the last sender has gone")));
    }
  }

  TcpListenOptions options_;
  NameLookup lookup_;
  tcp::acceptor acceptor_;
  asio::steady_timer timer_;
  std::map<std::uint64_t, SenderPointer> senders_;
};

Parsed<MakeFeed> parse(const Uri& uri) {
  const auto senders = only_option(uri.query, "senders");
  if (!senders) {
    return std::unexpected(senders.error());
  }
  TcpListenOptions options;
  if (const auto& given = *senders) {
    const auto number = whole_number<std::size_t>(given->text);
    if (!number || *number < 1 || *number > 1'024) {
      return fault(UriProblem::bad_option, given->at,
                   LocalizedMessage(tr("senders={value}: give 1 to 1024"), {{"value", shown(given->text)}}));
    }
    options.max_senders = *number;
  }
  auto place = host_and_port(uri.place, 0);
  if (!place) {
    return std::unexpected(place.error());
  }
  options.host = std::move(place->host);
  options.port = place->port;
  return maker_of<TcpListenFeed>(std::move(options));
}

}  // namespace

constinit const FeedKind kTcpListenFeed = {
    .scheme = "tcp-listen",
    .form = "tcp-listen://host:port?senders=64",
    .summary = tr("up to that many senders connect to us"),
    .parse = parse,
};

}  // namespace selat::feed
