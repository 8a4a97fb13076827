#include "simulate/behaviour.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/check.h"
#include "geo/local_plane.h"

namespace selat::simulate {
namespace {

constexpr double kFullTurn = 2.0 * std::numbers::pi;

TurnRate turn_rate_of(double turn_deg_per_m, Speed speed) {
  return TurnRate::degrees_per_minute(turn_deg_per_m * speed.in_metres_per_second() * 60.0);
}

class Sailing final : public Behaviour {
 public:
  explicit Sailing(const Passage& passage) : passage_(passage) {}

  Movement at(Instant when) const override {
    const double elapsed_s = (when - passage_.start).in_seconds();
    const double speed_ms = passage_.speed.in_metres_per_second();
    const double variation = kFullTurn * elapsed_s / kVariationPeriod_s;
    const double along_m = passage_.begin.in_metres() + speed_ms * elapsed_s +
                           kSpeedVariation * speed_ms * kVariationPeriod_s / kFullTurn * std::sin(variation);
    const Path& path = *passage_.path;
    const Path::Place place = path.at(Distance::metres(along_m), passage_.to_starboard);
    const bool is_over = !path.is_closed() && along_m >= path.length().in_metres();
    // On the inside of a bend the way over ground is shorter, so the speed is lower.
    const double bend =
        1.0 - passage_.to_starboard.in_metres() * place.turn_deg_per_m * std::numbers::pi / 180;
    const Speed sog =
        is_over ? Speed{} : passage_.speed * ((1.0 + kSpeedVariation * std::cos(variation)) * bend);
    return {place.position, sog, place.course, place.course, turn_rate_of(place.turn_deg_per_m, sog),
            passage_.status};
  }

 private:
  static constexpr double kSpeedVariation = 0.03;
  static constexpr double kVariationPeriod_s = 1200;
  Passage passage_;
};

class Shuttling final : public Behaviour {
 public:
  explicit Shuttling(const Shuttle& plan)
      : plan_(plan),
        length_m_(plan.path->length().in_metres()),
        // On a short path full speed is not reached.
        top_ms_(std::min(plan.speed.in_metres_per_second(), std::sqrt(plan.acceleration_ms2 * length_m_))),
        gaining_s_(top_ms_ / plan.acceleration_ms2),
        way_s_(length_m_ / top_ms_ + gaining_s_),
        leg_s_(way_s_ + plan.stay.in_seconds()) {}

  Movement at(Instant when) const override {
    const double elapsed_s = (when - plan_.start).in_seconds();
    const double cycle_s = elapsed_s - std::floor(elapsed_s / (2 * leg_s_)) * 2 * leg_s_;
    const bool is_return = cycle_s >= leg_s_;
    const double on_leg_s = is_return ? cycle_s - leg_s_ : cycle_s;
    const bool is_moored = on_leg_s >= way_s_;
    const auto [gone_m, speed_ms] = progress(std::min(on_leg_s, way_s_));
    // The berth at either end lies on the same side of the path, in both directions.
    const Path::Place place =
        plan_.path->at(Distance::metres(is_return ? length_m_ - gone_m : gone_m), plan_.to_starboard);
    const Bearing course = is_return ? place.course + Angle::degrees(180) : place.course;
    const double bend = 1.0 - plan_.to_starboard.in_metres() * place.turn_deg_per_m * std::numbers::pi / 180;
    const Speed sog = is_moored ? Speed{} : Speed::metres_per_second(speed_ms * bend);
    return {place.position,
            sog,
            course,
            course,
            turn_rate_of(is_return ? -place.turn_deg_per_m : place.turn_deg_per_m, sog),
            is_moored ? model::NavigationStatus::moored : model::NavigationStatus::under_way_using_engine};
  }

 private:
  // Metres made good and speed in m/s after this many seconds of the way.
  [[nodiscard]] std::pair<double, double> progress(double on_way_s) const {
    const double left_s = way_s_ - on_way_s;
    if (on_way_s < gaining_s_) {
      return {0.5 * plan_.acceleration_ms2 * on_way_s * on_way_s, plan_.acceleration_ms2 * on_way_s};
    }
    if (left_s < gaining_s_) {
      return {length_m_ - 0.5 * plan_.acceleration_ms2 * left_s * left_s, plan_.acceleration_ms2 * left_s};
    }
    return {top_ms_ * (on_way_s - gaining_s_ / 2), top_ms_};
  }

  Shuttle plan_;
  double length_m_;
  double top_ms_;
  double gaining_s_;
  double way_s_;
  double leg_s_;
};

class Loitering final : public Behaviour {
 public:
  explicit Loitering(const Loiter& plan) : plan_(plan), plane_(plan.centre) {}

  Movement at(Instant when) const override {
    // An ellipse of half the radius across, whose long axis turns slowly: no loop is the same as the one
    // before.
    const double radius_m = plan_.radius.in_metres();
    const double rate = plan_.speed.in_metres_per_second() / (0.77 * radius_m);
    const double seconds = static_cast<double>(when.in_unix_milliseconds()) * 1e-3;
    const double angle = kFullTurn * plan_.phase + rate * seconds;
    const double axis = kFullTurn * plan_.phase * 3 + rate * kAxisTurn * seconds;
    const geo::Offset on_ellipse{radius_m * std::cos(angle), radius_m * 0.5 * std::sin(angle)};
    const geo::Offset speed{-radius_m * rate * std::sin(angle), radius_m * 0.5 * rate * std::cos(angle)};
    const geo::Offset place = turned(on_ellipse, axis);
    const geo::Offset velocity =
        turned(speed, axis) + geo::Offset{-place.north_m, place.east_m} * (rate * kAxisTurn);
    const Bearing course = Bearing::radians(std::atan2(velocity.east_m, velocity.north_m));
    return {plane_.to_position(place),
            Speed::metres_per_second(velocity.length_m()),
            course,
            course,
            TurnRate{},
            plan_.status};
  }

