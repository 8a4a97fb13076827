#include "track/fusion/clutter_map.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace selat::track::fusion {
namespace {

// Scans over which is averaged, and how many scans what was believed before counts for.
constexpr double kMemory_scans = 100;
constexpr double kPrior_scans = 10;
// A cell is so many standard deviations of a plot wide, half-way out.
constexpr double kCellSigmas = 6;
constexpr double kLeastCell_m = 20;

double cell_of(const SensorSettings& settings, int most_across) {
  const double range_m = settings.max_range.in_metres();
  const double across_m = settings.azimuth_sigma.in_radians() * range_m / 2;
  return std::max({kCellSigmas * std::max(settings.range_sigma.in_metres(), across_m), kLeastCell_m,
                   2 * range_m / most_across});
}

}  // namespace

ClutterMap::ClutterMap(const SensorSettings& settings) : cell_m_(cell_of(settings, kMostAcross)) {
  const double range_m = settings.max_range.in_metres();
  across_ = static_cast<int>(std::ceil(2 * range_m / cell_m_)) + 1;
  range_m2_ = std::numbers::pi * range_m * range_m;
  prior_m2_ = std::max(settings.false_plots, 0.1) / range_m2_;
  cells_.resize(static_cast<std::size_t>(across_ * across_));
  if (settings.antenna) {
    place_around(*settings.antenna);
  }
}

void ClutterMap::place_around(geo::Position middle) {
  plane_ = geo::LocalPlane(middle);
  is_placed_ = true;
}

ClutterMap::Place ClutterMap::place_of(geo::Position position) const {
  const geo::Offset offset = plane_.to_plane(position);
  const auto index = [this](double metres) {
    return static_cast<int>(std::clamp(std::floor(metres / cell_m_), -1e4, 1e4)) + across_ / 2;
  };
  return {index(offset.north_m), index(offset.east_m)};
}

float ClutterMap::faded(const Cell& cell) const {
  return cell.count == 0
             ? 0
             : cell.count *
                   static_cast<float>(std::exp(-static_cast<double>(scans_ - cell.scan) / kMemory_scans));
}

double ClutterMap::count_at(int row, int column) const {
  if (row < 0 || column < 0 || row >= across_ || column >= across_) {
    return 0;
  }
  return static_cast<double>(faded(cells_[static_cast<std::size_t>(row * across_ + column)]));
}

void ClutterMap::add(geo::Position position, double count) {
  const Place place = place_of(position);
  if (place.row < 0 || place.column < 0 || place.row >= across_ || place.column >= across_) {
    return;
  }
  Cell& cell = cells_[static_cast<std::size_t>(place.row * across_ + place.column)];
  cell = {.count = faded(cell) + static_cast<float>(count), .scan = scans_};
}

double ClutterMap::density_m2(geo::Position position) const {
  const Place place = place_of(position);
  // The cells around it tell something of it too: a quay is long.
  double count = 0;
  for (int row = -1; row <= 1; ++row) {
    for (int column = -1; column <= 1; ++column) {
      const double weight = (row == 0 ? 0.5 : 0.25) * (column == 0 ? 0.5 : 0.25);
      count += weight * count_at(place.row + row, place.column + column);
    }
  }
  const double area_m2 = cell_m_ * cell_m_;
  const double learned_scans = kMemory_scans * (1 - std::exp(-static_cast<double>(scans_) / kMemory_scans));
  return (kPrior_scans * prior_m2_ * area_m2 + count) / ((kPrior_scans + learned_scans) * area_m2) +
         excess_ / range_m2_;
}

}  // namespace selat::track::fusion
