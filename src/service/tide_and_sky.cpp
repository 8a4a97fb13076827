#include "service/tide_and_sky.h"

#include "runtime/command_error.h"

namespace selat::service {
namespace {

constexpr Instant kFirst = Instant::unix_seconds(0);
constexpr Instant kLast = Instant::unix_seconds(4'102'444'800);  // 2100-01-01

std::optional<TideAtGauge> tide_at(const chart::Chart& chart, const route::DistanceField& field, Instant at) {
  const chart::TideGauge* nearest = nullptr;
  Distance way = kFarthestGauge;
  for (const chart::TideGauge& gauge : chart.tide_gauges) {
    if (const auto distance = field.distance_to(gauge.position); distance && *distance <= way) {
      nearest = &gauge;
      way = *distance;
    }
  }
  if (nearest == nullptr) {
    return {};
  }
  return TideAtGauge{nearest, way, tide::height_at(nearest->constants, at),
                     tide::next_turns(nearest->constants, at)};
}

}  // namespace

TideAndSky tide_and_sky(const chart::Chart& chart, const route::DistanceField* field, geo::Position place,
                        Instant at) {
  if (at < kFirst || at >= kLast) {
    throw runtime::UsageError(tr("tide, sun and moon are known from 1970 to 2099"));
  }
  TideAndSky result{at, field == nullptr ? std::nullopt : tide_at(chart, *field, at), {}};
  SkyOverPlace& over = result.sky;
  over.sun = sky::sun_at(place, at);
  over.moon = sky::moon_at(place, at);
  over.light = sky::light_at(place, at);
  over.is_moon_up = sky::is_moon_up(place, at);
  over.phase = sky::moon_phase(at);
  for (std::size_t i = 0; i < over.next.size(); ++i) {
    over.next[i] = sky::next(static_cast<sky::Event>(i), place, at);
  }
  return result;
}

}  // namespace selat::service
