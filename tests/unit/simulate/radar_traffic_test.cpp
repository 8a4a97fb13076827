// The simulated radars: what they can see and cannot, and that what they send is read as what was there.

#include "simulate/radar_traffic.h"

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "radar/asterix/receiver.h"
#include "simulate/radar_scanner.h"
#include "simulate/silent_boats.h"
#include "simulate/simulation.h"

namespace selat::simulate {
namespace {

constexpr Instant kStart = Instant::unix_seconds(1'796'050'800);  // 2026-11-30T15:00:00Z, 23:00 in the Strait
constexpr std::uint64_t kSeed = 7;

const SimulatedRadar& tuan() {
  return shore_radars().front();
}
geo::Position off_tuan(double bearing_deg, double range_nm) {
  return geo::destination(tuan().position, Bearing::degrees(bearing_deg), Distance::nautical_miles(range_nm));
}

TEST(RadarHorizon, IsThatOfFourThirdsOfTheEarth) {
  EXPECT_NEAR(radar_horizon(Distance::metres(50), Distance::metres(2)).in_nautical_miles(), 18.9, 0.1);
  EXPECT_NEAR(radar_horizon(Distance::metres(100), Distance::metres(10)).in_nautical_miles(), 29.4, 0.1);
}

TEST(RadarScanner, SeesShipsFartherThanBoatsAndNothingBehindItsHorizon) {
  const RadarScanner scanner(tuan(), {}, kSeed, 3);
  const Distance boat = Distance::metres(10);
  const Distance ship = Distance::metres(200);
  EXPECT_GT(scanner.probability(off_tuan(220, 5), boat), 0.7);
  EXPECT_LT(scanner.probability(off_tuan(220, 14), boat), 0.1);
  EXPECT_GT(scanner.probability(off_tuan(220, 20), ship), 0.8);
  EXPECT_EQ(scanner.probability(off_tuan(220, 24.5), ship), 0);
  SimulatedRadar low = tuan();
  low.antenna_height = Distance::metres(5);
  EXPECT_EQ(RadarScanner(low, {}, kSeed, 0).probability(off_tuan(220, 12), boat), 0) << "horizon at 7.5 nm";
}

TEST(RadarScanner, ARoughSeaHidesSmallBoatsNearby) {
  const auto at = off_tuan(220, 2);
  EXPECT_GT(RadarScanner(tuan(), {}, kSeed, 0).probability(at, Distance::metres(8)),
            RadarScanner(tuan(), {}, kSeed, 6).probability(at, Distance::metres(8)) + 0.2);
}

TEST(RadarScanner, LandHidesWhatIsBehindIt) {
  const geo::Polygon island({off_tuan(215, 5), off_tuan(225, 5), off_tuan(225, 6), off_tuan(215, 6)});
  const std::vector<geo::Polygon> coast = {island};
  const RadarScanner scanner(tuan(), coast, kSeed, 3);
  EXPECT_EQ(scanner.probability(off_tuan(220, 8), Distance::metres(100)), 0);
  EXPECT_GT(scanner.probability(off_tuan(220, 4), Distance::metres(100)), 0.8);
  EXPECT_GT(scanner.probability(off_tuan(240, 8), Distance::metres(100)), 0.8);
}

TEST(RadarScanner, MeasuresWithTheNoiseItSaysAndSeesWavesToo) {
  const RadarScanner scanner(tuan(), {}, kSeed, 3);
  const auto buoy = stay(off_tuan(200, 5), Bearing(), model::NavigationStatus::undefined);
  const std::vector<Target> targets = {
      {.object = 1, .length = Distance::metres(100), .behaviour = buoy.get(), .has_ais = false}};
  double sum_m2 = 0;
  int seen = 0;
  std::size_t false_plots = 0;
  constexpr int kTurns = 1'000;
  for (int turn = 0; turn < kTurns; ++turn) {
    for (const Plot& plot : scanner.scan(turn, targets)) {
      if (!plot.object) {
        ++false_plots;
        continue;
      }
      ++seen;
      const double off_m = plot.range.in_metres() - Distance::nautical_miles(5).in_metres();
      sum_m2 += off_m * off_m;
    }
  }
  EXPECT_NEAR(seen, 900, 40);
  EXPECT_NEAR(std::sqrt(sum_m2 / seen), tuan().range_sigma.in_metres(), 2);
  EXPECT_NEAR(static_cast<double>(false_plots) / kTurns, tuan().false_plots_a_scan, 0.3);
  EXPECT_EQ(scanner.scan(5, targets).size(), scanner.scan(5, targets).size());
}

TEST(SilentBoats, CrossByNightInGroupsFastAndThenSlow) {
  SilentBoats boats(Environment{}, {.seed = kSeed, .fishing_boats = 0});
  std::map<std::string_view, std::size_t> by_corridor;
  std::set<std::uint64_t> seen;
  bool is_fast = false;
  bool is_slow = false;
  for (Instant at = kStart; at < kStart + Span::hours(30); at = at + Span::minutes(5)) {
    for (const SilentBoat& boat : boats.until(at)) {
      if (!boat.is_at_sea(at)) {
        continue;
      }
      by_corridor[boat.corridor] += seen.insert(boat.object).second ? 1U : 0U;
      const double hour =
          static_cast<double>((*boat.from + Span::hours(8)).in_unix_seconds() % 86'400) / 3'600;
      EXPECT_TRUE(hour >= 18.8 || hour < 5.1) << hour;
      const double kn = boat.behaviour->at(at).sog.in_knots();
      EXPECT_LT(kn, 46);
      is_fast = is_fast || kn > 20;
      is_slow = is_slow || (kn > 5 && kn < 10);
    }
  }
  EXPECT_EQ(by_corridor.size(), 5U);
  EXPECT_TRUE(is_fast);
  EXPECT_TRUE(is_slow);
}

// What they do beside going straight across.
TEST(SilentBoats, SomeWaitOnTheWayAndSomeHandOverToAFishingBoat) {
  SilentBoats boats(Environment{}, {.seed = kSeed, .fishing_boats = 0});
  std::set<std::uint64_t> waited, turned_back, took_over;
  for (Instant at = kStart; at < kStart + Span::hours(60); at = at + Span::minutes(5)) {
    for (const SilentBoat& boat : boats.until(at)) {
      if (!boat.is_at_sea(at) || !boat.is_at_sea(at + Span::minutes(3))) {
        continue;
      }
      const Instant begin = *boat.from;
      const Instant end = *boat.until - Span::seconds(1);
      const auto place = [&boat](Instant when) { return boat.behaviour->at(when).position; };
      const Distance way = geo::distance(place(begin), place(end));
      const bool is_still = boat.behaviour->at(at).sog.in_knots() < 0.1;
      const bool is_under_way = geo::distance(place(at), place(begin)) > Distance::kilometres(1) &&
                                geo::distance(place(at), place(end)) > Distance::kilometres(1);
      if (is_still && is_under_way && way > Distance::kilometres(2)) {
        waited.insert(boat.object);
      }
      if (way < Distance::metres(50) && is_still &&
          geo::distance(place(at), place(begin)) > Distance::kilometres(1)) {
        turned_back.insert(boat.object);
        const SilentBoat* other = nullptr;
        for (const SilentBoat& near : boats.until(at)) {
          const bool is_other =
              near.object != boat.object && near.is_at_sea(at) &&
              geo::distance(near.behaviour->at(at).position, place(at)) < Distance::metres(40);
          other = is_other ? &near : other;
        }
        ASSERT_NE(other, nullptr) << "a fishing boat lies there";
        EXPECT_LT(other->behaviour->at(*other->until - Span::minutes(10)).sog.in_knots(), 9.5);
        took_over.insert(other->object);
      }
    }
  }
  EXPECT_GE(waited.size(), 5U);
  EXPECT_GE(turned_back.size(), 2U);
  EXPECT_EQ(took_over.size(), turned_back.size());
}

TEST(RadarScanner, TwoThatLieAlongsideAreOneEcho) {
  const RadarScanner scanner(tuan(), {}, kSeed, 3);
  const auto big = stay(off_tuan(220, 4), Bearing(), model::NavigationStatus::moored);
  const auto small = stay(geo::destination(off_tuan(220, 4), Bearing::degrees(0), Distance::metres(10)),
                          Bearing(), model::NavigationStatus::moored);
  const auto apart = stay(off_tuan(220, 4.3), Bearing(), model::NavigationStatus::moored);
  const std::vector<Target> targets = {
      {.object = 1, .length = Distance::metres(10), .behaviour = small.get()},
      {.object = 2, .length = Distance::metres(80), .behaviour = big.get()},
      {.object = 3, .length = Distance::metres(80), .behaviour = apart.get()}};
  std::map<std::uint64_t, int> seen;
  for (std::int64_t turn = 0; turn < 200; ++turn) {
    for (const Plot& plot : scanner.scan(turn, targets)) {
      seen[plot.object.value_or(0)] += plot.object.has_value();
    }
  }
  EXPECT_GT(seen[2], 160);
  EXPECT_GT(seen[3], 160);
  EXPECT_LT(seen[1], 80) << "mostly in the echo of the ship beside it";
  EXPECT_GT(seen[1], 5) << "its own where the ship was missed, or measured far enough off";
}

TEST(SilentBoats, AreThoseOfTheirTimeHoweverTheyAreAskedFor) {
  const SilentOptions options{.seed = kSeed, .fishing_boats = 0, .crosses_by_day = true};
  SilentBoats early(Environment{}, options), late(Environment{}, options);
  EXPECT_FALSE(early.until(kStart - Span::hours(3)).empty());
  const auto at_sea = [](SilentBoats& boats) {
    std::map<std::uint64_t, geo::Position> all;
    for (const SilentBoat& boat : boats.until(kStart)) {
      if (boat.is_at_sea(kStart)) {
        all[boat.object] = boat.behaviour->at(kStart).position;
      }
    }
    return all;
  };
  const auto one = at_sea(early);
  EXPECT_GT(one.size(), 3U);
  EXPECT_EQ(one, at_sea(late));
}

struct Heard {
  std::vector<model::RadarReport> reports;
  std::string bytes;
};

Heard hear(model::RadarFormat format, Span length) {
  Simulation simulation(strait(), {.seed = kSeed, .live_at = kStart, .history = Span()});
  RadarTraffic traffic(strait(), {.seed = kSeed, .format = format, .crosses_by_day = true, .from = kStart});
  simulation.run_until(kStart, [](const Reception&) {});
  Heard heard;
  traffic.run_until(kStart + length, simulation.vessels(), [&heard](const RadarTurn& turn) {
    heard.reports.insert(heard.reports.end(), turn.reports.begin(), turn.reports.end());
    heard.bytes += lines_of(turn);
  });
  return heard;
}

TEST(RadarTraffic, TheSameSeedGivesTheSameBytes) {
  const Heard one = hear(model::RadarFormat::ttm, Span::minutes(2));
  EXPECT_GT(one.reports.size(), 100U);
  EXPECT_EQ(one.bytes, hear(model::RadarFormat::ttm, Span::minutes(2)).bytes);
}

TEST(RadarTraffic, ItsNumbersAreThoseOfArpaAndSomeTargetsGoOverToTheirAis) {
  const Heard heard = hear(model::RadarFormat::ttm, Span::minutes(5));
  std::map<model::RadarTargetState, std::size_t> states;
  for (const model::RadarReport& report : heard.reports) {
    EXPECT_LT(report.number.value(), 100U);
    ++states[report.state];
  }
  EXPECT_GT(states[model::RadarTargetState::acquiring], 10U);
  EXPECT_GT(states[model::RadarTargetState::tracking], 100U);
  EXPECT_GT(states[model::RadarTargetState::lost], 3U);
}

TEST(RadarTraffic, ItsDataBlocksAreReadAsTheyWereSaid) {
  Simulation simulation(strait(), {.seed = kSeed, .live_at = kStart, .history = Span()});
  RadarTraffic traffic(
      strait(),
      {.seed = kSeed, .format = model::RadarFormat::asterix_048, .crosses_by_day = true, .from = kStart});
  std::size_t said = 0;
  std::size_t read = 0;
  radar::AsterixReceiver receiver;
  traffic.run_until(kStart + Span::seconds(30), simulation.vessels(), [&](const RadarTurn& turn) {
    said += turn.reports.size();
    std::size_t next = 0;
    for (const auto& datagram : datagrams_of(turn)) {
      EXPECT_LT(datagram.size(), 1'400U);
      receiver.take(
          datagram, turn.ends_at,
          {.take_report =
               [&](const radar::ReceivedReport& one) {
                 EXPECT_LT(geo::distance(*one.report.position, *turn.reports[next].position).in_metres(), 12);
                 ++next;
                 ++read;
               },
           .take_status = [](const auto&) {}});
    }
  });
  EXPECT_GT(said, 50U);
  EXPECT_EQ(read, said);
}

}  // namespace
}  // namespace selat::simulate
