// Publisher and Subscriber over real sockets: whole and in order, whatever happens on the way.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bus/publisher.h"
#include "bus/subscriber.h"
#include "harness.h"
#include "selat/v1/envelope.pb.h"

namespace selat::bus {
namespace {

using test::Machine;
using test::system_now;

// The anomaly's id stands for what is said, its subject pads it.
v1::Envelope saying(std::uint64_t what, std::size_t bytes = 0) {
  v1::Envelope envelope;
  envelope.mutable_anomaly()->set_id(what);
  envelope.mutable_anomaly()->set_subject(std::string(bytes, 'x'));
  return envelope;
}

struct Speaker {
  explicit Speaker(Machine& machine, std::uint64_t term = 1, PublisherOptions options = {})
      : bus(machine.io, machine.options(), "detect") {
    options.term = term;
    options.heartbeat_every = Span::milliseconds(100);
    publisher.emplace(bus, options);
  }
  void say(std::uint64_t what, std::size_t bytes = 0) {
    auto envelope = saying(what, bytes);
    publisher->publish(Topic::anomaly, envelope, system_now());
  }
  void say_all(std::uint64_t first, std::uint64_t last, std::size_t bytes = 0) {
    for (auto what = first; what <= last; ++what) {
      say(what, bytes);
    }
  }
  Bus bus;
  std::optional<Publisher> publisher;
};

struct Listener {
  explicit Listener(Machine& machine, Join join = Join::history, std::string name = "coordinate")
      : bus(machine.io, machine.options(), std::move(name)),
        subscriber(
            bus, {{.publisher = "detect", .topic = Topic::anomaly, .join = join}},
            [this](v1::Envelope& envelope) { heard.push_back(envelope.anomaly().id()); }, system_now) {
    subscriber.on_snapshot([this](const Subscription&) { ++snapshots; });
  }
  [[nodiscard]] SubscriptionCounters counters() const { return subscriber.counters().front(); }
  [[nodiscard]] bool has_all(std::uint64_t count) const { return heard.size() >= count; }

  Bus bus;
  std::vector<std::uint64_t> heard;
  int snapshots = 0;
  Subscriber subscriber;
};

std::vector<std::uint64_t> all(std::uint64_t first, std::uint64_t last) {
  std::vector<std::uint64_t> numbers;
  for (auto number = first; number <= last; ++number) {
    numbers.push_back(number);
  }
  return numbers;
}

TEST(Stream, WhatIsPublishedIsHeardInOrder) {
  Machine machine;
  Speaker speaker(machine);
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return !listener.counters().is_stale; }));
  speaker.say_all(1, 1000);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(1000); }));
  EXPECT_EQ(listener.heard, all(1, 1000));
  EXPECT_EQ(listener.counters().last_sequence, 1000U);
  EXPECT_EQ(listener.counters().gaps, 0U);
  EXPECT_EQ(listener.counters().duplicates, 0U);
}

TEST(Stream, WhoComesLateHearsAllThatIsRetained) {
  Machine machine;
  Speaker speaker(machine);
  speaker.say_all(1, 5000, 1000);
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(5000); }));
  EXPECT_EQ(listener.heard, all(1, 5000));
  EXPECT_EQ(listener.counters().envelopes_lost, 0U);
}

TEST(Stream, SubscriberMayBeThereFirst) {
  Machine machine;
  Listener listener(machine);
  ASSERT_FALSE(
      test::run_until(machine.io, [&] { return !listener.counters().is_stale; }, std::chrono::seconds(1)));
  Speaker speaker(machine);
  speaker.say_all(1, 10);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(10); }));
  EXPECT_EQ(listener.heard, all(1, 10));
}

}  // namespace
}  // namespace selat::bus
