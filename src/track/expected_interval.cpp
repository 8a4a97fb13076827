#include "track/expected_interval.h"

#include <algorithm>

namespace selat::track {

namespace {

Span class_a_interval(Speed sog, model::NavigationStatus status) {
  const bool is_stationary =
      status == model::NavigationStatus::at_anchor || status == model::NavigationStatus::moored;
  if (is_stationary && sog <= Speed::knots(3)) {
    return Span::seconds(180);
  }
  if (sog <= Speed::knots(14)) {
    return Span::seconds(10);
  }
  if (sog <= Speed::knots(23)) {
    return Span::seconds(6);
  }
  return Span::seconds(2);
}

}  // namespace

Span expected_interval(model::Transponder transponder, std::optional<Speed> sog,
                       model::NavigationStatus status) {
  switch (transponder) {
    case model::Transponder::class_a:
      return class_a_interval(sog.value_or(Speed()), status);
    case model::Transponder::class_b:
      return Span::seconds(sog && *sog > Speed::knots(2) ? 30 : 180);
    case model::Transponder::base_station:
    case model::Transponder::sar_aircraft:
      return Span::seconds(10);
    case model::Transponder::aid_to_navigation:
      return Span::seconds(180);
  }
  return Span::seconds(180);
}

Span lost_after(Span expected_interval) {
  return std::clamp(expected_interval * 20, Span::minutes(6), Span::hours(1));
}

Span ended_after(Span expected_interval) {
  return std::max(lost_after(expected_interval) * 3, Span::minutes(30));
}

}  // namespace selat::track
