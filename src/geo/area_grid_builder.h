#pragma once
// Builds an AreaGrid. Internal to geo/.

#include "geo/area_grid.h"

namespace selat::geo {

class AreaGrid::Builder {
 public:
  Builder(AreaGrid& grid, std::span<const Area> areas) : grid_(grid), areas_(areas) {}
  void build();

 private:
  // An edge (by its number in its polygon) in a cell.
  struct Touch {
    std::uint32_t cell;
    std::uint32_t edge;
  };
  struct CellEntry {
    std::uint32_t cell;
    Entry entry;
  };

  void choose_bounds();
  void choose_cells(int shift);
  // False when the cells are so small that the bound on memory would be exceeded.
  [[nodiscard]] bool fill();
  [[nodiscard]] bool add_polygon(Index area, const Polygon& polygon);
  void touch_cells(std::uint32_t edge_number, const Edge& edge);
  void sort_edges_into_rows();
  [[nodiscard]] bool polygon_contains(Position place, std::int64_t row) const;
  void add_mixed_cell(Index area, std::span<const Touch> touches);
  [[nodiscard]] Position place_off_edges(std::uint32_t cell, std::span<const Touch> touches) const;
  [[nodiscard]] bool add_covered_cells(Index area, const Polygon& polygon);
  [[nodiscard]] Position centre_of(std::int64_t row, std::int64_t column) const;
  void order_entries();
  void mark_states();
  void measure_clearance();

  AreaGrid& grid_;
  std::span<const Area> areas_;
  std::size_t edge_total_ = 0;
  std::size_t entry_limit_ = 0;
  std::vector<CellEntry> found_;
  // of the polygon that is being added
  std::vector<Edge> polygon_edges_;
  std::vector<Touch> touches_;
  std::vector<std::uint32_t> first_in_row_;
  std::vector<std::uint32_t> edges_by_row_;
  std::int64_t first_row_ = 0;
};

}  // namespace selat::geo
