#include <gtest/gtest.h>

#include "detect/safety_words.h"
#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;
using model::AnomalyPhase;
using model::Severity;

constexpr std::uint32_t kShip = 563'000'001;

std::vector<model::Anomaly> found_in(const std::vector<model::Report>& reports) {
  return of(run({}, reports), "safety_text");
}

TEST(SafetyText, IsShownWithItsSenderAndPlace) {
  const auto found = found_in({position(kShip, 0, {100, 50, 5, 90}), safety(kShip, 5, "BUOY 7 IS UNLIT")});
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].severity, Severity::information);
  EXPECT_EQ(found[0].subject, "BUOY 7 IS UNLIT");
  EXPECT_EQ(found[0].vessels[0].mmsi.number(), kShip);
  EXPECT_EQ(found[0].place, at_m(100, 50));
}

TEST(SafetyText, GetsItsPlaceWithTheFirstPosition) {
  const auto found = found_in({safety(kShip, 0, "BUOY 7 IS UNLIT"), position(kShip, 5, {100, 50, 5, 90})});
  ASSERT_EQ(found.size(), 2);
  EXPECT_FALSE(found[0].place.is_valid());
  EXPECT_EQ(found[1].place, at_m(100, 50));
}

TEST(SafetyText, SentAgainIsTheSameAndEndsHalfAnHourAfterTheLast) {
  std::vector<model::Report> reports = {safety(kShip, 0, "BUOY 7 IS UNLIT"),
                                        safety(kShip, 600, "BUOY 7 IS UNLIT")};
  sail(reports, kShip, {.from_s = 1, .to_s = 2'600, .east_m = 0, .north_m = 0});
  const auto found = found_in(reports);
  ASSERT_EQ(found.size(), 3) << "raised, placed, ended";
  EXPECT_EQ(found[2].phase, AnomalyPhase::ended);
  EXPECT_EQ(found[2].ended_at, after(600));
}

TEST(SafetyText, OneSenderShowsFourAndDistressTakesThePlaceOfTalk) {
  std::vector<model::Report> reports;
  for (int i = 0; i < 20; ++i) {
    reports.emplace_back(safety(kShip, i, ("TALK " + std::to_string(i)).c_str()));
  }
  reports.emplace_back(safety(kShip, 30, "MAYDAY MAYDAY"));
  const auto found = found_in(reports);
  ASSERT_EQ(found.size(), 6) << "four texts; one of them ends for the call";
  EXPECT_EQ(found[5].severity, Severity::distress);
}

TEST(SafetyText, WhatBeaconsSendIsNotRepeatedHere) {
  EXPECT_TRUE(found_in({safety(970'000'001, 0, "SART ACTIVE"), safety(kShip, 1, "MOB ACTIVE"),
                        safety(kShip, 2, "EPIRB TEST"), safety(972'000'001, 3, "HELLO")})
                  .empty());
}

TEST(SafetyWords, OfDistressInEnglishIndonesianAndMalay) {
  for (const char* text :
       {"MAYDAY MAYDAY THIS IS LAUT BIRU", "we are sinking", "VESSEL SINKING 2 NM S OF BUOY",
        "Man overboard!", "ABANDONING SHIP", "KAPAL KAMI TENGGELAM", "KAPAL KARAM", "ORANG JATUH KE LAUT",
        "PAN PAN, MAN OVERBOARD", "MINTA TOLONG", "NOT JOKING: SOS", "MAY DAY MAY DAY", "M A Y D A Y",
        "THIS IS A M A Y D A Y", "m.a.y.d.a.y m.a.y.d.a.y", "S O S 2 NM S OF BUOY",
        "HAPPY MAY DAY WAS YESTERDAY, MAYDAY"}) {
    EXPECT_EQ(meaning_of(text), SafetyMeaning::distress) << text;
  }
}

TEST(SafetyWords, OfUrgency) {
  for (const char* text : {"PAN PAN PAN PAN", "PAN-PAN", "FIRE ON BOARD", "ENGINE NOT WORKING, TAKING WATER",
                           "DARURAT, KAPAL KANDAS", "P A N P A N", "KECEMASAN", "PIRATES ALONGSIDE"}) {
    EXPECT_EQ(meaning_of(text), SafetyMeaning::urgency) << text;
  }
}

TEST(SafetyWords, OrdinaryTalkTestsExercisesAndDenialsAreRoutine) {
  for (const char* text : {"",
                           "BUOY 7 UNLIT",
                           "SARTORIUS TESTED",
                           "MAYDAY EXERCISE",
                           "NOT SINKING",
                           "NO MAYDAY",
                           "MAYDAY CANCELLED",
                           "CANCEL MY MAYDAY",
                           "FALSE ALARM OF MAYDAY",
                           "LATIHAN: ORANG JATUH KE LAUT",
                           "HAPPY MAY DAY TO ALL",
                           "PORT CLOSED, MAY DAY HOLIDAY",
                           "SELAMAT HARI BURUH MAY DAY",
                           "WE MAY DAYSAIL",
                           "BERTHS M A Y AND D",
                           "NO M A Y D A Y",
                           "M A Y D A Y E X E R C I S E",
                           "S O SLOW",
                           "MOBILE PHONE",
                           "NO SART TEST TODAY",
                           "PANORAMA CRUISE",
                           "TIDAK TENGGELAM"}) {
    EXPECT_EQ(meaning_of(text), SafetyMeaning::routine) << text;
  }
}

TEST(SafetyWords, BeaconsSayFirstWhatTheyAre) {
  EXPECT_EQ(meaning_of("SART ACTIVE"), SafetyMeaning::beacon_active);
  EXPECT_EQ(meaning_of("  ais-sart   active "), SafetyMeaning::beacon_active);
  EXPECT_EQ(meaning_of("MOB TEST"), SafetyMeaning::beacon_test);
  EXPECT_EQ(meaning_of("EPIRB TESTER ON BOARD"), SafetyMeaning::routine);
}

}  // namespace
}  // namespace selat::detect
