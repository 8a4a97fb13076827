#pragma once
// Minimum-cost flow by successive shortest paths (Ahuja, Magnanti, Orlin: Network Flows, §9.7): exact, in
// whole numbers, and the same on every machine. Meant for graphs of some hundred edges.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace selat::plan {

class MinCostFlow {
 public:
  explicit MinCostFlow(std::size_t nodes) : edges_of_(nodes) {}

  // Costs must not be negative. Returns the edge's number, for flow().
  std::size_t add_edge(std::size_t from, std::size_t to, std::int64_t capacity, std::int64_t cost);
  // Sends as much as possible from source to sink; returns the cost of all of it.
  std::int64_t solve(std::size_t source, std::size_t sink);
  [[nodiscard]] std::int64_t flow(std::size_t edge) const { return edges_[edge ^ 1].capacity; }

 private:
  struct Edge {
    std::size_t to;
    std::int64_t capacity;  // what is left; the reverse edge's is the flow
    std::int64_t cost;
  };
  // Lowers the cost of the nodes that are reached more cheaply from `node`, and says whether there was one.
  bool relax_edges_of(std::size_t node, std::vector<std::int64_t>& cost,
                      std::vector<std::size_t>& came_by) const;
  // Edges to the sink along a cheapest path with capacity left; empty when there is none.
  [[nodiscard]] std::vector<std::size_t> cheapest_path(std::size_t source, std::size_t sink) const;

  std::vector<Edge> edges_;  // edge e and its reverse e ^ 1
  std::vector<std::vector<std::size_t>> edges_of_;
};

}  // namespace selat::plan
