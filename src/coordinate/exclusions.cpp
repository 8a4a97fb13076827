#include "coordinate/exclusions.h"

#include <algorithm>

namespace selat::coordinate {

Span rest_after(model::DeclineCode code) {
  switch (code) {
    case model::DeclineCode::jurisdiction:
    case model::DeclineCode::policy:
      return Span::hours(12);
    case model::DeclineCode::crew_rest:
    case model::DeclineCode::maintenance:
      return Span::hours(4);
    case model::DeclineCode::no_asset:
    case model::DeclineCode::weather:
      return Span::hours(1);
  }
  return Span::hours(1);
}

Exclusions::Exclusions(const std::vector<model::Exclusion>& persisted, Now now) {
  for (const model::Exclusion& exclusion : persisted) {
    const Span left = std::min(exclusion.until - now.wall, rest_after(exclusion.code));
    running_[{exclusion.sector, exclusion.control_point}] = {exclusion, now.steady + left};
  }
}

model::Exclusion Exclusions::add(const model::SectorId& sector, const model::ControlPointId& control_point,
                                 model::DeclineCode code, const std::string& remark,
                                 std::optional<Instant> written_at, Now now) {
  const Span ago = now.wall - written_at.value_or(now.wall);
  const Span left = rest_after(code) - std::clamp(ago, Span(), rest_after(code));
  const model::Exclusion said{.sector = sector,
                              .control_point = control_point,
                              .until = now.wall + left,
                              .code = code,
                              .remark = remark};
  running_[{sector, control_point}] = {said, now.steady + left};
  return said;
}

std::optional<model::Exclusion> Exclusions::end(const model::SectorId& sector,
                                                const model::ControlPointId& control_point, Now now) {
  const auto found = running_.find({sector, control_point});
  if (found == running_.end() || now.steady >= found->second.until) {
    return std::nullopt;
  }
  model::Exclusion ended = found->second.said;
  ended.until = now.wall;
  running_.erase(found);
  return ended;
}

bool Exclusions::holds(const model::SectorId& sector, const model::ControlPointId& control_point,
                       Now now) const {
  const auto found = running_.find({sector, control_point});
  return found != running_.end() && now.steady < found->second.until;
}

std::vector<model::Exclusion> Exclusions::of(const model::SectorId& sector, Now now) const {
  std::vector<model::Exclusion> all;
  for (auto it = running_.lower_bound({sector, {}}); it != running_.end() && it->first.first == sector;
       ++it) {
    if (now.steady < it->second.until) {
      all.push_back(it->second.said);
      all.back().until = now.wall_at(it->second.until);
    }
  }
  return all;
}

}  // namespace selat::coordinate
