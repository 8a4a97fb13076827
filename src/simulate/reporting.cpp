#include "simulate/reporting.h"

#include <cmath>

namespace selat::simulate {
namespace {

// "Changing course": the mean heading of the last 30 s is left by more than 5° (annex 2, §4.3.1): 10°/min.
bool is_turning(const Movement& movement) {
  return std::abs(movement.turn_rate.in_degrees_per_minute()) > 10;
}

Span class_a_interval(const Movement& movement) {
  const double sog_kn = movement.sog.in_knots();
  const bool is_at_rest = movement.status == model::NavigationStatus::at_anchor ||
                          movement.status == model::NavigationStatus::moored;
  if (is_at_rest) {
    return sog_kn <= 3 ? Span::minutes(3) : Span::seconds(10);
  }
  if (sog_kn > 23) {
    return Span::seconds(2);
  }
  if (sog_kn > 14) {
    return is_turning(movement) ? Span::seconds(2) : Span::seconds(6);
  }
  return is_turning(movement) ? Span::milliseconds(3'333) : Span::seconds(10);
}

Span class_b_so_interval(double sog_kn) {
  if (sog_kn > 23) {
    return Span::seconds(5);
  }
  if (sog_kn > 14) {
    return Span::seconds(15);
  }
  return sog_kn > 2 ? Span::seconds(30) : Span::minutes(3);
}

}  // namespace

Span position_interval(Device device, const Movement& movement) {
  switch (device) {
    case Device::class_a:
      return class_a_interval(movement);
    case Device::class_b_cs:
      return movement.sog.in_knots() > 2 ? Span::seconds(30) : Span::minutes(3);
    case Device::class_b_so:
      return class_b_so_interval(movement.sog.in_knots());
    case Device::base_station:
      return Span::seconds(10);
    case Device::aid_to_navigation:
      return Span::minutes(3);
    case Device::ais_sart:
      return kBurstInterval;
  }
  return Span::minutes(3);
}

}  // namespace selat::simulate
