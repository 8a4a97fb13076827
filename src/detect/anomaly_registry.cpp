#include "detect/anomaly_registry.h"

#include <algorithm>
#include <utility>

#include "detect/rule_table.h"

namespace selat::detect {

namespace {

using model::Anomaly;
using model::AnomalyPhase;

constexpr Span kKeptFor = Span::hours(1);

// Equal in what the rule found; revision, phase and names are set by the registry.
bool is_same_finding(const Anomaly& a, const Anomaly& b) {
  return a.grade == b.grade && a.severity == b.severity && a.confidence == b.confidence &&
         a.place == b.place && a.decided_at == b.decided_at && a.ended_at == b.ended_at &&
         a.evidence == b.evidence && a.reports == b.reports;
}

}  // namespace

bool AnomalyRegistry::Entry::is_open() const {
  return anomaly.phase != AnomalyPhase::retracted && !anomaly.ended_at;
}

void AnomalyRegistry::add_message(Entry& entry, AnomalyPhase phase) {
  Anomaly& anomaly = entry.anomaly;
  anomaly.phase = phase;
  entry.published_at = now_;
  for (auto& vessel : anomaly.vessels) {
    vessel.name = name_of_(vessel.mmsi);
  }
  auto counter = std::ranges::find(counters_, anomaly.rule.view(), &RuleCounters::rule);
  if (counter == counters_.end()) {
    counters_.push_back({find_rule(anomaly.rule)->id, {}});
    counter = std::prev(counters_.end());
  }
  counter->phases.add(phase);
  messages_.push_back(anomaly);
}

void AnomalyRegistry::publish(const Anomaly& anomaly) {
  const auto [place, is_new] = entries_.try_emplace(anomaly.id, Entry{anomaly, now_});
  Entry& entry = place->second;
  const std::uint32_t revision = is_new ? 1 : entry.anomaly.revision + 1;
  if (is_new || entry.anomaly.phase == AnomalyPhase::retracted) {
    entry.anomaly = anomaly;
    entry.anomaly.revision = revision;
    add_message(entry, AnomalyPhase::raised);
    if (!anomaly.ended_at) {
      return;
    }
    ++entry.anomaly.revision;
    add_message(entry, AnomalyPhase::ended);
    return;
  }
  if (is_same_finding(entry.anomaly, anomaly)) {
    return;
  }
  entry.anomaly = anomaly;
  entry.anomaly.revision = revision;
  add_message(entry, anomaly.ended_at ? AnomalyPhase::ended : AnomalyPhase::updated);
}

void AnomalyRegistry::retract(std::uint64_t id) {
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second.anomaly.phase == AnomalyPhase::retracted) {
    return;
  }
  ++found->second.anomaly.revision;
  add_message(found->second, AnomalyPhase::retracted);
}

void AnomalyRegistry::publish_difference(std::span<const Finding> before, std::span<const Finding> after) {
  const auto id_of = [](const Finding& finding) { return finding.anomaly.id; };
  for (const Finding& finding : before) {
    if (std::ranges::find(after, finding.anomaly.id, id_of) == after.end()) {
      retract(finding.anomaly.id);
    }
  }
  for (const Finding& finding : after) {
    publish(finding.anomaly);
  }
}

void AnomalyRegistry::expire(Instant now) {
  now_ = now;
  std::erase_if(entries_, [&](const auto& entry) {
    return !entry.second.is_open() && entry.second.published_at < now - kKeptFor;
  });
  if (entries_.size() <= capacity_) {
    return;
  }
  std::vector<std::pair<std::pair<bool, Instant>, std::uint64_t>> oldest;
  oldest.reserve(entries_.size());
  for (const auto& [id, entry] : entries_) {
    oldest.push_back({{entry.is_open(), entry.published_at}, id});
  }
  std::ranges::sort(oldest);
  for (std::size_t i = 0; entries_.size() > capacity_; ++i) {
    dropped_open_ += oldest[i].first.first ? 1U : 0U;
    entries_.erase(oldest[i].second);
  }
}

std::vector<Anomaly> AnomalyRegistry::known() const {
  std::vector<Anomaly> all;
  all.reserve(entries_.size());
  for (const auto& [id, entry] : entries_) {
    all.push_back(entry.anomaly);
  }
  std::ranges::sort(all, {}, [](const Anomaly& a) { return std::pair(a.started_at, a.id); });
  return all;
}

}  // namespace selat::detect
