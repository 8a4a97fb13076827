// Publisher and Subscriber over real sockets: whole and in order, whatever happens on the way.

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/replica.h"
#include "bus/publisher.h"
#include "bus/subscriber.h"
#include "harness.h"

namespace selat::bus {
namespace {

using test::Machine;

// The anomaly's id tells one from another, its subject pads it.
model::Anomaly anomaly(std::uint64_t id, std::size_t bytes = 0) {
  model::Anomaly anomaly;
  anomaly.id = id;
  anomaly.subject = std::string(bytes, 'x');
  return anomaly;
}

struct Speaker {
  explicit Speaker(Machine& machine, std::uint64_t term = 1, PublisherOptions options = {})
      : bus(machine.io, machine.options(), "detect") {
    options.term = term;
    options.heartbeat_every = Span::milliseconds(100);
    publisher = std::make_unique<Publisher>(bus, options);
  }
  void say(std::uint64_t what, std::size_t bytes = 0) { publisher->publish(anomaly(what, bytes)); }
  void say_all(std::uint64_t first, std::uint64_t last, std::size_t bytes = 0) {
    for (auto what = first; what <= last; ++what) {
      say(what, bytes);
    }
  }
  Bus bus;
  std::unique_ptr<Publisher> publisher;
};

struct Listener {
  explicit Listener(Machine& machine, Start start = Start::history, std::string name = "coordinate")
      : bus(machine.io, machine.options(), std::move(name)),
        subscriber(bus,
                   {subscribe<model::Anomaly>(
                       "detect",
                       {.apply = [this](const model::Anomaly& one, const Stamp&) { heard.push_back(one.id); },
                        .begin_snapshot = [this] { ++snapshots_begun; },
                        .end_snapshot = [this](const Stamp&) { ++snapshots; }},
                       start)}) {}
  [[nodiscard]] model::SubscriptionHealth counters() const { return subscriber.health().front(); }
  [[nodiscard]] bool has_all(std::uint64_t count) const { return heard.size() >= count; }

  Bus bus;
  std::vector<std::uint64_t> heard;
  int snapshots_begun = 0;
  int snapshots = 0;  // that have ended
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

// What radars say is numbered and repaired as reports are: more than the queue of one subscriber holds.
TEST(Stream, WhatRadarsSayIsHeardWholeAndInOrder) {
  Machine machine;
  Bus bus(machine.io, machine.options(), "ingest");
  Publisher publisher(bus, {.term = 1, .send_high_water_mark = 1, .heartbeat_every = Span::milliseconds(100)});
  Bus listening(machine.io, machine.options(), "detect");
  std::vector<std::uint32_t> heard;
  Subscriber subscriber(listening, {subscribe<model::RadarMessage>(
                                       "ingest", {.apply = [&](const model::RadarMessage& one, const Stamp&) {
                                         const auto* report = std::get_if<model::RadarReport>(&one);
                                         heard.push_back(report != nullptr ? report->number.value_or(0) : 0);
                                       }})});
  RadarBatch batch;
  std::vector<std::uint32_t> said;
  const auto say = [&](std::uint32_t envelopes) {
    for (; envelopes > 0; --envelopes) {
      model::RadarReport report;
      report.number = static_cast<std::uint32_t>(said.size() + 1);
      batch.clear();
      batch.append(report);
      batch.append(model::RadarStatus());
      said.insert(said.end(), {*report.number, 0});
      publisher.publish(batch);
    }
  };
  say(1);
  ASSERT_TRUE(machine.until([&] { return heard.size() == said.size(); }));
  say(5'000);
  ASSERT_TRUE(machine.until([&] { return heard.size() == said.size(); }));
  EXPECT_EQ(heard, said);
  const model::SubscriptionHealth health = subscriber.health().front();
  EXPECT_EQ(health.topic, "radar");
  EXPECT_GT(health.gaps_repaired, 0U);
  EXPECT_EQ(health.envelopes_lost, 0U);
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
  Listener listener(machine, Start::live);
  ASSERT_TRUE(machine.until([&] { return !listener.counters().is_stale; }));
  speaker.say_all(101, 110);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(10); }));
  EXPECT_EQ(listener.heard, all(101, 110));
}

TEST(Stream, WhoJoinsLiveMissesNothingOfARestartedPublisher) {
  Machine machine;
  auto speaker = std::make_unique<Speaker>(machine, 1);
  Listener listener(machine, Start::live);
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
  EXPECT_EQ(listener.counters().unknown_losses, 0U) << "each said at its end how much there was";
}

TEST(Stream, ASnapshotTakesThePlaceOfHistory) {
  Machine machine;
  Speaker speaker(machine);
  speaker.publisher->set_snapshot([] { return std::vector{anomaly(1000), anomaly(1001)}; });
  speaker.say_all(1, 50);
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(2); }));
  ASSERT_TRUE(machine.until([&] { return listener.snapshots == 1; }));
  EXPECT_EQ(listener.heard, all(1000, 1001));
  speaker.say(51);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(3); }));
  EXPECT_EQ(listener.heard.back(), 51U);
  EXPECT_EQ(listener.counters().gaps, 0U);
}

