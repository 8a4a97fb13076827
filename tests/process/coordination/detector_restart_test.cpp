// Alerts go on, with the same ids and numbers, whatever of the system is killed.

#include <fstream>
#include <set>
#include <tuple>

#include "detection_system.h"

namespace selat {
namespace {

namespace fs = std::filesystem;

struct DetectorRestart : test::DetectionSystem {
  // The simulator and ingest are real processes: this test must not be "ingest" on the bus.
  void start_ingest() { start("ingest", here({"ingest", "--feed", "simulator=tcp://" + address()})); }
  void start_simulate() {
    start("simulate", {"simulate", "--geodata", SELAT_SOURCE_DIR "/geodata", "--listen", "127.0.0.1:0",
                       "--seed", "7", "--port-file", port_file().string(), "--history-once"});
    ASSERT_TRUE(until([&] { return !address().ends_with(":"); }));
  }
  [[nodiscard]] fs::path port_file() const { return directory_ / "port"; }
  [[nodiscard]] std::string address() const {
    std::string port;
    std::ifstream(port_file()) >> port;
    return "127.0.0.1:" + port.substr(port.find(':') + 1);
  }

  [[nodiscard]] std::map<std::uint64_t, model::Alert> open_alerts() const {
    std::map<std::uint64_t, model::Alert> open;
    for (const auto& [id, alert] : alerts) {
      if (is_active(alert)) {
        open[id] = alert;
      }
    }
    return open;
  }
  // What two alerts that are one have in common.
  [[nodiscard]] std::vector<std::string> doubled() const {
    std::set<std::string> seen;
    std::vector<std::string> twice;
    for (const auto& [id, alert] : open_alerts()) {
      std::string about = std::string(alert.anomaly.rule.view()) + " " + alert.anomaly.subject;
      for (const model::AnomalyVessel& vessel : alert.anomaly.vessels) {
        about += " " + std::to_string(vessel.mmsi.number());
      }
      if (!seen.insert(about).second) {
        twice.push_back(about);
      }
    }
    return twice;
  }
  // All that is known has been saved.
  [[nodiscard]] bool is_saved_after(fs::file_time_type at) const {
    std::error_code none_yet;
    const auto saved_at = fs::last_write_time(directory_ / "data" / "detect.state", none_yet);
    return !none_yet && saved_at > at;
  }
  // The new detector is heard by the coordination server, and hears reports.
  [[nodiscard]] bool has_gone_on(std::uint64_t old_term) const {
    const auto detect = health.find("detect");
    const auto coordinate = health.find("coordinate");
    if (detect == health.end() || coordinate == health.end() || detect->second.term <= old_term) {
      return false;
    }
    std::uint64_t in_order = 0;
    for (const model::NamedCount& count : detect->second.counters) {
      in_order = count.name == "reports_in_order" ? count.count : in_order;
    }
    return in_order > 200 && std::ranges::any_of(coordinate->second.subscriptions,
                                                 [&](const model::SubscriptionHealth& stream) {
                                                   return stream.publisher == "detect" &&
                                                          stream.topic == "anomaly" &&
                                                          stream.term == detect->second.term;
                                                 });
  }
};

TEST_F(DetectorRestart, OpenAlertsAreTheSameAfterKillNine) {
  start_simulate();
  start_coordinate();
  start_detect();
  start_ingest();
  ASSERT_TRUE(until([&] { return open_alerts().size() >= 3; }));
  for (const bool is_ingest_killed : {false, true}) {
    SCOPED_TRACE(is_ingest_killed ? "ingest and detect" : "detect");
    const auto file_time = fs::file_time_type::clock::now();
    ASSERT_TRUE(until([&] { return is_saved_after(file_time); }));
    const auto before = open_alerts();
    const std::uint64_t term = health["detect"].term;
    kill("detect");
    if (is_ingest_killed) {
      kill("ingest");
      start_ingest();
    }
    start_detect();
    ASSERT_TRUE(until([&] { return has_gone_on(term); }));
    EXPECT_NE(children_["detect"]->output().find("goes on from the state"), std::string::npos);
    for (const auto& [id, alert] : before) {
      ASSERT_TRUE(alerts.contains(id));
      EXPECT_EQ(alerts[id].number, alert.number);
      EXPECT_FALSE(alerts[id].unconfirmed_since) << alert.anomaly.rule.view();
    }
    EXPECT_EQ(doubled(), std::vector<std::string>());
  }
}

}  // namespace
}  // namespace selat
