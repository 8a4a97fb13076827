// The promise of the engine: the same reports in whatever order they arrive within the lateness, with copies
// of some of them, leave the same anomalies: ids, intervals, evidence.

#include <cstdlib>
#include <map>

#include <gtest/gtest.h>

#include "../../unit/detect/scene.h"
#include "base/random.h"

namespace selat::detect {
namespace {

using namespace scene;

// A vessel that wanders, stops beside others, jumps, falls silent, calls for help: a little of everything.
void wander(std::vector<model::Report>& reports, std::uint32_t mmsi, double length_s, Random& random) {
  double east_m = random.uniform(-4'000, 4'000), north_m = random.uniform(-4'000, 4'000);
  double sog_kn = random.uniform(0, 20), cog_deg = random.uniform(0, 359);
  const char* names[] = {"OCEAN STAR", "OCEAN STAK", "MV JAYA 5", "SEA PRIDE", "LAUT BIRU"};
  const char* name = names[random.below(5)];
  const double length_m = random.chance(0.3) ? 12 : random.uniform(40, 250);
  const auto transponder = random.chance(0.3) ? model::Transponder::class_b : model::Transponder::class_a;
  double next_turn_s = 0;
  double last_static_s = -1'000;
  for (double s = random.uniform(0, 10); s < length_s;) {
    if (s >= next_turn_s) {
      next_turn_s = s + random.uniform(60, 900);
      const bool goes_to_meeting_place = random.chance(0.5);
      sog_kn = goes_to_meeting_place ? random.uniform(0, 1) : random.uniform(0, 25);
      cog_deg = random.uniform(0, 359);
      if (goes_to_meeting_place) {
        // Quickly, but within what a class can do: the jump rule has its own share below.
        east_m = random.chance(0.5) ? random.uniform(0, 200) : 3'000 + random.uniform(0, 200);
        north_m = random.uniform(0, 200);
        s += 180;
      }
    }
    if (s - last_static_s > 360) {
      last_static_s = s;
      reports.emplace_back(particulars(mmsi, s + 0.5, name, length_m));
    }
    ReportValues values{east_m,     north_m, sog_kn, cog_deg, model::NavigationStatus::under_way_using_engine,
                        transponder};
    if (random.chance(0.01)) {
      values.east_m += random.uniform(-40'000, 40'000);
    }
    if (random.chance(0.002)) {
      values.status = model::NavigationStatus::distress_device_active;
    }
    reports.emplace_back(position(mmsi, s, values));
    if (random.chance(0.002)) {  // it is elsewhere from now on
      east_m += 30'000;
    }
    if (random.chance(0.001)) {
      reports.emplace_back(safety(mmsi, s + 1, "MOB ACTIVE"));
    }
    const double every_s = random.chance(0.01) ? random.uniform(60, 3'000) : random.uniform(2, 30);
    const double way_m = sog_kn * 1852 / 3600 * every_s;
    east_m += way_m * std::sin(cog_deg * std::numbers::pi / 180);
    north_m += way_m * std::cos(cog_deg * std::numbers::pi / 180);
    s += every_s;
  }
}

std::vector<model::Report> scenario(Random& random) {
  std::vector<model::Report> reports;
  const double length_s = random.uniform(1'200, 7'200);
  const std::uint64_t vessels = 2 + random.below(8);
  for (std::uint32_t i = 0; i < vessels; ++i) {
    wander(reports, 563'000'001 + i, length_s, random);
  }
  if (random.chance(0.3)) {
    wander(reports, 970'000'001, length_s, random);
  }
  sort_by_time(reports);
  return reports;
}

// Heard by a second station a moment later.
std::vector<model::Report> with_copies(const std::vector<model::Report>& reports, Random& random) {
  std::vector<model::Report> all;
  for (const model::Report& report : reports) {
    all.push_back(report);
    if (!random.chance(0.2)) {
      continue;
    }
    model::Report copy = report;
    std::visit(
        [&](auto& any) {
          if (random.chance(0.5)) {
            any.source = "hill";
          }
          any.observed_at = any.observed_at + Span::seconds(random.uniform(0, 25));
        },
        copy);
    all.push_back(copy);
  }
  sort_by_time(all);
  return all;
}

// Every report arrives up to ten minutes after its time.
std::vector<model::Report> shuffled(const std::vector<model::Report>& reports, double most_s, double share,
                                    Random& random) {
  std::vector<std::pair<Instant, model::Report>> arriving;
  for (const model::Report& report : reports) {
    const double delay_s = random.chance(share) ? random.uniform(0, most_s) : 0;
    arriving.emplace_back(model::header_of(report).observed_at + Span::seconds(delay_s), report);
  }
  std::ranges::stable_sort(arriving, {}, [](const auto& one) { return one.first; });
  std::vector<model::Report> result;
  for (auto& [at, report] : arriving) {
    std::visit([&](auto& any) { any.received_at = at; }, report);
    result.push_back(std::move(report));
  }
  return result;
}

EngineOptions options() {
  EngineOptions options;
  options.zones = {zone("west", model::ZoneKind::watch, -2'000, -2'000, -500, 3'000),
                   zone("thin", model::ZoneKind::watch, 1'000, -5'000, 1'200, 5'000),
                   zone("quay", model::ZoneKind::berth, 2'900, -100, 3'300, 300)};
  options.watch_list = {{.label = "star", .name = "OCEAN STAR"}, {.label = "two", .mmsi = 563'000'002}};
  options.rules["zone"].thresholds["dwell_s"] = 300;
  return options;
}

struct Result {
  std::map<std::uint64_t, model::Anomaly>
      anomalies;  // those not retracted, in the state of their last message
  EngineCounters counters;
};

// `every`: drained after so many reports (0: only at the end).
Result outcome(const std::vector<model::Report>& reports, std::size_t every) {
  Engine engine(options());
  Result result;
  const auto take = [&] {
    for (model::Anomaly& anomaly : engine.drain()) {
      const std::uint64_t id = anomaly.id;
      const auto known = result.anomalies.find(id);
      if (known != result.anomalies.end()) {
        EXPECT_GT(anomaly.revision, known->second.revision);
      }
      result.anomalies[id] = std::move(anomaly);
    }
  };
  for (std::size_t i = 0; i < reports.size(); ++i) {
    engine.observe(reports[i]);
    if (every != 0 && i % every == 0) {
      take();
    }
  }
  take();
  std::erase_if(result.anomalies,
                [](const auto& entry) { return entry.second.phase == model::AnomalyPhase::retracted; });
  for (auto& [id, anomaly] : result.anomalies) {
    // The revisions on the way are not part of the promise, nor is which name was known by then.
    anomaly.revision = 0;
    anomaly.phase = model::AnomalyPhase::raised;
    for (auto& vessel : anomaly.vessels) {
      vessel.name = {};
    }
  }
  result.counters = engine.counters();
  return result;
}

std::string shown(const model::Anomaly& anomaly) {
  std::string text =
      std::string(anomaly.rule.view()) + "/" + std::string(anomaly.grade.view()) + " " + anomaly.subject;
  for (const auto& vessel : anomaly.vessels) {
    text += " " + std::to_string(vessel.mmsi.number());
  }
  const auto seconds = [](Instant at) { return std::to_string((at - kNoon).in_seconds()); };
  text += " from " + seconds(anomaly.started_at) + " decided " + seconds(anomaly.decided_at);
  if (anomaly.ended_at) {
    text += " ended " + seconds(*anomaly.ended_at);
  }
  for (const auto& evidence : anomaly.evidence) {
    text += " " + std::string(name_of(evidence.quantity)) + "=" + std::to_string(evidence.measured);
  }
  text += " reports";
  for (const auto& report : anomaly.reports) {
    text += " " + seconds(report.observed_at);
  }
  return text;
}

void expect_same(const Result& in_order, const Result& other, const std::string& how) {
  for (const auto& [id, anomaly] : in_order.anomalies) {
    const auto found = other.anomalies.find(id);
    if (found == other.anomalies.end()) {
      ADD_FAILURE() << how << ": missing " << shown(anomaly);
    } else {
      EXPECT_EQ(anomaly, found->second) << how << "\n  " << shown(anomaly) << "\n  " << shown(found->second);
    }
  }
  for (const auto& [id, anomaly] : other.anomalies) {
    if (!in_order.anomalies.contains(id)) {
      ADD_FAILURE() << how << ": too much " << shown(anomaly);
    }
  }
}

// Adds the anomalies of each rule to `found`.
void expect_order_does_not_count(std::uint64_t seed, std::map<std::string, std::uint64_t>& found) {
  SCOPED_TRACE("SELAT_SEED=" + std::to_string(seed));
  Random random(seed);
  const auto plain = scenario(random);
  const auto reports = with_copies(plain, random);
  const Result in_order = outcome(reports, 1);
  for (const auto& [id, anomaly] : in_order.anomalies) {
    ++found[std::string(anomaly.rule.view())];
  }
  expect_same(in_order, outcome(reports, 0), "in order, drained once");
  for (const double share : {0.05, 0.5, 1.0}) {
    const auto late = shuffled(reports, 599, share, random);
    const Result other = outcome(late, 1 + random.below(64));
    EXPECT_EQ(other.counters.too_late, 0U);
    EXPECT_GT(other.counters.late, 0U);
    expect_same(in_order, other, "shuffled, share " + std::to_string(share));
  }
}

TEST(Shuffle, AnyOrderWithinTheLatenessGivesTheSameAnomalies) {
  const char* given = std::getenv("SELAT_SEED");
  const char* runs = std::getenv("SELAT_RUNS");
  const std::uint64_t first = given != nullptr ? std::strtoull(given, nullptr, 10) : 1;
  const std::uint64_t count = runs != nullptr ? std::strtoull(runs, nullptr, 10) : given != nullptr ? 1 : 12;
  std::map<std::string, std::uint64_t> found;
  for (std::uint64_t seed = first; seed < first + count && !testing::Test::HasFailure(); ++seed) {
    expect_order_does_not_count(seed, found);
  }
  if (given == nullptr && runs == nullptr) {
    for (const char* rule : {"distress", "watch_list", "zone", "position_jump", "rendezvous"}) {
      EXPECT_GT(found[rule], 0U) << "the scenarios must hold some " << rule;
    }
  }
}

// 4534: what the watch list follows stood by a live fold that late reports still changed.
TEST(Shuffle, SeedsThatOnceFailed) {
  std::map<std::string, std::uint64_t> found;
  for (const std::uint64_t seed : {4534U}) {
    expect_order_does_not_count(seed, found);
  }
}

}  // namespace
}  // namespace selat::detect
