#pragma once
// How many false plots a radar shows, and where: learned per cell of a square grid around the antenna, as the
// mean of the last hundred times around. A plot is held to be false when the track that it began is given
// up, or does not move. Where there are many, a track needs more hits before it is believed. A value that can
// be copied; bounded. One thread.

#include <cstdint>
#include <vector>

#include "geo/local_plane.h"
#include "track/fusion/sensor.h"

namespace selat::track::fusion {

class ClutterMap {
 public:
  explicit ClutterMap(const SensorSettings& settings);

  // The middle of the grid, before anything else: the antenna, where it is not known the first plot.
  void place_around(geo::Position middle);
  [[nodiscard]] bool is_placed() const { return is_placed_; }
  void end_scan() { ++scans_; }
  // So many false plots there.
  void add(geo::Position position, double count);
  // So many more false plots than usual, all over the range.
  void set_excess(double plots) { excess_ = plots; }
  // False plots expected each time around, on a square metre there.
  [[nodiscard]] double density_m2(geo::Position position) const;

 private:
  static constexpr int kMostAcross = 96;
  struct Cell {
    float count = 0;  // fades from scan to scan
    std::uint32_t scan = 0;
  };
  [[nodiscard]] float faded(const Cell& cell) const;
  [[nodiscard]] double count_at(int row, int column) const;
  struct Place {
    int row, column;
  };
  [[nodiscard]] Place place_of(geo::Position position) const;

  double cell_m_;
  int across_;
  double range_m2_;  // the area within range
  double prior_m2_;  // density before anything is learned
  double excess_ = 0;
  bool is_placed_ = false;
  geo::LocalPlane plane_{geo::Position()};
  std::uint32_t scans_ = 0;
  std::vector<Cell> cells_;
};

}  // namespace selat::track::fusion
