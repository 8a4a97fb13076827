#include <algorithm>
#include <cmath>

#include "geo/area_grid.h"
#include "geo/edge.h"
#include "geo/local_plane.h"

namespace selat::geo {

// Looks for the nearest edge in rings of cells around the place, until no ring can have a nearer one.
class AreaGrid::NearestSearch {
 public:
  NearestSearch(const AreaGrid& grid, Position position, Distance within)
      : grid_(grid),
        plane_(position),
        x_e7_(position.longitude_e7() - grid.west_e7_),
        y_e7_(position.latitude_e7() - grid.south_e7_),
        column_(x_e7_ >> grid.shift_),
        row_(y_e7_ >> grid.shift_),
        nearest_m_(within.in_metres()) {}

  [[nodiscard]] std::optional<NearestEdge> run() {
    const std::int64_t last_row = grid_.rows_ - 1;
    const std::int64_t last_column = grid_.columns_ - 1;
    const std::int64_t outside =
        std::max({-row_, row_ - last_row, -column_, column_ - last_column, std::int64_t{0}});
    const std::int64_t first = outside > 0 ? outside : grid_.clearance_[grid_.cell_at(row_, column_)];
    const std::int64_t last = std::max({row_, last_row - row_, column_, last_column - column_});
    for (std::int64_t out = first; out <= last && least_m(out) <= nearest_m_; ++out) {
      search_ring(out);
    }
    if (nearest_) {
      nearest_->place = plane_.to_position(nearest_offset_);
    }
    return nearest_;
  }

 private:
  // No edge in the ring `out` cells away, or beyond it, can be nearer than this.
  [[nodiscard]] double least_m(std::int64_t out) const {
    if (out == 0) {
      return 0.0;
    }
    const auto gap_m = [](std::int64_t border_e7, std::int64_t at_e7, double metres_per_e7) {
      return std::abs(static_cast<double>(border_e7 - at_e7)) * metres_per_e7;
    };
    const int shift = grid_.shift_;
    const double east_m = plane_.metres_per_e7_east();
    const double north_m = plane_.metres_per_e7_north();
    return std::min(
        {gap_m((column_ - out + 1) << shift, x_e7_, east_m), gap_m((column_ + out) << shift, x_e7_, east_m),
         gap_m((row_ - out + 1) << shift, y_e7_, north_m), gap_m((row_ + out) << shift, y_e7_, north_m)});
  }

  void search_ring(std::int64_t out) {
    search_row(row_ - out, column_ - out, column_ + out);
    if (out > 0) {
      search_row(row_ + out, column_ - out, column_ + out);
      search_column(column_ - out, row_ - out + 1, row_ + out - 1);
      search_column(column_ + out, row_ - out + 1, row_ + out - 1);
    }
  }

  void search_row(std::int64_t row, std::int64_t from, std::int64_t to) {
    if (row < 0 || row >= grid_.rows_) {
      return;
    }
    to = std::min(to, grid_.columns_ - 1);
    for (std::int64_t column = std::max<std::int64_t>(from, 0); column <= to;) {
      column += search_cell(grid_.cell_at(row, column));
    }
  }

  void search_column(std::int64_t column, std::int64_t from, std::int64_t to) {
    if (column < 0 || column >= grid_.columns_) {
      return;
    }
    to = std::min(to, grid_.rows_ - 1);
    for (std::int64_t row = std::max<std::int64_t>(from, 0); row <= to;) {
      row += search_cell(grid_.cell_at(row, column));
    }
  }

  // Returns how many cells on the next one with edges may be.
  std::int64_t search_cell(std::size_t cell) {
    if (grid_.clearance_[cell] != 0) {
      return grid_.clearance_[cell];
    }
    for (const Entry& entry : grid_.entries_of(cell)) {
      for (const Edge& edge : grid_.edges_of(entry)) {
        consider(edge, entry.area);
      }
    }
    return 1;
  }

  void consider(const Edge& edge, Index area) {
    // In one direction whichever cell it is found in, so that the last digit is always the same.
    const auto [from, to] = std::minmax(edge.from, edge.to);
    const Offset offset = nearest_to_origin(plane_.to_plane(from), plane_.to_plane(to));
    const double distance_m = offset.length_m();
    if (distance_m < nearest_m_ || (!nearest_ && distance_m <= nearest_m_)) {
      nearest_m_ = distance_m;
      nearest_offset_ = offset;
      nearest_ = NearestEdge{Distance::metres(distance_m), {}, area};
    }
  }

  const AreaGrid& grid_;
  LocalPlane plane_;
  std::int64_t x_e7_, y_e7_;  // of the place, from the grid's south-west corner
  std::int64_t column_, row_;
  double nearest_m_;
  Offset nearest_offset_;
  std::optional<NearestEdge> nearest_;
};

std::optional<AreaGrid::NearestEdge> AreaGrid::nearest_edge(Position position, Distance within) const {
  return states_.empty() ? std::nullopt : NearestSearch(*this, position, within).run();
}

}  // namespace selat::geo
