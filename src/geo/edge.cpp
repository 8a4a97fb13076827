#include "geo/edge.h"

namespace selat::geo {
namespace {

// The fraction of a→b at p, which must lie on the line.
double fraction_of(Position a, Position b, Position p) {
  const auto north = static_cast<double>(std::int64_t{b.latitude_e7()} - a.latitude_e7());
  const auto east = static_cast<double>(std::int64_t{b.longitude_e7()} - a.longitude_e7());
  if (std::abs(north) > std::abs(east)) {
    return static_cast<double>(std::int64_t{p.latitude_e7()} - a.latitude_e7()) / north;
  }
  return static_cast<double>(std::int64_t{p.longitude_e7()} - a.longitude_e7()) / east;
}

}  // namespace

void meet_edge(Position a, Position b, Position edge_from, Position edge_to, Meetings& meetings) {
  // Every edge in one direction, so that the last digit does not depend on the caller.
  if (edge_to < edge_from) {
    std::swap(edge_from, edge_to);
  }
  const int from_side = side(a, b, edge_from);
  const int to_side = side(a, b, edge_to);
  if (from_side * to_side > 0) {
    return;
  }
  if (from_side == 0 && to_side == 0) {
    double first = fraction_of(a, b, edge_from);
    double last = fraction_of(a, b, edge_to);
    if (first > last) {
      std::swap(first, last);
    }
    if (first <= 1 && last >= 0) {
      const Stretch stretch{std::max(first, 0.0), std::min(last, 1.0)};
      meetings.fractions.push_back(stretch.from);
      meetings.fractions.push_back(stretch.to);
      meetings.along.push_back(stretch);
    }
    return;
  }
  if (side(edge_from, edge_to, a) * side(edge_from, edge_to, b) > 0) {
    return;
  }
  const auto delta = [](std::int32_t to, std::int32_t from) { return static_cast<double>(to) - from; };
  const double edge_north = delta(edge_to.latitude_e7(), edge_from.latitude_e7());
  const double edge_east = delta(edge_to.longitude_e7(), edge_from.longitude_e7());
  const double numerator = delta(edge_from.longitude_e7(), a.longitude_e7()) * edge_north -
                           delta(edge_from.latitude_e7(), a.latitude_e7()) * edge_east;
  const double denominator = delta(b.longitude_e7(), a.longitude_e7()) * edge_north -
                             delta(b.latitude_e7(), a.latitude_e7()) * edge_east;
  meetings.fractions.push_back(std::clamp(numerator / denominator, 0.0, 1.0));
}

bool is_along(const Meetings& meetings, double fraction) {
  return std::ranges::any_of(meetings.along, [fraction](const Stretch& stretch) {
    return stretch.from <= fraction && fraction <= stretch.to;
  });
}

}  // namespace selat::geo
