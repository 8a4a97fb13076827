#include "simulate/approach.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "geo/local_plane.h"

namespace selat::simulate {
namespace {

constexpr int kBearings = 24;
constexpr int kSamples = 40;  // places tested along an approach
constexpr double kMaxSearch_m = 60'000;

bool is_open_water(geo::Position from, geo::Position to, std::span<const geo::Polygon> coast) {
  const geo::LocalPlane plane(from);
  const geo::Offset way = plane.to_plane(to);
  for (int i = 0; i <= kSamples; ++i) {
    if (is_land(plane.to_position(way * (static_cast<double>(i) / kSamples)), coast)) {
      return false;
    }
  }
  return true;
}

// The approach that begins `length` outside the last edge on this bearing of the centre.
std::optional<WatchZone> on_bearing(const geo::Area& area, geo::Position centre, Bearing bearing,
                                    Distance length) {
  const geo::Position far = geo::destination(centre, bearing, Distance::metres(kMaxSearch_m));
  const auto crossings = area.crossings(centre, far);
  if (crossings.empty() || crossings.back().is_entry) {
    return std::nullopt;
  }
  const Distance edge = Distance::metres(kMaxSearch_m * crossings.back().fraction);
  WatchZone zone;
  zone.area = area;
  zone.approach_from = geo::destination(centre, bearing, edge + length);
  zone.goal = geo::destination(centre, bearing, edge - std::min(edge / 2, Distance::metres(1'500)));
  return zone;
}

}  // namespace

bool is_land(geo::Position place, std::span<const geo::Polygon> coast) {
  return std::any_of(coast.begin(), coast.end(), [&](const geo::Polygon& land) {
    return land.bounds().contains(place) && land.contains(place);
  });
}

std::optional<WatchZone> with_approach(std::string name, const geo::Area& area,
                                       std::span<const geo::Polygon> coast, Distance length) {
  if (area.empty()) {
    return std::nullopt;
  }
  const geo::Position centre = area.centroid();
  std::vector<std::optional<WatchZone>> ways;
  for (int i = 0; i < kBearings; ++i) {
    auto way = on_bearing(area, centre, Bearing::degrees(i * 360.0 / kBearings), length);
    const bool is_free = way && area.contains(way->goal) && !area.contains(way->approach_from) &&
                         is_open_water(way->approach_from, way->goal, coast);
    ways.push_back(is_free ? std::move(way) : std::nullopt);
  }
  // The one with the most free approaches on either side.
  int widest = -1;
  int best = -1;
  for (int i = 0; i < kBearings; ++i) {
    const auto is_free = [&](int at) {
      return ways[static_cast<std::size_t>((at + kBearings) % kBearings)].has_value();
    };
    int width = 0;
    while (is_free(i) && width < kBearings / 2 && is_free(i - width - 1) && is_free(i + width + 1)) {
      ++width;
    }
    if (is_free(i) && width > widest) {
      widest = width;
      best = i;
    }
  }
  auto chosen = best < 0 ? std::nullopt : std::move(ways[static_cast<std::size_t>(best)]);
  if (chosen) {
    chosen->name = std::move(name);
  }
  return chosen;
}

}  // namespace selat::simulate
