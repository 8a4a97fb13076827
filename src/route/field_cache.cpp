#include "route/field_cache.h"

#include <algorithm>

namespace selat::route {

std::expected<std::shared_ptr<const Field>, RouteProblem> FieldCache::from(geo::Position place,
                                                                           const Wishes& wishes) {
  const auto known = std::ranges::find_if(
      kept_, [&](const Kept& kept) { return kept.place == place && kept.wishes == wishes; });
  if (known != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, known);
    return kept_.front().field;
  }
  auto field = map_->field_from(place, wishes);
  if (!field) {
    return std::unexpected(field.error());
  }
  ++computed_;
  kept_.push_front({place, wishes, std::make_shared<const Field>(std::move(*field))});
  auto kept = kept_.front().field;
  if (kept_.size() > capacity_) {
    kept_.pop_back();
  }
  return kept;
}

}  // namespace selat::route
