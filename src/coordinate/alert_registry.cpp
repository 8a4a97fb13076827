#include "coordinate/alert_registry.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace selat::coordinate {
namespace {

using model::Alert;
using model::AlertState;
using model::Anomaly;
using model::AnomalyPhase;

bool is_terminal(AnomalyPhase phase) {
  return phase == AnomalyPhase::ended || phase == AnomalyPhase::retracted;
}

// Ignores what may differ after a restart of the detector: it numbers revisions from the start again, sends
// `raised` for each anomaly that it finds again, and may not know the names of the vessels yet.
bool says_the_same(const Anomaly& known, const Anomaly& anomaly) {
  Anomaly same = anomaly;
  same.revision = known.revision;
  same.corrections = known.corrections;
  if (!is_terminal(known.phase) && !is_terminal(anomaly.phase)) {
    same.phase = known.phase;
  }
  for (std::size_t i = 0; i < std::min(same.vessels.size(), known.vessels.size()); ++i) {
    same.vessels[i].name = known.vessels[i].name;
  }
  return same == known;
}

bool is_news(const Alert& known, const Anomaly& anomaly, std::uint64_t term) {
  if (term != known.detector_term) {
    return term > known.detector_term && !says_the_same(known.anomaly, anomaly);
  }
  return anomaly.is_newer_than(known.anomaly);
}

AlertState state_after(const Alert& known, const Anomaly& anomaly) {
  switch (anomaly.phase) {
    case AnomalyPhase::retracted:
      return AlertState::retracted;
    case AnomalyPhase::ended:
      return known.acknowledged_at ? AlertState::ended : AlertState::returned_unacknowledged;
    case AnomalyPhase::raised:
    case AnomalyPhase::updated:
      return known.acknowledged_at ? AlertState::acknowledged : AlertState::raised;
  }
  return known.state;
}

// The wall-clock time from which the time to keep a closed alert counts.
Instant closed_at(const Alert& alert) {
  return std::max(alert.raised_at, alert.acknowledged_at.value_or(alert.raised_at));
}

}  // namespace

bool is_active(const Alert& alert) {
  return alert.state == AlertState::raised || alert.state == AlertState::acknowledged;
}

bool is_open(const Alert& alert) {
  return is_active(alert) || alert.state == AlertState::returned_unacknowledged;
}

AlertRegistry::AlertRegistry(AlertLimits limits, std::vector<Alert> persisted) : limits_(limits) {
  for (Alert& alert : persisted) {
    const std::uint64_t id = alert.id;
    alerts_.insert_or_assign(id, std::move(alert));
  }
}

const Alert* AlertRegistry::apply(const Anomaly& anomaly, std::uint64_t detector_term,
                                  const model::SectorId& sector, Instant wall) {
  ++counters_.anomalies;
  if (named_) {
    named_->insert(anomaly.id);
  }
  const auto found = alerts_.find(anomaly.id);
  if (found == alerts_.end()) {
    if (anomaly.phase == AnomalyPhase::retracted) {
      ++counters_.repeated;  // the anomaly was never shown, so there is nothing to retract
      return nullptr;
    }
    Alert& fresh = alerts_[anomaly.id];
    fresh = {.id = anomaly.id,
             .state = AlertState::raised,
             .anomaly = anomaly,
             .detector_term = detector_term,
             .raised_at = wall,
             .acknowledged_at = std::nullopt,
             .acknowledged_by = {},
             .sector = sector};
    fresh.state = state_after(fresh, anomaly);
    return &fresh;
  }
  Alert& alert = found->second;
  const bool is_restarted = detector_term > alert.detector_term;
  if (!is_news(alert, anomaly, detector_term)) {
    ++counters_.repeated;
    if (is_restarted) {  // its revisions count from now on; this alone need not be written to disk
      alert.detector_term = detector_term;
      alert.anomaly.revision = anomaly.revision;
      alert.anomaly.corrections = anomaly.corrections;
    }
    return nullptr;
  }
  const bool is_reopened = !is_restarted && !is_active(alert) && !is_terminal(anomaly.phase);
  if (is_reopened || anomaly.severity > alert.anomaly.severity) {
    alert.acknowledged_at.reset();
    alert.acknowledged_by = {};
  }
  alert.state = state_after(alert, anomaly);
  alert.anomaly = anomaly;
  alert.detector_term = detector_term;
  alert.sector = sector;
  return &alert;
}

