#include "detect/anomaly_book.h"

#include <algorithm>
#include <utility>

#include "detect/rule_table.h"

namespace selat::detect {

namespace {

using model::Anomaly;
using model::AnomalyPhase;

constexpr Span kRemembered = Span::hours(1);

// Equal in what the rule found; revision, phase and names are the book's.
bool says_the_same(const Anomaly& a, const Anomaly& b) {
  return a.grade == b.grade && a.severity == b.severity && a.confidence == b.confidence &&
         a.place == b.place && a.decided_at == b.decided_at && a.ended_at == b.ended_at &&
         a.evidence == b.evidence && a.reports == b.reports;
}

}  // namespace

bool AnomalyBook::Standing::is_open() const {
  return anomaly.phase != AnomalyPhase::retracted && !anomaly.ended_at;
}

void AnomalyBook::say(Standing& standing, AnomalyPhase phase) {
  Anomaly& anomaly = standing.anomaly;
  anomaly.phase = phase;
  standing.said_at = now_;
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

void AnomalyBook::publish(const Anomaly& anomaly) {
  auto [entry, is_new] = standing_.try_emplace(anomaly.id, Standing{anomaly, now_});
  Standing& standing = entry->second;
  const std::uint32_t revision = is_new ? 1 : standing.anomaly.revision + 1;
  if (is_new || standing.anomaly.phase == AnomalyPhase::retracted) {
    standing.anomaly = anomaly;
    standing.anomaly.revision = revision;
    say(standing, AnomalyPhase::raised);
    if (!anomaly.ended_at)
      return;
    ++standing.anomaly.revision;
    say(standing, AnomalyPhase::ended);
    return;
  }
  if (says_the_same(standing.anomaly, anomaly))
    return;
  standing.anomaly = anomaly;
  standing.anomaly.revision = revision;
  say(standing, anomaly.ended_at ? AnomalyPhase::ended : AnomalyPhase::updated);
}

void AnomalyBook::retract(std::uint64_t id) {
  const auto entry = standing_.find(id);
  if (entry == standing_.end() || entry->second.anomaly.phase == AnomalyPhase::retracted)
    return;
  ++entry->second.anomaly.revision;
  say(entry->second, AnomalyPhase::retracted);
}

void AnomalyBook::publish_difference(std::span<const Episode> before, std::span<const Episode> after) {
  const auto id_of = [](const Episode& episode) { return episode.anomaly.id; };
  for (const Episode& episode : before) {
    if (std::ranges::find(after, episode.anomaly.id, id_of) == after.end())
      retract(episode.anomaly.id);
  }
  for (const Episode& episode : after) {
    publish(episode.anomaly);
  }
}

void AnomalyBook::forget(Instant now) {
  now_ = now;
  std::erase_if(standing_, [&](const auto& entry) {
    return !entry.second.is_open() && entry.second.said_at < now - kRemembered;
  });
  if (standing_.size() <= capacity_)
    return;
  std::vector<std::pair<std::pair<bool, Instant>, std::uint64_t>> oldest;
  oldest.reserve(standing_.size());
  for (const auto& [id, standing] : standing_) {
    oldest.push_back({{standing.is_open(), standing.said_at}, id});
  }
  std::ranges::sort(oldest);
  for (std::size_t i = 0; standing_.size() > capacity_; ++i) {
    forgotten_open_ += oldest[i].first.first ? 1U : 0U;
    standing_.erase(oldest[i].second);
  }
}

std::vector<Anomaly> AnomalyBook::standing() const {
  std::vector<Anomaly> all;
  all.reserve(standing_.size());
  for (const auto& [id, standing] : standing_) {
    all.push_back(standing.anomaly);
  }
  std::ranges::sort(all, {}, [](const Anomaly& a) { return std::pair(a.started_at, a.id); });
  return all;
}

}  // namespace selat::detect