 private:
  static constexpr double kAxisTurn = 0.07;  // of the rate at which the boat turns
  static geo::Offset turned(geo::Offset offset, double angle) {
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    return {offset.east_m * c - offset.north_m * s, offset.east_m * s + offset.north_m * c};
  }

  Loiter plan_;
  geo::LocalPlane plane_;
};

class RidingAtAnchor final : public Behaviour {
 public:
  explicit RidingAtAnchor(const Anchored& plan) : plan_(plan) {}

  Movement at(Instant when) const override {
    // The tide turns twice in 12 h 25 min; in between the ship sheers by 20° in a quarter of an hour.
    const double seconds = static_cast<double>(when.in_unix_seconds());
    const double tide = kFullTurn * (seconds / 44'700 + plan_.phase);
    const double sheer = kFullTurn * (seconds / 900 + plan_.phase * 7);
    const double heading_deg = 360 * plan_.phase + 90 * std::sin(tide) + 10 * std::sin(sheer);
    const Bearing heading = Bearing::degrees(heading_deg);
    const double swing_deg_per_s = 10 * std::cos(sheer) * kFullTurn / 900;
    const double sog_ms = std::abs(swing_deg_per_s) * std::numbers::pi / 180 * plan_.swing.in_metres();
    return {geo::destination(plan_.anchor, heading + Angle::degrees(180), plan_.swing),
            Speed::metres_per_second(sog_ms),
            heading + Angle::degrees(swing_deg_per_s > 0 ? -90 : 90),
            heading,
            TurnRate::degrees_per_minute(swing_deg_per_s * 60),
            model::NavigationStatus::at_anchor};
  }

 private:
  Anchored plan_;
};

class Stationary final : public Behaviour {
 public:
  Stationary(geo::Position position, Bearing heading, model::NavigationStatus status)
      : movement_{position, Speed{}, heading, heading, TurnRate{}, status} {}
  Movement at(Instant) const override { return movement_; }

 private:
  Movement movement_;
};

class Drifting final : public Behaviour {
 public:
  Drifting(geo::Position from, Instant start, Speed speed, Bearing course, model::NavigationStatus status)
      : from_(from), start_(start), movement_{from, speed, course, course, TurnRate{}, status} {}

  Movement at(Instant when) const override {
    Movement movement = movement_;
    const Span since = std::max(when - start_, Span{});
    movement.position = geo::destination(from_, movement.cog, movement.sog * since);
    return movement;
  }

 private:
  geo::Position from_;
  Instant start_;
  Movement movement_;
};

class Following final : public Behaviour {
 public:
  Following(std::vector<TimedPosition> places, model::NavigationStatus status)
      : places_(std::move(places)), status_(status) {
    require(!places_.empty(), "a vessel needs at least one position");
  }

  Movement at(Instant when) const override {
    const auto after = std::upper_bound(places_.begin(), places_.end(), when,
                                        [](Instant t, const TimedPosition& key) { return t < key.at; });
    if (after == places_.begin() || after == places_.end()) {
      const TimedPosition& held = after == places_.begin() ? places_.front() : places_.back();
      return {held.position, Speed{}, Bearing{}, Bearing{}, TurnRate{}, status_};
    }
    const TimedPosition& from = *(after - 1);
    const geo::LocalPlane plane(from.position);
    const geo::Offset way = plane.to_plane(after->position);
    const double fraction = (when - from.at) / (after->at - from.at);
    const Bearing course = geo::bearing(from.position, after->position);
    return {plane.to_position(way * fraction),
            Distance::metres(way.length_m()) / (after->at - from.at),
            course,
            course,
            TurnRate{},
            status_};
  }

 private:
  std::vector<TimedPosition> places_;
  model::NavigationStatus status_;
};

}  // namespace

BehaviourPtr sail(const Passage& passage) {
  return std::make_shared<Sailing>(passage);
}
BehaviourPtr shuttle(const Shuttle& plan) {
  return std::make_shared<Shuttling>(plan);
}
BehaviourPtr loiter(const Loiter& plan) {
  return std::make_shared<Loitering>(plan);
}
BehaviourPtr ride_at_anchor(const Anchored& plan) {
  return std::make_shared<RidingAtAnchor>(plan);
}
BehaviourPtr stay(geo::Position position, Bearing heading, model::NavigationStatus status) {
  return std::make_shared<Stationary>(position, heading, status);
}
BehaviourPtr drift(geo::Position from, Instant start, Speed speed, Bearing course,
                   model::NavigationStatus status) {
  return std::make_shared<Drifting>(from, start, speed, course, status);
}
BehaviourPtr follow(std::vector<TimedPosition> places, model::NavigationStatus status) {
  return std::make_shared<Following>(std::move(places), status);
}

}  // namespace selat::simulate
