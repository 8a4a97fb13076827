#include "track/tracker.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "geo/local_plane.h"
#include "track/expected_interval.h"

namespace selat::track {

namespace {

// The standard deviations of one position (a GNSS fix, the antenna somewhere on the ship) and of its
// prediction. A vessel may turn and slow down between two reports, so the latter grows with time and speed.
constexpr double kPositionSigma_m = 30;
constexpr double kAccuratePositionSigma_m = 10;
constexpr double kSpeedSigma_ms = 0.5;
constexpr double kTurningShare = 0.2;  // of the way made good

double position_sigma_m(const Fix& fix) {
  return fix.is_high_accuracy ? kAccuratePositionSigma_m : kPositionSigma_m;
}

}  // namespace

Speed class_maximum(model::VesselClass vessel_class, model::Transponder transponder) {
  using enum model::VesselClass;
  if (transponder == model::Transponder::sar_aircraft) {
    return Speed::knots(400);
  }
  switch (vessel_class) {
    case high_speed:
      return Speed::knots(60);
    case military:
    case law_enforcement:
    case search_and_rescue:
    case pleasure:
      return Speed::knots(45);
    case pilot:
    case passenger:
      return Speed::knots(35);
    case cargo:
    case tanker:
    case other:
      return Speed::knots(27);
    case fishing:
    case towing:
    case tug:
    case dredging_or_diving:
    case port_tender:
    case sailing:
      return Speed::knots(20);
    case unknown:
      return Speed::knots(40);
  }
  return Speed::knots(40);
}

double sigmas_of(const Fix& from, const Fix& fix) {
  const double elapsed_s = std::max((fix.at() - from.at()).in_seconds(), 1.0);
  const double jump_m = geo::distance(predict(from, fix.at()), fix.position).in_metres();
  const double speed_ms = from.sog().value_or(Speed()).in_metres_per_second();
  const double moving_sigma_m = (kSpeedSigma_ms + kTurningShare * speed_ms) * elapsed_s;
  return jump_m / std::hypot(position_sigma_m(from), position_sigma_m(fix), moving_sigma_m);
}

Innovation innovation_of(const Fix& from, const Fix& fix, Speed class_maximum, const TrackOptions& options) {
  const double elapsed_s = std::max((fix.at() - from.at()).in_seconds(), 1.0);
  const auto implied_kn = [&](Distance way) { return (way / Span::seconds(elapsed_s)).in_knots(); };
  Innovation result;
  result.implied_limit_kn =
      std::max(options.jump_speed.in_knots(), options.class_speed_factor * class_maximum.in_knots());
  if (implied_kn(geo::distance_at_most(from.position, fix.position)) <= result.implied_limit_kn) {
    return result;  // most fixes
  }
  result.implied_kn = implied_kn(geo::distance(from.position, fix.position));
  if (result.implied_kn <= result.implied_limit_kn) {
    return result;
  }
  result.jump_m = geo::distance(predict(from, fix.at()), fix.position).in_metres();
  result.sigmas = sigmas_of(from, fix);
  result.is_jump = result.sigmas > options.jump_sigmas && result.jump_m > options.jump_distance.in_metres();
  return result;
}

void Tracker::begin(Fix& fix, std::uint32_t fixes_before, const TrackOptions& options) {
  is_begun_ = true;
  state_ = model::TrackState::tentative;
  first_at_ = fix.at();
  first_position_ = fix.position;
  confirmed_at_.reset();
  fixes_ = fixes_before;
  rest_position_ = fix.position;
  rest_since_ = fix.at();
  take(fix);
  confirm_if_enough(fix, options);
}

void Tracker::accept(Fix& fix, const TrackOptions& options) {
  take(fix);
  if (state_ == model::TrackState::lost) {
    state_ = confirmed_at_ ? model::TrackState::confirmed : model::TrackState::tentative;
  }
  confirm_if_enough(fix, options);
}

void Tracker::confirm_if_enough(const Fix& fix, const TrackOptions& options) {
  if (state_ == model::TrackState::tentative && fixes_ >= options.confirm_fixes) {
    state_ = model::TrackState::confirmed;
    confirmed_at_ = fix.at();
  }
}

void Tracker::relocate(Fix& fix, const TrackOptions& options) {
  rest_since_ = fix.at();
  rest_position_ = fix.position;
  accept(fix, options);
}

void Tracker::take(Fix& fix) {
  fix.is_accepted = true;
  follow_rest(fix);
  last_ = fix;
  ++fixes_;
  held_ = 0;
}

void Tracker::follow_rest(Fix& fix) {
  // 1e-7° of latitude is 11 mm; the square of degrees holds the circle, so most fixes of ships under way are
  // decided without a distance.
  constexpr std::int32_t kRestRadius_e7 = 13'600;
  const bool is_near =
      std::abs(fix.position.latitude_e7() - rest_position_.latitude_e7()) <= kRestRadius_e7 &&
      geo::distance(rest_position_, fix.position) <= kRestRadius;
  if (!is_near) {
    rest_position_ = fix.position;
    rest_since_ = fix.at();
  }
  fix.is_settled = rest_since_ == first_at_ || fix.at() - rest_since_ >= kSettledAfter;
}

Span Tracker::expected_interval() const {
  return track::expected_interval(vessel_.transponder, last_.sog(), status_);
}

model::Track Tracker::track() const {
  model::Track track;
  track.id = id_;
  track.state = state_;
  track.vessel = vessel_;
  track.first_at = first_at_;
  track.last_at = last_.at();
  track.position = last_.position;
  track.sog = last_.sog();
  track.cog = last_.cog();
  track.heading = last_.heading();
  track.status = status_;
  track.fixes = fixes_;
  return track;
}

}  // namespace selat::track
