#include "geo/area_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/area_grid_builder.h"
#include "geo/edge.h"
#include "geo/local_plane.h"

namespace selat::geo {

AreaGrid::AreaGrid(std::span<const Area> areas) {
  Builder(*this, areas).build();
}

std::optional<std::size_t> AreaGrid::cell_of(Position position) const {
  // Below zero becomes huge: one comparison finds both sides.
  const auto row = static_cast<std::uint64_t>(position.latitude_e7() - south_e7_) >> shift_;
  const auto column = static_cast<std::uint64_t>(position.longitude_e7() - west_e7_) >> shift_;
  if (row >= static_cast<std::uint64_t>(rows_) || column >= static_cast<std::uint64_t>(columns_)) {
    return std::nullopt;
  }
  return row * static_cast<std::uint64_t>(columns_) + column;
}

AreaGrid::CellRange AreaGrid::cells_of(const Box& box) const {
  // As wide as the margin with which edges were entered into cells.
  constexpr std::int64_t kMargin_e7 = 2;
  const auto row = [&](std::int64_t latitude_e7) {
    return std::clamp<std::int64_t>((latitude_e7 - south_e7_) >> shift_, 0, rows_ - 1);
  };
  const auto column = [&](std::int64_t longitude_e7) {
    return std::clamp<std::int64_t>((longitude_e7 - west_e7_) >> shift_, 0, columns_ - 1);
  };
  return {row(box.south_west.latitude_e7() - kMargin_e7), row(box.north_east.latitude_e7() + kMargin_e7),
          column(box.south_west.longitude_e7() - kMargin_e7),
          column(box.north_east.longitude_e7() + kMargin_e7)};
}

bool AreaGrid::does_hold(const Entry& entry, Position p) const {
  bool is_inside = entry.holds_reference;
  const Position reference = entry.reference;
  for (const Edge& edge : edges_of(entry)) {
    const int turn = side(edge.from, edge.to, p);
    if (turn > 0) {
      continue;  // the reference lies on the same side
    }
    if (turn == 0) {
      if (box_of(edge.from, edge.to).contains(p)) {
        return true;
      }
      continue;
    }
    is_inside ^= (side(p, reference, edge.from) > 0) != (side(p, reference, edge.to) > 0);
  }
  return is_inside;
}

bool AreaGrid::contains(Position position) const {
  const auto cell = cell_of(position);
  if (!cell) {
    return false;
  }
  const std::uint8_t state = states_[*cell];
  if (state != kMixed) {
    return state == kCovered;
  }
  return std::ranges::any_of(entries_of(*cell),
                             [&](const Entry& entry) { return does_hold(entry, position); });
}

bool AreaGrid::contains(Index area, Position position) const {
  const auto cell = cell_of(position);
  if (!cell) {
    return false;
  }
  return std::ranges::any_of(
      std::ranges::equal_range(entries_of(*cell), area, {}, &Entry::area),
      [&](const Entry& entry) { return entry.edge_count == 0 || does_hold(entry, position); });
}

void AreaGrid::containing(Position position, std::vector<Index>& found) const {
  found.clear();
  const auto cell = cell_of(position);
  if (!cell) {
    return;
  }
  for (const Entry& entry : entries_of(*cell)) {
    const bool is_known = !found.empty() && found.back() == entry.area;
    if (!is_known && (entry.edge_count == 0 || does_hold(entry, position))) {
      found.push_back(entry.area);
    }
  }
}

template <typename Visit>
void AreaGrid::for_each_mixed_cell(Position a, Position b, const Visit& visit) const {
  if (states_.empty()) {
    return;
  }
  const double from_x = static_cast<double>(a.longitude_e7() - west_e7_);
  const double from_y = static_cast<double>(a.latitude_e7() - south_e7_);
  const double dx = static_cast<double>(b.longitude_e7()) - a.longitude_e7();
  const double dy = static_cast<double>(b.latitude_e7()) - a.latitude_e7();
  const double size = std::ldexp(1.0, shift_);
  const double per_cell = 1 / size;
  double t = 0;
  double end = 1;
  const auto clip = [&](double from, double delta, double limit) {
    if (delta == 0) {
      if (from < 0 || from > limit) {
        end = -1;
      }
      return;
    }
    const double first = (delta > 0 ? -from : limit - from) / delta;
    const double last = (delta > 0 ? limit - from : -from) / delta;
    t = std::max(t, first);
    end = std::min(end, last);
  };
  clip(from_x, dx, size * static_cast<double>(columns_));
  clip(from_y, dy, size * static_cast<double>(rows_));
  const double length = std::max(std::abs(dx), std::abs(dy));
  // A quarter of a unit past each cell's border: less than the margin of the edges' cells.
  const double past_border = length > 0 ? 0.25 / length : 2;
  const double per_dx = dx != 0 ? 1 / dx : 0;
  const double per_dy = dy != 0 ? 1 / dy : 0;
  while (t <= end) {
    const auto cell_along = [&](double at, std::int64_t count) {
      return std::clamp<std::int64_t>(static_cast<std::int64_t>(at * per_cell), 0, count - 1);
    };
    const std::int64_t column = cell_along(from_x + t * dx, columns_);
    const std::int64_t row = cell_along(from_y + t * dy, rows_);
    const std::size_t cell = cell_at(row, column);
    if (clearance_[cell] == 0 && !visit(cell)) {
      return;
    }
    // No edges in the square of cells around this one: leave it in one go.
    const std::int64_t around = std::max<std::int64_t>(clearance_[cell], 1) - 1;
    const auto border = [around](std::int64_t at, double delta) {
      return static_cast<double>(delta > 0 ? at + around + 1 : at - around);
    };
    const double leaves_columns = (border(column, dx) * size - from_x) * per_dx;
    const double leaves_rows = (border(row, dy) * size - from_y) * per_dy;
    const double leaves = dx == 0   ? leaves_rows
                          : dy == 0 ? leaves_columns
                                    : std::min(leaves_columns, leaves_rows);
    t = std::max(t, leaves) + past_border;
  }
}

bool AreaGrid::meets_edge(Position a, Position b) const {
  bool does_meet = false;
  for_each_mixed_cell(a, b, [&](std::size_t cell) {
    for (const Entry& entry : entries_of(cell)) {
      for (const Edge& edge : edges_of(entry)) {
        if (do_meet(a, b, edge.from, edge.to)) {
          does_meet = true;
          return false;
        }
      }
    }
    return true;
  });
  return does_meet;
}

bool AreaGrid::has_edge_in(const Box& box) const {
  if (states_.empty()) {
    return false;
  }
  const Position north_west = Position::e7(box.north_east.latitude_e7(), box.south_west.longitude_e7());
  const Position south_east = Position::e7(box.south_west.latitude_e7(), box.north_east.longitude_e7());
  const auto meets = [&](const Edge& edge) {
    if (!box_of(edge.from, edge.to).overlaps(box)) {
      return false;
    }
    const int first = side(edge.from, edge.to, box.south_west);
    return first == 0 || first != side(edge.from, edge.to, box.north_east) ||
           first != side(edge.from, edge.to, north_west) || first != side(edge.from, edge.to, south_east);
  };
  const CellRange range = cells_of(box);
  for (std::int64_t row = range.first_row; row <= range.last_row; ++row) {
    for (std::int64_t column = range.first_column; column <= range.last_column;) {
      const std::size_t cell = cell_at(row, column);
      if (clearance_[cell] != 0) {
        column += clearance_[cell];
        continue;
      }
      for (const Entry& entry : entries_of(cell)) {
        if (std::ranges::any_of(edges_of(entry), meets)) {
          return true;
        }
      }
      ++column;
    }
  }
  return false;
}

// As does_hold(), for a place between grid points that is known to lie on no edge.
bool AreaGrid::does_hold_between(Index area, double latitude_e7, double longitude_e7) const {
  const auto cell = cell_of(Position::e7(static_cast<std::int32_t>(std::floor(latitude_e7)),
                                         static_cast<std::int32_t>(std::floor(longitude_e7))));
  if (!cell) {
    return false;
  }
  for (const Entry& entry : std::ranges::equal_range(entries_of(*cell), area, {}, &Entry::area)) {
    if (entry.edge_count == 0) {
      return true;
    }
    struct Point {
      double east, north;
    };
    const auto relative = [&](Position p) {
      return Point{static_cast<double>(p.longitude_e7()) - longitude_e7,
                   static_cast<double>(p.latitude_e7()) - latitude_e7};
    };
    const Point reference = relative(entry.reference);
    bool is_inside = entry.holds_reference;
    for (const Edge& edge : edges_of(entry)) {
      const Point from = relative(edge.from);
      const Point to = relative(edge.to);
      const bool is_right = from.east * to.north - from.north * to.east < 0;
      const auto is_left_of_way = [&](Point p) {
        return reference.east * p.north - reference.north * p.east > 0;
      };
      is_inside ^= is_right && is_left_of_way(from) != is_left_of_way(to);
    }
    if (is_inside) {
      return true;
    }
  }
  return false;
}

std::vector<Crossing> AreaGrid::crossings(Index area, Position a, Position b) const {
  if (a == b || !a.is_valid() || !b.is_valid()) {
    return {};
  }
  Meetings meetings;
  for_each_mixed_cell(a, b, [&](std::size_t cell) {
    for (const Entry& entry : std::ranges::equal_range(entries_of(cell), area, {}, &Entry::area)) {
      for (const Edge& edge : edges_of(entry)) {
        meet_edge(a, b, edge.from, edge.to, meetings);
      }
    }
    return true;
  });
  return crossings_of(
      a, b, std::move(meetings), [&](Position p) { return contains(area, p); },
      [&](Between p) { return does_hold_between(area, p.latitude_e7, p.longitude_e7); });
}

void AreaGrid::crossings(Position a, Position b, std::vector<AreaCrossing>& found) const {
  found.clear();
  std::vector<Index> near;
  for_each_mixed_cell(a, b, [&](std::size_t cell) {
    for (const Entry& entry : entries_of(cell)) {
      if (entry.edge_count != 0) {
        near.push_back(entry.area);
      }
    }
    return true;
  });
  std::ranges::sort(near);
  const auto repeated = std::ranges::unique(near);
  near.erase(repeated.begin(), repeated.end());
  for (const Index area : near) {
    for (const Crossing& crossing : crossings(area, a, b)) {
      found.push_back({area, crossing});
    }
  }
}

std::optional<AreaGrid::NearestEdge> AreaGrid::nearest_edge(Position position, Distance within) const {
  if (states_.empty()) {
    return std::nullopt;
  }
  const LocalPlane plane(position);
  std::optional<NearestEdge> nearest;
  Offset nearest_offset;
  double nearest_m = within.in_metres();
  const auto look_in = [&](std::size_t cell) {
    for (const Entry& entry : entries_of(cell)) {
      for (const Edge& edge : edges_of(entry)) {
        // In one direction whichever cell it is found in, so that the last digit is always the same.
        const auto [from, to] = std::minmax(edge.from, edge.to);
        const Offset offset = nearest_to_origin(plane.to_plane(from), plane.to_plane(to));
        const double distance_m = offset.length_m();
        if (distance_m < nearest_m || (!nearest && distance_m <= nearest_m)) {
          nearest_m = distance_m;
          nearest_offset = offset;
          nearest = NearestEdge{Distance::metres(distance_m), {}, entry.area};
        }
      }
    }
  };
  const std::int64_t row = (position.latitude_e7() - south_e7_) >> shift_;
  const std::int64_t column = (position.longitude_e7() - west_e7_) >> shift_;
  const auto look_along_row = [&](std::int64_t at, std::int64_t from, std::int64_t to) {
    if (at < 0 || at >= rows_) {
      return;
    }
    to = std::min(to, columns_ - 1);
    for (std::int64_t c = std::max<std::int64_t>(from, 0); c <= to;) {
      const std::size_t cell = cell_at(at, c);
      if (clearance_[cell] == 0) {
        look_in(cell);
      }
      c += std::max<std::int64_t>(clearance_[cell], 1);
    }
  };
  const auto look_along_column = [&](std::int64_t at, std::int64_t from, std::int64_t to) {
    if (at < 0 || at >= columns_) {
      return;
    }
    to = std::min(to, rows_ - 1);
    for (std::int64_t r = std::max<std::int64_t>(from, 0); r <= to;) {
      const std::size_t cell = cell_at(r, at);
      if (clearance_[cell] == 0) {
        look_in(cell);
      }
      r += std::max<std::int64_t>(clearance_[cell], 1);
    }
  };
  // No edge of the ring `out` cells away, or beyond, can be nearer than this.
  const auto least_m = [&](std::int64_t out) {
    if (out == 0) {
      return 0.0;
    }
    const auto gap_m = [&](std::int64_t border_e7, std::int64_t at_e7, double metres) {
      return std::abs(static_cast<double>(border_e7 - at_e7)) * metres;
    };
    const std::int64_t x = position.longitude_e7() - west_e7_;
    const std::int64_t y = position.latitude_e7() - south_e7_;
    const double east_m = plane.metres_per_e7_east();
    const double north_m = plane.metres_per_e7_north();
    return std::min({gap_m((column - out + 1) << shift_, x, east_m),
                     gap_m((column + out) << shift_, x, east_m), gap_m((row - out + 1) << shift_, y, north_m),
                     gap_m((row + out) << shift_, y, north_m)});
  };
  const std::int64_t outside =
      std::max({-row, row - rows_ + 1, -column, column - columns_ + 1, std::int64_t{0}});
  const std::int64_t first = outside > 0 ? outside : clearance_[cell_at(row, column)];
  const std::int64_t last = std::max({row, rows_ - 1 - row, column, columns_ - 1 - column});
  for (std::int64_t out = first; out <= last && least_m(out) <= nearest_m; ++out) {
    look_along_row(row - out, column - out, column + out);
    if (out > 0) {
      look_along_row(row + out, column - out, column + out);
      look_along_column(column - out, row - out + 1, row + out - 1);
      look_along_column(column + out, row - out + 1, row + out - 1);
    }
  }
  if (nearest) {
    nearest->place = plane.to_position(nearest_offset);
  }
  return nearest;
}

std::size_t AreaGrid::memory_bytes() const {
  return states_.capacity() + clearance_.capacity() + first_entry_.capacity() * sizeof(std::uint32_t) +
         entries_.capacity() * sizeof(Entry) + edges_.capacity() * sizeof(Edge);
}

}  // namespace selat::geo
