#include "detect/finding_log.h"

#include <algorithm>
#include <utility>

#include "base/fingerprint.h"

namespace selat::detect {

namespace {

// Kinds and subjects of one owner that are counted; beyond that the one counted first is forgotten.
constexpr std::size_t kMostOccurrences = 256;

}  // namespace

std::uint64_t condition_of(std::uint64_t kind, std::span<const model::AnomalyVessel> vessels) {
  for (const model::AnomalyVessel& vessel : vessels) {
    kind = join(kind, vessel.mmsi.number());
  }
  return kind == 0 ? 1 : kind;  // 0 means "not known"
}

std::uint64_t FindingLog::raise(model::Anomaly anomaly, std::string_view kind, Instant at) {
  std::uint64_t key = join(fingerprint(anomaly.rule.view()), fingerprint(kind));
  key = join(key, fingerprint(anomaly.subject));
  const std::uint64_t id = join(join(owner_, key), count_occurrence(key));
  anomaly.id = id == 0 ? 1 : id;  // 0 means "none"
  anomaly.condition = condition_of(key, anomaly.vessels);
  anomaly.revision = 1;
  put_names(anomaly);
  findings_.push_back({std::move(anomaly), at});
  note_changed(findings_.back().anomaly.id);
  return findings_.back().anomaly.id;
}

std::uint32_t FindingLog::count_occurrence(std::uint64_t key) {
  const auto found = std::ranges::find(occurrences_, key, [](const auto& one) { return one.first; });
  if (found != occurrences_.end()) {
    return found->second++;
  }
  if (occurrences_.size() >= kMostOccurrences) {
    occurrences_.erase(occurrences_.begin());
  }
  occurrences_.emplace_back(key, 1);
  return 0;
}

Finding* FindingLog::find_finding(std::uint64_t id) {
  const auto found =
      std::ranges::find(findings_, id, [](const Finding& finding) { return finding.anomaly.id; });
  return found == findings_.end() ? nullptr : &*found;
}

model::Anomaly* FindingLog::find(std::uint64_t id) {
  Finding* found = find_finding(id);
  return found == nullptr ? nullptr : &found->anomaly;
}

void FindingLog::mark_changed(std::uint64_t id, Instant at) {
  Finding* found = find_finding(id);
  if (found == nullptr) {
    return;
  }
  found->changed_at = at;
  ++found->anomaly.revision;
  put_names(found->anomaly);
  note_changed(id);
}

void FindingLog::end(std::uint64_t id, Instant ended_at, Instant at) {
  if (model::Anomaly* anomaly = find(id)) {
    anomaly->ended_at = ended_at;
    mark_changed(id, at);
  }
}

void FindingLog::drop_ended(Instant before) {
  std::erase_if(findings_, [before](const Finding& finding) {
    return finding.anomaly.ended_at && finding.changed_at < before;
  });
}

void FindingLog::put_names(model::Anomaly& anomaly) const {
  for (std::size_t i = 0; names_ != nullptr && i < anomaly.vessels.size(); ++i) {
    anomaly.vessels[i].name = names_->name(i);
  }
}

void FindingLog::note_changed(std::uint64_t id) {
  if (std::ranges::find(changed_, id) == changed_.end()) {
    changed_.push_back(id);
  }
}

}  // namespace selat::detect
