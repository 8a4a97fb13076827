#include "geo/grid_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/check.h"
#include "geo/local_plane.h"

namespace selat::geo {
namespace {

constexpr std::int64_t kSouthPole_e7 = -900'000'000;
constexpr std::int64_t kDateLine_e7 = 1'800'000'000;
constexpr std::int64_t kFullTurn_e7 = 3'600'000'000;
// The shortest degrees on WGS84: of latitude 110.57 km at the equator; of longitude 111.3 km × cos(latitude).
constexpr double kMetresPerE7 = 110'570.0e-7;

struct Range {
  std::int64_t from;
  std::int64_t to;
};

// The longitudes a circle may reach, cut at the 180° meridian: one range or two.
struct Longitudes {
  std::array<Range, 2> ranges;
  std::size_t count;
};

Longitudes longitudes_around(Position centre, std::int64_t reach_e7, double farthest_latitude_deg) {
  const double cosine = std::cos(std::min(farthest_latitude_deg, 90.0) * (std::numbers::pi / 180.0));
  const double half_width_e7 = static_cast<double>(reach_e7) / std::max(cosine, 1e-6);
  if (half_width_e7 >= static_cast<double>(kDateLine_e7)) {
    return {{Range{-kDateLine_e7, kDateLine_e7}}, 1};
  }
  const auto half = static_cast<std::int64_t>(half_width_e7) + 1;
  const std::int64_t west = centre.longitude_e7() - half;
  const std::int64_t east = centre.longitude_e7() + half;
  if (west < -kDateLine_e7) {
    return {{Range{-kDateLine_e7, east}, Range{west + kFullTurn_e7, kDateLine_e7}}, 2};
  }
  if (east > kDateLine_e7) {
    return {{Range{west, kDateLine_e7}, Range{-kDateLine_e7, east - kFullTurn_e7}}, 2};
  }
  return {{Range{west, east}}, 1};
}

}  // namespace

GridIndex::GridIndex(Distance cell)
    : cell_e7_(static_cast<std::int64_t>(std::max(cell.in_metres(), 100.0) / kMetresPerE7)) {}

std::uint32_t GridIndex::row_of(std::int64_t latitude_e7) const {
  return static_cast<std::uint32_t>((latitude_e7 - kSouthPole_e7) / cell_e7_);
}

std::uint32_t GridIndex::column_of(std::int64_t longitude_e7) const {
  return static_cast<std::uint32_t>((longitude_e7 + kDateLine_e7) / cell_e7_);
}

void GridIndex::link(std::uint32_t slot, Cell cell) {
  auto& first = first_in_.try_emplace(cell, kNone).first->second;
  slots_[slot].cell = cell;
  slots_[slot].previous = kNone;
  slots_[slot].next = first;
  if (first != kNone) {
    slots_[first].previous = slot;
  }
  first = slot;
}

void GridIndex::unlink(std::uint32_t slot) {
  const Slot& gone = slots_[slot];
  if (gone.next != kNone) {
    slots_[gone.next].previous = gone.previous;
  }
  if (gone.previous != kNone) {
    slots_[gone.previous].next = gone.next;
  } else if (gone.next != kNone) {
    first_in_[gone.cell] = gone.next;
  } else {
    first_in_.erase(gone.cell);
  }
}

void GridIndex::put(Key key, Position position) {
  require(position.is_valid(), "GridIndex::put needs a valid position");
  const Cell cell = Cell{row_of(position.latitude_e7())} << 32 | column_of(position.longitude_e7());
  const auto known = slot_of_.find(key);
  if (known != slot_of_.end()) {
    Slot& slot = slots_[known->second];
    slot.position = position;
    if (slot.cell != cell) {
      unlink(known->second);
      link(known->second, cell);
    }
    return;
  }
  std::uint32_t index;
  if (free_.empty()) {
    index = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    index = free_.back();
    free_.pop_back();
  }
  slots_[index].key = key;
  slots_[index].position = position;
  slot_of_.emplace(key, index);
  link(index, cell);
}

bool GridIndex::erase(Key key) {
  const auto known = slot_of_.find(key);
  if (known == slot_of_.end()) {
    return false;
  }
  unlink(known->second);
  free_.push_back(known->second);
  slot_of_.erase(known);
  return true;
}

void GridIndex::reserve(std::size_t points) {
  slots_.reserve(points);
  slot_of_.reserve(points);
  first_in_.reserve(points);
}

void GridIndex::clear() {
  slots_.clear();
  free_.clear();
  slot_of_.clear();
  first_in_.clear();
}

void GridIndex::within(Position centre, Distance radius, std::vector<Neighbour>& found) const {
  found.clear();
  const auto add_chain = [&](std::uint32_t slot) {
    for (; slot != kNone; slot = slots_[slot].next) {
      const Distance away = distance(centre, slots_[slot].position);
      if (away <= radius) {
        found.push_back({slots_[slot].key, slots_[slot].position, away});
      }
    }
  };
  const auto by_key = [](const Neighbour& a, const Neighbour& b) { return a.key < b.key; };
  const double reach_m = std::clamp(radius.in_metres(), 0.0, 21e6);
  const auto reach_e7 = static_cast<std::int64_t>(reach_m / kMetresPerE7) + 1;
  const std::int64_t south = std::max(centre.latitude_e7() - reach_e7, kSouthPole_e7);
  const std::int64_t north = std::min(centre.latitude_e7() + reach_e7, -kSouthPole_e7);
  const double farthest_deg = static_cast<double>(std::max(std::abs(south), std::abs(north))) * 1e-7;
  const auto [ranges, range_count] = longitudes_around(centre, reach_e7, farthest_deg);

  std::uint64_t columns = 0;
  for (std::size_t i = 0; i < range_count; ++i) {
    columns += column_of(ranges[i].to) - column_of(ranges[i].from) + 1;
  }
  const std::uint64_t cells = columns * (row_of(north) - row_of(south) + 1);
  if (cells > first_in_.size()) {
    for (const auto& [cell, first] : first_in_) {
      add_chain(first);
    }
    std::ranges::sort(found, by_key);
    return;
  }
  const auto add_cell = [&](Cell key) {
    if (const auto cell = first_in_.find(key); cell != first_in_.end()) {
      add_chain(cell->second);
    }
  };
  for (std::uint32_t row = row_of(south); row <= row_of(north); ++row) {
    for (std::size_t i = 0; i < range_count; ++i) {
      for (std::uint32_t column = column_of(ranges[i].from); column <= column_of(ranges[i].to); ++column) {
        add_cell(Cell{row} << 32 | column);
      }
    }
  }
  std::ranges::sort(found, by_key);
}

}  // namespace selat::geo
