#pragma once
// Traffic lanes as COLREG rule 10 sees them: followed in their direction, or crossed as nearly as practicable
// at right angles. What breaks that costs a way extra metres, so that a better one is found where there is
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
  // Extra metres for the straight leg: its way within lanes once over where it crosses obliquely, twice where
  // it goes against the traffic, nothing where it crosses within 20° of a right angle or follows within 20°.
  [[nodiscard]] double extra_m(geo::Position from, geo::Position to) const;
  [[nodiscard]] bool empty() const { return pieces_.empty(); }

 private:
  // A straight piece of a lane's centre, ready to be measured against.
  struct Piece {
    geo::LocalPlane plane;  // of its beginning
    geo::Offset unit;       // along it
    double length_m;
    double half_width_m;
  };
  [[nodiscard]] static double extra_m(const Piece& piece, geo::Position from, geo::Position to);
  // What a lane lies in, and its pieces with theirs: looked through before anything is measured.
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
