#include "plan/min_cost_flow.h"

#include <algorithm>
#include <limits>

namespace selat::plan {

std::size_t MinCostFlow::add_edge(std::size_t from, std::size_t to, std::int64_t capacity,
                                  std::int64_t cost) {
  const std::size_t edge = edges_.size();
  edges_.push_back({to, capacity, cost});
  edges_.push_back({from, 0, -cost});
  edges_of_[from].push_back(edge);
  edges_of_[to].push_back(edge + 1);
  return edge;
}

bool MinCostFlow::relax_edges_of(std::size_t node, std::vector<std::int64_t>& cost,
                                 std::vector<std::size_t>& came_by) const {
  bool has_changed = false;
  for (const std::size_t e : edges_of_[node]) {
    const Edge& edge = edges_[e];
    if (edge.capacity > 0 && cost[node] + edge.cost < cost[edge.to]) {
      cost[edge.to] = cost[node] + edge.cost;
      came_by[edge.to] = e;
      has_changed = true;
    }
  }
  return has_changed;
}

std::vector<std::size_t> MinCostFlow::cheapest_path(std::size_t source, std::size_t sink) const {
  constexpr auto kFar = std::numeric_limits<std::int64_t>::max();
  constexpr auto kNone = std::numeric_limits<std::size_t>::max();
  const std::size_t nodes = edges_of_.size();
  std::vector<std::int64_t> cost(nodes, kFar);
  std::vector<std::size_t> came_by(nodes, kNone);
  cost[source] = 0;
  // Bellman and Ford: reverse edges have negative costs, and there is never a negative cycle.
  bool has_changed = true;
  for (std::size_t round = 0; has_changed && round < nodes; ++round) {
    has_changed = false;
    for (std::size_t node = 0; node < nodes; ++node) {
      if (cost[node] != kFar && relax_edges_of(node, cost, came_by)) {
        has_changed = true;
      }
    }
  }
  std::vector<std::size_t> path;
  for (std::size_t node = sink; node != source; node = edges_[came_by[node] ^ 1].to) {
    if (came_by[node] == kNone) {
      return {};
    }
    path.push_back(came_by[node]);
  }
  return path;
}

std::int64_t MinCostFlow::solve(std::size_t source, std::size_t sink) {
  std::int64_t total = 0;
  for (auto path = cheapest_path(source, sink); !path.empty(); path = cheapest_path(source, sink)) {
    std::int64_t amount = std::numeric_limits<std::int64_t>::max();
    for (const std::size_t e : path) {
      amount = std::min(amount, edges_[e].capacity);
    }
    for (const std::size_t e : path) {
      edges_[e].capacity -= amount;
      edges_[e ^ 1].capacity += amount;
      total += amount * edges_[e].cost;
    }
  }
  return total;
}

}  // namespace selat::plan
