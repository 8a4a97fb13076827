#pragma once
// What one simulated radar sees in one turn: which targets echo, by their size, their range, the horizon, the
// sea and the land between, measured with noise, two that lie near each other as one; and false plots of the
// sea. A turn follows from seed, radar and its number alone.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "geo/polygon.h"
#include "geo/position.h"
#include "simulate/behaviour.h"
#include "simulate/shore_radars.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::simulate {

// What may echo.
struct Target {
  std::uint64_t object = 0;  // its number in the truth
  Distance length;
  const Behaviour* behaviour = nullptr;
  bool has_ais = false;
};

struct Plot {
  Instant at;
  Distance range;
  Bearing bearing;
  std::optional<std::uint64_t> object;  // none: a false plot
  // Of the object, in truth.
  Movement truth = {};
  Distance length = {};
  bool has_ais = false;
};

class RadarScanner {
 public:
  // `sea_state` 0–6. The radar must outlive it.
  RadarScanner(const SimulatedRadar& radar, std::span<const geo::Polygon> coast, std::uint64_t seed,
               int sea_state);

  [[nodiscard]] const SimulatedRadar& radar() const { return *radar_; }
  // When its antenna points north for the `turn`th time.
  [[nodiscard]] Instant north_at(std::int64_t turn) const {
    return Instant::unix_microseconds(turn * radar_->scan_period.in_microseconds());
  }
  [[nodiscard]] std::int64_t turn_at(Instant when) const {
    return when.in_unix_microseconds() / radar_->scan_period.in_microseconds();
  }
  // In the order of their times.
  [[nodiscard]] std::vector<Plot> scan(std::int64_t turn, std::span<const Target> targets) const;

  // How sure an echo is, of a target of this length at this place; 0 behind the horizon and behind land.
  [[nodiscard]] double probability(geo::Position place, Distance length) const;

 private:
  [[nodiscard]] Instant passes_at(std::int64_t turn, Bearing bearing) const;

  const SimulatedRadar* radar_;
  std::uint64_t seed_;
  int sea_state_;
  std::vector<Distance> land_at_;  // by bearing: where land begins beyond that on which it stands
};

// In 4/3 of the Earth's radius, from the heights of antenna and target.
[[nodiscard]] Distance radar_horizon(Distance antenna_height, Distance target_height);

}  // namespace selat::simulate
