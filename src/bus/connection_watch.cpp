#include "bus/connection_watch.h"

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
constexpr int kEvents = ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL |
                        ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL;

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
    received_bytes_.erase(value);
  } else {
    ++counters_.failed_handshakes;
  }
  return true;
}

void ConnectionWatch::accept(int connection) {
  cut_.note_new(connection);
  received_bytes_[connection] = bytes_received(connection).value_or(0);
  if (received_bytes_.size() > kMostConnections) {
    cut_.cut(connection);
  }
}

void ConnectionWatch::measure() {
  for (auto& [connection, before] : received_bytes_) {
    const std::uint64_t now = bytes_received(connection).value_or(before);
    if (now - std::exchange(before, now) > most_bytes_) {
      cut_.cut(connection);
    }
  }
  timer_.after(Span::milliseconds(1'000 / kMeasurementsPerSecond), [this] { measure(); });
}

}  // namespace selat::bus