TEST(Stream, ASnapshotOfManyEnvelopesComesInSlices) {
  Machine machine;
  Speaker speaker(machine);
  speaker.publisher->set_snapshot([] {
    std::vector<model::Anomaly> state;
    for (std::uint64_t i = 1; i <= 40; ++i) {
      state.push_back(anomaly(i, 200'000));
    }
    return state;
  });
  speaker.say(1);
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(40); }));
  ASSERT_TRUE(machine.until([&] { return listener.snapshots == 1; }));
  EXPECT_EQ(listener.heard, all(1, 40));
  EXPECT_EQ(listener.snapshots_begun, 1);
}

// A gap beyond what is retained, on a topic that has a state: the state, not a hole.
TEST(Stream, AGapBeyondWhatIsRetainedBringsASnapshot) {
  Machine machine;
  Speaker speaker(machine, 1, {.retained_bytes = 16 * 1024, .send_high_water_mark = 1});
  speaker.publisher->set_snapshot([] { return std::vector{anomaly(77'777)}; });
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return !listener.counters().is_stale && listener.snapshots == 1; }));
  speaker.say_all(1, 3'000, 500);
  ASSERT_TRUE(machine.until([&] { return listener.snapshots == 2; }));
  EXPECT_GT(listener.counters().envelopes_lost, 0U);
}

// The difference of two is a rate, and whoever joins has it at once.
TEST(Stream, OfTheHealthTheLastTwoEnvelopesAreSent) {
  Machine machine;
  Bus publishing(machine.io, machine.options(), "ingest");
  Publisher publisher(publishing, {.term = 1});
  for (std::uint64_t i = 1; i <= 20; ++i) {
    model::ProcessHealth health;
    health.cpu = Span::microseconds(static_cast<std::int64_t>(i));
    publisher.publish(health);
  }
  Bus listening(machine.io, machine.options(), "top");
  std::vector<std::int64_t> heard;
  const Subscriber subscriber(listening,
                              {subscribe<model::ProcessHealth>(
                                  "ingest", {.apply = [&](const model::ProcessHealth& health, const Stamp&) {
                                    heard.push_back(health.cpu.in_microseconds());
                                  }})});
  ASSERT_TRUE(machine.until([&] { return !subscriber.health().front().is_stale && !heard.empty(); }));
  EXPECT_EQ(heard, (std::vector<std::int64_t>{19, 20}));
}

TEST(Stream, OfAStateTopicOnlyTheLastEnvelopeIsSent) {
  Machine machine;
  Bus publishing(machine.io, machine.options(), "coordinate");
  Publisher publisher(publishing, {.term = 1});
  for (std::uint64_t i = 1; i <= 20; ++i) {
    model::SectorTable table;
    table.plan_version = i;
    publisher.publish(table);
  }
  Bus listening(machine.io, machine.options(), "detect");
  std::vector<std::uint64_t> heard;
  const Subscriber subscriber(
      listening, {subscribe<model::SectorTable>("coordinate",
                                                {.apply = [&](const model::SectorTable& table, const Stamp&) {
                                                  heard.push_back(table.plan_version);
                                                }})});
  ASSERT_TRUE(machine.until([&] { return !subscriber.health().front().is_stale && !heard.empty(); }));
  EXPECT_EQ(heard, std::vector<std::uint64_t>{20});
}

TEST(Stream, AnEnvelopeBeyondTheLimitIsRefusedAndUsesNoNumber) {
  Machine machine;
  Speaker speaker(machine);
  EXPECT_FALSE(speaker.publisher->publish(anomaly(1, kMostEnvelopeBytes)));
  EXPECT_EQ(speaker.publisher->last_sequence(Topic::anomaly), 0U);
  EXPECT_EQ(speaker.publisher->counters().oversized, 1U);
  EXPECT_TRUE(speaker.publisher->publish(anomaly(1, kMostEnvelopeBytes - 200)));
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

// Also while there is nothing new.
TEST(Stream, AReaderKnowsWhenItLastHadEverything) {
  Machine machine;
  auto speaker = std::make_unique<Speaker>(machine);
  Listener listener(machine);
  const auto complete_at = [&] { return listener.subscriber.complete_at("detect", Topic::anomaly); };
  EXPECT_FALSE(complete_at()) << "nothing was heard yet";
  EXPECT_FALSE(listener.subscriber.complete_at("nobody", Topic::anomaly));
  ASSERT_TRUE(machine.until([&] { return complete_at().has_value(); }));
  const SteadyTime first = *complete_at();
  ASSERT_TRUE(machine.until([&] { return *complete_at() > first; }));
  speaker.reset();
  ASSERT_TRUE(machine.until([&] { return listener.counters().is_stale; }));
  EXPECT_LT(*complete_at(), listener.bus.now().steady);
}

// A replay of everything must not hold up the publisher: it goes on between slices.
TEST(Stream, ALongReplayLeavesThePublisherItsTurns) {
  Machine machine;
  Speaker speaker(machine);
  speaker.say_all(1, 20'000, 1'000);
  std::vector<std::unique_ptr<Listener>> listeners;
  for (int i = 0; i < 3; ++i) {
    listeners.push_back(std::make_unique<Listener>(machine, Start::history, "reader-" + std::to_string(i)));
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

// A reader is cut off while an alert is forgotten, in one term of the publisher: at the reader it is gone
// too.
TEST(Snapshot, WhatThePublisherHasForgottenIsGoneAtTheReaderInTheSameTerm) {
  Machine machine;
  Bus publishing(machine.io, machine.options(), "coordinate");
  Publisher publisher(publishing, {.term = 1,
                                   .retained_bytes = 16 * 1024,
                                   .send_high_water_mark = 1,
                                   .heartbeat_every = Span::milliseconds(100)});
  std::map<std::uint64_t, model::Alert> open;
  publisher.set_snapshot([&] {
    std::vector<model::Alert> state;
    for (const auto& [id, alert] : open) {
      state.push_back(alert);
    }
    return state;
  });
  const auto raise = [&](std::uint64_t id) {
    model::Alert& alert = open[id];
    alert.id = id;
    alert.anomaly = anomaly(id, 500);
    publisher.publish(alert);
  };
  Bus listening(machine.io, machine.options(), "top");
  Replica<std::uint64_t, model::Alert> alerts;
  std::vector<std::uint64_t> gone;
  const Subscriber subscriber(
      listening,
      {subscribe<model::Alert>(
          "coordinate",
          {.apply = [&](const model::Alert& alert, const Stamp&) { alerts.put(alert.id, alert); },
           .begin_snapshot = [&] { alerts.begin_snapshot(); },
           .end_snapshot =
               [&](const Stamp&) {
                 alerts.end_snapshot([&](std::uint64_t id, const model::Alert&) { gone.push_back(id); });
               }})});
  raise(1);
  raise(2);
  ASSERT_TRUE(machine.until([&] { return alerts.size() == 2; }));
  // The loop of both does not run while this is said: the queue of one envelope overflows, and far more is
  // published than is retained.
  open.erase(1);
  for (std::uint64_t id = 3; id <= 500; ++id) {
    raise(id);
  }
  ASSERT_TRUE(machine.until([&] { return alerts.find(1) == nullptr; }));
  EXPECT_EQ(gone, std::vector<std::uint64_t>{1});
  EXPECT_NE(alerts.find(2), nullptr);
  EXPECT_NE(alerts.find(500), nullptr);
  EXPECT_EQ(subscriber.health().front().term, 1U);
  EXPECT_GT(subscriber.health().front().envelopes_lost, 0U);
}

// History that is retained is no state: nothing begins, nothing is gone.
TEST(Snapshot, RetainedHistoryIsNone) {
  Machine machine;
  Speaker speaker(machine);
  speaker.say_all(1, 20);
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return listener.has_all(20) && !listener.counters().is_stale; }));
  EXPECT_EQ(listener.snapshots_begun, 0);
}

TEST(Snapshot, OfNothingEmptiesTheReader) {
  Machine machine;
  Speaker speaker(machine);
  speaker.publisher->set_snapshot([] { return std::vector<model::Anomaly>(); });
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return listener.snapshots == 1; }));
  EXPECT_EQ(listener.snapshots_begun, 1);
  EXPECT_TRUE(listener.heard.empty());
}

// The publisher is started anew half-way through: the snapshot of its new term begins from the beginning.
TEST(Snapshot, EachTermHasItsOwn) {
  Machine machine;
  auto speaker = std::make_unique<Speaker>(machine, 1);
  speaker->publisher->set_snapshot([] { return std::vector{anomaly(1)}; });
  Listener listener(machine);
  ASSERT_TRUE(machine.until([&] { return listener.snapshots == 1; }));
  speaker.reset();
  speaker = std::make_unique<Speaker>(machine, 2);
  speaker->publisher->set_snapshot([] { return std::vector{anomaly(2)}; });
  ASSERT_TRUE(machine.until([&] { return listener.snapshots == 2; }));
  EXPECT_EQ(listener.heard, all(1, 2));
  EXPECT_EQ(listener.counters().term, 2U);
}

}  // namespace
}  // namespace selat::bus
