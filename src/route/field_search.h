#pragma once
// Fills a field: Lazy Theta* (Nash, Koenig, Tovey, AAAI 2010) over the water mesh, without a goal. A node's
// way comes straight from the last turn before it; that the turn is really in sight is tested once, when the
// node is settled. Internal to route/.

#include <limits>
#include <queue>
#include <vector>

#include "route/water_map_parts.h"

namespace selat::route {

inline constexpr std::uint32_t kStart = 0xffff'ffff;  // the turn of those in sight of the start
inline constexpr std::uint32_t kNotReached = 0xffff'fffe;

class FieldSearch {
 public:
  using Node = WaterMesh::Node;
  FieldSearch(const WaterMap::Parts& map, Field& field);
  // From the start to everywhere; `first` are the nodes it can step to.
  void run(std::span<const Node> first);

 private:
  using Arrival = Field::Arrival;
  // By cost, then by node, so that equal ways are settled in the same order on every machine.
  struct Waiting {
    double cost_m;
    Node node;
    friend auto operator<=>(const Waiting&, const Waiting&) = default;
  };
  [[nodiscard]] geo::Position place_of(std::uint32_t turn) const {
    return turn == kStart ? field_.from_ : map_.mesh.place(turn);
  }
  // By the turn; kNotReached where that costs `at_least_m` or more even without the rules of lanes.
  [[nodiscard]] Arrival arrive(std::uint32_t turn, Node at,
                               double at_least_m = std::numeric_limits<double>::infinity()) const;
  [[nodiscard]] Arrival at_turn(std::uint32_t turn) const {
    return turn == kStart ? Arrival{0, 0, kStart} : field_.arrivals_[turn];
  }
  // Whether the node takes it.
  bool offer(Node node, const Arrival& arrival);
  // Whether the node keeps what it arrived by; otherwise it has been given a way that is open.
  [[nodiscard]] bool is_as_promised(Node node);
  void leave_out_turns_in_open_water(Node node);
  void settle(Node node);

  const WaterMap::Parts& map_;
  Field& field_;
  geo::EarthCentred start_;
  const geo::AreaGrid* closed_;
  bool minds_lanes_;
  std::vector<std::uint8_t> state_;    // bits: 1 settled, 2 its turn is known to be in sight
  std::vector<std::uint32_t> hidden_;  // by node: the turn last found to be out of its sight
  std::vector<std::uint32_t> tried_;   // turns, of the node at hand
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting_;
};

}  // namespace selat::route
