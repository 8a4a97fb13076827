#include "detect/anomaly_registry.h"

#include <algorithm>
#include <utility>

#include "detect/rule_table.h"

namespace selat::detect {

namespace {

using model::Anomaly;
using model::AnomalyPhase;

constexpr Span kKeptFor = Span::hours(1);
constexpr Span kHeldAtLeast = Span::minutes(2);  // from the last full minute

// Equal but for what the registry sets.
bool is_same_finding(const Anomaly& a, const Anomaly& b) {
  Anomaly same = b;
  same.phase = a.phase;
  same.corrections = a.corrections;
  same.peak = a.peak;
  return same == a;
}

AnomalyPhase phase_of(const Anomaly& anomaly) {
  if (anomaly.ended_at) {
    return AnomalyPhase::ended;
  }
  return anomaly.revision == 1 ? AnomalyPhase::raised : AnomalyPhase::updated;
}

}  // namespace

bool AnomalyRegistry::Entry::is_open() const {
  return anomaly.phase != AnomalyPhase::retracted && !anomaly.ended_at;
}

void AnomalyRegistry::add_message(Entry& entry) {
  entry.published_at = now_;
  auto counter = std::ranges::find(counters_, entry.anomaly.rule.view(), &RuleCounters::rule);
  if (counter == counters_.end()) {
    counters_.push_back({find_rule(entry.anomaly.rule)->id, {}});
    counter = std::prev(counters_.end());
  }
  counter->phases.add(entry.anomaly.phase);
  messages_.push_back(entry.anomaly);
}

void AnomalyRegistry::retract_covered() {
  std::vector<std::uint64_t> covered;
  for (const auto& [id, entry] : entries_) {
    if (is_covered_(entry.anomaly)) {
      covered.push_back(id);
    }
  }
  std::ranges::sort(covered);
  std::ranges::for_each(covered, [this](std::uint64_t id) { withdraw(id); });
}

void AnomalyRegistry::withdraw(std::uint64_t id) {
  held_.erase(id);
  const auto known = entries_.find(id);
  if (known != entries_.end() && known->second.anomaly.phase != AnomalyPhase::retracted) {
    tell_retraction(id);
  }
}

void AnomalyRegistry::publish(const Anomaly& anomaly) {
  if (is_covered_(anomaly)) {
    withdraw(anomaly.id);
    return;
  }
  const auto [place, is_new] = entries_.try_emplace(anomaly.id, Entry{anomaly, now_});
  Entry& entry = place->second;
  held_.erase(anomaly.id);
  const bool is_retracted = entry.anomaly.phase == AnomalyPhase::retracted;
  if (!is_new && !is_retracted && is_same_finding(entry.anomaly, anomaly)) {
    return;
  }
  const bool is_correction = !is_new && (is_retracted || anomaly.revision <= entry.anomaly.revision);
  const std::uint32_t corrections = is_new ? 0 : entry.anomaly.corrections + (is_correction ? 1 : 0);
  const auto say = [&](const Anomaly& what) {
    auto peak = is_new ? std::nullopt : model::peak_of(entry.anomaly, what, now_);
    entry.anomaly = what;
    entry.anomaly.peak = peak;
    entry.anomaly.corrections = corrections;
    entry.anomaly.phase = phase_of(what);
    add_message(entry);
  };
  // One that was over when it was found is told like any other: raised, then ended.
  if ((is_new || is_retracted) && anomaly.ended_at && anomaly.revision > 1) {
    Anomaly begun = anomaly;
    begun.ended_at.reset();
    begun.revision = 1;
    say(begun);
  }
  say(anomaly);
}

void AnomalyRegistry::retract(std::uint64_t id) {
  const auto found = entries_.find(id);
  if (found != entries_.end() && found->second.anomaly.phase != AnomalyPhase::retracted) {
    held_.try_emplace(id, std::clamp(late_until_, now_ + kHeldAtLeast, now_ + lateness_ + kHeldAtLeast));
  }
}

void AnomalyRegistry::tell_retraction(std::uint64_t id) {
  Entry& entry = entries_.at(id);
  ++entry.anomaly.corrections;
  entry.anomaly.phase = AnomalyPhase::retracted;
  add_message(entry);
}

void AnomalyRegistry::release_held() {
  for (const auto& [id, until] : std::exchange(held_, {})) {
    tell_retraction(id);
  }
}

void AnomalyRegistry::publish_changed(FindingLog& log) {
  for (const std::uint64_t id : log.changed()) {
    publish(*log.find(id));
  }
  log.clear_changed();
}

void AnomalyRegistry::end_open(const FindingLog& log) {
  for (const Finding& finding : log.all()) {
    if (finding.anomaly.ended_at) {
      continue;
    }
    Anomaly ended = finding.anomaly;
    ended.ended_at = std::max(finding.changed_at, ended.started_at);
    ++ended.revision;
    publish(ended);
  }
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
  std::erase_if(held_, [&](const auto& held) {
    const bool is_due = held.second <= now;
    if (is_due) {
      tell_retraction(held.first);
    }
    return is_due;
  });
  std::erase_if(entries_, [&](const auto& entry) {
    const bool is_old = !entry.second.is_open() && entry.second.published_at < now - kKeptFor;
    return is_old && !held_.contains(entry.first);
  });
  if (entries_.size() <= capacity_) {
    return;
  }
  release_held();  // none is forgotten as if it were true
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
