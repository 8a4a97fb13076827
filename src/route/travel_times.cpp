#include "route/travel_times.h"

namespace selat::route {

std::vector<std::vector<std::optional<Span>>> travel_times(FieldCache& fields,
                                                           std::span<const Departure> departures,
                                                           std::span<const model::Sector> sectors) {
  std::vector<std::optional<geo::Position>> goals;
  for (const model::Sector& sector : sectors) {
    goals.push_back(fields.map().destination_in(sector.area));
  }
  std::vector<std::vector<std::optional<Span>>> table;
  for (const Departure& departure : departures) {
    auto& row = table.emplace_back(sectors.size());
    const auto field = fields.from(departure.berth, departure.options);
    for (std::size_t i = 0; field && i < goals.size(); ++i) {
      const std::optional<geo::Position>& goal = goals[i];
      if (!goal) {
        continue;
      }
      if (const auto distance = (*field)->distance_to(*goal)) {
        row[i] = *distance / departure.speed;
      }
    }
  }
  return table;
}

}  // namespace selat::route
