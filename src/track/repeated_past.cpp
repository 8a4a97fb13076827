#include "track/repeated_past.h"

#include <algorithm>
#include <cmath>

#include "geo/local_plane.h"

namespace selat::track {

namespace {

constexpr Speed kSlowest = Speed::knots(3);
constexpr Span kLongAgo = Span::minutes(1);
// Points of the history are a minute apart while the vessel is heard.
constexpr Span kOneLeg = Span::minutes(3);
constexpr double kBeside_m = 60;
constexpr int kSpeed_01kn = 10;
constexpr int kCourse_01deg = 100;
constexpr int kTurn_01deg = 3'600;

bool is_like(const HistoryPoint& point, const Fix& fix) {
  if (point.sog_01kn == kNoSog || point.cog_01deg == kNoCog) {
    return false;
  }
  const int turn = std::abs(point.cog_01deg - fix.cog_01deg) % kTurn_01deg;
  return std::abs(point.sog_01kn - fix.sog_01kn) <= kSpeed_01kn &&
         std::min(turn, kTurn_01deg - turn) <= kCourse_01deg;
}

bool lies_between(const HistoryPoint& from, const HistoryPoint& to, geo::Position place) {
  const geo::LocalPlane plane(from.position);
  const geo::Offset way = plane.to_plane(to.position), there = plane.to_plane(place);
  const double length_m = way.length_m();
  if (length_m < kBeside_m) {
    return there.length_m() <= kBeside_m;
  }
  const double along_m = dot(there, way) / length_m;
  return along_m >= -kBeside_m && along_m <= length_m + kBeside_m &&
         std::abs(cross(there, way)) <= kBeside_m * length_m;
}

}  // namespace

bool repeats_past(const TrackHistory& history, const Fix& fix) {
  const auto sog = fix.sog();
  if (!sog || *sog < kSlowest || fix.cog_01deg == kNoCog) {
    return false;
  }
  const auto points = history.minutes(fix.at() - kHistoryFor);
  for (std::size_t i = 1; i < points.size() && points[i].at < fix.at() - kLongAgo; ++i) {
    const HistoryPoint &from = points[i - 1], &to = points[i];
    if (to.at - from.at <= kOneLeg && (is_like(from, fix) || is_like(to, fix)) &&
        lies_between(from, to, fix.position)) {
      return true;
    }
  }
  return false;
}

}  // namespace selat::track
