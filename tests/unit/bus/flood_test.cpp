// Peers that send too much, too long or nonsense, and go when they like: none ends this process or fills its
// memory, and each is counted.

#include <cerrno>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bus/order_server.h"
#include "bus/publisher.h"
#include "bus/subscriber.h"
#include "harness.h"
#include "raw_peer.h"
#include "selat/v1/envelope.pb.h"

namespace selat::bus {
namespace {

using test::Machine;
using test::RawPeer;

constexpr int kTries = 20;

model::Anomaly anomaly(std::uint64_t id) {
  model::Anomaly anomaly;
  anomaly.id = id;
  return anomaly;
}

struct Detector {
  explicit Detector(Machine& own_machine)
      : machine(own_machine),
        bus(machine.io, machine.options(), "detect"),
        publisher(bus, {.term = 1, .heartbeat_every = Span::milliseconds(100)}),
        orders(bus, 1, [](const model::ReceivedRequest&) {}) {
    publisher.set_snapshot([this] {
      ++snapshots_cut;
      return std::vector(state_size, anomaly(7));
    });
  }
  [[nodiscard]] std::unique_ptr<RawPeer> peer(const char* socket) const {
    return std::make_unique<RawPeer>(test::connect_to(machine.directory.path() / socket));
  }
  [[nodiscard]] std::unique_ptr<RawPeer> peer(const char* socket, const std::string& type) const {
    auto peer = this->peer(socket);
    EXPECT_TRUE(peer->shake_hands(type));
    return peer;
  }

