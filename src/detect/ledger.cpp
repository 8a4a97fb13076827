#include "detect/ledger.h"

#include <algorithm>
#include <utility>

#include "base/fingerprint.h"

namespace selat::detect {

std::uint64_t anomaly_id(const model::Anomaly& anomaly, std::string_view kind) {
  std::uint64_t id = join(fingerprint(anomaly.rule.view()), fingerprint(kind));
  for (const auto& vessel : anomaly.vessels) {
    id = join(id, vessel.mmsi.number());
  }
  id = join(id, fingerprint(anomaly.subject));
  id = join(id, static_cast<std::uint64_t>(anomaly.started_at.in_unix_microseconds()));
  return id == 0 ? 1 : id;  // 0 means "none"
}

std::uint64_t Ledger::raise(model::Anomaly anomaly, std::string_view kind, Instant at) {
  anomaly.id = anomaly_id(anomaly, kind);
  const std::uint64_t id = anomaly.id;
  if (model::Anomaly* known = find(id)) {
    *known = std::move(anomaly);
    touch(id, at);
    return id;
  }
  episodes_.push_back({std::move(anomaly), at});
  note(id);
  return id;
}

model::Anomaly* Ledger::find(std::uint64_t id) {
  const auto found =
      std::ranges::find(episodes_, id, [](const Episode& episode) { return episode.anomaly.id; });
  return found == episodes_.end() ? nullptr : &found->anomaly;
}

void Ledger::touch(std::uint64_t id, Instant at) {
  const auto found =
      std::ranges::find(episodes_, id, [](const Episode& episode) { return episode.anomaly.id; });
  if (found == episodes_.end())
    return;
  found->changed_at = at;
  note(id);
}

void Ledger::end(std::uint64_t id, Instant ended_at, Instant at) {
  if (model::Anomaly* anomaly = find(id)) {
    anomaly->ended_at = ended_at;
    anomaly->phase = model::AnomalyPhase::ended;
    touch(id, at);
  }
}

void Ledger::forget_ended(Instant before) {
  std::erase_if(episodes_, [before](const Episode& episode) {
    return episode.anomaly.ended_at && episode.changed_at < before;
  });
}

void Ledger::note(std::uint64_t id) {
  if (std::ranges::find(changed_, id) == changed_.end())
    changed_.push_back(id);
}

}  // namespace selat::detect
