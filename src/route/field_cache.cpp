#include "route/field_cache.h"

#include <algorithm>

namespace selat::route {

std::expected<std::shared_ptr<const DistanceField>, RouteProblem> FieldCache::from(
    geo::Position place, const RouteOptions& options) {
  const auto known = std::ranges::find_if(
      kept_, [&](const Kept& kept) { return kept.place == place && kept.options == options; });
  if (known != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, known);
    return kept_.front().field;
  }
  auto field = map_->field_from(place, options);
  if (!field) {
    return std::unexpected(field.error());
  }
  kept_.push_front({place, options, std::make_shared<const DistanceField>(std::move(*field))});
  auto kept = kept_.front().field;
  if (kept_.size() > capacity_) {
    kept_.pop_back();
  }
  return kept;
}

}  // namespace selat::route
