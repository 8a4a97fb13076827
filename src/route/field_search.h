#pragma once
// Fills a distance field: Lazy Theta* (Nash, Koenig, Tovey, AAAI 2010) over the water mesh, without a goal.
// The route to a node comes straight from the last turn before it. Whether that turn is in line of sight is
// tested once, when the node is settled. Internal to route/.

#include <limits>
#include <queue>
#include <vector>

#include "route/water_map_parts.h"

namespace selat::route {

inline constexpr std::uint32_t kStart = 0xffff'ffff;  // the turn of nodes in sight of the start
inline constexpr std::uint32_t kNotReached = 0xffff'fffe;

class FieldSearch {
 public:
  using Node = WaterMesh::Node;
  FieldSearch(const WaterMap::Parts& map, DistanceField& field);
  // From the start to everywhere; `first` are the nodes it can step to.
  void run(std::span<const Node> first);

 private:
  using Arrival = DistanceField::Arrival;
  // By cost, then by node, so that routes of equal cost are settled in the same order on every machine.
  struct QueueEntry {
    double cost_m;
    Node node;
    friend auto operator<=>(const QueueEntry&, const QueueEntry&) = default;
  };
  [[nodiscard]] geo::Position place_of(std::uint32_t turn) const {
    return turn == kStart ? field_.from_ : map_.mesh.place(turn);
  }
  // Straight from the turn; kNotReached when that costs `at_least_m` or more even without the rules of lanes.
  [[nodiscard]] Arrival arrive(std::uint32_t turn, Node at,
                               double at_least_m = std::numeric_limits<double>::infinity()) const;
  [[nodiscard]] Arrival at_turn(std::uint32_t turn) const {
    return turn == kStart ? Arrival{0, 0, kStart} : field_.arrivals_[turn];
  }
  // Gives the node this arrival if it costs less. Whether it did.
  bool relax(Node node, const Arrival& arrival);
  // Tests whether the node sees its turn. If not, the node gets the best arrival that is open, and false is
  // returned.
  [[nodiscard]] bool confirm_line_of_sight(Node node);
  void remove_turns_in_open_water(Node node);
  void settle(Node node);

  const WaterMap::Parts& map_;
  DistanceField& field_;
  geo::EarthCentred start_;
  const geo::AreaGrid* closed_;
  bool follows_lane_rules_;
  std::vector<std::uint8_t> state_;          // bits: 1 settled, 2 its turn is in line of sight
  std::vector<std::uint32_t> out_of_sight_;  // by node: the turn last found to be out of sight
  std::vector<std::uint32_t> tried_;         // turns that confirm_line_of_sight() has tried for its node
  std::priority_queue<QueueEntry, std::vector<QueueEntry>, std::greater<>> queue_;
};

}  // namespace selat::route
