#include "geo/area_grid_builder.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <tuple>

#include "geo/edge.h"

namespace selat::geo {
namespace {

// An edge belongs to every cell it comes this near to, so that rounding along a step (far below one unit)
// never misses an edge.
constexpr std::int64_t kMargin_e7 = 2;
constexpr int kSmallestShift = 14;  // 0.0016°
constexpr std::size_t kMaxCells = std::size_t{1} << 20;

template <typename Visit>
void for_each_ring(const Polygon& polygon, const Visit& visit) {
  visit(polygon.outer());
  std::ranges::for_each(polygon.holes(), visit);
}

}  // namespace

void AreaGrid::Builder::build() {
  choose_bounds();
  if (edge_total_ == 0) {
    return;
  }
  const std::size_t wanted_cells = std::clamp<std::size_t>(4 * edge_total_, 256, kMaxCells);
  entry_limit_ = 4 * edge_total_ + (std::size_t{1} << 18);
  for (int shift = kSmallestShift;; ++shift) {
    choose_cells(shift);
    // One cell is always enough.
    const auto cells = static_cast<std::size_t>(grid_.rows_) * static_cast<std::size_t>(grid_.columns_);
    if (cells <= wanted_cells && (fill() || cells == 1)) {
      break;
    }
  }
  order_entries();
  mark_states();
  measure_clearance();
}

void AreaGrid::Builder::choose_bounds() {
  std::optional<Box> bounds;
  const auto include = [&](const Ring& ring) {
    edge_total_ += ring.size();
    for (const Position p : ring) {
      const Box box = bounds.value_or(Box{p, p});
      bounds = Box{Position::e7(std::min(box.south_west.latitude_e7(), p.latitude_e7()),
                                std::min(box.south_west.longitude_e7(), p.longitude_e7())),
                   Position::e7(std::max(box.north_east.latitude_e7(), p.latitude_e7()),
                                std::max(box.north_east.longitude_e7(), p.longitude_e7()))};
    }
  };
  for (const Area& area : areas_) {
    for (const Polygon& polygon : area.polygons()) {
      for_each_ring(polygon, include);
    }
  }
  if (bounds) {
    grid_.south_e7_ = bounds->south_west.latitude_e7() - 2 * kMargin_e7;
    grid_.west_e7_ = bounds->south_west.longitude_e7() - 2 * kMargin_e7;
    grid_.rows_ = bounds->north_east.latitude_e7() + 2 * kMargin_e7 - grid_.south_e7_ + 1;
    grid_.columns_ = bounds->north_east.longitude_e7() + 2 * kMargin_e7 - grid_.west_e7_ + 1;
  }
}

void AreaGrid::Builder::choose_cells(int shift) {
  const int further = shift - grid_.shift_;
  grid_.shift_ = shift;
  // Rounding up twice is rounding up once.
  grid_.rows_ = (grid_.rows_ + (std::int64_t{1} << further) - 1) >> further;
  grid_.columns_ = (grid_.columns_ + (std::int64_t{1} << further) - 1) >> further;
}

bool AreaGrid::Builder::fill() {
  found_.clear();
  grid_.edges_.clear();
  for (std::size_t i = 0; i < areas_.size(); ++i) {
    for (const Polygon& polygon : areas_[i].polygons()) {
      if (!add_polygon(static_cast<Index>(i), polygon)) {
        return false;
      }
    }
  }
  return true;
}

bool AreaGrid::Builder::add_polygon(Index area, const Polygon& polygon) {
  polygon_edges_.clear();
  touches_.clear();
  for_each_ring(polygon, [&](const Ring& ring) {
    for (std::size_t i = 0, previous = ring.size() - 1; i < ring.size(); previous = i++) {
      polygon_edges_.push_back({ring[previous], ring[i]});
    }
  });
  for (std::uint32_t i = 0; i < polygon_edges_.size(); ++i) {
    touch_cells(i, polygon_edges_[i]);
    if (touches_.size() + grid_.edges_.size() > entry_limit_) {
      return grid_.rows_ * grid_.columns_ == 1;
    }
  }
  sort_edges_into_rows();
  std::ranges::sort(touches_, {}, [](const Touch& t) { return std::pair(t.cell, t.edge); });
  for (std::size_t first = 0; first < touches_.size();) {
    std::size_t end = first;
    while (end < touches_.size() && touches_[end].cell == touches_[first].cell) {
      ++end;
    }
    add_mixed_cell(area, std::span(touches_).subspan(first, end - first));
    first = end;
  }
  return add_covered_cells(area, polygon);
}

void AreaGrid::Builder::touch_cells(std::uint32_t edge_number, const Edge& edge) {
  const auto [low, high] = edge.from.latitude_e7() <= edge.to.latitude_e7() ? std::pair(edge.from, edge.to)
                                                                            : std::pair(edge.to, edge.from);
  const CellRange range = grid_.cells_of(box_of(low, high));
  const double height = static_cast<double>(high.latitude_e7()) - low.latitude_e7();
  const double width = static_cast<double>(high.longitude_e7()) - low.longitude_e7();
  for (std::int64_t row = range.first_row; row <= range.last_row; ++row) {
    std::int64_t first_column = range.first_column;
    std::int64_t last_column = range.last_column;
    if (height > 0 && range.first_row != range.last_row) {
      // Where the edge is while it passes this row.
      const double row_south = static_cast<double>(grid_.south_e7_ + (row << grid_.shift_) - kMargin_e7);
      const double row_north =
          row_south + static_cast<double>((std::int64_t{1} << grid_.shift_) + 2 * kMargin_e7);
      const auto east_at = [&](double north) {
        const double fraction = std::clamp((north - low.latitude_e7()) / height, 0.0, 1.0);
        return low.longitude_e7() + fraction * width;
      };
      const double one_end = east_at(row_south);
      const double other_end = east_at(row_north);
      const auto column_at = [&](double east) {
        return (static_cast<std::int64_t>(std::floor(east)) - grid_.west_e7_) >> grid_.shift_;
      };
      first_column = std::max(first_column, column_at(std::min(one_end, other_end) - kMargin_e7 - 1));
      last_column = std::min(last_column, column_at(std::max(one_end, other_end) + kMargin_e7 + 2));
    }
    for (std::int64_t column = first_column; column <= last_column; ++column) {
      touches_.push_back({static_cast<std::uint32_t>(grid_.cell_at(row, column)), edge_number});
    }
  }
}

void AreaGrid::Builder::sort_edges_into_rows() {
  std::int64_t last_row = 0;
  first_row_ = grid_.rows_;
  const auto rows_of = [&](const Edge& edge) {
    const CellRange range = grid_.cells_of(box_of(edge.from, edge.to));
    return std::pair(range.first_row, range.last_row);
  };
  for (const Edge& edge : polygon_edges_) {
    const auto [first, last] = rows_of(edge);
    first_row_ = std::min(first_row_, first);
    last_row = std::max(last_row, last);
  }
  first_in_row_.assign(static_cast<std::size_t>(last_row - first_row_ + 2), 0);
  for (const Edge& edge : polygon_edges_) {
    const auto [first, last] = rows_of(edge);
    for (auto row = first; row <= last; ++row) {
      ++first_in_row_[static_cast<std::size_t>(row - first_row_ + 1)];
    }
  }
  for (std::size_t row = 1; row < first_in_row_.size(); ++row) {
    first_in_row_[row] += first_in_row_[row - 1];
  }
  edges_by_row_.resize(first_in_row_.back());
  auto next = first_in_row_;
  for (std::uint32_t i = 0; i < polygon_edges_.size(); ++i) {
    const auto [first, last] = rows_of(polygon_edges_[i]);
    for (auto row = first; row <= last; ++row) {
      edges_by_row_[next[static_cast<std::size_t>(row - first_row_)]++] = i;
    }
  }
}

// The place must be on no edge: a ray to the east crosses an odd number of them when it starts inside.
bool AreaGrid::Builder::polygon_contains(Position place, std::int64_t row) const {
  if (row < first_row_ || row - first_row_ + 1 >= static_cast<std::int64_t>(first_in_row_.size())) {
    return false;
  }
  bool is_inside = false;
  const auto in_row = static_cast<std::size_t>(row - first_row_);
  for (std::uint32_t i = first_in_row_[in_row]; i < first_in_row_[in_row + 1]; ++i) {
    const Edge& edge = polygon_edges_[edges_by_row_[i]];
    const bool from_is_above = edge.from.latitude_e7() > place.latitude_e7();
    const bool to_is_above = edge.to.latitude_e7() > place.latitude_e7();
    if (from_is_above != to_is_above && (side(edge.from, edge.to, place) > 0) == to_is_above) {
      is_inside = !is_inside;
    }
  }
  return is_inside;
}

Position AreaGrid::Builder::centre_of(std::int64_t row, std::int64_t column) const {
  const std::int64_t half = std::int64_t{1} << (grid_.shift_ - 1);
  // The centre of a cell as large as a quarter of the world may be beyond the range of the numbers.
  const auto within = [half](std::int64_t edge_e7) {
    return static_cast<std::int32_t>(
        std::min<std::int64_t>(edge_e7 + half, std::numeric_limits<std::int32_t>::max()));
  };
  return Position::e7(within(grid_.south_e7_ + (row << grid_.shift_)),
                      within(grid_.west_e7_ + (column << grid_.shift_)));
}

// A straight edge covers at most two places of a parabola, so a free one is found soon unless the cell has an
// extreme number of edges.
Position AreaGrid::Builder::place_off_edges(std::uint32_t cell, std::span<const Touch> touches) const {
  const Position centre = centre_of(cell / grid_.columns_, cell % grid_.columns_);
  for (std::int32_t i = 0; i < 90; ++i) {
    const Position place = Position::e7(centre.latitude_e7() - i * i, centre.longitude_e7() - i);
    if (std::ranges::none_of(touches, [&](const Touch& touch) {
          const Edge& edge = polygon_edges_[touch.edge];
          return side(edge.from, edge.to, place) == 0 && box_of(edge.from, edge.to).contains(place);
        })) {
      return place;
    }
  }
  throw std::invalid_argument("an area's edges lie too close together to be told apart");
}

void AreaGrid::Builder::add_mixed_cell(Index area, std::span<const Touch> touches) {
  const std::uint32_t cell = touches.front().cell;
  Entry entry{.area = area,
              .first_edge = static_cast<std::uint32_t>(grid_.edges_.size()),
              .edge_count = static_cast<std::uint32_t>(touches.size()),
              .reference = place_off_edges(cell, touches)};
  entry.is_reference_inside = polygon_contains(entry.reference, cell / grid_.columns_);
  for (const Touch& touch : touches) {
    const Edge& edge = polygon_edges_[touch.edge];
    grid_.edges_.push_back(side(edge.from, edge.to, entry.reference) < 0 ? Edge{edge.to, edge.from} : edge);
  }
  found_.push_back({cell, entry});
}

bool AreaGrid::Builder::add_covered_cells(Index area, const Polygon& polygon) {
  const CellRange range = grid_.cells_of(polygon.bounds());
  std::size_t next = 0;
  for (std::int64_t row = range.first_row; row <= range.last_row; ++row) {
    // Neighbouring cells of a row without edges lie on the same side.
    bool is_known = false;
    bool is_inside = false;
    for (std::int64_t column = range.first_column; column <= range.last_column; ++column) {
      const auto cell = static_cast<std::uint32_t>(grid_.cell_at(row, column));
      while (next < touches_.size() && touches_[next].cell < cell) {
        ++next;
      }
      if (next < touches_.size() && touches_[next].cell == cell) {
        is_known = false;
        continue;
      }
      if (!is_known) {
        is_inside = polygon_contains(centre_of(row, column), row);
        is_known = true;
      }
      if (is_inside && found_.size() >= entry_limit_) {
        return false;
      }
      if (is_inside) {
        found_.push_back({cell, Entry{.area = area}});
      }
    }
  }
  return true;
}

void AreaGrid::Builder::order_entries() {
  // Within an area entries that cover the whole cell first, and only one of them.
  std::ranges::stable_sort(found_, {}, [](const CellEntry& found) {
    return std::tuple(found.cell, found.entry.area, found.entry.edge_count != 0);
  });
  const auto cells = static_cast<std::size_t>(grid_.rows_ * grid_.columns_);
  grid_.first_entry_.assign(cells + 1, 0);
  grid_.entries_.reserve(found_.size());
  for (std::size_t i = 0; i < found_.size(); ++i) {
    const bool is_repeated = i > 0 && found_[i - 1].cell == found_[i].cell &&
                             found_[i - 1].entry.area == found_[i].entry.area &&
                             found_[i].entry.edge_count == 0;
    if (!is_repeated) {
      grid_.entries_.push_back(found_[i].entry);
      ++grid_.first_entry_[found_[i].cell + 1];
    }
  }
  for (std::size_t cell = 0; cell < cells; ++cell) {
    grid_.first_entry_[cell + 1] += grid_.first_entry_[cell];
  }
}

void AreaGrid::Builder::mark_states() {
  grid_.states_.assign(grid_.first_entry_.size() - 1, kOutside);
  for (std::size_t cell = 0; cell < grid_.states_.size(); ++cell) {
    for (const Entry& entry : grid_.entries_of(cell)) {
      if (entry.edge_count == 0) {
        grid_.states_[cell] = kCovered;
      } else if (grid_.states_[cell] == kOutside) {
        grid_.states_[cell] = kMixed;
      }
    }
  }
}

// Chessboard distance to the nearest cell with edges, in two passes: forward and back.
void AreaGrid::Builder::measure_clearance() {
  auto& clearance = grid_.clearance_;
  clearance.assign(grid_.states_.size(), 255);
  for (std::size_t cell = 0; cell < clearance.size(); ++cell) {
    if (std::ranges::any_of(grid_.entries_of(cell), [](const Entry& e) { return e.edge_count != 0; })) {
      clearance[cell] = 0;
    }
  }
  const auto reach = [&](std::int64_t row, std::int64_t column, std::int64_t from_row,
                         std::int64_t from_column) {
    if (from_row < 0 || from_row >= grid_.rows_ || from_column < 0 || from_column >= grid_.columns_) {
      return;
    }
    auto& here = clearance[grid_.cell_at(row, column)];
    const int beyond = clearance[grid_.cell_at(from_row, from_column)] + 1;
    here = static_cast<std::uint8_t>(std::min<int>(here, beyond));
  };
  for (std::int64_t row = 0; row < grid_.rows_; ++row) {
    for (std::int64_t column = 0; column < grid_.columns_; ++column) {
      reach(row, column, row, column - 1);
      for (std::int64_t aside = -1; aside <= 1; ++aside) {
        reach(row, column, row - 1, column + aside);
      }
    }
  }
  for (std::int64_t row = grid_.rows_ - 1; row >= 0; --row) {
    for (std::int64_t column = grid_.columns_ - 1; column >= 0; --column) {
      reach(row, column, row, column + 1);
      for (std::int64_t aside = -1; aside <= 1; ++aside) {
        reach(row, column, row + 1, column + aside);
      }
    }
  }
}

}  // namespace selat::geo
