#include "track/tracker.h"

#include <algorithm>
#include <cmath>

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

// When fixes agree with neither the track nor one another, the track moves to the latest after this many.
constexpr std::uint32_t kGiveUpAfter = 10;
constexpr std::uint32_t kAgreeingNeeded = 2;

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

Innovation innovation_of(const Fix& from, const Fix& fix, Speed class_maximum, const TrackOptions& options) {
  const double elapsed_s = std::max((fix.at - from.at).in_seconds(), 1.0);
  const double from_last_m = geo::distance(from.position, fix.position).in_metres();
  Innovation result;
  result.implied_kn = (Distance::metres(from_last_m) / Span::seconds(elapsed_s)).in_knots();
  result.implied_limit_kn =
      std::max(options.jump_speed.in_knots(), options.class_speed_factor * class_maximum.in_knots());
  // Most fixes end here: no prediction is needed.
  if (result.implied_kn <= result.implied_limit_kn) {
    return result;
  }
  result.jump_m = geo::distance(predict(from, fix.at), fix.position).in_metres();
  const double speed_ms = from.sog().value_or(Speed()).in_metres_per_second();
  const double moving_sigma_m = (kSpeedSigma_ms + kTurningShare * speed_ms) * elapsed_s;
  const double sigma_m = std::hypot(position_sigma_m(from), position_sigma_m(fix), moving_sigma_m);
  result.sigmas = result.jump_m / sigma_m;
  result.is_jump = result.sigmas > options.jump_sigmas && result.jump_m > options.jump_distance.in_metres();
  return result;
}

void Tracker::begin(const Fix& fix) {
  is_begun_ = true;
  state_ = model::TrackState::tentative;
  first_at_ = fix.at;
  first_position_ = fix.position;
  confirmed_at_.reset();
  fixes_ = 0;
  is_deviating_ = false;
}

void Tracker::accept(Fix& fix) {
  fix.is_accepted = true;
  last_ = fix;
  ++fixes_;
}

Outcome Tracker::observe(Fix& fix, const TrackOptions& options) {
  vessel_.transponder = fix.transponder;
  status_ = fix.status;
  if (!fix.has_position) {
    return Outcome::no_position;
  }
  fix.hull = hull_of(vessel_.dimensions);
  if (!is_begun_ || state_ == model::TrackState::ended) {
    begin(fix);
    accept(fix);
    return Outcome::initiated;
  }
  if (is_deviating_) {
    return observe_deviating(fix, options);
  }
  const auto innovation =
      innovation_of(last_, fix, class_maximum(vessel_.vessel_class(), fix.transponder), options);
  if (innovation.is_jump) {
    if (state_ != model::TrackState::tentative) {
      return hold_back(fix, innovation);
    }
    begin(fix);  // the track was not confirmed: the later fix is as good as the earlier
    accept(fix);
    return Outcome::initiated;
  }
  accept(fix);
  if (state_ == model::TrackState::lost) {
    state_ = model::TrackState::confirmed;
  }
  if (state_ == model::TrackState::tentative && fixes_ >= options.confirm_fixes) {
    state_ = model::TrackState::confirmed;
    confirmed_at_ = fix.at;
  }
  return Outcome::accepted;
}

Outcome Tracker::hold_back(const Fix& fix, const Innovation& innovation) {
  is_deviating_ = true;
  deviation_ = {last_, fix, innovation, 1};
  held_last_ = fix;
  held_agreeing_ = 1;
  return Outcome::held;
}

Outcome Tracker::observe_deviating(Fix& fix, const TrackOptions& options) {
  const Speed fastest = class_maximum(vessel_.vessel_class(), fix.transponder);
  if (!innovation_of(last_, fix, fastest, options).is_jump) {
    is_deviating_ = false;
    accept(fix);
    return Outcome::returned;
  }
  held_agreeing_ = innovation_of(held_last_, fix, fastest, options).is_jump ? 1 : held_agreeing_ + 1;
  held_last_ = fix;
  ++deviation_.messages;
  const bool is_over = deviation_.messages > options.return_messages;
  if ((is_over && held_agreeing_ >= kAgreeingNeeded) || deviation_.messages >= kGiveUpAfter) {
    is_deviating_ = false;
    accept(fix);
    return Outcome::relocated;
  }
  return Outcome::held;
}

void Tracker::merge(const model::StaticReport& report) {
  vessel_.merge(report);
}

void Tracker::lose() {
  state_ = model::TrackState::lost;
}

void Tracker::end() {
  state_ = model::TrackState::ended;
  is_deviating_ = false;
}

Span Tracker::expected_interval() const {
  return track::expected_interval(vessel_.transponder, last_.sog(), status_);
}

// The segment's number is the second it began in, so a replay gives the same id.
std::uint64_t Tracker::track_id() const {
  return std::uint64_t{vessel_.mmsi.number()} << 32 | static_cast<std::uint32_t>(first_at_.in_unix_seconds());
}

model::Track Tracker::track() const {
  model::Track track;
  track.id = track_id();
  track.state = state_;
  track.vessel = vessel_;
  track.first_at = first_at_;
  track.last_at = last_.at;
  track.position = last_.position;
  track.sog = last_.sog();
  track.cog = last_.cog();
  track.heading = last_.heading();
  track.status = status_;
  track.fixes = fixes_;
  return track;
}

}  // namespace selat::track
