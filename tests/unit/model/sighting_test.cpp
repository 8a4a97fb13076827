// What a sighting says of the people decides how grave it is; where it was, from range and bearing.

#include "model/sighting.h"

#include <gtest/gtest.h>

#include "geo/local_plane.h"

namespace selat::model {
namespace {

Sighting seen() {
  Sighting sighting;
  sighting.place = geo::Position::degrees(2.5, 101.2);
  sighting.seen_at = Instant::unix_seconds(1'767'268'800);
  return sighting;
}

TEST(Sighting, PeopleInTheWaterOrOnASinkingCraftAreDistress) {
  Sighting sighting = seen();
  sighting.condition = SeenCondition::people_in_water;
  EXPECT_EQ(severity_of(sighting), Severity::distress);
  sighting.condition = SeenCondition::sinking;
  sighting.craft = CraftKind::ship;
  EXPECT_EQ(severity_of(sighting), Severity::distress);
}

TEST(Sighting, PeopleAdriftOrInNeedAreAnAlarm) {
  Sighting sighting = seen();
  sighting.condition = SeenCondition::adrift;
  EXPECT_EQ(severity_of(sighting), Severity::caution);  // a boat without anybody that was seen
  sighting.persons = 3;
  EXPECT_EQ(severity_of(sighting), Severity::alarm);
  sighting.condition = SeenCondition::under_way;
  sighting.needs = "water";
  EXPECT_EQ(severity_of(sighting), Severity::alarm);
}

TEST(Sighting, PersonsAboardASmallCraftOrManyAreAWarning) {
  Sighting sighting = seen();
  sighting.persons = 2;
  EXPECT_EQ(severity_of(sighting), Severity::warning);
  sighting.craft = CraftKind::ship;
  EXPECT_EQ(severity_of(sighting), Severity::caution);
  sighting.persons = 11;
  EXPECT_EQ(severity_of(sighting), Severity::warning);
  sighting = seen();
  sighting.persons = 2;
  sighting.length = Distance::metres(24);
  EXPECT_EQ(severity_of(sighting), Severity::caution);
}

TEST(Sighting, ACraftThatIsDescribedIsACautionAndNothingElseInformation) {
  Sighting sighting = seen();
  EXPECT_EQ(severity_of(sighting), Severity::information);
  sighting.text = "something white";
  EXPECT_EQ(severity_of(sighting), Severity::information);
  sighting.speed = Speed::knots(25);
  EXPECT_EQ(severity_of(sighting), Severity::caution);
}

TEST(Sighting, RangeAndBearingGiveThePlaceAndHowSureItIs) {
  Sighting sighting = seen();
  const SeenFrom from{.observer = geo::Position::degrees(2.0, 101.0),
                      .range = Distance::nautical_miles(6),
                      .bearing = Bearing::degrees(90)};
  set_place_seen_from(sighting, from);
  EXPECT_NEAR(geo::distance(from.observer, sighting.place).in_nautical_miles(), 6, 1e-4);
  EXPECT_NEAR(sighting.place.latitude_deg(), 2.0, 1e-4);
  EXPECT_NEAR(sighting.place.longitude_deg(), 101.1, 2e-4);  // 6 nm along 2°N
  EXPECT_NEAR(sighting.sigma.in_nautical_miles(), 1.2, 1e-9);
  EXPECT_EQ(sighting.from, from);
}

TEST(Sighting, BesideTheObserverThePlaceIsAsSureAsAPlaceCanBe) {
  Sighting sighting = seen();
  set_place_seen_from(sighting,
                      {.observer = sighting.place, .range = Distance(), .bearing = Bearing::degrees(0)});
  EXPECT_EQ(sighting.sigma, kLeastPlaceSigma);
}

TEST(Sighting, WhatIsToldOnceMoreIsKnownUnlessItIsGraver) {
  const Sighting first = seen();
  Sighting again = first;
  again.place = geo::destination(first.place, Bearing::degrees(45), Distance::metres(190));
  again.seen_at = first.seen_at + Span::seconds(59);
  EXPECT_TRUE(tells_the_same(first, again));
  again.condition = SeenCondition::sinking;
  EXPECT_FALSE(tells_the_same(first, again));
  again = first;
  again.place = geo::destination(first.place, Bearing::degrees(45), Distance::metres(210));
  EXPECT_FALSE(tells_the_same(first, again));
  again = first;
  again.seen_at = first.seen_at - Span::seconds(61);
  EXPECT_FALSE(tells_the_same(first, again));
  again = first;
  again.reporter.name = "FV Sinar Laut";
  EXPECT_FALSE(tells_the_same(first, again));
  again = first;
  again.source = SightingSource::patrol;
  EXPECT_FALSE(tells_the_same(first, again));
}

}  // namespace
}  // namespace selat::model
