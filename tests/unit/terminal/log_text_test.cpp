#include "terminal/log_text.h"

#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace selat::terminal {
namespace {

std::vector<model::LogEntry> entries() {
  model::LogEntry written;
  written.number = 7;
  written.at = Instant::unix_seconds(1'767'268'800);
  written.kind = model::LogKind::watch_log;
  written.from = "watch";
  written.place = geo::Position::degrees(1.25, 103.5);
  written.vessel = model::Mmsi(525'000'001);
  written.text = "called on channel 16,\nno answer";
  model::LogEntry added;
  added.number = 8;
  added.at = written.at + Span::seconds(5);
  added.kind = model::LogKind::context_added;
  added.from = "lumut";
  added.alert = 1ULL << 63;
  added.reference = "W3";
  added.text = "seen without lights";
  return {written, added};
}

TEST(LogText, IsALineAnEntry) {
  EXPECT_EQ(log_as_text(entries(), Language::en),
            "2026-01-01T12:00:00Z  the watch: watch log, 1°15.00′N 103°30.00′E, MMSI 525000001: called on "
            "channel 16,\\x0ano answer\n"
            "2026-01-01T12:00:05Z  lumut: added to the rules W3: seen without lights\n");
  EXPECT_EQ(log_as_text({}, Language::en), "");
}

TEST(LogText, MarksAReportFromFarOutsideItsSector) {
  model::LogEntry report;
  report.kind = model::LogKind::patrol_report;
  report.from = "lumut";
  report.sector = "S05";
  report.reference = "41";
  report.text = "two boats";
  EXPECT_TRUE(log_as_text({&report, 1}, Language::en)
                  .ends_with("Z  lumut: patrol report S05, 41 nm outside that sector: two boats\n"));
  const auto json = nlohmann::json::parse(entry_as_json(report));
  EXPECT_EQ(json["nm_outside_sector"], 41);
  EXPECT_TRUE(json["context_id"].is_null());
}

TEST(LogText, AsJsonIsAnObjectALine) {
  const std::string lines = log_as_json(entries());
  const auto end = lines.find('\n');
  const auto first = nlohmann::json::parse(lines.substr(0, end));
  const auto second = nlohmann::json::parse(lines.substr(end + 1));
  EXPECT_EQ(first["kind"], "watch_log");
  EXPECT_EQ(first["place"]["latitude_deg"], 1.25);
  EXPECT_EQ(first["mmsi"], 525'000'001);
  EXPECT_TRUE(first["alert_id"].is_null());
  EXPECT_EQ(second["alert_id"], "9223372036854775808");
  EXPECT_EQ(second["context_id"], "W3");
}

}  // namespace
}  // namespace selat::terminal
