#pragma once
// Tide, sun and moon at a place and a time, for `selat chart at`: computed, never measured, no official
// prediction.
//
// Thread: one. Pure.

#include <array>
#include <optional>
#include <string>

#include "base/language.h"
#include "chart/chart.h"
#include "route/water_map.h"
#include "sky/sky.h"
#include "tide/prediction.h"

namespace selat::service {

// Beyond this the tide at a gauge says nothing of the place's.
inline constexpr Distance kFarthestGauge = Distance::nautical_miles(60);

// At the gauge, not at the place. Heights above the mean level of the gauge's record.
struct TideAtGauge {
  const chart::TideGauge* gauge;
  Distance over_water;
  Distance height;
  tide::NextTurns next;
};

struct SkyOverPlace {
  sky::Seen sun;
  sky::Seen moon;
  sky::Light light = sky::Light::daylight;
  bool is_moon_up = false;
  sky::MoonPhase phase;
  std::array<std::optional<Instant>, enum_count<sky::Event>> next;  // in the order of the events
  // What a lookout means by it: night, and no moon.
  [[nodiscard]] bool is_dark() const { return light == sky::Light::night && !is_moon_up; }
};

struct TideAndSky {
  Instant at;
  std::optional<TideAtGauge> tide;  // none where no gauge is near enough over water
  SkyOverPlace sky;
};

// For times from 1970 to 2100; throws UsageError for others. The field's start is the place; null: no water
// near it. Points into the chart.
[[nodiscard]] TideAndSky tide_and_sky(const chart::Chart& chart, const route::DistanceField* field,
                                      geo::Position place, Instant at);

}  // namespace selat::service
