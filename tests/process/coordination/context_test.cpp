// What people add to the context of the rules while the system runs, by the commands they type; and what is
// found while the coordination server is away. The test speaks as `ingest`.

#include <algorithm>

#include <gmock/gmock.h>

#include "bus/report_batch.h"
#include "detection_system.h"

namespace selat {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::uint32_t kBoat = 525'000'001;

struct ContextAtSea : test::DetectionSystem {
  ContextAtSea() : DetectionSystem("ingest") {}

  void report(Instant at, model::NavigationStatus status) {
    model::PositionReport report;
    report.mmsi = model::Mmsi(kBoat);
    report.message_type = 1;
    report.received_at = report.observed_at = at;
    report.fingerprint = static_cast<std::uint64_t>(at.in_unix_microseconds());
    report.position = geo::Position::degrees(latitude_deg_, 103.9);
    latitude_deg_ -= is_sailing_south_ ? 0.0001 : 0;  // 11 m
    report.status = status;
    batch_.append(model::Report(report));
    ingest_.publish(batch_);
    batch_.clear();
  }
  // The boat is heard every second of event time, until it is so.
  [[nodiscard]] bool sails_until(const std::function<bool()>& holds) {
    return until([&] {
      if (told_ < now()) {
        report(told_ = told_ + Span::seconds(1), model::NavigationStatus::under_way_using_engine);
      }
      return holds();
    });
  }
  [[nodiscard]] bool has_counted(const std::string& process, std::string_view name, std::uint64_t count) {
    const auto& counters = health[process].counters;
    const auto found = std::ranges::find(counters, name, &model::NamedCount::name);
    return found != counters.end() && found->count == count;
  }
  [[nodiscard]] const model::Alert* alert_of(std::string_view rule) const {
    for (const auto& [id, alert] : alerts) {
      if (alert.anomaly.rule.view() == rule) {
        return &alert;
      }
    }
    return nullptr;
  }
  [[nodiscard]] bool is_active_of(std::string_view rule) const {
    const model::Alert* alert = alert_of(rule);
    return alert != nullptr && is_active(*alert);
  }

  bus::Publisher ingest_{
      *bus_, {.term = static_cast<std::uint64_t>(runtime::read_clocks().wall.in_unix_microseconds())}};
  bus::ReportBatch batch_;
  double latitude_deg_ = 1.2;
  bool is_sailing_south_ = false;
  Instant told_ = now() - Span::minutes(2);
};

TEST_F(ContextAtSea, AVesselIsWatchedForAZoneIsDrawnAndBothEnd) {
  start_coordinate();
  start_detect();
  ASSERT_TRUE(sails_until([&] { return health.contains("detect") && health.contains("coordinate"); }));
  EXPECT_THAT(run({"watch", "list"}), HasSubstr("No vessel has been added"));
  EXPECT_THAT(run({"watch", "add", "--mmsi", "525000001", "--reason", "seen without lights", "--owner",
                   "Lt. Rahman"}),
              HasSubstr("W1 is in force until"));
  ASSERT_TRUE(sails_until([&] { return is_active_of("watch_list"); }));
  EXPECT_EQ(alert_of("watch_list")->anomaly.subject, "W1 seen without lights");
  // One round the boat, which has not entered it, and one that it enters.
  EXPECT_THAT(run({"zone", "add", "--circle", "1.2,103.9,2", "--reason", "round it", "--for", "2h"}),
              HasSubstr("Z1 is in force until"));
  EXPECT_THAT(run({"zone", "add", "--polygon", "1.1997,103.8 1.1997,104 1.1,104 1.1,103.8", "--reason",
                   "search", "--for", "2h"}),
              HasSubstr("Z2 is in force until"));
  ASSERT_TRUE(sails_until([&] { return has_counted("detect", "context_entries", 3); }));
  is_sailing_south_ = true;
  ASSERT_TRUE(sails_until([&] { return is_active_of("zone"); }));
  EXPECT_EQ(alert_of("zone")->anomaly.subject, "Z2 search");
  EXPECT_EQ(
      std::ranges::count(alerts, "zone", [](const auto& one) { return one.second.anomaly.rule.view(); }), 1);

  health.erase("coordinate");
  start_coordinate();  // a kill -9 of the one that runs
  ASSERT_TRUE(sails_until([&] { return health.contains("coordinate"); }));
  EXPECT_THAT(run({"watch", "list"}),
              testing::AllOf(HasSubstr("W1  MMSI 525000001"), HasSubstr("Lt. Rahman")));
  EXPECT_THAT(run({"zone", "list", "--json"}), HasSubstr("MultiPolygon"));
  EXPECT_THAT(run({"watch", "end", "W1", "--reason", "found"}), HasSubstr("W1 has ended"));
  EXPECT_THAT(run({"zone", "end", "Z2", "--reason", "search is over"}), HasSubstr("Z2 has ended"));
  ASSERT_TRUE(sails_until([&] { return !is_active_of("watch_list") && !is_active_of("zone"); }));
  EXPECT_THAT(run({"watch", "list"}), HasSubstr("No vessel has been added"));

  EXPECT_THAT(run({"log", "add", "called on channel 16, no answer", "--mmsi", "525000001"}),
              HasSubstr("written"));
  const std::string log = run({"log", "--handover"});
  EXPECT_THAT(log, testing::AllOf(HasSubstr("called on channel 16, no answer"),
                                  HasSubstr("seen without lights"), HasSubstr("search is over")));
  EXPECT_THAT(log,
              testing::AllOf(HasSubstr("OPEN ALERTS: "), testing::ContainsRegex("SECTORS: 0 of [0-9]+ held"),
                             HasSubstr("ADDED TO THE RULES: 1")));
  EXPECT_THAT(log, HasSubstr(run({"log", "--handover", "--database",
                                  (directory_ / "data" / "coordinate.sqlite").string()})));
  EXPECT_THAT(run({"log", "--kind", "watch_log"}), Not(HasSubstr("search is over")));
}

TEST_F(ContextAtSea, AnEntryHoldsThoughTheServerIsAwayWhenTheDetectorStarts) {
  start_coordinate();
  start_detect();
  ASSERT_TRUE(sails_until([&] { return health.contains("coordinate"); }));
  run({"watch", "add", "--mmsi", "525000001", "--reason", "wanted"});
  ASSERT_TRUE(sails_until([&] { return !anomalies.empty(); }));
  kill("coordinate");
  kill("detect");
  std::filesystem::remove(directory_ / "data" / "detect.state");
  anomalies.clear();
  start_detect();
  EXPECT_TRUE(sails_until([&] { return !anomalies.empty(); }));
}

// Raised and over while the coordination server was away: somebody must still see it.
TEST_F(ContextAtSea, AnAnomalyThatEndedMeanwhileBecomesAnAlert) {
  start_detect();
  const Instant begin = now() - Span::minutes(30);
  for (int i = 0; i < 10; ++i) {
    report(begin + Span::seconds(10 * i), i < 3 ? model::NavigationStatus::distress_device_active
                                                : model::NavigationStatus::under_way_using_engine);
  }
  const auto has_ended = [&] {
    return !anomalies.empty() && anomalies.begin()->second.phase == model::AnomalyPhase::ended;
  };
  ASSERT_TRUE(until(has_ended));
  start_coordinate();
  ASSERT_TRUE(until([&] { return alert_of("distress") != nullptr; }));
  EXPECT_EQ(alert_of("distress")->state, model::AlertState::returned_unacknowledged);
}

}  // namespace
}  // namespace selat
