#pragma once
// Random values of what radars say, each of which comes back from the wire exactly.

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/radar_report.h"
#include "random_models.h"

namespace selat::wire::test {

inline Bearing any_bearing(Random& random) {
  return Bearing::degrees(random.uniform(0, 360));
}
inline Distance any_length(Random& random) {
  return Distance::metres(random.uniform(0, 100'000));
}

template <typename Value>
std::optional<Value> perhaps(Random& random, Value (*make)(Random&)) {
  return toss(random) ? std::optional(make(random)) : std::nullopt;
}

inline model::RadarReport radar_report(Random& random) {
  model::RadarReport report;
  report.format = enumerator<model::RadarFormat>(random);
  report.state = enumerator<model::RadarTargetState>(random);
  report.detection = enumerator<model::RadarDetection>(random);
  report.is_test = toss(random);
  report.observed_at = instant(random);
  report.received_at = instant(random);
  report.source = std::string_view(hostile_text(random, 31));
  if (toss(random)) {
    report.number = static_cast<std::uint32_t>(random.next());
  }
  report.name = std::string_view(hostile_text(random, 20));
  report.range = perhaps(random, any_length);
  report.bearing = perhaps(random, any_bearing);
  report.range_step = perhaps(random, any_length);
  if (toss(random)) {
    report.bearing_step = Angle::degrees(random.uniform(0, 1));
  }
  report.measured_from = perhaps(random, position);
  report.position = perhaps(random, position);
  report.is_position_computed = toss(random);
  report.sigma_east = perhaps(random, any_length);
  report.sigma_north = perhaps(random, any_length);
  if (toss(random)) {
    report.speed = Speed::knots(random.uniform(0, 60));
  }
  report.course = perhaps(random, any_bearing);
  report.length = perhaps(random, any_length);
  report.width = perhaps(random, any_length);
  report.orientation = perhaps(random, any_bearing);
  return report;
}

inline model::RadarStatus radar_status(Random& random) {
  model::RadarStatus status;
  status.category = static_cast<std::uint8_t>(random.below(256));
  status.event = enumerator<model::RadarEvent>(random);
  status.observed_at = instant(random);
  status.received_at = instant(random);
  status.source = std::string_view(hostile_text(random, 31));
  if (toss(random)) {
    status.sensor = model::SourceName(std::string_view(hostile_text(random, 31)));
  }
  status.sector = perhaps(random, any_bearing);
  if (toss(random)) {
    status.turn = Span::microseconds(static_cast<std::int64_t>(random.below(60'000'000)));
  }
  status.position = perhaps(random, position);
  status.is_operational = perhaps(random, toss);
  status.is_overloaded = perhaps(random, toss);
  status.is_time_valid = perhaps(random, toss);
  return status;
}

inline model::RadarMessage radar_message(Random& random) {
  if (random.chance(0.2)) {
    return radar_status(random);
  }
  return radar_report(random);
}

}  // namespace selat::wire::test