  Machine& machine;
  Bus bus;
  Publisher publisher;
  OrderServer orders;
  std::size_t state_size = 1;
  int snapshots_cut = 0;
};

struct Listener {
  explicit Listener(Machine& machine, const std::string& name = "coordinate")
      : bus(machine.io, machine.options(), name),
        subscriber(bus, {subscribe<model::Anomaly>(
                            "detect", {.apply = [this](const model::Anomaly&, const Stamp&) { ++heard; },
                                       .end_snapshot = [this](const Stamp&) { ++snapshots; }})}) {}
  [[nodiscard]] bool is_current() const {
    return subscriber.complete_at("detect", Topic::anomaly).has_value();
  }
  std::size_t heard = 0;
  int snapshots = 0;
  Bus bus;
  Subscriber subscriber;
};

std::string request(std::uint64_t number) {
  v1::RepairRequest request;
  request.set_request(number);
  request.set_topic("anomaly");
  request.set_snapshot(true);
  return RawPeer::frame(request.SerializeAsString());
}

std::string many(int count, const std::function<std::string(std::uint64_t)>& message) {
  std::string bytes;
  for (int i = 1; i <= count; ++i) {
    bytes += message(static_cast<std::uint64_t>(i));
    bytes += i % 5 == 0 ? RawPeer::ping() : "";
  }
  return bytes;
}

// libzmq 4.3.4 aborts when a peer goes while its queue here is full and a ping is among what it sent.
void expect_survival(const char* socket, const std::string& type,
                     const std::function<std::string(std::uint64_t)>& message) {
  Machine machine;
  Detector detector(machine);
  for (int i = 0; i < kTries; ++i) {
    const auto peer = detector.peer(socket, type);
    peer->send(many(9'000, message));
  }
  Listener listener(machine);
  EXPECT_TRUE(machine.until([&] { return listener.is_current() && listener.snapshots == 1; }));
}

TEST(Flood, WhoAsksManyTimesAndGoesEndsNobody) {
  expect_survival("detect.request", "DEALER", request);
}

TEST(Flood, WhoSubscribesManyTimesAndGoesEndsNobody) {
  expect_survival("detect.publish", "SUB",
                  [](std::uint64_t i) { return RawPeer::frame("\1" + std::to_string(i)); });
}

TEST(Flood, WhoOrdersManyTimesAndGoesEndsNobody) {
  expect_survival("detect.orders", "DEALER", [](std::uint64_t) { return RawPeer::frame("x"); });
}

// The same the other way round: a publisher that outran its reader and was killed.
TEST(Flood, APublisherThatSendsMuchAndGoesEndsNoReader) {
  Machine machine;
  const auto path = machine.directory.path() / "detect.publish";
  const int listening = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const sockaddr_un address = test::address_of(path);
  ASSERT_EQ(::bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(listening, 5), 0);
  Listener listener(machine);
  {
    RawPeer publisher(::accept(listening, nullptr, nullptr));
    ASSERT_TRUE(publisher.shake_hands("PUB"));
    publisher.send(many(8'000, [](std::uint64_t) {
      return RawPeer::frame("anomaly", false, true) + RawPeer::frame("no envelope");
    }));
  }
  ::close(listening);
  std::filesystem::remove(path);
  ASSERT_TRUE(machine.until([&] { return listener.subscriber.health().front().malformed > 0; }));
  Detector detector(machine);
  EXPECT_TRUE(machine.until([&] { return listener.is_current(); }));
}

TEST(Flood, RequestsBeyondTheLimitAreDroppedAndCounted) {
  Machine machine;
  Detector detector(machine);
  const auto peer = detector.peer("detect.request", "DEALER");
  ASSERT_TRUE(peer->send(many(1'800, request)));
  ASSERT_TRUE(machine.until([&] { return detector.bus.peers().over_limit >= 1'500; }));
  EXPECT_LE(detector.snapshots_cut, 10);
  EXPECT_EQ(detector.bus.peers().cut_off, 0U);
}

TEST(Flood, WhoSendsWithoutEndIsCutOff) {
  Machine machine;
  Detector detector(machine);
  const auto peer = detector.peer("detect.request", "DEALER");
  peer->send(many(30'000, request));
  ASSERT_TRUE(machine.until([&] { return peer->is_cut_off(); }));
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return listener.is_current(); }));
  EXPECT_GT(detector.bus.peers().cut_off, 0U);
  EXPECT_LE(detector.bus.peers().cut_off, 2U) << "a peer counts once, not with each message that it had sent";
}

TEST(Flood, ManyReadersShareOneSnapshot) {
  Machine machine;
  Detector detector(machine);
  detector.state_size = 5'000;
  std::vector<std::unique_ptr<Listener>> listeners;
  for (int i = 0; i < 20; ++i) {
    listeners.push_back(std::make_unique<Listener>(machine, "reader-" + std::to_string(i)));
  }
  std::size_t said = 0;
  ASSERT_TRUE(machine.until([&] {
    if (said < 100) {
      detector.publisher.publish(anomaly(++said));
    }
    return said == 100 && std::ranges::all_of(listeners, [](const auto& one) {
             const auto health = one->subscriber.health().front();
             return one->snapshots == 1 && health.last_sequence == 100;
           });
  }));
  EXPECT_LE(detector.snapshots_cut, 2);
  for (const auto& listener : listeners) {
    EXPECT_GE(listener->heard, detector.state_size);
    EXPECT_EQ(listener->subscriber.health().front().envelopes_lost, 0U);
  }
}

TEST(Flood, ATopicLongerThanAnyIsRefusedBeforeItIsKept) {
  Machine machine;
  Detector detector(machine);
  const auto peer = detector.peer("detect.publish", "SUB");
  peer->send(RawPeer::frame("\1" + std::string(1'000'000, 'x')));
  EXPECT_TRUE(machine.until([&] { return peer->is_cut_off(); }));
}

TEST(Flood, WhoSubscribesWithoutEndIsCutOff) {
  Machine machine;
  Detector detector(machine);
  const auto peer = detector.peer("detect.publish", "SUB");
  peer->send(many(2'000, [](std::uint64_t i) { return RawPeer::frame("\1" + std::to_string(i)); }));
  EXPECT_TRUE(machine.until([&] { return peer->is_cut_off(); }));
  EXPECT_GT(detector.bus.peers().cut_off, 0U);
}

TEST(Flood, NonsenseIsCountedWhereverItArrives) {
  Machine machine;
  Detector detector(machine);
  ASSERT_TRUE(detector.peer("detect.request")->send("GET / HTTP/1.1\r\n\r\n"));
  ASSERT_TRUE(machine.until([&] { return detector.bus.peers().failed_handshakes == 1; }));
  const auto asking = detector.peer("detect.request", "DEALER");
  asking->send(RawPeer::frame("no request") + RawPeer::frame(""));
  const auto subscribing = detector.peer("detect.publish", "SUB");
  subscribing->send(RawPeer::frame("no subscription"));
  const auto ordering = detector.peer("detect.orders", "DEALER");
  ordering->send(RawPeer::frame("no message"));
  EXPECT_TRUE(machine.until([&] { return detector.bus.peers().malformed == 4; }));
}

TEST(Flood, ConnectionsBeyondTheLimitAreCutOff) {
  Machine machine;
  Detector detector(machine);
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return listener.is_current(); }));
  std::vector<std::unique_ptr<RawPeer>> peers;
  for (int i = 0; i < 310; ++i) {
    peers.push_back(detector.peer("detect.publish"));
    machine.io.poll();
  }
  EXPECT_TRUE(machine.until([&] { return detector.bus.peers().cut_off >= 10; }));
  detector.publisher.publish(anomaly(1));
  EXPECT_TRUE(machine.until([&] { return listener.heard == 2; }));
}

}  // namespace
}  // namespace selat::bus
