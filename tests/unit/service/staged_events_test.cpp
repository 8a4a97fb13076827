// The simulated Strait through receiver and detector, against the ground truth: what is staged is found, and
// the everyday traffic raises next to nothing.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "ais/receiver.h"
#include "chart/chart.h"
#include "detect/engine.h"
#include "nmea/line_splitter.h"
#include "service/simulated_strait.h"
#include "simulate/simulation.h"

namespace selat::service {
namespace {

const Instant kLive = Instant::unix_seconds(1'767'225'600);

detect::EngineOptions engine_options(const chart::Chart& chart) {
  detect::EngineOptions options;
  options.zones = chart.zones;
  for (const model::WatchEntry& entry : simulated_watch_list()) {
    options.watch_list.push_back({entry.label, entry.mmsi, entry.imo, entry.call_sign, entry.name});
  }
  return options;
}

struct Told {
  model::Anomaly anomaly;
  Instant at;
};

class StagedEvents : public testing::TestWithParam<std::uint64_t> {
 protected:
  StagedEvents()
      : chart_(chart::load_chart(SELAT_SOURCE_DIR "/geodata").value()),
        simulation_(simulated_strait(chart_), options()),
        engine_(engine_options(chart_)) {
    simulation_.run_until(kLive + kWatched,
                          [this](const simulate::Reception& reception) { take(reception); });
  }

  static simulate::SimulationOptions options() {
    simulate::SimulationOptions options;
    options.seed = GetParam();
    options.live_at = kLive;
    return options;
  }

  void take(const simulate::Reception& reception) {
    const auto lines = splitter_.split(reception.lines);
    receiver_.receive(lines, reception.at, [&](const ais::Received& received) {
      for (const model::Report& report : received.reports) {
        engine_.observe(report);
      }
    });
    for (model::Anomaly& anomaly : engine_.drain()) {
      told_.push_back({std::move(anomaly), reception.at});
    }
  }

  // What pages an officer.
  static bool is_paged(const model::Anomaly& anomaly) {
    return anomaly.severity >= model::Severity::caution &&
           (anomaly.phase == model::AnomalyPhase::raised || anomaly.phase == model::AnomalyPhase::updated);
  }
  static bool is_about(const model::Anomaly& anomaly, const simulate::Inject& event) {
    return anomaly.rule.view() == event.rule &&
           std::ranges::all_of(anomaly.vessels, [&](const model::AnomalyVessel& vessel) {
             return std::ranges::count(event.vessels, vessel.mmsi) > 0;
           });
  }

  void all_five_rules_within_a_minute() const;
  void each_is_found_in_time() const;
  void everyday_traffic_pages_nobody_but_in_watched_waters() const;

  static constexpr Span kWatched = Span::minutes(60);
  chart::Chart chart_;
  simulate::Simulation simulation_;
  detect::Engine engine_;
  nmea::SplitCounters split_;
  nmea::LineSplitter splitter_{split_};
  ais::Receiver receiver_;
  std::vector<Told> told_;
};

void StagedEvents::all_five_rules_within_a_minute() const {
  std::set<std::string> rules;
  for (const Told& told : told_) {
    if (is_paged(told.anomaly) && told.at < kLive + Span::seconds(45)) {
      rules.emplace(told.anomaly.rule.view());
    }
  }
  EXPECT_EQ(rules, (std::set<std::string>{"distress", "position_jump", "rendezvous", "watch_list", "zone"}));
}

void StagedEvents::each_is_found_in_time() const {
  int staged = 0;
  for (const simulate::Inject& event : simulation_.injects()) {
    // Class B that lies still speaks every three minutes.
    const Span patience = event.rule == "rendezvous" ? Span::minutes(4) : Span::minutes(1);
    if (event.decidable + patience > kLive + kWatched) {
      continue;
    }
    ++staged;
    EXPECT_TRUE(std::ranges::any_of(told_,
                                    [&](const Told& told) {
                                      return is_paged(told.anomaly) && is_about(told.anomaly, event) &&
                                             told.at > event.begins - Span::seconds(5) &&
                                             told.at < event.decidable + patience;
                                    }))
        << event.story << " at " << (event.decidable - kLive).in_seconds() << " s";
  }
  EXPECT_GE(staged, 12);
}

void StagedEvents::everyday_traffic_pages_nobody_but_in_watched_waters() const {
  std::map<std::string, std::set<std::uint64_t>> about_others;  // by rule, and zone
  for (const Told& told : told_) {
    const bool is_staged = std::ranges::any_of(
        simulation_.injects(), [&](const simulate::Inject& event) { return is_about(told.anomaly, event); });
    if (is_paged(told.anomaly) && !is_staged) {
      about_others[std::string(told.anomaly.rule.view()) + " " + told.anomaly.subject].insert(
          told.anomaly.id);
    }
  }
  std::size_t pages = 0;
  for (const auto& [rule, anomalies] : about_others) {
    // Ships that pass through the Phillip Channel enter a watch zone, as they should.
    EXPECT_TRUE(rule.starts_with("zone watch-")) << rule << " " << anomalies.size();
    pages += anomalies.size();
  }
  const double hours = (kWatched + simulate::SimulationOptions::kDefaultHistory).in_hours();
  EXPECT_LT(static_cast<double>(pages) / hours, 8);
}

// One test: the run is the same for all three, and takes a second.
TEST_P(StagedEvents, are_found_in_time_and_nothing_else_is) {
  all_five_rules_within_a_minute();
  each_is_found_in_time();
  everyday_traffic_pages_nobody_but_in_watched_waters();
}

INSTANTIATE_TEST_SUITE_P(seeds, StagedEvents, testing::Values(1, 2),
                         [](const auto& seed) { return "seed_" + std::to_string(seed.param); });

}  // namespace
}  // namespace selat::service
