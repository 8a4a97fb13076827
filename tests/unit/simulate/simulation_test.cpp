#include "simulate/simulation.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "ais/receiver.h"
#include "nmea/line_splitter.h"

namespace selat::simulate {
namespace {

const Instant kLive = Instant::unix_seconds(1'767'225'600);

SimulationOptions options(std::uint64_t seed) {
  SimulationOptions options;
  options.seed = seed;
  options.live_at = kLive;
  options.history = Span::minutes(10);
  return options;
}

std::string bytes(std::uint64_t seed, Span stride) {
  Simulation simulation(strait(), options(seed));
  std::string all;
  for (Instant until = kLive - Span::minutes(10); until <= kLive + Span::minutes(5); until = until + stride) {
    simulation.run_until(until, [&](const Reception& reception) { all += reception.lines; });
  }
  return all;
}

TEST(Simulation, same_seed_same_bytes) {
  const std::string once = bytes(5, Span::minutes(5));
  EXPECT_GT(once.size(), 100'000U);
  EXPECT_EQ(once, bytes(5, Span::minutes(5)));
  EXPECT_NE(once, bytes(6, Span::minutes(5)));
}

TEST(Simulation, the_steps_of_the_owner_do_not_matter) {
  EXPECT_EQ(bytes(5, Span::minutes(5)), bytes(5, Span::milliseconds(500)));
}

TEST(Simulation, times_rise_within_a_second) {
  Simulation simulation(strait(), options(9));
  Instant latest = kLive - Span::hours(1);
  std::size_t count = 0;
  simulation.run_until(kLive + Span::minutes(5), [&](const Reception& reception) {
    EXPECT_GT(reception.at, latest - Span::seconds(1));
    EXPECT_GE(reception.at, kLive - Span::minutes(10));
    EXPECT_LT(reception.at, kLive + Span::minutes(5) + Span::seconds(1));
    latest = std::max(latest, reception.at);
    ++count;
  });
  EXPECT_GT(count, 10'000U);
}

TEST(Simulation, every_sentence_is_decoded_without_warning) {
  ais::Receiver receiver;
  std::set<std::string> sources;
  nmea::SplitCounters split;
  nmea::LineSplitter splitter(split);
  Simulation simulation(strait(), options(4));
  simulation.run_until(kLive + Span::minutes(10), [&](const Reception& reception) {
    receiver.receive(splitter.split(reception.lines), reception.at, [&](const ais::Received& received) {
      EXPECT_TRUE(received.warnings.empty());
      EXPECT_LE(std::max(received.header.observed_at, reception.at) -
                    std::min(received.header.observed_at, reception.at),
                Span::milliseconds(1'200));
      sources.insert(std::string(received.header.source.view()));
    });
  });
  receiver.flush();
  const ais::ReceiverCounters& counters = receiver.counters();
  EXPECT_TRUE(counters.adds_up());
  EXPECT_EQ(counters.problem_total(), 0U);
  EXPECT_EQ(counters.not_yet_decoded, 0U);
  EXPECT_EQ(counters.unrecognised_lines, 0U);
  EXPECT_EQ(counters.in_messages, counters.sentences);
  for (const std::size_t type : {1U, 4U, 5U, 14U, 18U, 21U, 24U}) {
    EXPECT_GT(counters.messages.at(type), 0U) << "type " << type;
  }
  EXPECT_GE(sources.size(), 8U);
}

TEST(Simulation, a_continued_run_is_the_same_run) {
  Simulation first(strait(), options(8));
  SimulationOptions later = options(8);
  later.history = -Span::minutes(40);
  Simulation second(strait(), later);
  const Instant end = kLive + Span::minutes(45);
  first.run_until(end, [](const Reception&) {});
  std::size_t heard_times = 0;
  second.run_until(end, [&](const Reception& reception) {
    EXPECT_GE(reception.at, kLive + Span::minutes(40));
    ++heard_times;
  });
  EXPECT_GT(heard_times, 2'000U);
  ASSERT_EQ(first.vessels().size(), second.vessels().size());
  for (std::size_t i = 0; i < first.vessels().size(); ++i) {
    EXPECT_EQ(first.vessels()[i].identity.mmsi, second.vessels()[i].identity.mmsi);
    EXPECT_EQ(first.vessels()[i].reported_at(end).position, second.vessels()[i].reported_at(end).position);
  }
}

TEST(Simulation, some_messages_are_received_twice_and_some_not_at_all) {
  Simulation simulation(strait(), options(1));
  std::size_t heard_times = 0;
  std::set<std::string> payloads;
  simulation.run_until(kLive, [&](const Reception& reception) {
    ++heard_times;
    payloads.insert(std::string(reception.lines.substr(reception.lines.find('!'))));
  });
  EXPECT_GT(heard_times, payloads.size() * 11 / 10);
  EXPECT_LT(heard_times, payloads.size() * 16 / 10);
  EXPECT_GE(simulation.vessels().size(), 200U);
}

}  // namespace
}  // namespace selat::simulate
