#pragma once
// A way over water through waypoints, with rounded corners: where a vessel is that has gone so far along
// it. Closed paths go round for ever. Legs are straight in latitude and longitude.

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

  // At least two waypoints, no two in a row the same. A corner is cut `rounding` before it, but never by
  // more than 0.45 of a leg.
  Path(std::span<const geo::Position> waypoints, bool is_closed, Distance rounding);

  [[nodiscard]] Distance length() const { return Distance::metres(along_m_.back()); }
  [[nodiscard]] bool is_closed() const { return is_closed_; }
  // Beyond its ends an open path is held at its end.
  [[nodiscard]] Place at(Distance along, Distance to_starboard = {}) const;

 private:
  std::vector<geo::Position> points_;  // dense at the corners; a closed path repeats its first at the end
  std::vector<double> along_m_;        // of each point
  std::vector<double> course_deg_;     // of each point, unwrapped: neighbours differ by less than 180
  bool is_closed_;
};

}  // namespace selat::simulate
