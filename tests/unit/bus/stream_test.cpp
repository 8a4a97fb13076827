// Publisher and Subscriber over real sockets: whole and in order, whatever happens on the way.

#include <algorithm>
#include <memory>
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
    publisher = std::make_unique<Publisher>(bus, options);
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
  std::unique_ptr<Publisher> publisher;
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

// The publisher has no second to run while it says all this: its queue overflows, and the loss is real.
TEST(Stream, ABurstBeyondTheQueueIsRepaired) {
  Machine machine;
  Speaker speaker(machine, 1, {.send_high_water_mark = 1});
  Listener listener(machine);
  speaker.say(1);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(1); }));
  speaker.say_all(2, 10'000, 100);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(10'000); }));
  EXPECT_EQ(listener.heard, all(1, 10'000));
  EXPECT_GT(listener.counters().gaps, 0U);
  EXPECT_EQ(listener.counters().gaps_repaired, listener.counters().gaps);
  EXPECT_EQ(listener.counters().envelopes_lost, 0U);
  EXPECT_GT(speaker.publisher->counters().repairs, 0U);
}

TEST(Stream, WhatIsRetainedNoMoreIsCountedAsLost) {
  Machine machine;
  Speaker speaker(machine, 1, {.retained_bytes = 64 * 1024, .send_high_water_mark = 1});
  Listener listener(machine);
  speaker.say(1);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(1); }));
  speaker.say_all(2, 5'000, 1'000);
  ASSERT_TRUE(machine.until([&] { return !listener.heard.empty() && listener.heard.back() == 5'000; }));
  ASSERT_TRUE(machine.until([&] { return listener.counters().last_sequence == 5'000; }));
  EXPECT_GT(listener.counters().envelopes_lost, 0U);
  EXPECT_EQ(listener.heard.size() + listener.counters().envelopes_lost, 5'000U);
  EXPECT_TRUE(std::is_sorted(listener.heard.begin(), listener.heard.end()));
}

TEST(Stream, WhoJoinsLiveHearsOnlyWhatComes) {
  Machine machine;
  Speaker speaker(machine);
  speaker.say_all(1, 100);
  Listener listener(machine, Join::live);
  ASSERT_TRUE(machine.until([&] { return !listener.counters().is_stale; }));
  speaker.say_all(101, 110);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(10); }));
  EXPECT_EQ(listener.heard, all(101, 110));
}

TEST(Stream, WhoJoinsLiveMissesNothingOfARestartedPublisher) {
  Machine machine;
  auto speaker = std::make_unique<Speaker>(machine, 1);
  Listener listener(machine, Join::live);
  ASSERT_TRUE(machine.until([&] { return !listener.counters().is_stale; }));
  speaker->say(1);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(1); }));
  speaker.reset();
  speaker = std::make_unique<Speaker>(machine, 2);
  speaker->say_all(2, 50);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(50); }));
  EXPECT_EQ(listener.heard, all(1, 50));
}

TEST(Stream, ARestartedPublisherIsHeardFromItsBeginning) {
  Machine machine;
  auto speaker = std::make_unique<Speaker>(machine, 1);
  Listener listener(machine);
  speaker->say_all(1, 10);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(10); }));
  for (std::uint64_t term = 2; term < 5; ++term) {
    speaker.reset();
    speaker = std::make_unique<Speaker>(machine, term);
    const auto before = listener.heard.size();
    speaker->say_all(100 * term + 1, 100 * term + 5);
    ASSERT_TRUE(machine.until([&] { return listener.has_all(before + 5); }));
    EXPECT_EQ(listener.counters().term, term);
    EXPECT_EQ(std::vector(listener.heard.end() - 5, listener.heard.end()),
              all(100 * term + 1, 100 * term + 5));
  }
  EXPECT_EQ(listener.heard.size(), 25U);
  EXPECT_EQ(listener.counters().envelopes_lost, 0U);
}

TEST(Stream, ASnapshotTakesThePlaceOfHistory) {
  Machine machine;
  Speaker speaker(machine);
  speaker.publisher->set_snapshot(Topic::anomaly, [] {
    std::vector<v1::Envelope> state;
    state.push_back(saying(1000));
    state.push_back(saying(1001));
    return state;
  });
  speaker.say_all(1, 50);
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(2); }));
  EXPECT_EQ(listener.heard, all(1000, 1001));
  EXPECT_EQ(listener.snapshots, 1);
  speaker.say(51);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(3); }));
  EXPECT_EQ(listener.heard.back(), 51U);
  EXPECT_EQ(listener.counters().gaps, 0U);
}

