#include "terminal/notice_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/paper_console.h"
#include "terminal/control_point_screen.h"

namespace selat::terminal {
namespace {

using model::NoticeCause;
using model::Severity;
using testing::HasSubstr;

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

model::Notice notice(NoticeCause cause, Severity severity = Severity::distress) {
  model::Notice made{.cause = cause, .alert = {}, .nearest = {}};
  made.alert.id = 77;
  made.alert.number = 12;
  made.alert.sector = "S07";
  made.alert.anomaly.rule = "distress";
  made.alert.anomaly.grade = "sart";
  made.alert.anomaly.severity = severity;
  made.alert.anomaly.vessels = {{model::Mmsi(525'000'001), "KM EXAMPLE"}};
  made.alert.anomaly.place = geo::Position::degrees(1.25, 103.5);
  made.alert.anomaly.decided_at = kNoon;
  return made;
}

std::string cause(const model::Notice& of, const std::optional<model::Notice>& before = {},
                  Language language = Language::en) {
  return cause_of(of, before, "Selat Rupat", language);
}

TEST(NoticeText, EachCauseIsSaid) {
  EXPECT_EQ(cause(notice(NoticeCause::raised)), "NEW");
  EXPECT_EQ(cause(notice(NoticeCause::graver), notice(NoticeCause::raised, Severity::caution)),
            "GRAVER, it was caution");
  EXPECT_EQ(cause(notice(NoticeCause::graver)), "GRAVER");
  EXPECT_THAT(cause(notice(NoticeCause::graver), notice(NoticeCause::raised)), HasSubstr("GRAVER AGAIN"));
  EXPECT_EQ(cause(notice(NoticeCause::holder_changed)),
            "IS OURS NOW, in S07 Selat Rupat: its sector has come to us");
  EXPECT_EQ(cause(notice(NoticeCause::returned)), "ACTIVE AGAIN");
  EXPECT_THAT(cause(notice(NoticeCause::entered)), HasSubstr("in S07 Selat Rupat"));
  EXPECT_THAT(cause(notice(NoticeCause::passed_on)), HasSubstr("PASSED ON TO US"));
  EXPECT_THAT(cause(notice(NoticeCause::escalated)), HasSubstr("nobody has acknowledged"));
}

TEST(NoticeText, ARiseThatHasFallenIsSaidAsGraveAsItWas) {
  model::Notice made = notice(NoticeCause::graver, Severity::caution);
  made.risen_to = Severity::distress;
  EXPECT_EQ(cause(made, notice(NoticeCause::raised, Severity::caution)),
            "GRAVER, it was caution; it has fallen to caution since");
  made.cause = NoticeCause::raised;
  EXPECT_EQ(cause(made), "NEW; it has fallen to caution since");
  EXPECT_EQ(cause(made, {}, Language::ms), "BAHARU; sejak itu turun kepada waspada");
  test::PaperConsole console;
  ControlPointScreen screen(console, Language::en, [] { return Now{SteadyTime(), kNoon}; });
  screen.print_notice(made, std::nullopt);
  EXPECT_THAT(console.text, HasSubstr("#12 DISTRESS NEW; it has fallen to caution since"));
}

TEST(NoticeText, WhatTheServerCouldNotStoreIsMarked) {
  model::Notice made = notice(NoticeCause::raised);
  made.alert.is_stored = false;
  EXPECT_EQ(cause(made), "NEW (the server could not store it yet)");
  EXPECT_EQ(cause(made, {}, Language::id), "BARU (server belum dapat menyimpannya)");
}

TEST(NoticeText, WhoLeftIsSaidToBeWhereAndWithWhom) {
  model::Notice left = notice(NoticeCause::left);
  left.alert.sector = "S09";
  EXPECT_EQ(cause_of(left, {}, "", Language::en), "has left our sectors: now in S09, nobody answers for it");
  left.alert.recipients = {
      {.control_point = "batam", .due = model::DueReason::holds_sector, .due_since = {}, .told = {}}};
  EXPECT_EQ(cause_of(left, {}, "", Language::en), "has left our sectors: now in S09, batam answers for it");
  EXPECT_EQ(cause_of(left, left, "", Language::en), "is ours no longer: in S09, batam answers for it")
      << "it did not move";
  left.alert.sector = {};
  EXPECT_THAT(cause_of(left, {}, "", Language::en), HasSubstr("outside all sectors"));
}

TEST(NoticeText, WhyItWasPassedOnIsSaidAsItWasDecided) {
  model::Notice passed_on = notice(NoticeCause::passed_on);
  const auto due = [&](const char* whom, model::DueReason reason) {
    passed_on.alert.recipients.push_back({.control_point = whom, .due = reason, .due_since = {}, .told = {}});
  };
  due("changi", model::DueReason::nearest);
  EXPECT_EQ(cause(passed_on), "PASSED ON TO US, since nobody who is heard holds its sector");
  due("batam", model::DueReason::holds_sector);
  due("lumut", model::DueReason::has_person);
  EXPECT_EQ(cause(passed_on), "PASSED ON TO US, since a person sits here and none where it would have gone");
}

TEST(NoticeText, WhoAnsweredAndHowItEndedIsSaid) {
  model::Notice acknowledged = notice(NoticeCause::acknowledged);
  acknowledged.alert.acknowledged = {.at = kNoon, .by = "batam", .severity = Severity::warning};
  EXPECT_EQ(cause(acknowledged), "acknowledged by batam as warning");
  model::Notice over = notice(NoticeCause::over);
  over.alert.state = model::AlertState::ended;
  EXPECT_EQ(cause(over), "over");
  over.alert.outcome = model::Outcome::false_alert;
  EXPECT_EQ(cause(over), "closed: false");
  over.alert.closed_by = "batam";
  over.alert.comments = {{.at = kNoon, .by = "lumut", .text = "looks like a buoy"}};
  EXPECT_EQ(cause(over), "closed by batam: false");
  over.alert.comments.push_back({.at = kNoon, .by = "batam", .text = "it is a buoy"});
  EXPECT_EQ(cause(over), "closed by batam: false: it is a buoy");
  over.alert.closed_by = {};
  over.alert.outcome.reset();
  over.alert.state = model::AlertState::retracted;
  EXPECT_THAT(cause(over), HasSubstr("disproved"));
}

TEST(NoticeText, TheWatchIsSaidInTheReadersLanguage) {
  model::Notice acknowledged = notice(NoticeCause::acknowledged);
  acknowledged.alert.acknowledged = {.at = kNoon, .by = "watch", .severity = Severity::warning};
  EXPECT_EQ(cause(acknowledged), "acknowledged by the watch as warning");
  model::Notice over = acknowledged;
  over.cause = NoticeCause::over;
  EXPECT_EQ(cause(over), "over; acknowledged by the watch");
  model::Notice commented = notice(NoticeCause::commented);
  commented.alert.comments = {{.at = kNoon, .by = "watch", .text = "called on 16"}};
  EXPECT_THAT(cause(commented), HasSubstr("comment by the watch: called on 16"));
  EXPECT_THAT(cause(commented, {}, Language::id), Not(HasSubstr("watch")));
}

TEST(NoticeText, ItIsSaidInTheReadersLanguage) {
  EXPECT_EQ(cause(notice(NoticeCause::raised), {}, Language::id), "BARU");
  EXPECT_EQ(cause(notice(NoticeCause::raised), {}, Language::ms), "BAHARU");
}

TEST(NoticeText, TheScreenSaysNumberPlaceVesselAndNearestCraft) {
  test::PaperConsole console;
  ControlPointScreen screen(console, Language::en,
                            [] { return Now{SteadyTime(), kNoon + Span::minutes(3)}; });
  model::Notice made = notice(NoticeCause::raised);
  made.alert.fixes = {{.mmsi = model::Mmsi(525'000'001),
                       .position = geo::Position::degrees(1.25, 103.5),
                       .sog = Speed::knots(12.3),
                       .cog = Bearing::degrees(87),
                       .observed_at = kNoon}};
  made.nearest = {.control_point = "batam",
                  .asset = "batam-1",
                  .name = "Batam 1",
                  .is_heard = true,
                  .observed_at = kNoon + Span::minutes(1),
                  .bearing = Bearing::degrees(47),
                  .range = Distance::nautical_miles(12.3),
                  .travel_time = Span::minutes(35)};
  screen.print_notice(made, std::nullopt);
  for (const char* words : {"#12 DISTRESS NEW", "1°15.00′N 103°30.00′E", "12.3 kn", "087°", "S07",
                            "KM EXAMPLE (525000001)", "Batam 1", "047°", "12.3 nm", "35 min", "AIS"}) {
    EXPECT_THAT(console.text, HasSubstr(words));
  }
}

// An alert in foreign waters has gone to whoever is heard: his craft may not act there, another's may.
TEST(NoticeText, OwnCraftThatMayNotActThereIsSaidToBeSoBesideTheNearestThatMay) {
  test::PaperConsole console;
  ControlPointScreen screen(console, Language::en, [] { return Now{SteadyTime(), kNoon}; });
  model::Notice made = notice(NoticeCause::raised);
  made.nearest = {.control_point = "batam",
                  .asset = "batam-1",
                  .name = "Batam 1",
                  .observed_at = {},
                  .bearing = Bearing::degrees(47),
                  .range = Distance::nautical_miles(3),
                  .travel_time = Span::minutes(6),
                  .without_permit = model::Nation::idn};
  made.alert.nearest_of_all = made.nearest;
  made.alert.nearest = {.control_point = "lumut",
                        .asset = "lumut-1",
                        .name = "Lumut 1",
                        .observed_at = {},
                        .bearing = Bearing::degrees(90),
                        .range = Distance::nautical_miles(9),
                        .travel_time = Span::minutes(18)};
  screen.print_notice(made, std::nullopt);
  EXPECT_THAT(console.text, HasSubstr("our nearest craft: Batam 1"));
  EXPECT_THAT(console.text, HasSubstr("(Indonesia: may not act there)"));
  EXPECT_THAT(console.text, HasSubstr("nearest that may act there, of lumut: Lumut 1"));
  console.text.clear();
  screen.print_alert(made);
  EXPECT_THAT(console.text, HasSubstr("Nearest craft, of lumut: Lumut 1"));
  EXPECT_THAT(console.text, HasSubstr("Nearest of all, of batam: Batam 1"));
  EXPECT_THAT(console.text, testing::Not(HasSubstr("when it was told")));
}

}  // namespace
}  // namespace selat::terminal
