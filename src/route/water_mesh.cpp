#include "route/water_mesh.h"

#include <algorithm>
#include <array>
#include <utility>

#include "geo/local_plane.h"

namespace selat::route {
namespace {

constexpr std::int32_t kSmallest_e7 = 30'000;  // 0.003°, 330 m
constexpr std::int32_t kLargest = 32;          // the side of the largest square, in smallest squares: 0.096°
// A chart of the whole world would have 250 times as many squares as the Strait.
constexpr std::int64_t kMaxRoots = 4'000'000;
constexpr std::uint32_t kUnnumbered = 0xffff'ffff;

double square_km2(geo::Position place, std::int32_t size) {
  const geo::LocalPlane plane(place);
  const double side_e7 = static_cast<double>(size) * kSmallest_e7;
  return side_e7 * plane.metres_per_e7_east() * side_e7 * plane.metres_per_e7_north() * 1e-6;
}

}  // namespace

WaterMesh::WaterMesh(const geo::AreaGrid& land, const geo::Box& bounds) : bounds_(bounds) {
  const auto count = [](std::int64_t extent_e7) {
    constexpr std::int64_t kLargest_e7 = std::int64_t{kLargest} * kSmallest_e7;
    return (extent_e7 + kLargest_e7 - 1) / kLargest_e7;
  };
  const std::int64_t rows =
      count(std::int64_t{bounds.north_east.latitude_e7()} - bounds.south_west.latitude_e7());
  const std::int64_t columns =
      count(std::int64_t{bounds.north_east.longitude_e7()} - bounds.south_west.longitude_e7());
  first_link_.assign(1, 0);
  if (rows * columns > kMaxRoots) {
    return;
  }
  rows_ = static_cast<std::int32_t>(rows);
  columns_ = static_cast<std::int32_t>(columns);
  for (std::int32_t row = 0; row < rows_; ++row) {
    for (std::int32_t column = 0; column < columns_; ++column) {
      roots_.push_back(grow(land, {row * kLargest, column * kLargest, kLargest}));
    }
  }
  for (const NodeRecord& node : nodes_) {
    centred_.push_back(geo::earth_centred(node.place));
  }
  link_all(land);
  number_waters();
}

geo::Box WaterMesh::box_of(Square square) const {
  const auto corner = [this](std::int32_t row, std::int32_t column) {
    return geo::Position::e7(bounds_.south_west.latitude_e7() + row * kSmallest_e7,
                             bounds_.south_west.longitude_e7() + column * kSmallest_e7);
  };
  return {corner(square.row, square.column), corner(square.row + square.size, square.column + square.size)};
}

geo::Position WaterMesh::place_in(Square square, int north_eighths, int east_eighths) const {
  const geo::Box box = box_of(square);
  const std::int32_t eighth_e7 = square.size * (kSmallest_e7 / 8);
  return geo::Position::e7(box.south_west.latitude_e7() + north_eighths * eighth_e7,
                           box.south_west.longitude_e7() + east_eighths * eighth_e7);
}

WaterMesh::Branch WaterMesh::grow(const geo::AreaGrid& land, Square square) {
  const geo::Position centre = place_in(square, 4, 4);
  const geo::Box box = box_of(square);
  // Beyond the bounds nothing is known, land may be there: no water. The squares of the last row and column
  // reach beyond.
  const bool is_inside = bounds_.contains(box.south_west) && bounds_.contains(box.north_east);
  if (!is_inside && (square.size == 1 || !bounds_.overlaps(box))) {
    return kNoWater;
  }
  const bool has_shore = !is_inside || land.has_edge_in(box);
  if (!has_shore && land.contains(centre)) {
    return kNoWater;
  }
  // Squares become smaller towards the shore, so that a route can turn close to a headland.
  const std::int32_t around = square.size / 4;
  if (!has_shore &&
      (square.size == 1 ||
       !land.has_edge_in(box_of({square.row - around, square.column - around, square.size + 2 * around})))) {
    return add_node(square, centre);
  }
  if (square.size == 1) {
    static constexpr std::array<std::pair<int, int>, 9> kTries{
        {{4, 4}, {2, 2}, {2, 6}, {6, 2}, {6, 6}, {1, 4}, {7, 4}, {4, 1}, {4, 7}}};
    for (const auto& [north, east] : kTries) {
      if (const geo::Position place = place_in(square, north, east); !land.contains(place)) {
        return add_node(square, place);
      }
    }
    return kNoWater;
  }
  const std::int32_t half = square.size / 2;
  std::array<Branch, 4> quarters{};
  for (std::int32_t i = 0; i < 4; ++i) {
    quarters[static_cast<std::size_t>(i)] =
        grow(land, {square.row + (i / 2) * half, square.column + (i % 2) * half, half});
  }
  if (std::ranges::all_of(quarters, [](Branch branch) { return branch == kNoWater; })) {
    return kNoWater;
  }
  const auto first = static_cast<Branch>(tree_.size());
  tree_.insert(tree_.end(), quarters.begin(), quarters.end());
  return -2 - first;
}

WaterMesh::Branch WaterMesh::add_node(Square square, geo::Position place) {
  nodes_.push_back({place, 0, square});
  return static_cast<Branch>(nodes_.size() - 1);
}

WaterMesh::Branch WaterMesh::find(Square square) const {
  if (square.row < 0 || square.column < 0 || square.row >= rows_ * kLargest ||
      square.column >= columns_ * kLargest) {
    return kNoWater;
  }
  Branch branch = root(square.row / kLargest, square.column / kLargest);
  for (std::int32_t half = kLargest / 2; is_split(branch) && half >= square.size; half /= 2) {
    const std::int32_t quarter = ((square.row / half) % 2) * 2 + (square.column / half) % 2;
    branch = quarters_of(branch)[quarter];
  }
  return branch;
}

void WaterMesh::find_links(const geo::AreaGrid& land, Node node, NodePairs& pairs) const {
  const Square own = nodes_[node].square;
  for (std::int32_t direction = 0; direction < 9; ++direction) {
    const std::int32_t north = direction / 3 - 1;
    const std::int32_t east = direction % 3 - 1;
    // A link between squares of different size is found from the smaller one.
    const Branch beside = find({own.row + north * own.size, own.column + east * own.size, own.size});
    if (beside < 0 || beside == static_cast<Branch>(node)) {
      continue;
    }
    const auto other = static_cast<Node>(beside);
    const bool is_alike = nodes_[other].square.size == own.size;
    if ((!is_alike || node < other) && !land.meets_edge(place(node), place(other))) {
      pairs.emplace_back(node, other);
      pairs.emplace_back(other, node);
    }
  }
}

void WaterMesh::link_all(const geo::AreaGrid& land) {
  NodePairs pairs;
  for (Node node = 0; node < nodes_.size(); ++node) {
    find_links(land, node, pairs);
  }
  std::ranges::sort(pairs);
  const auto repeated = std::ranges::unique(pairs);
  pairs.erase(repeated.begin(), repeated.end());
  first_link_.assign(nodes_.size() + 1, 0);
  links_.reserve(pairs.size());
  for (const auto& [from, to] : pairs) {
    ++first_link_[from + 1];
    links_.push_back(to);
  }
  for (std::size_t i = 1; i < first_link_.size(); ++i) {
    first_link_[i] += first_link_[i - 1];
  }
}

void WaterMesh::number_waters() {
  for (NodeRecord& node : nodes_) {
    node.water = kUnnumbered;
  }
  for (Node first = 0; first < nodes_.size(); ++first) {
    if (nodes_[first].water == kUnnumbered) {
      water_km2_.push_back(number_water(first, static_cast<std::uint32_t>(water_km2_.size())));
    }
  }
}

double WaterMesh::number_water(Node first, std::uint32_t water) {
  double km2 = 0;
  nodes_[first].water = water;
  std::vector<Node> open{first};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    km2 += square_km2(place(node), nodes_[node].square.size);
    for (const Node next : links(node)) {
      if (nodes_[next].water == kUnnumbered) {
        nodes_[next].water = water;
        open.push_back(next);
      }
    }
  }
  return km2;
}

