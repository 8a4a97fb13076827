// Sun and moon against another library (tests/golden/sky/make) and against what was published.

#include "sky/sky.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "support/instant_of.h"

namespace selat::sky {
namespace {

using test::instant_of;

double turn_deg(Bearing bearing, double expected_deg) {
  return (bearing - Bearing::degrees(expected_deg)).in_degrees();
}

TEST(Sky, IsAsAnotherLibraryHasIt) {
  std::ifstream lines(SELAT_SOURCE_DIR "/tests/golden/sky/almanac.txt");
  int rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) {
      continue;
    }
    std::istringstream words(line);
    double latitude = 0, longitude = 0, sun_up = 0, sun_in = 0, moon_up = 0, moon_in = 0, lit = 0;
    std::string at_text, event_text;
    words >> latitude >> longitude >> at_text >> sun_up >> sun_in >> moon_up >> moon_in >> lit;
    const geo::Position place = geo::Position::degrees(latitude, longitude);
    const Instant at = instant_of(at_text);
    const Seen sun = sun_at(place, at), moon = moon_at(place, at);
    EXPECT_NEAR(sun.altitude.in_degrees(), sun_up, 0.02) << line;
    EXPECT_NEAR(moon.altitude.in_degrees(), moon_up, 0.03) << line;
    if (sun_up < 85 && moon_up < 85) {  // an azimuth means little overhead
      EXPECT_NEAR(turn_deg(sun.azimuth, sun_in), 0, 0.2) << line;
      EXPECT_NEAR(turn_deg(moon.azimuth, moon_in), 0, 0.3) << line;
    }
    EXPECT_NEAR(moon_phase(at).lit * 100, lit, 0.6) << line;  // of topocentric and geocentric moon
    for (std::size_t i = 0; i < enum_count<Event>; ++i) {
      words >> event_text;
      const auto found = next(static_cast<Event>(i), place, at);
      ASSERT_TRUE(found) << line;
      EXPECT_NEAR((*found - instant_of(event_text)).in_seconds(), 0, 30) << enum_names<Event>[i] << line;
    }
    ++rows;
  }
  EXPECT_EQ(rows, 53 * 3);
}

// National University of Singapore, Department of Mathematics ("Which day does the sun rise earliest in
// Singapore?"): sunrise from 6:46 on 1 November to 7:17 on 9 February, sunset from 6:50 pm on 5 November to
// 7:21 pm on 13 February, Singapore time (UTC+8), to the minute.
TEST(Sky, SunriseAndSunsetInSingaporeAreAsPublished) {
  const geo::Position singapore = geo::Position::degrees(1.35, 103.82);
  struct Published {
    Event event;
    const char* after;
    const char* at;
  };
  for (const auto& [event, after, at] : {
           Published{Event::sunrise, "2026-10-31T12:00Z", "2026-10-31T22:46:30Z"},
           Published{Event::sunrise, "2026-02-08T12:00Z", "2026-02-08T23:17:30Z"},
           Published{Event::sunset, "2026-11-05T00:00Z", "2026-11-05T10:50:30Z"},
           Published{Event::sunset, "2026-02-13T00:00Z", "2026-02-13T11:21:30Z"},
       }) {
    const auto found = next(event, singapore, instant_of(after));
    ASSERT_TRUE(found);
    EXPECT_NEAR((*found - instant_of(at)).in_seconds(), 0, 90) << at;
  }
}

// Meeus, Astronomical Algorithms, examples 48.a: 12 April 1992, 0h, lit 0.6786; and new and full moons that
// eclipses of sun and moon made known: 21 August 2017, 7 September 2025.
TEST(Sky, PhasesOfTheMoonAreAsPublished) {
  const MoonPhase meeus = moon_phase(instant_of("1992-04-12T00:00Z"));
  EXPECT_NEAR(meeus.lit, 0.6786, 0.001);
  EXPECT_EQ(meeus.phase, Phase::waxing_gibbous);
  const MoonPhase eclipse = moon_phase(instant_of("2017-08-21T18:26Z"));
  EXPECT_EQ(eclipse.phase, Phase::new_moon);
  EXPECT_LT(eclipse.lit, 0.001);
  const MoonPhase full = moon_phase(instant_of("2025-09-07T18:12Z"));
  EXPECT_EQ(full.phase, Phase::full_moon);
  EXPECT_GT(full.lit, 0.999);
  // In the order of its round, each for a day at least.
  int changes = 0;
  Phase last = full.phase;
  for (int hours = 0; hours < 24 * 30; ++hours) {
    const Phase now = moon_phase(instant_of("2025-09-07T18:12Z") + Span::hours(hours)).phase;
    if (now != last) {
      EXPECT_EQ(static_cast<int>(now), (static_cast<int>(last) + 1) % 8);
      ++changes;
      last = now;
    }
  }
  EXPECT_GE(changes, 8);
}

TEST(Sky, LightGoesByTheSunAndTheMoonByHerLimb) {
  const geo::Position place = geo::Position::degrees(1.26, 103.85);
  Instant at = instant_of("2026-03-10T04:00Z");  // noon there
  EXPECT_EQ(light_at(place, at), Light::daylight);
  const Span little = Span::seconds(30);
  for (const auto& [event, before, after] :
       {std::tuple{Event::sunset, Light::daylight, Light::civil_twilight},
        std::tuple{Event::civil_dusk, Light::civil_twilight, Light::nautical_twilight},
        std::tuple{Event::nautical_dusk, Light::nautical_twilight, Light::night},
        std::tuple{Event::nautical_dawn, Light::night, Light::nautical_twilight},
        std::tuple{Event::sunrise, Light::civil_twilight, Light::daylight}}) {
    at = *next(event, place, at);
    EXPECT_EQ(light_at(place, at - little), before);
    EXPECT_EQ(light_at(place, at + little), after);
  }
  const Instant rise = *next(Event::moonrise, place, at);
  EXPECT_FALSE(is_moon_up(place, rise - little));
  EXPECT_TRUE(is_moon_up(place, rise + little));
}

// Where the sun stays above the horizon for months nothing is invented.
TEST(Sky, WhatDoesNotComeIsMissing) {
  const geo::Position north = geo::Position::degrees(80, 20);
  EXPECT_FALSE(next(Event::sunset, north, instant_of("2026-06-21T00:00Z")));
  EXPECT_EQ(light_at(north, instant_of("2026-06-21T00:00Z")), Light::daylight);
}

}  // namespace
}  // namespace selat::sky
