#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include "feed/keepalive.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kReadSize = 16 * 1024;
constexpr auto kAcceptAgainAfter = std::chrono::seconds(1);

// A sender that has connected to us.
struct Sender {
  Sender(tcp::socket its, std::uint64_t number, LineCounters& counters, SteadyTime now)
      : socket(std::move(its)), id(number), splitter(counters), last_heard(now) {}
  tcp::socket socket;
  std::uint64_t id;
  LineSplitter splitter;
  SteadyTime last_heard;
  std::array<char, kReadSize> buffer;
};

class TcpListenFeed final : public Feed, public std::enable_shared_from_this<TcpListenFeed> {
 public:
  TcpListenFeed(TcpListenOptions options, Setup setup)
      : Feed(std::move(setup)), options_(std::move(options)), acceptor_(io()), timer_(io()) {}

  void start() override {
    try {
      tcp::resolver resolver(io());
      const auto found =
          resolver.resolve(options_.host, std::to_string(options_.port), tcp::resolver::passive);
      const tcp::endpoint endpoint = *found.begin();
      acceptor_.open(endpoint.protocol());
      acceptor_.set_option(tcp::acceptor::reuse_address(true));
      acceptor_.bind(endpoint);
      acceptor_.listen();
      set_port(acceptor_.local_endpoint().port());
    } catch (const boost::system::system_error& error) {
      throw FeedError(LocalizedMessage(tr("feed '{feed}': cannot listen on {host}:{port}: {why}"),
                                       {{"feed", name()},
                                        {"host", options_.host},
                                        {"port", options_.port},
                                        {"why", error.code().message()}}));
    }
    set_state(State::connecting, LocalizedMessage(tr("no sender has connected")));
    accept();
  }

  void stop() override {
    set_stopped();
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
    set_state(status().state,
              LocalizedMessage(tr("cannot accept a sender: {why}"), {{"why", error.message()}}));
    timer_.expires_after(kAcceptAgainAfter);
    timer_.async_wait([self = shared_from_this()](error_code cancelled) {
      if (!cancelled && !self->is_stopped()) {
        self->accept();
      }
    });
  }

  void add_sender(tcp::socket socket) {
    if (senders_.size() >= options_.max_senders && !evict_silent_sender()) {
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
    sender->socket.async_read_some(asio::buffer(sender->buffer), [self = shared_from_this(), sender](
                                                                     error_code error, std::size_t size) {
      if (self->is_stopped() || !self->senders_.contains(sender->id)) {
        return;
      }
      if (self->take(sender->splitter, {sender->buffer.data(), size}, sender->id)) {
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
  tcp::acceptor acceptor_;
  asio::steady_timer timer_;
  std::map<std::uint64_t, SenderPointer> senders_;
};

}  // namespace

std::shared_ptr<Feed> make_tcp_listen_feed(const TcpListenOptions& options, Setup setup) {
  return std::make_shared<TcpListenFeed>(options, std::move(setup));
}

}  // namespace selat::feed