TEST(Stream, ASnapshotOfManyEnvelopesComesInSlices) {
  Machine machine;
  Speaker speaker(machine);
  speaker.publisher->set_snapshot(Topic::anomaly, [] {
    std::vector<v1::Envelope> state;
    for (std::uint64_t i = 1; i <= 40; ++i) {
      state.push_back(saying(i, 200'000));
    }
    return state;
  });
  speaker.say(1);
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(40); }));
  EXPECT_EQ(listener.heard, all(1, 40));
  EXPECT_EQ(listener.snapshots, 1);
}

// A gap beyond what is retained, on a topic that has a state: the state, not a hole.
TEST(Stream, AGapBeyondTheJournalBringsASnapshot) {
  Machine machine;
  Speaker speaker(machine, 1, {.retained_bytes = 16 * 1024, .send_high_water_mark = 1});
  speaker.publisher->set_snapshot(Topic::anomaly, [] { return std::vector<v1::Envelope>{saying(77'777)}; });
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return !listener.counters().is_stale && listener.snapshots == 1; }));
  speaker.say_all(1, 3'000, 500);
  ASSERT_TRUE(machine.until([&] { return listener.snapshots == 2; }));
  EXPECT_GT(listener.counters().envelopes_lost, 0U);
}

TEST(Stream, OfAStateTopicOnlyTheLastEnvelopeIsSent) {
  Machine machine;
  Bus publishing(machine.io, machine.options(), "ingest");
  Publisher publisher(publishing, {.term = 1});
  for (std::uint64_t i = 1; i <= 20; ++i) {
    v1::Envelope envelope;
    envelope.mutable_process_health()->set_cpu_us(i);
    publisher.publish(Topic::health, envelope, system_now());
  }
  Bus listening(machine.io, machine.options(), "top");
  std::vector<std::uint64_t> heard;
  const Subscriber subscriber(
      listening, {{.publisher = "ingest", .topic = Topic::health}},
      [&](v1::Envelope& envelope) { heard.push_back(envelope.process_health().cpu_us()); }, system_now);
  ASSERT_TRUE(machine.until([&] { return !subscriber.counters().front().is_stale && !heard.empty(); }));
  EXPECT_EQ(heard, std::vector<std::uint64_t>{20});
}

TEST(Stream, AnEnvelopeBeyondTheLimitIsRefusedAndUsesNoNumber) {
  Machine machine;
  Speaker speaker(machine);
  auto large = saying(1, kMostEnvelopeBytes);
  EXPECT_FALSE(speaker.publisher->publish(Topic::anomaly, large, system_now()));
  EXPECT_EQ(speaker.publisher->last_sequence(Topic::anomaly), 0U);
  EXPECT_EQ(speaker.publisher->counters().oversized, 1U);
  auto largest = saying(1, kMostEnvelopeBytes - 200);
  EXPECT_TRUE(speaker.publisher->publish(Topic::anomaly, largest, system_now()));
  Listener listener(machine);
  EXPECT_TRUE(machine.until([&] { return listener.has_all(1); }));
}

TEST(Stream, ASilentPublisherMakesItsStreamStale) {
  Machine machine;
  auto speaker = std::make_unique<Speaker>(machine);
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return !listener.counters().is_stale; }));
  speaker.reset();
  EXPECT_TRUE(machine.until([&] { return listener.counters().is_stale; }));
}

// A replay of everything must not hold up the publisher: it goes on between slices.
TEST(Stream, ALongReplayLeavesThePublisherItsTurns) {
  Machine machine;
  Speaker speaker(machine);
  speaker.say_all(1, 20'000, 1'000);
  std::vector<std::unique_ptr<Listener>> listeners;
  for (int i = 0; i < 3; ++i) {
    listeners.push_back(std::make_unique<Listener>(machine, Join::history, "reader-" + std::to_string(i)));
  }
  std::uint64_t said = 20'000;
  ASSERT_TRUE(machine.until([&] {
    if (said < 20'200) {
      speaker.say(++said);
    }
    return std::all_of(listeners.begin(), listeners.end(),
                       [](const auto& one) { return one->has_all(20'200); });
  }));
  for (const auto& listener : listeners) {
    EXPECT_EQ(listener->heard, all(1, 20'200));
  }
}

}  // namespace
}  // namespace selat::bus
