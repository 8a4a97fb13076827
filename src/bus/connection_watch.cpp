#include "bus/connection_watch.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <zmq.h>

namespace selat::bus {

namespace {

constexpr std::size_t kMostConnections = 300;
constexpr std::uint64_t kMeasurementsPerSecond = 4;
constexpr std::uint64_t kLongestHandshake = 7 * kMeasurementsPerSecond;  // libzmq ends one after 5 s
constexpr int kEvents = ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_SUCCEEDED |
                        ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL |
                        ZMQ_EVENT_HANDSHAKE_FAILED_AUTH;

// What Linux tells of a tcp connection (linux/tcp.h, since 4.1): the C library declares only its first part.
struct ConnectionInfo {
  tcp_info first_part;
  std::uint64_t pacing_rate;
  std::uint64_t most_pacing_rate;
  std::uint64_t bytes_acknowledged;
  std::uint64_t bytes_received;
};
static_assert(offsetof(ConnectionInfo, bytes_received) == 128);

// Of a tcp connection, since it was made; none of another kind, or if it is gone.
std::optional<std::uint64_t> bytes_received(int connection) {
  ConnectionInfo info{};
  socklen_t size = sizeof info;
  if (::getsockopt(connection, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) {
    return {};
  }
  return info.bytes_received;
}

}  // namespace

void CutConnections::cut(int connection) {
  if (connection >= 0) {
    ::shutdown(connection, SHUT_RDWR);
    counters_.cut_off += cut_.insert(connection).second ? 1U : 0U;
  }
}

ConnectionWatch::ConnectionWatch(boost::asio::io_context& io, void* context, Socket& socket,
                                 const std::string& endpoint, std::uint64_t most_bytes_per_second,
                                 PeerCounters& counters, CutConnections& cut)
    : watched_(socket),
      counters_(counters),
      cut_(cut),
      most_bytes_(most_bytes_per_second / kMeasurementsPerSecond),
      events_(context, ZMQ_PAIR, 0, false),
      timer_(io),
      watch_(io, events_, [this] { return take_event(); }) {
  watched_.monitor(endpoint, kEvents);
  events_.connect(endpoint);
  measure();
}

ConnectionWatch::~ConnectionWatch() {
  watched_.monitor({}, 0);
}

// Two frames: the event (16 bits) and its value (32 bits, for most the connection), and the endpoint.
bool ConnectionWatch::take_event() {
  Frame frame;
  if (!events_.receive(frame)) {
    return false;
  }
  std::uint16_t event = 0;
  std::int32_t value = -1;
  if (frame.size() == sizeof event + sizeof value) {
    std::memcpy(&event, frame.bytes(), sizeof event);
    std::memcpy(&value, static_cast<const char*>(frame.bytes()) + sizeof event, sizeof value);
  }
  events_.skip_rest(frame);
  if (event == ZMQ_EVENT_ACCEPTED) {
    accept(value);
  } else if (event == ZMQ_EVENT_DISCONNECTED) {
    connections_.erase(value);
  } else {
    ++told_handshakes_;
    // Of a key that is refused the authenticator says so.
    const bool is_counted_here =
        event != ZMQ_EVENT_HANDSHAKE_SUCCEEDED && event != ZMQ_EVENT_HANDSHAKE_FAILED_AUTH;
    counters_.failed_handshakes += is_counted_here ? 1U : 0U;
  }
  return true;
}

void ConnectionWatch::accept(int connection) {
  cut_.note_new(connection);
  ++accepted_;
  connections_[connection] = {.received_bytes = bytes_received(connection).value_or(0)};
  if (connections_.size() > kMostConnections) {
    cut_.cut(connection);
  }
}

void ConnectionWatch::count_untold_handshakes() {
  const auto may_be_shaking = static_cast<std::uint64_t>(std::ranges::count_if(
      connections_, [](const auto& one) { return one.second.measurements < kLongestHandshake; }));
  const std::uint64_t accounted = told_handshakes_ + may_be_shaking + untold_handshakes_;
  if (accepted_ > accounted) {
    counters_.failed_handshakes += accepted_ - accounted;
    untold_handshakes_ += accepted_ - accounted;
  }
}

void ConnectionWatch::measure() {
  for (auto& [connection, known] : connections_) {
    ++known.measurements;
    const std::uint64_t now = bytes_received(connection).value_or(known.received_bytes);
    if (now - std::exchange(known.received_bytes, now) > most_bytes_) {
      cut_.cut(connection);
    }
  }
  count_untold_handshakes();
  timer_.after(Span::milliseconds(1'000 / kMeasurementsPerSecond), [this] { measure(); });
}

}  // namespace selat::bus
