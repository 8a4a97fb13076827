#pragma once
// A route through waypoints with rounded corners, which gives the position at a distance along it. A closed
// path has no end. Legs are straight in latitude and longitude.

#include <span>
#include <vector>

#include "geo/position.h"
#include "units/angle.h"
#include "units/distance.h"

namespace selat::simulate {

class Path {
 public:
  struct Place {
    geo::Position position;
    Bearing course;
    double turn_deg_per_m = 0;  // positive to starboard
  };

  // At least two waypoints, no two in a row equal. The rounding of a corner begins `rounding` before it, but
  // at most 0.45 of a leg.
  Path(std::span<const geo::Position> waypoints, bool is_closed, Distance rounding);

  [[nodiscard]] Distance length() const { return Distance::metres(along_m_.back()); }
  [[nodiscard]] bool is_closed() const { return is_closed_; }
  // Beyond the ends of an open path: its end.
  [[nodiscard]] Place at(Distance along, Distance to_starboard = {}) const;

 private:
  std::vector<geo::Position>
      points_;  // dense at the corners; the first one is repeated at the end of a closed path
  std::vector<double> along_m_;     // of each point
  std::vector<double> course_deg_;  // of each point, unwrapped: neighbours differ by less than 180
  bool is_closed_;
};

}  // namespace selat::simulate
