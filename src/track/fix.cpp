#include "track/fix.h"

#include <algorithm>
#include <cmath>

#include "geo/local_plane.h"

namespace selat::track {

namespace {

// Less than `not_available`.
std::uint16_t steps(double value, double step, std::uint16_t not_available) {
  const double steps = std::round(value / step);
  return static_cast<std::uint16_t>(std::clamp(steps, 0.0, not_available - 1.0));
}

std::uint32_t metres(Distance distance, double limit) {
  return static_cast<std::uint32_t>(std::clamp(std::round(distance.in_metres()), 0.0, limit));
}

FixKind kind_of(const model::Report& report) {
  if (std::holds_alternative<model::StaticReport>(report)) {
    return FixKind::static_data;
  }
  if (std::holds_alternative<model::SafetyReport>(report)) {
    return FixKind::safety_text;
  }
  return FixKind::position;
}

}  // namespace

Hull hull_of(const std::optional<model::Dimensions>& dimensions) {
  if (!dimensions) {
    return {};
  }
  Hull hull;
  hull.bow_m = metres(dimensions->to_bow, 511) & 511U;
  hull.stern_m = metres(dimensions->to_stern, 511) & 511U;
  hull.port_m = metres(dimensions->to_port, 63) & 63U;
  hull.starboard_m = metres(dimensions->to_starboard, 63) & 63U;
  return hull;
}

Fix fix_of(const model::Report& report, std::uint16_t source) {
  const model::ReportHeader& header = model::header_of(report);
  Fix fix;
  fix.set_at(header.observed_at);
  fix.fingerprint = short_fingerprint(header.fingerprint);
  fix.source = source & kMostSource;
  fix.transponder = header.transponder;
  fix.message_type = header.message_type & 31U;
  fix.kind = kind_of(report);
  if (const auto* position = std::get_if<model::PositionReport>(&report)) {
    fix.status = position->status;
    fix.is_high_accuracy = position->is_high_accuracy;
    fix.has_raim = position->has_raim;
    fix.is_dead_reckoning = position->is_dead_reckoning;
    if (position->position && position->position->is_valid()) {
      fix.position = *position->position;
      fix.has_position = true;
    }
    if (position->sog) {
      fix.sog_01kn = steps(position->sog->in_knots(), 0.1, kNoSog) & kNoSog;
    }
    if (position->cog) {
      fix.cog_01deg = steps(position->cog->in_degrees(), 0.1, kNoCog) & kNoCog;
    }
    if (position->heading) {
      fix.heading_deg = steps(position->heading->in_degrees(), 1.0, kNoHeading) & kNoHeading;
    }
  }
  return fix;
}

geo::Position predict(const Fix& fix, Instant at) {
  const auto sog = fix.sog();
  const auto cog = fix.cog();
  if (!sog || !cog || fix.sog_01kn == 0 || at <= fix.at()) {
    return fix.position;
  }
  const double way_m = (*sog * (at - fix.at())).in_metres();
  const double course_rad = cog->in_radians();
  return geo::LocalPlane(fix.position)
      .to_position({way_m * std::sin(course_rad), way_m * std::cos(course_rad)});
}

}  // namespace selat::track
