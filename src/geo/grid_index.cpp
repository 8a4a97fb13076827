#include "geo/grid_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/check.h"
#include "base/fingerprint.h"
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

std::uint32_t& GridIndex::head(Heads& heads, std::uint64_t value) {
  return heads[mix(value) & (heads.size() - 1)];
}

std::uint32_t GridIndex::find(Key key) const {
  if (by_key_.empty()) {
    return kNone;
  }
  std::uint32_t slot = by_key_[mix(key) & (by_key_.size() - 1)];
  while (slot != kNone && slots_[slot].key != key) {
    slot = slots_[slot].next_by_key;
  }
  return slot;
}

std::uint32_t GridIndex::take_free_slot() {
  if (first_free_ != kNone) {
    return std::exchange(first_free_, slots_[first_free_].next_by_key);
  }
  slots_.emplace_back();
  if (slots_.size() > by_key_.size()) {
    make_chains(slots_.size());
  }
  return static_cast<std::uint32_t>(slots_.size() - 1);
}

void GridIndex::link(std::uint32_t& head, std::uint32_t slot, Chain next) {
  slots_[slot].*next = head;
  head = slot;
}

void GridIndex::unlink(std::uint32_t& head, std::uint32_t slot, Chain next) {
  std::uint32_t* place = &head;
  while (*place != slot) {
    place = &(slots_[*place].*next);
  }
  *place = slots_[slot].*next;
}

// As many chains as points keep them short.
void GridIndex::make_chains(std::size_t count) {
  by_key_.assign(std::bit_ceil(count), kNone);
  by_cell_.assign(by_key_.size(), kNone);
  for (std::uint32_t slot = 0; slot < slots_.size(); ++slot) {
    if (slots_[slot].cell != kNoCell) {
      link(head(by_key_, slots_[slot].key), slot, &Slot::next_by_key);
      link(head(by_cell_, slots_[slot].cell), slot, &Slot::next_by_cell);
    }
  }
}

void GridIndex::put(Key key, Position position) {
  require(position.is_valid(), "GridIndex::put needs a valid position");
  const Cell cell = Cell{row_of(position.latitude_e7())} << 32 | column_of(position.longitude_e7());
  std::uint32_t index = find(key);
  if (index == kNone) {
    index = take_free_slot();
    slots_[index].key = key;
    link(head(by_key_, key), index, &Slot::next_by_key);
    ++size_;
  } else if (slots_[index].cell != cell) {
    unlink(head(by_cell_, slots_[index].cell), index, &Slot::next_by_cell);
    slots_[index].cell = kNoCell;
  }
  Slot& slot = slots_[index];
  slot.position = position;
  if (slot.cell != cell) {
    slot.cell = cell;
    link(head(by_cell_, cell), index, &Slot::next_by_cell);
  }
}

bool GridIndex::erase(Key key) {
  const std::uint32_t index = find(key);
  if (index == kNone) {
    return false;
  }
  unlink(head(by_key_, key), index, &Slot::next_by_key);
  unlink(head(by_cell_, slots_[index].cell), index, &Slot::next_by_cell);
  slots_[index].cell = kNoCell;
  slots_[index].next_by_key = std::exchange(first_free_, index);
  --size_;
  return true;
}

void GridIndex::reserve(std::size_t points) {
  slots_.reserve(points);
  if (points > by_key_.size()) {
    make_chains(points);
  }
}

void GridIndex::clear() {
  slots_.clear();
  std::ranges::fill(by_key_, kNone);
  std::ranges::fill(by_cell_, kNone);
  first_free_ = kNone;
  size_ = 0;
}

void GridIndex::within(Position centre, Distance radius, std::vector<Neighbour>& found) const {
  found.clear();
  const auto add_if_near = [&](const Slot& slot) {
    const Distance away = distance(centre, slot.position);
    if (away <= radius) {
      found.push_back({slot.key, slot.position, away});
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
  if (cells > size_) {
    for (const Slot& slot : slots_) {
      if (slot.cell != kNoCell) {
        add_if_near(slot);
      }
    }
    std::ranges::sort(found, by_key);
    return;
  }
  const auto add_cell = [&](Cell cell) {
    std::uint32_t slot = by_cell_[mix(cell) & (by_cell_.size() - 1)];
    for (; slot != kNone; slot = slots_[slot].next_by_cell) {
      if (slots_[slot].cell == cell) {
        add_if_near(slots_[slot]);
      }
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
