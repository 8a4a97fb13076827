// Sightings at the coordination server: taken or refused with the reason, logged, and told as alerts.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "coordinate/sighting_register.h"
#include "seen_boat.h"
#include "talk.h"

namespace selat::coordinate {
namespace {

using model::NoticeCause;
using model::Severity;
using test::boat;
using test::kNoon;
using testing::ElementsAre;
using testing::IsEmpty;

// ---- the register

TEST(SightingRegister, RefusesWhatCannotBeSaidWithTheReason) {
  const auto said = [](const model::Sighting& sighting) {
    const auto problem = problem_of(sighting, kNoon);
    return problem ? problem->in_english() : std::string();
  };
  EXPECT_EQ(said(boat()), "");
  model::Sighting sighting = boat();
  sighting.seen_at = kNoon + Span::minutes(5);
  EXPECT_EQ(said(sighting), "");
  sighting.seen_at = kNoon + Span::seconds(301);
  EXPECT_EQ(said(sighting), "the time lies in the future: when was it seen?");
  sighting.seen_at = kNoon - Span::hours(24);
  EXPECT_EQ(said(sighting), "");
  sighting.seen_at = kNoon - Span::hours(24) - Span::seconds(1);
  EXPECT_EQ(said(sighting), "it was seen more than 24 hours ago: write it into the log instead");
  sighting.source = model::SightingSource::satellite;
  EXPECT_EQ(said(sighting), "");  // late evidence
  sighting = boat();
  sighting.place = geo::Position::degrees(91, 0);
  EXPECT_EQ(said(sighting), "the place is none on Earth");
  sighting = boat();
  sighting.persons = 20'001;
  EXPECT_EQ(said(sighting), "at most 20000 persons");
  sighting = boat();
  sighting.grade.credibility = 7;
  EXPECT_EQ(said(sighting), "credibility is a number from 1 to 6");
  sighting = boat();
  model::set_place_seen_from(
      sighting,
      {.observer = sighting.place, .range = Distance::nautical_miles(61), .bearing = Bearing::degrees(1)});
  EXPECT_EQ(said(sighting), "nobody sees farther than 60 nm: what is the range in nautical miles?");
}

TEST(SightingRegister, ADeskThatFloodsIsToldAndOthersAreStillTaken) {
  SightingRegister sightings;
  model::Sighting sighting = boat();
  sighting.entered_by = "lumut";
  sighting.entered_at = kNoon;
  for (std::size_t i = 0; i < kMostOfOneSender; ++i) {
    sighting.seen_at = kNoon - Span::minutes(2 * static_cast<std::int64_t>(i));
    ASSERT_FALSE(sightings.obstacle_to(sighting, "lumut", kNoon)) << i;
    sightings.add(sighting);
  }
  sighting.seen_at = kNoon - Span::hours(10);
  EXPECT_TRUE(sightings.obstacle_to(sighting, "lumut", kNoon));
  EXPECT_FALSE(sightings.obstacle_to(sighting, "changi", kNoon));
  EXPECT_FALSE(sightings.obstacle_to(sighting, "lumut", kNoon + Span::hours(1)));
}

TEST(SightingRegister, KeepsADayAndSoManyAndDropsDetectionsFirst) {
  SightingRegister sightings;
  model::Sighting sighting = boat();
  sighting.entered_at = kNoon;
  sighting.id = 1;
  sighting.source = model::SightingSource::satellite;
  sightings.add(sighting);
  sighting.source = model::SightingSource::vts;
  for (std::uint64_t id = 2; id <= kMostSightings + 2; ++id) {
    sighting.id = id;
    sightings.add(sighting);
  }
  EXPECT_THAT(sightings.forget(kNoon), ElementsAre(1, 2));
  EXPECT_EQ(sightings.all().size(), kMostSightings);
  EXPECT_EQ(sightings.forget(kNoon + Span::hours(25)).size(), kMostSightings);
  EXPECT_THAT(sightings.all(), IsEmpty());
}

// ---- the server

TEST(Sightings, AreTakenFromAControlPointLoggedAndToldAsAnAlert) {
  test::Talk talk;
  talk.belawan_holds();
  talk.say("lumut", model::Join{}, 1);
  const Effects effects = talk.say("lumut", model::ReportSighting{boat()}, 2);
  ASSERT_NE(test::find<model::Receipt>(effects, "lumut"), nullptr);
  EXPECT_EQ(test::find<model::Receipt>(effects, "lumut")->reference, "1");
  ASSERT_EQ(effects.sightings.size(), 1U);
  EXPECT_EQ(effects.sightings[0].number, 1U);
  EXPECT_EQ(effects.sightings[0].entered_by.view(), "lumut");
  ASSERT_EQ(effects.alerts.size(), 1U);
  const model::Alert& alert = effects.alerts[0];
  EXPECT_EQ(alert.sector.view(), "S01");
  EXPECT_EQ(alert.anomaly.rule.view(), model::kSightingRule);
  EXPECT_EQ(alert.anomaly.severity, Severity::warning);
  EXPECT_EQ(alert.sighting, effects.sightings[0]);
  ASSERT_EQ(effects.log.size(), 1U);
  EXPECT_EQ(effects.log[0].kind, model::LogKind::sighting);
  EXPECT_EQ(effects.log[0].alert, alert.id);
  // How to reach the reporter is not kept for ever.
  EXPECT_EQ(effects.log[0].text, "fisherman, FV Sinar Laut, 40 persons, wooden_boat");
  // The holder of the sector is told, and who took the report.
  ASSERT_NE(test::find<model::Notice>(effects, "belawan"), nullptr);
  EXPECT_EQ(test::find<model::Notice>(effects, "belawan")->cause, NoticeCause::raised);
  ASSERT_NE(test::find<model::Notice>(effects, "lumut"), nullptr);
}

TEST(Sightings, ToldOnceMoreAreRefusedWithTheNumber) {
  test::Talk talk;
  talk.say("lumut", model::Join{}, 0);
  talk.say("lumut", model::ReportSighting{boat()}, 1);
  const Effects effects = talk.say("lumut", model::ReportSighting{boat()}, 2);
  const auto* const refusal = test::find<model::Refusal>(effects, "lumut");
  ASSERT_NE(refusal, nullptr);
  EXPECT_EQ(refusal->code, model::RefusalCode::not_possible);
  EXPECT_EQ(refusal->why.in_english(), "the same was entered before: it is #1; comment on that");
  EXPECT_THAT(effects.sightings, IsEmpty());
  EXPECT_THAT(effects.alerts, IsEmpty());
}

TEST(Sightings, OfASatelliteAreEvidenceAndNoAlert) {
  test::Talk talk;
  model::Sighting detection = boat();
  detection.source = model::SightingSource::satellite;
  detection.seen_at = kNoon - Span::hours(48);
  const Effects effects = talk.say("watch", model::ReportSighting{detection}, 1);
  ASSERT_NE(test::find<model::Receipt>(effects, "watch"), nullptr);
  EXPECT_EQ(test::find<model::Receipt>(effects, "watch")->reference, "");
  EXPECT_EQ(effects.sightings.size(), 1U);
  EXPECT_THAT(effects.alerts, IsEmpty());
  EXPECT_EQ(talk.server.sightings().all().size(), 1U);
}

TEST(Sightings, AreKnownAfterARestart) {
  test::Talk before;
  before.say("lumut", model::Join{}, 0);
  PersistedState state = test::nobody_holds();
  state.sightings = before.say("lumut", model::ReportSighting{boat()}, 1).sightings;
  test::Talk talk(state);
  talk.say("lumut", model::Join{}, 0);
  EXPECT_NE(test::find<model::Refusal>(talk.say("lumut", model::ReportSighting{boat()}, 1), "lumut"),
            nullptr);
}

}  // namespace
}  // namespace selat::coordinate
