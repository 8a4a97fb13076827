#pragma once
// The zones that rules use, found by position through a coarse grid. Immutable once built. One thread: a
// query fills a buffer of its own.

#include <bitset>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "model/zone.h"
#include "units/distance.h"

namespace selat::detect {

class ZoneContext {
 public:
  ZoneContext() = default;
  explicit ZoneContext(std::vector<model::Zone> zones);

  [[nodiscard]] std::span<const model::Zone> zones() const { return zones_; }
  // Indices of the watch zones whose bounding box, widened by about a cell (3 nm), the box from a to b may
  // touch; in ascending order. Valid until the next call.
  [[nodiscard]] std::span<const std::uint16_t> watch_zones_near(geo::Position a, geo::Position b) const;
  // Whether ships lie side by side there as a matter of course: in a berth, anchorage, pilot boarding or
  // bunkering area.
  [[nodiscard]] bool expects_meetings(geo::Position position) const;

 private:
  using Cell = std::uint32_t;
  void add(std::uint16_t index);

  std::vector<model::Zone> zones_;
  std::unordered_map<Cell, std::vector<std::uint16_t>> watch_;
  std::bitset<4'096> watch_bits_;  // one of each cell of watch_: at sea most cells have no zone
  std::unordered_map<Cell, std::vector<std::uint16_t>> meeting_;
  std::vector<std::uint16_t> wide_watch_, wide_meeting_;  // too large to be listed cell by cell
  mutable std::vector<std::uint16_t> found_;
};

}  // namespace selat::detect
