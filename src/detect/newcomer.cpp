#include "detect/newcomer.h"

#include "geo/local_plane.h"

namespace selat::detect {

namespace {

// Farther than receivers of ships that lie still wander.
constexpr Distance kLeastWay = Distance::metres(50);
constexpr Speed kLeastSpeed = Speed::knots(1);
// A course is not straight, and a speed is told of one moment.
constexpr double kLeastPart = 0.5, kMostPart = 2;

bool has_moved_as_it_says(const track::Fix& from, const track::Fix& to) {
  const auto told = to.sog();
  const double seconds = (to.at() - from.at()).in_seconds();
  if (!told || *told < kLeastSpeed || seconds <= 0) {
    return false;
  }
  const Distance way = geo::distance(from.position, to.position);
  const double part = way.in_metres() / seconds / told->in_metres_per_second();
  return way >= kLeastWay && part >= kLeastPart && part <= kMostPart;
}

}  // namespace

bool bears_out(const track::Timeline& timeline, std::size_t index) {
  const track::Fix& fix = timeline[index];
  if (fix.kind == track::FixKind::static_data) {
    return true;
  }
  if (!fix.has_position) {
    return false;
  }
  for (std::size_t i = 0; i < index; ++i) {
    if (timeline[i].has_position) {
      return has_moved_as_it_says(timeline[i], fix);
    }
  }
  return false;
}

Instant borne_out_at(const track::Timeline& timeline) {
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    if (timeline[i].at() - timeline[0].at() > kNewcomerFor) {
      break;
    }
    if (bears_out(timeline, i)) {
      return timeline[i].at();
    }
  }
  return kNever;
}

}  // namespace selat::detect
