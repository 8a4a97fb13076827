// What goes wrong with the sentences of real radars, each a test of its own. Names, numbers and places are
// invented.

#include "radar/sentence_receiver.h"

#include <string>

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "radar_feed.h"

namespace selat::radar {
namespace {

constexpr auto kOwnPosition = "GPRMC,021500.00,A,0112.000,N,10330.000,E,06.1,088.0,110626,,,A";

const geo::Position kOwn = geo::Position::degrees(1.2, 103.5);
const auto kHere = geo::Position::degrees(1.25, 103.75);

TEST(Ttm, IsReadInUnits) {
  RadarFeed feed;
  feed.take(kOwnPosition);
  const auto* received = feed.take("RATTM,02,2.50,045.0,T,22.4,031.0,T,0.1,3.2,N,BOAT,T,,021500.00,A");
  ASSERT_NE(received, nullptr);
  const auto& report = received->report;
  EXPECT_EQ(report.format, model::RadarFormat::ttm);
  EXPECT_EQ(report.state, model::RadarTargetState::tracking);
  EXPECT_EQ(report.number, 2U);
  EXPECT_EQ(report.name.view(), "BOAT");
  EXPECT_NEAR(report.range->in_nautical_miles(), 2.5, 1e-9);
  EXPECT_NEAR(report.bearing->in_degrees(), 45, 1e-9);
  EXPECT_NEAR(report.speed->in_knots(), 22.4, 1e-9);
  EXPECT_NEAR(report.course->in_degrees(), 31, 1e-9);
  EXPECT_EQ(report.observed_at, kMorning);
  EXPECT_EQ(report.measured_from, kOwn);
  EXPECT_TRUE(report.is_position_computed);
  EXPECT_NEAR(geo::distance(kOwn, *report.position).in_nautical_miles(), 2.5, 1e-5);
  EXPECT_NEAR(geo::bearing(kOwn, *report.position).in_degrees(), 45, 1e-3);
  EXPECT_TRUE(received->warnings.empty());
  EXPECT_TRUE(feed.receiver.counters().adds_up());
}

TEST(Ttm, BlanksWithinFieldsAreNoValues) {
  RadarFeed feed;
  const auto* received = feed.take("RATTM, 1,2.417903,118.250000,,4.31,201.7,T, , ,N,ARPA 1,T, ");
  ASSERT_NE(received, nullptr);
  EXPECT_EQ(received->report.number, 1U);
  EXPECT_EQ(received->report.name.view(), "ARPA 1");
  EXPECT_NEAR(received->report.range->in_nautical_miles(), 2.417903, 1e-9);
  EXPECT_NEAR(received->report.bearing->in_degrees(), 118.25, 1e-9);
}

TEST(Ttm, AnEmptyBearingReferenceIsThatOfTheCourseAndIsSaid) {
  RadarFeed feed({.heading = Bearing::degrees(10)});
  const auto* received = feed.take("RATTM,1,2.4,118.0,,4.3,201.7,T,,,N,,T,,,A");
  EXPECT_NEAR(received->report.bearing->in_degrees(), 118, 1e-9);
  EXPECT_TRUE(received->warnings.has(Warning::bearing_reference_assumed));
  received = feed.take("RATTM,1,2.4,118.0,,4.3,201.7,R,,,N,,T,,,A");
  EXPECT_NEAR(received->report.bearing->in_degrees(), 128, 1e-9);
  received = feed.take("RATTM,1,2.4,118.0,,4.3,201.7,,,,N,,T,,,A");
  EXPECT_NEAR(received->report.bearing->in_degrees(), 118, 1e-9);
  EXPECT_EQ(feed.receiver.counters().warnings[Warning::bearing_reference_assumed], 3U);
}

TEST(Ttm, RadarsOfTheSettingsAreToldApartByTheirSource) {
  constexpr auto kWest = geo::Position::e7(12'000'000, 1'033'000'000);
  constexpr auto kEast = geo::Position::e7(12'000'000, 1'040'000'000);
  KnownRadars radars({{.sent_as = "EAST", .id = "east", .position = kEast},
                      {.id = "west", .position = kWest, .heading = Bearing::degrees(20)}});
  RadarFeed feed({.source = "strait", .radars = &radars});
  const std::string boat = "RATTM,03,2.51,045.0,R,22.4,031.0,T,0.1,3.2,N,,T,,,A";
  const auto* received = feed.take(boat, kMorning, "EAST");
  EXPECT_EQ(received->report.source.view(), "east");
  EXPECT_EQ(received->report.measured_from, kEast);
  EXPECT_TRUE(received->warnings.has(Warning::heading_missing));
  received = feed.take(boat);
  EXPECT_EQ(received->report.source.view(), "west");
  EXPECT_EQ(received->report.measured_from, kWest);
  EXPECT_NEAR(received->report.bearing->in_degrees(), 65, 1e-9);
  EXPECT_TRUE(received->report.position);
}

TEST(Ttm, AChecksumOf00CanBeRight) {
  RadarFeed feed;
  EXPECT_NE(feed.take_line("$RATTM,03,2.51,045.2,T,22.4,031.0,T,0.1,3.2,N,BC,T,,021500.00,A*00"), nullptr);
  EXPECT_EQ(feed.take_line("$RATTM,03,2.51,045.2,T,22.4,031.0,T,0.1,3.2,N,BD,T,,021500.00,A*00"), nullptr);
  EXPECT_EQ(feed.receiver.counters().problems[SentenceProblem::checksum_bad], 1U);
  EXPECT_EQ(feed.take_line("$RATTM,03,2.51,045.2,T,22.4,031.0,T,0.1,3.2,N,,T,,,A"), nullptr);
  EXPECT_EQ(feed.receiver.counters().problems[SentenceProblem::checksum_missing], 1U);
}

TEST(Ttm, ARelativeBearingCountsFromTheHeadingOfThatMoment) {
  RadarFeed feed;
  feed.take(kOwnPosition);
  feed.take("HEHDT,088.0,T");
  feed.take("GPRMC,021502.00,A,0112.000,N,10330.000,E,06.1,088.0,110626,,,A");
  feed.take("HEHDT,098.0,T");
  const auto* received = feed.take("RATTM,03,4.80,120.0,R,,,T,,,N,,T,,021501.00,A");
  EXPECT_NEAR(received->report.bearing->in_degrees(), 213, 1e-6);  // 93 + 120
  received = feed.take("RATTM,03,4.80,120.0,R,,,T,,,N,,T,,021502.50,A");
  EXPECT_NEAR(received->report.bearing->in_degrees(), 220.5, 1e-6) << "half a second beyond the last heading";
}

TEST(Ttm, WithoutAHeadingARelativeBearingIsNotInvented) {
  RadarFeed feed;
  feed.take(kOwnPosition);
  const auto* received = feed.take("RATTM,03,4.80,120.0,R,,,T,,,N,,T,,021501.00,A");
  EXPECT_FALSE(received->report.bearing);
  EXPECT_FALSE(received->report.position);
  EXPECT_NEAR(received->report.range->in_nautical_miles(), 4.8, 1e-9);
  EXPECT_TRUE(received->warnings.has(Warning::heading_missing));
}

TEST(Ttm, TheOwnPositionIsThatOfThePlotsTime) {
  RadarFeed feed;
  feed.take("GPGGA,021500.00,0112.000,N,10330.000,E,1,09,1.0,5,M,,M,,");
  feed.take("GPGGA,021502.00,0112.000,N,10330.020,E,1,09,1.0,5,M,,M,,");
  const auto* between = feed.take("RATTM,1,0,000.0,T,,,T,,,N,,T,,021501.00,A");
  EXPECT_NEAR(between->report.measured_from->longitude_deg(), 103.5 + 0.010 / 60, 2e-7);
  const auto* after = feed.take("RATTM,1,0,000.0,T,,,T,,,N,,T,,021503.00,A");
  EXPECT_NEAR(after->report.measured_from->longitude_deg(), 103.5 + 0.030 / 60, 2e-7);
  const auto* long_after = feed.take("RATTM,1,0,000.0,T,,,T,,,N,,T,,021530.00,A");
  EXPECT_FALSE(long_after->report.measured_from) << "28 s old";
  EXPECT_TRUE(long_after->warnings.has(Warning::own_position_missing));
}

TEST(Ttm, WithoutAnOwnPositionItHasNone) {
  RadarFeed feed;
  const auto* received = feed.take("RATTM,02,2.50,045.0,T,22.4,031.0,T,0.1,3.2,N,,T,,,A");
  EXPECT_FALSE(received->report.position);
  EXPECT_TRUE(received->report.range && received->report.bearing);
  EXPECT_TRUE(received->warnings.has(Warning::own_position_missing));
}

TEST(Ttm, TheLastDigitSaysHowFineTheRangeIs) {
  RadarFeed feed;
  const auto* received = feed.take("RATTM,02,2.51,045.2,T,22.4,031.0,T,0.1,3.2,N,,T,,,A");
  EXPECT_NEAR(received->report.range_step->in_metres(), 18.52, 1e-9);
  EXPECT_NEAR(received->report.bearing_step->in_degrees(), 0.1, 1e-12);
}

TEST(Ttm, ALostTargetKeepsItsNumberAndMayHaveNothingElse) {
  RadarFeed feed;
  feed.take(kOwnPosition);
  const auto* received = feed.take("RATTM,04,,,,,,,,,,,L,,021501.00,M");
  ASSERT_NE(received, nullptr);
  EXPECT_EQ(received->report.state, model::RadarTargetState::lost);
  EXPECT_EQ(received->report.number, 4U);
  EXPECT_FALSE(received->report.position);
  EXPECT_TRUE(received->warnings.empty());
  // Handed over to AIS: where it was is said, so that who follows it keeps "seen by radar".
  received = feed.take("RATTM,04,0.93,310.0,T,,,T,,,N,,L,,021502.00,M");
  EXPECT_EQ(received->report.state, model::RadarTargetState::lost);
  EXPECT_TRUE(received->report.position);
}

TEST(Ttm, ANumberThatComesAgainIsToldAfterItsEnd) {
  RadarFeed feed;
  feed.take(kOwnPosition);
  std::string states;
  for (const char* const status : {"T", "L", "Q", "T"}) {
    const auto* received =
        feed.take(std::string("RATTM,07,1.0,010.0,T,,,T,,,N,,") + status + ",,021501.00,A");
    EXPECT_EQ(received->report.number, 7U);
    states += std::string(name_of(received->report.state)) + " ";
  }
  EXPECT_EQ(states, "tracking lost acquiring tracking ");
}

TEST(Ttm, RelativeMotionIsNotTakenForMotionOverGround) {
  RadarFeed feed({.position = kHere, .heading = Bearing::degrees(0)});
  const auto* received = feed.take("RATTM,03,4.80,120.0,R,8.0,350.0,R,1.2,,N,TGT3,Q,,,A");
  EXPECT_FALSE(received->report.speed || received->report.course);
  EXPECT_TRUE(received->warnings.has(Warning::relative_motion));
  EXPECT_TRUE(received->report.position);
}

TEST(Ttm, UnitsAreMinded) {
  RadarFeed feed;
  const auto* received = feed.take("RATTM,1,2.0,045.0,T,36.0,031.0,T,,,K,,T,,,A");
  EXPECT_NEAR(received->report.range->in_metres(), 2'000, 1e-9);
  EXPECT_NEAR(received->report.speed->in_metres_per_second(), 10, 1e-9);
  received = feed.take("RATTM,1,2.0,045.0,T,36.0,031.0,T,,,S,,T,,,A");
  EXPECT_NEAR(received->report.range->in_metres(), 3'218.688, 1e-6);
  EXPECT_EQ(feed.take("RATTM,1,2.0,045.0,T,36.0,031.0,T,,,,,T,,,A"), nullptr);
  EXPECT_EQ(feed.receiver.counters().problems[SentenceProblem::unit_missing], 1U);
}

TEST(Ttm, WhatCannotBeIsCountedAndDropped) {
  RadarFeed feed;
  for (const char* const fields :
       {"RATTM,x,2.0,045.0,T,,,T,,,N,,T,,,A", "RATTM,1,-2.0,045.0,T,,,T,,,N,,T,,,A",
        "RATTM,1,2.0,361.0,T,,,T,,,N,,T,,,A", "RATTM,1,2.0,045.0,Q,,,T,,,N,,T,,,A",
        "RATTM,1,1e3,045.0,T,,,T,,,N,,T,,,A", "RATTM,1,2.0,045.0,T,,,T,,,N,,X,,,A",
        "RATTM,1,nan,045.0,T,,,T,,,N,,T,,,A", "RATLL,02,0175.500,N,10335.200,E,,,T,R",
        "RATLL,02,0115.500,S,18135.200,E,,,T,R"}) {
    EXPECT_EQ(feed.take(fields), nullptr) << fields;
  }
  EXPECT_EQ(feed.receiver.counters().problems[SentenceProblem::malformed], 9U);
  EXPECT_TRUE(feed.receiver.counters().adds_up());
}

TEST(Tll, GivesThePositionItself) {
  RadarFeed feed({.position = kHere});
  const auto* received = feed.take("RATLL,02,0115.500,N,10335.200,W,TGT2,021500.00,T,R");
  ASSERT_NE(received, nullptr);
  EXPECT_EQ(received->report.format, model::RadarFormat::tll);
  EXPECT_EQ(received->report.position, geo::Position::degrees(1.2583333, -103.5866667));
  EXPECT_FALSE(received->report.is_position_computed);
  EXPECT_EQ(received->report.name.view(), "TGT2");
}

TEST(OwnShip, AShoreRadarHasItsPositionFromTheSettings) {
  RadarFeed feed({.position = kHere, .heading = Bearing::degrees(30)});
  const auto* received = feed.take("RATTM,02,2.50,045.0,R,,,T,,,N,,T,,021500.00,A");
  EXPECT_EQ(received->report.measured_from, kHere);
  EXPECT_NEAR(geo::bearing(kHere, *received->report.position).in_degrees(), 75, 1e-3);
  feed.take(kOwnPosition);
  received = feed.take("RATTM,02,2.50,045.0,T,,,T,,,N,,T,,021500.00,A");
  EXPECT_EQ(received->report.measured_from, kOwn) << "what the feed says goes before it";
}

TEST(OwnShip, EverySentenceThatSaysSoIsRead) {
  for (const char* const fields : {"GPRMC,021500.00,A,0112.000,N,10330.000,E,,,110626,,,A",
                                   "GPGGA,021500.00,0112.000,N,10330.000,E,1,09,1.0,5,M,,M,,",
                                   "GPGLL,0112.000,N,10330.000,E,021500.00,A,A"}) {
    RadarFeed feed;
    feed.take(fields);
    EXPECT_EQ(feed.take("RATTM,1,1.0,045.0,T,,,T,,,N,,T,,021500.00,A")->report.measured_from, kOwn) << fields;
  }
  for (const char* const fields :
       {"HEHDT,090.0,T", "HETHS,090.0,A", "RAOSD,090.0,A,,,,,,,N", "HCHDG,089.0,2.0,E,1.0,W"}) {
    RadarFeed feed({.position = kHere});
    feed.take(fields);
    const auto* received = feed.take("RATTM,1,1.0,045.0,R,,,T,,,N,,T,,,A");
    ASSERT_TRUE(received->report.bearing) << fields;
    EXPECT_NEAR(received->report.bearing->in_degrees(), 135, 1e-9) << fields;
  }
}

TEST(OwnShip, WhatIsSaidToBeInvalidOrSimulatedIsNotTaken) {
  for (const char* const fields : {"GPRMC,021500.00,V,0112.000,N,10330.000,E,,,110626,,,N",
                                   "GPRMC,021500.00,A,0112.000,N,10330.000,E,,,110626,,,S",
                                   "GPGGA,021500.00,0112.000,N,10330.000,E,0,00,,,M,,M,,",
                                   "GPGGA,021500.00,0112.000,N,10330.000,E,8,09,1.0,5,M,,M,,",
                                   "GPGLL,0112.000,N,10330.000,E,021500.00,V,N"}) {
    RadarFeed feed;
    feed.take(fields);
    EXPECT_FALSE(feed.take("RATTM,1,1.0,045.0,T,,,T,,,N,,T,,021500.00,A")->report.position) << fields;
    EXPECT_EQ(feed.receiver.counters().own_ship, 1U);
  }
  for (const char* const fields : {"HETHS,090.0,V", "HETHS,090.0,S", "RAOSD,090.0,V,,,,,,,N"}) {
    RadarFeed feed;
    feed.take(fields);
    EXPECT_FALSE(feed.take("RATTM,1,1.0,045.0,R,,,T,,,N,,T,,,A")->report.bearing) << fields;
  }
}

TEST(OwnShip, AMagneticHeadingNeedsTheVariation) {
  RadarFeed feed;
  feed.take("HCHDG,089.0,,,,");
  EXPECT_FALSE(feed.take("RATTM,1,1.0,045.0,R,,,T,,,N,,T,,,A")->report.bearing);
  feed.take("GPRMC,021500.00,A,0112.000,N,10330.000,E,,,110626,1.0,E,A");
  feed.take("HCHDG,089.0,,,,");
  EXPECT_NEAR(feed.take("RATTM,1,1.0,045.0,R,,,T,,,N,,T,,021500.00,A")->report.bearing->in_degrees(), 135,
              1e-9);
}

TEST(OwnShip, TheHeadingTurnsTheShorterWayThroughNorth) {
  RadarFeed feed({.position = kHere});
  feed.take("HEHDT,358.0,T", kMorning);
  feed.take("HEHDT,002.0,T", kMorning + Span::seconds(2));
  const auto* received = feed.take("RATTM,1,1.0,000.0,R,,,T,,,N,,T,,,A", kMorning + Span::seconds(1));
  EXPECT_NEAR((received->report.bearing.value() - Bearing::degrees(0)).in_degrees(), 0, 1e-9);
}

TEST(OwnShip, InstrumentsOfOneVesselServeItsRadar) {
  RadarFeed feed;
  feed.take(kOwnPosition, kMorning, "GP0001");
  feed.take("HEHDT,090.0,T", kMorning, "HE0001");
  const auto* received = feed.take("RATTM,1,1.0,045.0,R,,,T,,,N,,T,,021500.00,A", kMorning, "RA0001");
  EXPECT_EQ(received->report.measured_from, kOwn);
  EXPECT_NEAR(received->report.bearing->in_degrees(), 135, 1e-9);
  EXPECT_EQ(received->report.source.view(), "RA0001");
}

TEST(OwnShip, AnotherVesselsPositionIsNeverTaken) {
  constexpr auto kPlot = "RATTM,1,1.0,045.0,T,,,T,,,N,,T,,021500.00,A";
  constexpr auto kElsewhere = "GPRMC,021500.00,A,0118.000,N,10340.000,E,,,110626,,,A";
  RadarFeed feed;
  feed.take(kOwnPosition, kMorning, "alpha");
  EXPECT_EQ(feed.take(kPlot, kMorning, "alpha")->report.measured_from, kOwn);
  EXPECT_FALSE(feed.take(kPlot, kMorning, "charlie")->report.position) << "a station, not an instrument";
  feed.take("GPRMC,021530.00,A,0118.000,N,10340.000,E,,,110626,,,A", kMorning + Span::seconds(30), "bravo");
  const auto* received =
      feed.take("RATTM,1,1.0,045.0,T,,,T,,,N,,T,,021530.00,A", kMorning + Span::seconds(30), "alpha");
  EXPECT_FALSE(received->report.position) << "alpha's own is 30 s old";
  EXPECT_TRUE(received->warnings.has(Warning::own_position_missing));

  RadarFeed networks;  // instruments of two vessels in one feed
  networks.take(kOwnPosition, kMorning, "GP0001");
  networks.take(kElsewhere, kMorning, "GP0002");
  EXPECT_FALSE(networks.take(kPlot, kMorning, "RA0001")->report.position);
}

TEST(Times, TheDayIsThatOfReceptionAcrossMidnightToo) {
  const Instant midnight = Instant::unix_seconds(1'781'136'000);  // 2026-06-11
  RadarFeed feed;
  const auto at = [&](const char* time, Instant received_at) {
    return feed.take(std::string("RATLL,02,0115.500,N,10335.200,E,,") + time + ",T,R", received_at)
        ->report.observed_at;
  };
  EXPECT_EQ(at("235959.50", midnight + Span::seconds(1)), midnight - Span::milliseconds(500));
  EXPECT_EQ(at("000000.25", midnight - Span::seconds(1)), midnight + Span::milliseconds(250));
  EXPECT_EQ(at("021500", midnight + Span::hours(18)), kMorning)
      << "of a recording that is read in the evening";
}

TEST(Times, ARecordingHasTheDatesOfItsOwnLines) {
  const Instant years_later = kMorning + Span::hours(24 * 800);
  RadarFeed feed;
  feed.take(kOwnPosition, years_later);
  const auto* received = feed.take("RATTM,1,1.0,045.0,T,,,T,,,N,,T,,021501.00,A", years_later);
  EXPECT_EQ(received->report.observed_at, kMorning + Span::seconds(1));
  EXPECT_EQ(received->report.received_at, years_later);
  EXPECT_TRUE(received->report.position);
}

TEST(Times, OneWrongHourIsOfItsOwnLineOnly) {
  for (std::size_t wrong = 0; wrong < 7; ++wrong) {
    RadarFeed feed({.position = kHere});
    for (std::size_t i = 0; i < 7; ++i) {
      const Instant sent_at = kMorning + Span::seconds(static_cast<std::int64_t>(i));
      const std::string time = (i == wrong ? "21150" : "02150") + std::to_string(i);  // five hours behind
      const auto* received = feed.take("RATTM,1,1.0,045.0,T,,,T,,,N,,T,," + time + ".00,A", sent_at);
      const Span behind = i == wrong ? Span::hours(5) : Span();
      EXPECT_EQ(received->report.observed_at, sent_at - behind) << i << " where " << wrong << " is wrong";
    }
  }
}

TEST(Times, OneWrongTimeOfTheOwnShipIsOfItsOwnLineOnly) {
  for (const char* const wrong : {"GPRMC,211503.00,A,0112.000,N,10330.000,E,,,100626,,,A",
                                  "GPRMC,021503.00,A,0112.000,N,10330.000,E,,,110616,,,A",
                                  "GPGLL,0112.000,N,10330.000,E,211503.00,A,A"}) {
    RadarFeed feed;
    for (int i = 0; i < 3; ++i) {
      feed.take(kOwnPosition, kMorning);
    }
    feed.take(wrong, kMorning + Span::seconds(3));
    for (const char* const plot :
         {"RATTM,1,1.0,045.0,T,,,T,,,N,,T,,021503.00,A", "RATTM,1,1.0,045.0,T,,,T,,,N,,T,,,A"}) {
      const auto* received = feed.take(plot, kMorning + Span::seconds(3));
      EXPECT_NEAR((received->report.observed_at - kMorning).in_seconds(), 3, 3) << wrong << " " << plot;
    }
  }
}

TEST(Times, OnesThatCannotBeAreSaidAndNotTaken) {
  RadarFeed feed;
  const auto* received = feed.take("RATLL,02,0115.500,N,10335.200,E,,250000.00,T,R");
  EXPECT_EQ(received->report.observed_at, kMorning);
  EXPECT_TRUE(received->warnings.has(Warning::time_of_day));
  received = feed.take("RATLL,02,0115.500,N,10335.200,E,,023500.00,T,R");  // 20 minutes ahead
  EXPECT_EQ(received->report.observed_at, kMorning);
  EXPECT_TRUE(received->warnings.has(Warning::time_ahead));
}

TEST(Times, AFeedWhoseClockIsAheadKeepsItsOwnPositionsAndPlotsTogether) {
  RadarFeed feed;
  feed.take(kOwnPosition, kMorning - Span::hours(240));
  const auto* received =
      feed.take("RATTM,1,1.0,045.0,T,,,T,,,N,,T,,021500.00,A", kMorning - Span::hours(240));
  EXPECT_TRUE(received->warnings.has(Warning::time_ahead));
  EXPECT_EQ(received->report.observed_at, kMorning - Span::hours(240));
  EXPECT_EQ(received->report.measured_from, kOwn);
}

TEST(Times, ThatOfTheTagBlockGoesBeforeReception) {
  RadarFeed feed;
  const auto* received =
      feed.take("RATLL,02,0115.500,N,10335.200,E,,,T,R", kMorning, {}, kMorning - Span::seconds(5));
  EXPECT_EQ(received->report.observed_at, kMorning - Span::seconds(5));
}

}  // namespace
}  // namespace selat::radar
