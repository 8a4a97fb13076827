#pragma once
// The sea as squares (a quadtree): large in open water, down to 0.003° (330 m) at the shore. Each square is a
// node: a place in it through which routes pass, and links to the neighbouring nodes that a straight step
// over water reaches. In a square cut by the shore the node is one of nine places that lies in water, so a
// channel of half its width stays open; links are tested exactly, so even the narrowest land blocks. Internal
// to route/.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "geo/area_grid.h"
#include "geo/earth_centred.h"
#include "geo/polygon.h"

namespace selat::route {

class WaterMesh {
 public:
  using Node = std::uint32_t;

  // The grid of land is used during construction only.
  WaterMesh(const geo::AreaGrid& land, const geo::Box& bounds);

  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] geo::Position place(Node node) const { return nodes_[node].place; }
  [[nodiscard]] const geo::EarthCentred& centred(Node node) const { return centred_[node]; }
  // Whether its square is one of the smallest.
  [[nodiscard]] bool is_at_shore(Node node) const { return nodes_[node].square.size == 1; }
  [[nodiscard]] std::span<const Node> links(Node node) const {
    return {links_.data() + first_link_[node], first_link_[node + 1] - first_link_[node]};
  }
  // Nodes whose squares meet the square of `reach` around the place, in order.
  void nodes_near(geo::Position position, Distance reach, std::vector<Node>& found) const;
  // The extent of the connected water that the node belongs to.
  [[nodiscard]] double water_km2(Node node) const { return water_km2_[nodes_[node].water]; }
  [[nodiscard]] const geo::Box& bounds() const { return bounds_; }
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  struct Square {
    std::int32_t row, column, size;  // in the smallest squares, from the south-west
  };
  struct NodeRecord {
    geo::Position place;
    std::uint32_t water = 0;
    Square square;
  };
  // A square of the tree: a node (0 and up), no water, or the index of its four quarters (below kNoWater).
  using Branch = std::int64_t;
  static constexpr Branch kNoWater = -1;

  [[nodiscard]] geo::Box box_of(Square square) const;
  [[nodiscard]] geo::Position place_in(Square square, int north_eighths, int east_eighths) const;
  [[nodiscard]] Branch grow(const geo::AreaGrid& land, Square square);
  [[nodiscard]] Branch add_node(Square square, geo::Position place);
  // The branch of this square, or of the larger one that contains it.
  [[nodiscard]] Branch find(Square square) const;
  // The branch of a largest square.
  [[nodiscard]] Branch root(std::int32_t row, std::int32_t column) const {
    return roots_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                  static_cast<std::size_t>(column)];
  }
  [[nodiscard]] static bool is_split(Branch branch) { return branch < kNoWater; }
  [[nodiscard]] const Branch* quarters_of(Branch branch) const {
    return &tree_[static_cast<std::size_t>(-2 - branch)];
  }
  void collect(Branch branch, Square square, const geo::Box& box, std::vector<Node>& found) const;
  using NodePairs = std::vector<std::pair<Node, Node>>;
  void find_links(const geo::AreaGrid& land, Node node, NodePairs& pairs) const;
  void link_all(const geo::AreaGrid& land);
  void number_waters();
  // Gives the number to all nodes connected with the first one; returns their area in km².
  double number_water(Node first, std::uint32_t water);

  geo::Box bounds_;
  std::int32_t rows_ = 0;  // of the largest squares
  std::int32_t columns_ = 0;
  std::vector<Branch> roots_;
  std::vector<Branch> tree_;  // four quarters together
  std::vector<NodeRecord> nodes_;
  std::vector<geo::EarthCentred> centred_;  // by node: its place
  std::vector<std::uint32_t> first_link_;
  std::vector<Node> links_;
  std::vector<double> water_km2_;
};

}  // namespace selat::route
