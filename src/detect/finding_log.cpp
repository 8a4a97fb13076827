#include "detect/finding_log.h"

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

std::uint64_t FindingLog::raise(model::Anomaly anomaly, std::string_view kind, Instant at) {
  anomaly.id = anomaly_id(anomaly, kind);
  const std::uint64_t id = anomaly.id;
  if (model::Anomaly* known = find(id)) {
    *known = std::move(anomaly);
    mark_changed(id, at);
    return id;
  }
  findings_.push_back({std::move(anomaly), at});
  note_changed(id);
  return id;
}

model::Anomaly* FindingLog::find(std::uint64_t id) {
  const auto found =
      std::ranges::find(findings_, id, [](const Finding& finding) { return finding.anomaly.id; });
  return found == findings_.end() ? nullptr : &found->anomaly;
}

void FindingLog::mark_changed(std::uint64_t id, Instant at) {
  const auto found =
      std::ranges::find(findings_, id, [](const Finding& finding) { return finding.anomaly.id; });
  if (found == findings_.end()) {
    return;
  }
  found->changed_at = at;
  note_changed(id);
}

void FindingLog::end(std::uint64_t id, Instant ended_at, Instant at) {
  if (model::Anomaly* anomaly = find(id)) {
    anomaly->ended_at = ended_at;
    anomaly->phase = model::AnomalyPhase::ended;
    mark_changed(id, at);
  }
}

void FindingLog::drop_ended(Instant before) {
  std::erase_if(findings_, [before](const Finding& finding) {
    return finding.anomaly.ended_at && finding.changed_at < before;
  });
}

void FindingLog::note_changed(std::uint64_t id) {
  if (std::ranges::find(changed_, id) == changed_.end()) {
    changed_.push_back(id);
  }
}

}  // namespace selat::detect