void AlertRegistry::begin_snapshot() {
  named_.emplace();
}

std::vector<Alert> AlertRegistry::end_snapshot(std::uint64_t detector_term) {
  std::vector<Alert> ended;
  const auto named = std::exchange(named_, std::nullopt);
  if (!named) {
    return ended;
  }
  for (auto& [id, alert] : alerts_) {
    if (!is_active(alert) || alert.detector_term != detector_term || named->contains(id)) {
      continue;
    }
    alert.anomaly.phase = AnomalyPhase::ended;
    alert.anomaly.corrections = 0;
    alert.anomaly.revision = 0;  // so that any later message about this anomaly is newer
    alert.state = state_after(alert, alert.anomaly);
    ended.push_back(alert);
  }
  return ended;
}

const Alert* AlertRegistry::acknowledge(std::uint64_t id, const model::ControlPointId& by, Instant wall) {
  const auto found = alerts_.find(id);
  if (found == alerts_.end()) {
    return nullptr;
  }
  Alert& alert = found->second;
  if (!alert.acknowledged_at) {
    alert.acknowledged_at = wall;
    alert.acknowledged_by = by;
    if (alert.state == AlertState::raised) {
      alert.state = AlertState::acknowledged;
    }
    if (alert.state == AlertState::returned_unacknowledged) {
      alert.state = AlertState::ended;
    }
  }
  return &alert;
}

AlertRegistry::Forgotten AlertRegistry::forget(Instant wall) {
  Forgotten forgotten;
  for (auto it = alerts_.begin(); it != alerts_.end();) {
    const bool is_old = !is_open(it->second) && wall - closed_at(it->second) > limits_.keep_closed_for;
    if (is_old) {
      forgotten.ids.push_back(it->first);
    }
    it = is_old ? alerts_.erase(it) : std::next(it);
  }
  if (alerts_.size() <= limits_.max_alerts) {
    return forgotten;
  }

  // Closed alerts are evicted first, then the least severe, then the oldest.
  using Rank = std::tuple<bool, model::Severity, Instant, std::uint64_t>;
  std::vector<Rank> ranks;
  ranks.reserve(alerts_.size());
  for (const auto& [id, alert] : alerts_) {
    ranks.emplace_back(is_open(alert), alert.anomaly.severity, alert.raised_at, id);
  }
  const auto surplus = static_cast<std::ptrdiff_t>(alerts_.size() - limits_.max_alerts);
  std::nth_element(ranks.begin(), ranks.begin() + surplus, ranks.end());
  for (auto rank = ranks.begin(); rank != ranks.begin() + surplus; ++rank) {
    const auto alert = alerts_.find(std::get<3>(*rank));
    if (is_open(alert->second)) {
      ++counters_.dropped;
      alert->second.state = AlertState::ended;
      forgotten.crowded_out.push_back(alert->second);
    }
    forgotten.ids.push_back(alert->first);
    alerts_.erase(alert);
  }
  return forgotten;
}

const Alert* AlertRegistry::find(std::uint64_t id) const {
  const auto found = alerts_.find(id);
  return found == alerts_.end() ? nullptr : &found->second;
}

EnumCounts<AlertState> AlertRegistry::by_state() const {
  EnumCounts<AlertState> counts;
  for (const auto& [id, alert] : alerts_) {
    counts.add(alert.state);
  }
  return counts;
}

}  // namespace selat::coordinate
