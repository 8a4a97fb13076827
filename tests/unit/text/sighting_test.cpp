#include "text/sighting.h"

#include <gtest/gtest.h>

#include "text/log_line.h"

namespace selat::text {
namespace {

model::Sighting boat() {
  model::Sighting seen;
  seen.source = model::SightingSource::fisherman;
  seen.reporter = {.name = "FV Sinar Laut", .call_sign = "9WAB", .channel = "16", .phone = "+60 12"};
  seen.seen_at = Instant::unix_seconds(1'767'268'800);
  seen.persons = 40;
  seen.is_about = true;
  seen.craft = model::CraftKind::wooden_boat;
  seen.condition = model::SeenCondition::adrift;
  seen.needs = "water";
  seen.text = "no lights";
  return seen;
}

TEST(Sighting, SaysWhatWasSeenInEachLanguage) {
  EXPECT_EQ(sighting(boat(), Language::en),
            "Seen at 12:00 UTC by a fisherman (FV Sinar Laut): about 40 persons, wooden boat, adrift; need: "
            "water. no lights");
  EXPECT_EQ(sighting(boat(), Language::id),
            "Terlihat pukul 12:00 UTC oleh nelayan (FV Sinar Laut): sekitar 40 orang, perahu kayu, hanyut; "
            "perlu: water. no lights");
  EXPECT_EQ(sighting(boat(), Language::ms),
            "Dilihat pada 12:00 UTC oleh nelayan (FV Sinar Laut): kira-kira 40 orang, bot kayu, hanyut; "
            "perlu: water. no lights");
}

TEST(Sighting, SaysAllThatIsKnownOfACraftAndNothingThatIsNot) {
  model::Sighting seen;
  seen.seen_at = boat().seen_at;
  EXPECT_EQ(sighting(seen, Language::en), "Seen at 12:00 UTC by a shore post: a craft.");
  seen.craft_count = 2;
  seen.length = Distance::metres(12);
  seen.engines = 1;
  seen.freeboard = model::Freeboard::low;
  seen.course = Bearing::degrees(45);
  seen.speed = Speed::knots(25);
  EXPECT_EQ(sighting(seen, Language::en),
            "Seen at 12:00 UTC by a shore post: 2 craft, 12 m long, 1 engine, low in the water, course 045°, "
            "25.0 kn.");
}

TEST(Sighting, SaysHowToReachTheReporter) {
  EXPECT_EQ(reporter(boat(), Language::en), "FV Sinar Laut, call sign 9WAB, channel 16, telephone +60 12");
  model::Sighting seen = boat();
  seen.reporter = {};
  EXPECT_EQ(reporter(seen, Language::en), "a fisherman");
}

TEST(Sighting, OfAClosedAlertSaysWhoIsToTellWhomWhat) {
  model::Alert alert;
  alert.sighting = boat();
  alert.sighting->entered_by = "lumut";
  EXPECT_FALSE(why_of_sighting(alert, Language::en).contains("to tell"));
  alert.outcome = model::Outcome::true_alert;
  alert.closed_by = "changi";
  alert.comments = {{.at = {}, .by = "changi", .text = "12 rescued"}};
  EXPECT_TRUE(why_of_sighting(alert, Language::en)
                  .ends_with("For lumut to tell FV Sinar Laut, call sign 9WAB, channel 16, telephone +60 12: "
                             "true: 12 rescued."))
      << why_of_sighting(alert, Language::en);
}

TEST(Sighting, TheGradeIsAsTyped) {
  EXPECT_EQ(grade({.reliability = model::Reliability::b, .credibility = 2}), "B2");
  EXPECT_EQ(grade({.reliability = {}, .credibility = 6}), "6");
  EXPECT_EQ(grade({}), "");
}

TEST(LogLine, SaysASightingInWords) {
  model::LogEntry entry;
  entry.kind = model::LogKind::sighting;
  entry.from = "lumut";
  entry.alert_number = 12;
  entry.reference = "12";  // as in the receipt; it names no entry of the context
  EXPECT_EQ(context_of(entry), "");
  entry.text = "fisherman, FV Sinar Laut, about 40 persons, wooden_boat, adrift, water: no, lights";
  EXPECT_EQ(
      log_line(entry, Language::en),
      "lumut: sighting #12: a fisherman, FV Sinar Laut, about 40 persons, wooden boat, adrift, water: no, "
      "lights");
  EXPECT_EQ(
      log_line(entry, Language::id),
      "lumut: penampakan #12: nelayan, FV Sinar Laut, sekitar 40 orang, perahu kayu, hanyut, water: no, "
      "lights");
  entry.text = "";
  EXPECT_EQ(log_line(entry, Language::en), "lumut: sighting #12");
}

}  // namespace
}  // namespace selat::text
