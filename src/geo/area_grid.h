#pragma once
// An index of fixed areas for fast queries: which contain a place, how far the nearest edge is, what a step
// crosses. A grid of square cells of latitude and longitude. A cell that no edge touches lies wholly inside
// or outside each area. The other cells have a list of the edges near them, and know whether one place of the
// cell (the reference) is inside; whether another place is follows from the parity of the edges between the
// two. The answers are exactly those of Area, on whole 1e-7 degrees. Areas may overlap; the holes of a
// polygon must lie within its outer ring and not overlap.
//
// Copies what it needs of the areas. Immutable, so any number of threads may use it. Memory is bounded by 256
// bytes an edge plus 20 MB, whatever the shapes; building takes time linear in that.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "geo/polygon.h"
#include "geo/position.h"
#include "units/distance.h"

namespace selat::geo {

class AreaGrid {
 public:
  // The index of an area in the list from which the grid was built.
  using Index = std::uint32_t;

  struct NearestEdge {
    Distance distance;
    Position place;  // on the edge, rounded to 1e-7°
    Index area = 0;
  };

  struct AreaCrossing {
    Index area = 0;
    Crossing crossing;
    friend bool operator==(const AreaCrossing&, const AreaCrossing&) = default;
  };

  // Without areas.
  AreaGrid() = default;
  // Throws std::invalid_argument for areas so dense that no cell of 0.002° has a place clear of edges.
  explicit AreaGrid(std::span<const Area> areas);
  explicit AreaGrid(const Area& area) : AreaGrid(std::span<const Area>(&area, 1)) {}

  // Whether any of the areas contains the place; the edge of an area belongs to it.
  [[nodiscard]] bool contains(Position position) const;
  [[nodiscard]] bool contains(Index area, Position position) const;
  // Replaces the contents of `found` by the areas that contain the place, in order.
  void containing(Position position, std::vector<Index>& found) const;

  // The nearest edge at most `within` away, of any area, measured as Area::distance_to_edge() measures: on
  // the local plane of `position`. Does not look across the 180° meridian.
  [[nodiscard]] std::optional<NearestEdge> nearest_edge(Position position, Distance within) const;

  // Whether the straight step from a to b touches or crosses an edge.
  [[nodiscard]] bool meets_edge(Position a, Position b) const;
  // Whether any edge touches or crosses the box.
  [[nodiscard]] bool has_edge_in(const Box& box) const;

  // As Area::crossings, of one area.
  [[nodiscard]] std::vector<Crossing> crossings(Index area, Position a, Position b) const;
  // Of all areas, by area and then along the step; replaces the contents of `found`.
  void crossings(Position a, Position b, std::vector<AreaCrossing>& found) const;

  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  struct Edge {
    Position from;
    Position to;
  };
  // One polygon in a cell; without edges the cell lies wholly inside it.
  struct Entry {
    Index area = 0;
    std::uint32_t first_edge = 0;
    std::uint32_t edge_count = 0;
    Position reference{};  // within the cell, on no edge; it is to the left of every edge, or in its line
    bool is_reference_inside = false;
  };
  enum State : std::uint8_t { kOutside, kMixed, kCovered };
  struct CellRange {
    std::int64_t first_row, last_row, first_column, last_column;
  };
  class Builder;
  class NearestSearch;

  [[nodiscard]] std::optional<std::size_t> cell_of(Position position) const;
  [[nodiscard]] std::size_t cell_at(std::int64_t row, std::int64_t column) const {
    return static_cast<std::size_t>(row * columns_ + column);
  }
  [[nodiscard]] std::span<const Entry> entries_of(std::size_t cell) const {
    return {entries_.data() + first_entry_[cell], first_entry_[cell + 1] - first_entry_[cell]};
  }
  [[nodiscard]] std::span<const Edge> edges_of(const Entry& entry) const {
    return {edges_.data() + entry.first_edge, entry.edge_count};
  }
  [[nodiscard]] bool is_inside(const Entry& entry, Position position) const;
  [[nodiscard]] bool is_inside_between(Index area, double latitude_e7, double longitude_e7) const;
  [[nodiscard]] CellRange cells_of(const Box& box) const;
  // Visits every mixed cell that the step passes, and perhaps some beside it, until visit(cell) returns
  // false.
  template <typename Visit>
  void for_each_mixed_cell(Position a, Position b, const Visit& visit) const;

  std::int64_t south_e7_ = 0;
  std::int64_t west_e7_ = 0;
  int shift_ = 0;  // a cell is 2^shift of 1e-7° high and wide
  std::int64_t rows_ = 0;
  std::int64_t columns_ = 0;
  std::vector<std::uint8_t> states_;     // by cell
  std::vector<std::uint8_t> clearance_;  // by cell: rows or columns to the nearest one with edges, up to 255
  std::vector<std::uint32_t> first_entry_;
  std::vector<Entry> entries_;  // by cell, then area
  std::vector<Edge> edges_;     // of one entry together
};

}  // namespace selat::geo
