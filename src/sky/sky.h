#pragma once
// Sun and moon over a place: where they stand, when they rise and set, how much light they give. The one room
// of libnova.
//
// Thread: one (libnova keeps what it computed last, which changes results by less than 0.0001°). Does no
// input or output. Good to a minute between the polar circles, from 1970 to 2100.

#include <cstdint>
#include <optional>

#include "base/enum_names.h"
#include "geo/position.h"
#include "units/angle.h"
#include "units/instant.h"

namespace selat::sky {

// The middle of the disk as it stands over the horizon of the place, without refraction.
struct Seen {
  Angle altitude;
  Bearing azimuth;
};
[[nodiscard]] Seen sun_at(geo::Position place, Instant at);
[[nodiscard]] Seen moon_at(geo::Position place, Instant at);

// By the height of the sun: dark to the eye is night.
enum class Light : std::uint8_t { daylight, civil_twilight, nautical_twilight, night };
[[nodiscard]] Light light_at(geo::Position place, Instant at);
// Whether some of the moon's disk is above the horizon, as refraction lifts it.
[[nodiscard]] bool is_moon_up(geo::Position place, Instant at);

// What a mariner's almanac lists. Sun and moon rise and set with their upper limb; of twilight the dawn
// begins it and the dusk ends it.
enum class Event : std::uint8_t {
  nautical_dawn,
  civil_dawn,
  sunrise,
  sunset,
  civil_dusk,
  nautical_dusk,
  moonrise,
  moonset
};
// Nothing where it does not come within two days.
[[nodiscard]] std::optional<Instant> next(Event event, geo::Position place, Instant after);

// The four quarters of the moon's round, and what lies between.
enum class Phase : std::uint8_t {
  new_moon,
  waxing_crescent,
  first_quarter,
  waxing_gibbous,
  full_moon,
  waning_gibbous,
  last_quarter,
  waning_crescent
};
struct MoonPhase {
  Phase phase = Phase::new_moon;  // a quarter's name half a day before and after it
  double lit = 0;                 // of the disk, 0 to 1
};
[[nodiscard]] MoonPhase moon_phase(Instant at);

}  // namespace selat::sky

template <>
inline constexpr auto selat::enum_names<selat::sky::Light> =
    std::to_array<std::string_view>({"daylight", "civil_twilight", "nautical_twilight", "night"});
template <>
inline constexpr auto selat::enum_names<selat::sky::Event> =
    std::to_array<std::string_view>({"nautical_dawn", "civil_dawn", "sunrise", "sunset", "civil_dusk",
                                     "nautical_dusk", "moonrise", "moonset"});
template <>
inline constexpr auto selat::enum_names<selat::sky::Phase> =
    std::to_array<std::string_view>({"new_moon", "waxing_crescent", "first_quarter", "waxing_gibbous",
                                     "full_moon", "waning_gibbous", "last_quarter", "waning_crescent"});
