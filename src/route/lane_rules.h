#pragma once
// Traffic lanes by COLREG rule 10: followed in their direction, or crossed as nearly as practicable at right
// angles. A route that breaks the rule is charged extra metres, so that a better one is found if there is
// one. Internal to route/.

#include <span>
#include <vector>

#include "geo/local_plane.h"
#include "geo/polygon.h"
#include "route/water_map.h"

namespace selat::route {

class LaneRules {
 public:
  explicit LaneRules(std::span<const LaneLine> lanes);
  // The extra metres of a straight leg. The part of it within lanes counts once where it crosses obliquely
  // and twice where it goes against the traffic; nothing where it crosses within 20° of a right angle or
  // follows the lane within 20°.
  [[nodiscard]] double penalty_m(geo::Position from, geo::Position to) const;
  [[nodiscard]] bool empty() const { return pieces_.empty(); }

 private:
  // A straight piece of a lane's centre line.
  struct Piece {
    geo::LocalPlane plane;  // of its beginning
    geo::Offset unit;       // along it
    double length_m;
    double half_width_m;
  };
  [[nodiscard]] static double penalty_m(const Piece& piece, geo::Position from, geo::Position to);
  // The bounding box of a lane, and its pieces. Boxes are compared before anything is measured.
  struct Lane {
    geo::Box reach;
    std::size_t first = 0;
    std::size_t last = 0;  // one past it
  };
  std::vector<Lane> lanes_;
  std::vector<geo::Box> reaches_;  // by piece
  std::vector<Piece> pieces_;
};

}  // namespace selat::route
