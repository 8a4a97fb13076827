#include "text/log_line.h"

#include <gtest/gtest.h>

namespace selat::text {
namespace {

model::LogEntry entry_of(model::LogKind kind, std::string_view from) {
  model::LogEntry entry;
  entry.kind = kind;
  entry.from = from;
  return entry;
}

TEST(LogLine, SaysWhoDeclinedWhatAndWhy) {
  model::LogEntry entry = entry_of(model::LogKind::declined, "lumut");
  entry.sector = "S07";
  entry.code = model::DeclineCode::weather;
  entry.text = "3 m waves";
  EXPECT_EQ(log_line(entry, Language::en, "Selat Rupat"),
            "lumut: declined S07 Selat Rupat, weather: 3 m waves");
  EXPECT_EQ(log_line(entry, Language::id), "lumut: menolak S07, cuaca: 3 m waves");
}

TEST(LogLine, SaysWhatThePatrolSawAndWhere) {
  model::LogEntry entry = entry_of(model::LogKind::patrol_report, "batam");
  entry.sector = "S12";
  entry.place = geo::Position::degrees(1.24717, 103.83533);
  entry.text = "forty people sighted";
  EXPECT_EQ(log_line(entry, Language::en),
            "batam: patrol report S12, 1°14.83′N 103°50.12′E: forty people sighted");
  entry.reference = "41";
  EXPECT_EQ(
      log_line(entry, Language::en),
      "batam: patrol report S12, 1°14.83′N 103°50.12′E, 41 nm outside that sector: forty people sighted");
}

TEST(LogLine, SaysWhenItWasWrittenIfItCameLate) {
  model::LogEntry entry = entry_of(model::LogKind::patrol_report, "batam");
  entry.text = "forty people sighted";
  entry.written_at = entry.at - Span::seconds(9);
  EXPECT_EQ(log_line(entry, Language::en), "batam: patrol report: forty people sighted");
  entry.at = Instant::unix_seconds(1'767'268'800);  // noon
  entry.written_at = entry.at - Span::minutes(3);
  EXPECT_EQ(log_line(entry, Language::en), "batam: patrol report (written 11:57:00): forty people sighted");
}

TEST(LogLine, SaysInWordsWhatWasFoundOut) {
  model::LogEntry entry = entry_of(model::LogKind::closed, "watch");
  entry.alert_number = 12;
  entry.text = "false_alert: boya";
  EXPECT_EQ(log_line(entry, Language::en), "the watch: closed #12: false: boya");
  EXPECT_TRUE(log_line(entry, Language::id).ends_with(": palsu: boya")) << log_line(entry, Language::id);
  entry.text = "could_not_be_checked";
  EXPECT_EQ(log_line(entry, Language::en), "the watch: closed #12: could not be checked");
  entry.text = "a buoy: seen";
  EXPECT_EQ(log_line(entry, Language::en), "the watch: closed #12: a buoy: seen");
}

TEST(LogLine, NamesTheWatchAndTheServer) {
  model::LogEntry entry = entry_of(model::LogKind::acknowledged, "watch");
  entry.alert_number = 12;
  entry.severity = model::Severity::distress;
  EXPECT_EQ(log_line(entry, Language::en), "the watch: acknowledged #12, DISTRESS");
  entry = entry_of(model::LogKind::watch_log, "watch");
  entry.vessel = model::Mmsi(525000001);
  entry.text = "called on channel 16, no answer";
  EXPECT_EQ(log_line(entry, Language::en),
            "the watch: watch log, MMSI 525000001: called on channel 16, no answer");
  entry = entry_of(model::LogKind::escalated, "");
  entry.alert_number = 12;
  EXPECT_EQ(log_line(entry, Language::ms), "pelayan penyelarasan: diteruskan #12");
}

// The number by which it is ended, and by which an alert names it.
TEST(LogLine, NamesTheEntryOfTheContextAlsoWhenItEnds) {
  model::LogEntry entry = entry_of(model::LogKind::context_ended, "");
  entry.reference = "W3";
  entry.vessel = model::Mmsi(525000001);
  entry.text = "seen without lights";
  EXPECT_EQ(log_line(entry, Language::en),
            "the coordination server: taken out of the rules W3, MMSI 525000001: seen without lights");
  entry = entry_of(model::LogKind::context_added, "watch");
  entry.reference = "Z1";
  entry.text = "search area";
  EXPECT_EQ(log_line(entry, Language::en), "the watch: added to the rules Z1: search area");
}

}  // namespace
}  // namespace selat::text