void WaterMesh::nodes_near(geo::Position position, Distance reach, std::vector<Node>& found) const {
  found.clear();
  const geo::LocalPlane plane(position);
  const geo::Offset corner{reach.in_metres(), reach.in_metres()};
  const geo::Box box{plane.to_position(corner * -1.0), plane.to_position(corner)};
  const auto index = [](std::int64_t at_e7, std::int64_t origin_e7, std::int32_t count) {
    constexpr std::int64_t kLargest_e7 = std::int64_t{kLargest} * kSmallest_e7;
    const std::int64_t i = (at_e7 - origin_e7) / kLargest_e7;
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(i, 0, count - 1));
  };
  if (roots_.empty()) {
    return;
  }
  const auto first_row = index(box.south_west.latitude_e7(), bounds_.south_west.latitude_e7(), rows_);
  const auto last_row = index(box.north_east.latitude_e7(), bounds_.south_west.latitude_e7(), rows_);
  const auto first_column = index(box.south_west.longitude_e7(), bounds_.south_west.longitude_e7(), columns_);
  const auto last_column = index(box.north_east.longitude_e7(), bounds_.south_west.longitude_e7(), columns_);
  for (std::int32_t row = first_row; row <= last_row; ++row) {
    for (std::int32_t column = first_column; column <= last_column; ++column) {
      collect(root(row, column), {row * kLargest, column * kLargest, kLargest}, box, found);
    }
  }
  std::ranges::sort(found);
}

void WaterMesh::collect(Branch branch, Square square, const geo::Box& box, std::vector<Node>& found) const {
  if (branch == kNoWater || !box_of(square).overlaps(box)) {
    return;
  }
  if (!is_split(branch)) {
    found.push_back(static_cast<Node>(branch));
    return;
  }
  const std::int32_t half = square.size / 2;
  for (std::int32_t i = 0; i < 4; ++i) {
    collect(quarters_of(branch)[i], {square.row + (i / 2) * half, square.column + (i % 2) * half, half}, box,
            found);
  }
}

std::size_t WaterMesh::memory_bytes() const {
  return (roots_.capacity() + tree_.capacity()) * sizeof(Branch) + nodes_.capacity() * sizeof(NodeRecord) +
         centred_.capacity() * sizeof(geo::EarthCentred) +
         (links_.capacity() + first_link_.capacity()) * sizeof(Node);
}

}  // namespace selat::route
