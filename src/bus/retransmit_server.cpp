#include "bus/retransmit_server.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <zmq.h>

#include "bus/bound_endpoint.h"
#include "bus/bus_impl.h"
#include "bus/peer_budget.h"
#include "bus/socket_watch.h"
#include "bus/timer.h"
#include "selat/v1/envelope.pb.h"

namespace selat::bus {

namespace {

constexpr int kMostSlicesOnTheWay = 4;
constexpr std::size_t kMostReaders = 1024;
constexpr Span kReaderForgottenAfter = Span::seconds(10);
constexpr Span kTryAgainAfter = Span::milliseconds(2);
constexpr Span kForgetAfter = Span::seconds(1);
constexpr std::uint64_t kMostBytesPerSecond = 2 * 1024 * 1024;  // from one peer

// The position that a subscriber last reported.
struct Reader {
  std::uint64_t sequence = 0;
  SteadyTime said_at;
};

}  // namespace

struct RetransmitServer::Impl {
  Impl(Bus& own_bus, std::uint64_t own_term, PublisherCounters& publisher_counters)
      : bus(own_bus),
        term(own_term),
        jobs(term, publisher_counters),
        socket(bus.impl().socket(ZMQ_ROUTER, kMostSlicesOnTheWay)),
        turn(bus.io()) {
    socket.set(ZMQ_ROUTER_MANDATORY, 1);
    socket.set(ZMQ_MAXMSGSIZE, kMostRequestBytes);
    endpoint.emplace(bus.impl(), socket, bus.endpoints_of(bus.process()).request, kMostBytesPerSecond);
    watch = std::make_unique<SocketWatch>(bus.io(), socket, [this] { return receive_one(); });
  }

  bool receive_one() {
    Frame subscriber;
    if (!socket.receive(subscriber)) {
      return false;
    }
    Frame request;
    const bool has_body = Socket::has_more(subscriber) && socket.receive(request);
    if (has_body && !sent.take(subscriber.view(), bus.now().steady)) {
      bus.impl().cut.cut(request.connection());
    } else if (!has_body || Socket::has_more(request) ||
               !parsed.ParseFromArray(request.bytes(), static_cast<int>(request.size()))) {
      ++bus.impl().counted.malformed;
    } else {
      take(subscriber.view(), request.user());
    }
    socket.skip_rest(has_body ? request : subscriber);
    return true;
  }

  void take(std::string_view subscriber, std::string_view user) {
    const auto topic = from_name<Topic>(parsed.topic());
    if (!bus.impl().may_hear(user, topic)) {
      return;
    }
    if (!topic || parsed.kind_case() == v1::RepairRequest::KIND_NOT_SET) {
      ++bus.impl().counted.malformed;
    } else if (parsed.has_reached()) {
      note_reader(subscriber, *topic);
    } else if (const SteadyTime now = bus.now().steady;
               asked.take(subscriber, now) && jobs.take(subscriber, *topic, parsed, now)) {
      serve_soon();
    } else {
      ++bus.impl().counted.over_limit;
    }
  }

  void note_reader(std::string_view subscriber, Topic topic) {
    if (parsed.reached().term() != term) {
      return;
    }
    const SteadyTime now = bus.now().steady;
    std::erase_if(readers,
                  [now](const auto& entry) { return now - entry.second.said_at > kReaderForgottenAfter; });
    const std::pair key(topic, std::string(subscriber));
    if (readers.size() < kMostReaders || readers.contains(key)) {
      readers[key] = {.sequence = parsed.reached().sequence(), .said_at = now};
    }
  }

  [[nodiscard]] std::optional<std::uint64_t> slowest(Topic topic) const {
    const SteadyTime now = bus.now().steady;
    std::optional<std::uint64_t> least;
    for (const auto& [key, reader] : readers) {
      if (key.first == topic && now - reader.said_at <= kReaderForgottenAfter) {
        least = std::min(least.value_or(reader.sequence), reader.sequence);
      }
    }
    return least;
  }

  // A turn that waits, for subscribers to take what was sent or to forget a snapshot, comes at once.
  void serve_soon() {
    if (!std::exchange(is_turn_near, true)) {
      turn.soon([this] { serve(); });
    }
  }

  void serve() {
    is_turn_near = false;
    const SteadyTime now = bus.now().steady;
    jobs.serve(now, [this](const std::string& subscriber, Frame& slice) { return send(subscriber, slice); });
    watch->check_soon();
    if (!jobs.is_idle() && !jobs.is_blocked()) {
      serve_soon();
    } else if (!jobs.is_idle()) {
      turn.after(kTryAgainAfter, [this] { serve(); });
    } else if (jobs.forget_snapshots(now)) {
      turn.after(kForgetAfter, [this] { serve(); });
    }
  }

  Sent send(const std::string& subscriber, Frame& slice) {
    const Sent first = socket.send(subscriber, true);
    return first == Sent::sent ? socket.send(slice) : first;
  }

  Bus& bus;
  std::uint64_t term;
  RetransmitJobs jobs;
  PeerBudget sent = PeerBudget(10'000, 5'000);  // by routing id
  PeerBudget asked = PeerBudget(200, 50);
  std::map<std::pair<Topic, std::string>, Reader> readers;  // by topic and routing id
  v1::RepairRequest parsed;
  bool is_turn_near = false;
  Socket socket;
  std::optional<BoundEndpoint> endpoint;
  Timer turn;
  std::unique_ptr<SocketWatch> watch;
};

RetransmitServer::RetransmitServer(Bus& bus, std::uint64_t term, PublisherCounters& counters)
    : impl_(std::make_unique<Impl>(bus, term, counters)) {}
RetransmitServer::~RetransmitServer() = default;

RetransmitServer::Stream& RetransmitServer::stream(Topic topic) {
  return impl_->jobs.stream(topic);
}

std::optional<std::uint64_t> RetransmitServer::slowest(Topic topic) const {
  return impl_->slowest(topic);
}

}  // namespace selat::bus
