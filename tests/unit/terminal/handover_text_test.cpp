#include "terminal/handover_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../cop/pictures.h"

namespace selat::terminal {
namespace {

using namespace test;
using testing::HasSubstr;

TEST(Handover, SaysWhoIsStillToBeToldOfAnAlert) {
  cop::OperationalPicture picture;
  const model::ContextTable context;
  const Handover handover{.picture = picture, .context = context, .entries = {}, .since = kNow};
  model::Alert alert = distress(7);
  picture.apply(alert, kNow);
  EXPECT_THAT(
      handover_as_text(handover, Language::en, kBothNow),
      HasSubstr("    No control point is connected to be told of it; the first that is heard will be. Nobody "
                "has acknowledged it."));
  alert.recipients = {{.control_point = "lumut",
                       .due = model::DueReason::holds_sector,
                       .due_since = kNow,
                       .told = model::Telling{.sector = "S07", .stored_at = kNow, .seen_at = kNow},
                       .risen_to = model::Severity::distress}};
  picture.apply(alert, kNow);
  EXPECT_THAT(handover_as_text(handover, Language::en, kBothNow), HasSubstr("with lumut (NOT TOLD YET);"));
}

TEST(Handover, SaysWhatIsOpenWhoHoldsWhatAndWhatWasWritten) {
  cop::OperationalPicture picture;
  model::Alert alert = distress(7);
  alert.number = 12;
  alert.recipients = {{.control_point = "lumut",
                       .due = model::DueReason::holds_sector,
                       .due_since = kNow,
                       .told = model::Telling{.sector = "S07", .stored_at = kNow, .seen_at = kNow}}};
  alert.comments = {{.at = kNow, .by = "watch", .text = "called on 16"}};
  picture.apply(alert, kNow);
  model::SectorTable table;
  table.rows.resize(1);
  model::Assignment& held = table.rows[0].assignment;
  held.sector = "S07";
  held.state = model::SectorState::held;
  held.holder = "lumut";
  held.since = kNow - Span::hours(3);
  table.rows[0].exclusions = {
      {"S07", "batam", kNow + Span::hours(1), model::DeclineCode::weather, "3 m waves"}};
  picture.apply(table, kNow);
  model::ContextTable context;
  context.entries.resize(1);
  context.entries[0].id = "W3";
  context.entries[0].what = model::WatchEntry{.mmsi = 525'000'001};
  context.entries[0].reason = "seen without lights";
  context.entries[0].ends_at = kNow + Span::hours(2);
  model::LogEntry entry;
  entry.at = kNow;
  entry.kind = model::LogKind::watch_log;
  entry.from = "lumut";
  entry.text = "engine of KD-1 repaired";
  const std::vector<model::LogEntry> entries = {entry};
  const Handover handover{.picture = picture,
                          .context = context,
                          .entries = entries,
                          .since = kNow - Span::hours(8),
                          .control_point = "lumut"};

  const std::string sheet = handover_as_text(handover, Language::en, kBothNow);
  for (const char* const said :
       {"OPEN ALERTS: 1", "#12 DISTRESS, new", "with lumut; nobody has acknowledged it",
        "the watch: called on 16", "SECTORS: 1 of 1 held", "S07: held (lumut) since", "batam: weather until",
        "3 m waves", "ADDED TO THE RULES: 1", "seen without lights", "WRITTEN AND DONE: 1",
        "engine of KD-1 repaired"}) {
    EXPECT_THAT(sheet, HasSubstr(said));
  }
  EXPECT_THAT(sheet, testing::StartsWith(
                         "HANDOVER OF THE WATCH on 2026-01-12 at 14:03 UTC (WIB 21:03, MYT/SGT 22:03)\n"
                         "of control point lumut\n"
                         "What was written is that since 2026-01-12T06:03:59Z. All times are UTC.\n"
                         "Handed over by: "));
  const auto json = nlohmann::json::parse(handover_as_json(handover, Language::en, kBothNow));
  EXPECT_EQ(json["of"], "lumut");
  EXPECT_EQ(json["alerts"][0]["number"], 12);
  EXPECT_EQ(json["sectors"][0]["holder"], "lumut");
  EXPECT_TRUE(json["sectors"][0]["since"].is_string());
  EXPECT_EQ(json["context"][0]["id"], "W3");
  EXPECT_EQ(json["log"][0]["text"], "engine of KD-1 repaired");
}

}  // namespace
}  // namespace selat::terminal
