#include "sky/sky.h"

#include <cmath>
#include <numbers>

#include <libnova/ln_types.h>
#include <libnova/lunar.h>
#include <libnova/solar.h>
#include <libnova/transform.h>

namespace selat::sky {
namespace {

constexpr double kRadian = std::numbers::pi / 180;
constexpr double kEarth_km = 6'378.14;
constexpr double kMoonOfEarth = 0.2725;  // the moon's radius
constexpr double kRefraction_deg = 34.0 / 60;
constexpr double kSunriseAltitude_deg = -50.0 / 60;  // refraction and half the disk
constexpr double kCivil_deg = -6;
constexpr double kNautical_deg = -12;
constexpr double kDay2000 = 2'451'545;
constexpr double kPrecession_deg = 50.29 / 3'600 / 365.25;  // in a day
constexpr Span kStep = Span::minutes(30);
constexpr double kMoonPrecision = 1e-6;  // radians of its series that are left out
constexpr Span kWithin = Span::hours(48);
// Between quarters the moon goes 90° from the sun in 7.4 days: half a day.
constexpr double kNearQuarter_deg = 6.1;

// Of universal time, by which the earth turns.
double julian_day(Instant at) {
  return static_cast<double>(at.in_unix_microseconds()) / 86'400e6 + 2'440'587.5;
}

// By which the bodies go. It is 40 s ahead in 1970 and 69 in 2026, which nobody knows for 2100; the moon goes
// 0.01° in a minute. (libnova's own guess for 2026 is 137.)
double dynamical_day(Instant at) {
  return julian_day(at + Span::seconds(69));
}

// libnova gives both bodies on the ecliptic of 2000; its equinox has gone on since.
ln_hrz_posn over_horizon(ln_lnlat_posn body, geo::Position place, Instant at) {
  body.lng += kPrecession_deg * (dynamical_day(at) - kDay2000);
  ln_equ_posn of_day{};
  ln_get_equ_from_ecl(&body, julian_day(at), &of_day);
  ln_lnlat_posn observer{place.longitude_deg(), place.latitude_deg()};
  ln_hrz_posn seen{};
  ln_get_hrz_from_equ(&of_day, &observer, julian_day(at), &seen);
  return seen;
}

// libnova reckons azimuths from the south.
Seen seen_at(const ln_hrz_posn& seen, double lowered_deg) {
  return {Angle::degrees(seen.alt - lowered_deg), Bearing::degrees(seen.az + 180)};
}

struct Moon {
  ln_lnlat_posn ecliptic{};
  double parallax_deg = 0;  // how much lower she stands to us than to the middle of the earth, on the horizon
};

Moon moon_of(Instant at) {
  ln_rect_posn posn{};
  ln_get_lunar_geo_posn(dynamical_day(at), &posn, kMoonPrecision);
  const double distance_km = std::hypot(posn.X, posn.Y, posn.Z);
  return {{std::atan2(posn.Y, posn.X) / kRadian, std::asin(posn.Z / distance_km) / kRadian},
          std::asin(kEarth_km / distance_km) / kRadian};
}

Seen seen_of(const Moon& moon, geo::Position place, Instant at) {
  const ln_hrz_posn seen = over_horizon(moon.ecliptic, place, at);
  const double parallax = std::sin(moon.parallax_deg * kRadian);
  const double lowered =
      std::atan2(parallax * std::cos(seen.alt * kRadian), 1 - parallax * std::sin(seen.alt * kRadian));
  return seen_at(seen, lowered / kRadian);
}

double sun_altitude_deg(geo::Position place, Instant at) {
  return sun_at(place, at).altitude.in_degrees();
}

// Of the moon's upper limb, as refraction shows it at the horizon.
double moon_limb_deg(geo::Position place, Instant at) {
  const Moon moon = moon_of(at);
  return seen_of(moon, place, at).altitude.in_degrees() + kMoonOfEarth * moon.parallax_deg + kRefraction_deg;
}

// What an event is: how high the body stands over where it must be, and whether it goes up.
double over_threshold_deg(Event event, geo::Position place, Instant at) {
  switch (event) {
    case Event::nautical_dawn:
    case Event::nautical_dusk:
      return sun_altitude_deg(place, at) - kNautical_deg;
    case Event::civil_dawn:
    case Event::civil_dusk:
      return sun_altitude_deg(place, at) - kCivil_deg;
    case Event::sunrise:
    case Event::sunset:
      return sun_altitude_deg(place, at) - kSunriseAltitude_deg;
    case Event::moonrise:
    case Event::moonset:
      return moon_limb_deg(place, at);
  }
  return 0;
}

bool goes_up(Event event) {
  return event == Event::nautical_dawn || event == Event::civil_dawn || event == Event::sunrise ||
         event == Event::moonrise;
}

// Halves the span, at whose ends the sign differs, to a second.
Instant crossing_between(Event event, geo::Position place, Instant from, Instant until) {
  const bool was_above = over_threshold_deg(event, place, from) >= 0;
  while (until - from > Span::seconds(1)) {
    const Instant middle = from + (until - from) * 0.5;
    ((over_threshold_deg(event, place, middle) >= 0) == was_above ? from : until) = middle;
  }
  return until;
}

}  // namespace

Seen sun_at(geo::Position place, Instant at) {
  ln_lnlat_posn sun{};
  ln_get_solar_ecl_coords(dynamical_day(at), &sun);
  return seen_at(over_horizon(sun, place, at), 0);
}

Seen moon_at(geo::Position place, Instant at) {
  return seen_of(moon_of(at), place, at);
}

Light light_at(geo::Position place, Instant at) {
  const double altitude = sun_altitude_deg(place, at);
  return altitude >= kSunriseAltitude_deg ? Light::daylight
         : altitude >= kCivil_deg         ? Light::civil_twilight
         : altitude >= kNautical_deg      ? Light::nautical_twilight
                                          : Light::night;
}

bool is_moon_up(geo::Position place, Instant at) {
  return moon_limb_deg(place, at) >= 0;
}

std::optional<Instant> next(Event event, geo::Position place, Instant after) {
  bool was_above = over_threshold_deg(event, place, after) >= 0;
  for (Instant at = after + kStep; at <= after + kWithin; at = at + kStep) {
    const bool is_above = over_threshold_deg(event, place, at) >= 0;
    if (is_above != was_above && is_above == goes_up(event)) {
      return crossing_between(event, place, at - kStep, at);
    }
    was_above = is_above;
  }
  return {};
}

MoonPhase moon_phase(Instant at) {
  const double day = dynamical_day(at);
  ln_lnlat_posn sun{};
  ln_get_solar_ecl_coords(day, &sun);
  const double ahead = Bearing::degrees(moon_of(at).ecliptic.lng - sun.lng).in_degrees();
  const double quarter = std::round(ahead / 90);
  const bool is_at_quarter = std::abs(ahead - quarter * 90) <= kNearQuarter_deg;
  const int eighth = is_at_quarter ? static_cast<int>(quarter) * 2 : static_cast<int>(ahead / 90) * 2 + 1;
  return {static_cast<Phase>(eighth % 8), ln_get_lunar_disk(day)};
}

}  // namespace selat::sky
