#include "geo/area_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/area_grid_builder.h"
#include "geo/edge.h"
#include "geo/local_plane.h"

namespace selat::geo {
namespace {

// A step along one axis of the grid; a fraction is that of the step.
class StepAxis {
 public:
  StepAxis(double from, double delta, std::int64_t count, double cell_size)
      : from_(from),
        delta_(delta),
        count_(count),
        cell_size_(cell_size),
        per_cell_(1 / cell_size),
        per_delta_(delta != 0 ? 1 / delta : 0) {}

  [[nodiscard]] double delta() const { return delta_; }

  // Narrows the range of fractions to the part within the grid; last < first when there is none.
  void clip(double& first, double& last) const {
    const double limit = cell_size_ * static_cast<double>(count_);
    if (delta_ == 0) {
      last = from_ < 0 || from_ > limit ? -1 : last;
      return;
    }
    first = std::max(first, (delta_ > 0 ? -from_ : limit - from_) / delta_);
    last = std::min(last, (delta_ > 0 ? limit - from_ : -from_) / delta_);
  }

  [[nodiscard]] std::int64_t cell_at(double fraction) const {
    const double at = from_ + fraction * delta_;
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(at * per_cell_), 0, count_ - 1);
  }

  // The fraction at which the step leaves the cells up to `around` beside this one; infinite when it never
  // does.
  [[nodiscard]] double leaves(std::int64_t cell, std::int64_t around) const {
    if (delta_ == 0) {
      return std::numeric_limits<double>::infinity();
    }
    const auto border = static_cast<double>(delta_ > 0 ? cell + around + 1 : cell - around);
    return (border * cell_size_ - from_) * per_delta_;
  }

 private:
  double from_;
  double delta_;
  std::int64_t count_;
  double cell_size_;
  double per_cell_;
  double per_delta_;
};

// Relative to some place, in 1e-7 degrees.
struct Relative {
  double east_e7;
  double north_e7;
  friend double cross(Relative a, Relative b) { return a.east_e7 * b.north_e7 - a.north_e7 * b.east_e7; }
};

}  // namespace

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
  // As wide as the margin with which the builder adds edges to cells.
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

bool AreaGrid::is_inside(const Entry& entry, Position p) const {
  bool result = entry.is_reference_inside;
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
    result ^= (side(p, reference, edge.from) > 0) != (side(p, reference, edge.to) > 0);
  }
  return result;
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
                             [&](const Entry& entry) { return is_inside(entry, position); });
}

bool AreaGrid::contains(Index area, Position position) const {
  const auto cell = cell_of(position);
  if (!cell) {
    return false;
  }
  return std::ranges::any_of(
      std::ranges::equal_range(entries_of(*cell), area, {}, &Entry::area),
      [&](const Entry& entry) { return entry.edge_count == 0 || is_inside(entry, position); });
}

void AreaGrid::containing(Position position, std::vector<Index>& found) const {
  found.clear();
  const auto cell = cell_of(position);
  if (!cell) {
    return;
  }
  for (const Entry& entry : entries_of(*cell)) {
    const bool is_known = !found.empty() && found.back() == entry.area;
    if (!is_known && (entry.edge_count == 0 || is_inside(entry, position))) {
      found.push_back(entry.area);
    }
  }
}

template <typename Visit>
void AreaGrid::for_each_mixed_cell(Position a, Position b, const Visit& visit) const {
  if (states_.empty()) {
    return;
  }
  const double size = std::ldexp(1.0, shift_);
  const StepAxis x(static_cast<double>(a.longitude_e7() - west_e7_),
                   static_cast<double>(b.longitude_e7()) - a.longitude_e7(), columns_, size);
  const StepAxis y(static_cast<double>(a.latitude_e7() - south_e7_),
                   static_cast<double>(b.latitude_e7()) - a.latitude_e7(), rows_, size);
  double t = 0;
  double end = 1;
  x.clip(t, end);
  y.clip(t, end);
  const double length = std::max(std::abs(x.delta()), std::abs(y.delta()));
  // A quarter of a unit past each cell's border: less than the margin of the edges' cells.
  const double past_border = length > 0 ? 0.25 / length : 2;
  while (t <= end) {
    const std::int64_t column = x.cell_at(t);
    const std::int64_t row = y.cell_at(t);
    const std::size_t cell = cell_at(row, column);
    if (clearance_[cell] == 0 && !visit(cell)) {
      return;
    }
    // There are no edges in the square of cells around this one: the step leaves it at once.
    const std::int64_t around = std::max<std::int64_t>(clearance_[cell], 1) - 1;
    t = std::max(t, std::min(x.leaves(column, around), y.leaves(row, around))) + past_border;
  }
}

bool AreaGrid::meets_edge(Position a, Position b) const {
  const auto meets = [&](const Edge& edge) { return do_meet(a, b, edge.from, edge.to); };
  bool does_meet = false;
  for_each_mixed_cell(a, b, [&](std::size_t cell) {
    does_meet = std::ranges::any_of(
        entries_of(cell), [&](const Entry& entry) { return std::ranges::any_of(edges_of(entry), meets); });
    return !does_meet;
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
  const auto has_meeting_edge = [&](const Entry& entry) {
    return std::ranges::any_of(edges_of(entry), meets);
  };
  const CellRange range = cells_of(box);
  for (std::int64_t row = range.first_row; row <= range.last_row; ++row) {
    for (std::int64_t column = range.first_column; column <= range.last_column;) {
      const std::size_t cell = cell_at(row, column);
      if (clearance_[cell] != 0) {
        column += clearance_[cell];
        continue;
      }
      if (std::ranges::any_of(entries_of(cell), has_meeting_edge)) {
        return true;
      }
      ++column;
    }
  }
  return false;
}

// As is_inside(), for a place between grid points that is known to lie on no edge.
bool AreaGrid::is_inside_between(Index area, double latitude_e7, double longitude_e7) const {
  const auto cell = cell_of(Position::e7(static_cast<std::int32_t>(std::floor(latitude_e7)),
                                         static_cast<std::int32_t>(std::floor(longitude_e7))));
  if (!cell) {
    return false;
  }
  for (const Entry& entry : std::ranges::equal_range(entries_of(*cell), area, {}, &Entry::area)) {
    if (entry.edge_count == 0) {
      return true;
    }
    const auto relative = [&](Position p) {
      return Relative{static_cast<double>(p.longitude_e7()) - longitude_e7,
                      static_cast<double>(p.latitude_e7()) - latitude_e7};
    };
    const Relative reference = relative(entry.reference);
    bool result = entry.is_reference_inside;
    for (const Edge& edge : edges_of(entry)) {
      const Relative from = relative(edge.from);
      const Relative to = relative(edge.to);
      const bool is_right = cross(from, to) < 0;
      result ^= is_right && (cross(reference, from) > 0) != (cross(reference, to) > 0);
    }
    if (result) {
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
      [&](Between p) { return is_inside_between(area, p.latitude_e7, p.longitude_e7); });
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

std::size_t AreaGrid::memory_bytes() const {
  return states_.capacity() + clearance_.capacity() + first_entry_.capacity() * sizeof(std::uint32_t) +
         entries_.capacity() * sizeof(Entry) + edges_.capacity() * sizeof(Edge);
}

}  // namespace selat::geo
