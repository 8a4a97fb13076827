#include "coordinate/alert_registry.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/fingerprint.h"

namespace selat::coordinate {
namespace {

constexpr Span kUnsureFor = Span::minutes(5);  // a detector believes in a new time within a minute or two

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
  same.condition = known.condition;  // of an alert from before conditions were told
  if (gravest(anomaly) <= gravest(known)) {
    same.peak = known.peak;  // a detector that was started anew need not know of it
  }
  if (!is_terminal(known.phase) && !is_terminal(anomaly.phase)) {
    same.phase = known.phase;
  }
  for (std::size_t i = 0; i < std::min(same.vessels.size(), known.vessels.size()); ++i) {
    same.vessels[i].name = known.vessels[i].name;
  }
  return same == known;
}

// `current`: the term of the detector whose snapshot was taken last. It may be lower than that of an earlier
// one, whose clock was ahead.
bool is_of_later_detector(const Alert& known, std::uint64_t term, std::uint64_t current) {
  return term != known.detector_term && (term == current || term > known.detector_term);
}

bool is_news(const Alert& known, const Anomaly& anomaly, std::uint64_t term, std::uint64_t current) {
  if (term != known.detector_term) {
    return is_of_later_detector(known, term, current) && !says_the_same(known.anomaly, anomaly);
  }
  return anomaly.is_newer_than(known.anomaly);
}

// Somebody acknowledged it at least as grave as it is.
bool is_answered(const Alert& alert) {
  return alert.acknowledged && alert.acknowledged->severity >= alert.anomaly.severity;
}

AlertState state_of(const Alert& alert) {
  switch (alert.anomaly.phase) {
    case AnomalyPhase::retracted:
      return AlertState::retracted;
    case AnomalyPhase::ended:
      return is_answered(alert) ? AlertState::ended : AlertState::returned_unacknowledged;
    case AnomalyPhase::raised:
    case AnomalyPhase::updated:
      break;
  }
  if (!is_answered(alert)) {
    return AlertState::raised;
  }
  return alert.outcome ? AlertState::ended : AlertState::acknowledged;
}

// Whether it tells of a rise that was over before anything was heard of it: the first, or one more.
bool tells_missed_rise(const Anomaly& known, const Anomaly& anomaly) {
  const bool is_once_more = known.peak && anomaly.peak && anomaly.peak->severity == known.peak->severity &&
                            anomaly.peak->from > known.peak->from;
  return anomaly.peak && (anomaly.peak->severity > gravest(known) || is_once_more);
}

// The alert is this anomaly from now on.
void be(Alert& alert, const Anomaly& anomaly, Instant wall) {
  if (tells_missed_rise(alert.anomaly, anomaly)) {
    alert.missed_rise = std::max(alert.missed_rise, std::optional(gravest(anomaly)));
  }
  const bool is_forgetful = gravest(anomaly) < gravest(alert.anomaly);  // a detector that was started anew
  const auto peak = is_forgetful ? model::peak_of(alert.anomaly, anomaly, wall) : anomaly.peak;
  alert.anomaly = anomaly;
  alert.anomaly.peak = peak;
}

// To be called after each change of an alert.
void conclude_change(Alert& alert, Instant wall) {
  alert.state = state_of(alert);
  ++alert.change;
  if (is_open(alert)) {
    alert.closed_at.reset();
  } else if (!alert.closed_at) {
    alert.closed_at = wall;
  }
}

void forget_outcome(Alert& alert) {
  alert.outcome.reset();
  alert.closed_by = {};
}

// Any later word of the detector about it is news.
void lose_sight(Alert& alert, Instant wall) {
  alert.anomaly.revision = 0;
  alert.anomaly.corrections = 0;
  alert.unconfirmed_since = alert.unconfirmed_since.value_or(wall);
}

// The condition has ended, though the detector did not say so.
void end_condition(Alert& alert, Instant wall) {
  alert.anomaly.phase = AnomalyPhase::ended;
  alert.anomaly.corrections = 0;
  alert.anomaly.revision = 0;  // so that any later message about this anomaly is newer
  alert.unconfirmed_since.reset();
  conclude_change(alert, wall);
}

}  // namespace

AlertRegistry::AlertRegistry(AlertLimits limits, std::vector<Alert> persisted, std::uint32_t last_number)
    : limits_(limits) {
  Instant newest;
  for (Alert& alert : persisted) {
    if (alert.number == 0) {  // from before alerts had numbers
      alert.number = next_number();
    }
    numbers_.insert(alert.number);
    if (alert.raised_at >= newest) {
      newest = alert.raised_at;
      last_number_ = alert.number;
    }
    const std::uint64_t id = alert.id;
    alerts_.insert_or_assign(id, std::move(alert));
  }
  last_number_ = last_number == 0 ? last_number_ : last_number;
  for (auto& [id, alert] : alerts_) {
    const Alert* const other = find_by_anomaly(alert.anomaly.id);
    if (alert.sighting) {
      continue;
    }
    if (other == nullptr || is_terminal(other->anomaly.phase)) {  // the one that stands is meant
      know_by(alert, alert.anomaly.id);
    }
  }
}

// After the last number the first free one: there are more numbers than alerts are kept.
std::uint32_t AlertRegistry::next_number() {
  for (std::uint32_t tried = 0; tried < model::kLastAlertNumber; ++tried) {
    last_number_ = last_number_ % model::kLastAlertNumber + 1;
    if (numbers_.insert(last_number_).second) {
      break;
    }
  }
  return last_number_;
}

Alert* AlertRegistry::find_by_anomaly(std::uint64_t anomaly) {
  const auto found = by_anomaly_.find(anomaly);
  return found == by_anomaly_.end() ? nullptr : find(found->second);
}

void AlertRegistry::know_by(Alert& alert, std::uint64_t anomaly) {
  const auto before = by_anomaly_.find(alert.anomaly.id);
  if (before != by_anomaly_.end() && before->second == alert.id) {
    by_anomaly_.erase(before);
  }
  by_anomaly_[anomaly] = alert.id;
  alert.anomaly.id = anomaly;
}

void AlertRegistry::note_clock_step(Instant wall) {
  former_ = unsure_ = {};
  unsure_until_ = wall + kUnsureFor;
  for (auto& [id, alert] : alerts_) {
    if (!is_terminal(alert.anomaly.phase)) {
      unsure_.insert(id);
      alert.unconfirmed_since = alert.unconfirmed_since ? std::optional(wall) : std::nullopt;
    }
  }
}

bool AlertRegistry::is_unsure(const Alert& alert, Instant wall) const {
  return unsure_.contains(alert.id) && (wall < unsure_until_ || alert.unconfirmed_since);
}

// The alert of the same condition that another detector left standing, or this one before the clock was set.
// nullptr: none.
Alert* AlertRegistry::continued_by(const Anomaly& anomaly, std::uint64_t detector_term, Instant wall) {
  if (anomaly.condition == 0 || is_terminal(anomaly.phase)) {
    return nullptr;
  }
  const auto stands = std::ranges::find_if(alerts_, [&](const auto& entry) {
    const Alert& alert = entry.second;
    return alert.anomaly.condition == anomaly.condition && !is_terminal(alert.anomaly.phase) &&
           (is_of_later_detector(alert, detector_term, current_term_) || is_unsure(alert, wall));
  });
  return stands == alerts_.end() ? nullptr : &stands->second;
}

Alert& AlertRegistry::raise(const Anomaly& anomaly, std::uint64_t detector_term,
                            const model::SectorId& sector, Instant wall) {
  std::uint64_t id = anomaly.id;
  while (alerts_.contains(id)) {  // of an alert that is known by another anomaly now
    id = join(id, detector_term);
  }
  Alert& fresh = begin(id, anomaly, sector, wall);
  fresh.detector_term = detector_term;
  know_by(fresh, anomaly.id);
  return fresh;
}

Alert& AlertRegistry::raise(const model::Sighting& sighting, const model::SectorId& sector, Instant wall) {
  std::uint64_t id = sighting.id;
  while (alerts_.contains(id)) {
    id = join(id, sighting.id);
  }
  Anomaly anomaly;
  anomaly.id = id;
  anomaly.rule = model::kSightingRule;
  anomaly.grade = name_of(sighting.source);
  anomaly.severity = model::severity_of(sighting);
  anomaly.place = sighting.place;
  anomaly.started_at = sighting.seen_at;
  anomaly.decided_at = sighting.seen_at;
  Alert& fresh = begin(id, anomaly, sector, wall);
  fresh.sighting = sighting;
  fresh.sighting->number = fresh.number;
  return fresh;
}

Alert& AlertRegistry::begin(std::uint64_t id, const Anomaly& anomaly, const model::SectorId& sector,
                            Instant wall) {
  Alert& fresh = alerts_[id];
  fresh.id = id;
  fresh.number = next_number();
  be(fresh, anomaly, wall);
  fresh.raised_at = wall;
  fresh.sector = sector;
  fresh.state = state_of(fresh);
  return fresh;
}

Alert* AlertRegistry::apply(const Anomaly& anomaly, std::uint64_t detector_term,
                            const model::SectorId& sector, Instant wall) {
  ++counters_.anomalies;
  if (former_.contains(anomaly.id)) {
    ++counters_.repeated;
    return nullptr;
  }
  Alert* known = find_by_anomaly(anomaly.id);
  if (known == nullptr || is_terminal(known->anomaly.phase)) {
    if (Alert* const continued = continued_by(anomaly, detector_term, wall)) {
      if (continued->detector_term == detector_term) {
        lose_sight(*continued, wall);
        unsure_.erase(continued->id);
        former_.insert(continued->anomaly.id);
      }
      know_by(*continued, anomaly.id);
      known = continued;
    }
  }
  if (known != nullptr && anomaly.phase == AnomalyPhase::ended && detector_term == known->detector_term &&
      wall < unsure_until_ && is_unsure(*known, wall)) {
    lose_sight(*known, wall);
    if (named_) {
      named_->insert(known->id);
    }
    return known;
  }
  if (known == nullptr && anomaly.phase == AnomalyPhase::retracted) {
    ++counters_.repeated;  // the anomaly was never shown, so there is nothing to retract
    return nullptr;
  }
  Alert* const changed = known == nullptr ? &raise(anomaly, detector_term, sector, wall)
                                          : take(*known, anomaly, detector_term, sector, wall);
  if (named_) {
    named_->insert(by_anomaly_.at(anomaly.id));
  }
  return changed;
}

Alert* AlertRegistry::take(Alert& alert, const Anomaly& anomaly, std::uint64_t detector_term,
                           const model::SectorId& sector, Instant wall) {
  const bool was_unconfirmed = std::exchange(alert.unconfirmed_since, std::nullopt).has_value();
  if (!is_news(alert, anomaly, detector_term, current_term_)) {
    ++counters_.repeated;
    if (detector_term > alert.detector_term ||
        detector_term == current_term_) {  // its revisions count from now on
      alert.detector_term = detector_term;
      alert.anomaly.revision = anomaly.revision;
      alert.anomaly.corrections = anomaly.corrections;
      alert.anomaly.condition = anomaly.condition;
    }
    return was_unconfirmed ? &alert : nullptr;
  }
  const bool begins_anew =
      detector_term == alert.detector_term && is_terminal(alert.anomaly.phase) && !is_terminal(anomaly.phase);
  if (begins_anew) {
    alert.acknowledged.reset();
    forget_outcome(alert);
  }
  if (anomaly.place != alert.anomaly.place) {
    alert.sector = sector;
  }
  be(alert, anomaly, wall);
  alert.detector_term = detector_term;
  if (!is_answered(alert)) {
    forget_outcome(alert);  // what a person found out covers what it was then
  }
  conclude_change(alert, wall);
  return &alert;
}

void AlertRegistry::begin_snapshot() {
  named_.emplace();
}

std::vector<std::uint64_t> AlertRegistry::end_snapshot(std::uint64_t detector_term, Instant wall) {
  std::vector<std::uint64_t> changed;
  const auto named = std::exchange(named_, std::nullopt);
  if (!named) {
    return changed;
  }
  current_term_ = detector_term;
  for (auto& [id, alert] : alerts_) {
    if (alert.sighting || is_terminal(alert.anomaly.phase) || named->contains(id)) {
      continue;
    }
    if (alert.detector_term == detector_term) {
      end_condition(alert, wall);
      changed.push_back(id);
    } else if (!alert.unconfirmed_since) {
      alert.unconfirmed_since = wall;
      changed.push_back(id);
    }
  }
  return changed;
}

bool AlertRegistry::is_over(const Alert& alert, Instant wall) const {
  if (alert.sighting) {
    return !is_terminal(alert.anomaly.phase) && alert.anomaly.severity < model::Severity::distress &&
           wall - alert.sighting->seen_at >= limits_.sighting_for;
  }
  return alert.unconfirmed_since && wall - *alert.unconfirmed_since >= limits_.unconfirmed_for;
}

std::vector<std::uint64_t> AlertRegistry::end_in_time(Instant wall) {
  std::vector<std::uint64_t> ended;
  for (auto& [id, alert] : alerts_) {
    if (is_over(alert, wall)) {
      end_condition(alert, wall);
      ended.push_back(id);
    }
  }
  return ended;
}

Alert* AlertRegistry::acknowledge(std::uint64_t id, const model::ControlPointId& by, model::Severity seen,
                                  Instant wall) {
  Alert* const alert = find(id);
  if (alert == nullptr) {
    return nullptr;
  }
  const model::Severity severity = std::min(seen, alert->anomaly.severity);
  if (alert->acknowledged && alert->acknowledged->severity >= severity) {
    return nullptr;
  }
  alert->acknowledged = {.at = wall, .by = by, .severity = severity};
  conclude_change(*alert, wall);
  return alert;
}

Alert* AlertRegistry::comment(std::uint64_t id, const model::ControlPointId& by, std::string text,
                              Instant wall) {
  Alert* const alert = find(id);
  if (alert == nullptr) {
    return nullptr;
  }
  if (alert->comments.size() >= model::kMostComments) {
    alert->comments.erase(alert->comments.begin());
  }
  alert->comments.push_back({.at = wall, .by = by, .text = std::move(text)});
  ++alert->comments_ever;
  ++alert->change;
  return alert;
}

Alert* AlertRegistry::close(std::uint64_t id, const model::ControlPointId& by, model::Outcome outcome,
                            Instant wall) {
  Alert* const alert = find(id);
  if (alert == nullptr || alert->outcome == outcome) {
    return nullptr;
  }
  alert->outcome = outcome;
  alert->closed_by = by;
  alert->unconfirmed_since.reset();
  if (!is_answered(*alert)) {
    alert->acknowledged = {.at = wall, .by = by, .severity = alert->anomaly.severity};
  }
  conclude_change(*alert, wall);
  return alert;
}

Alert* AlertRegistry::move(std::uint64_t id, const model::SectorId& sector) {
  Alert* const alert = find(id);
  if (alert == nullptr || alert->sector == sector) {
    return nullptr;
  }
  alert->sector = sector;
  ++alert->change;
  return alert;
}

Alert* AlertRegistry::name_vessels(std::uint64_t id, const NewestName& newest) {
  Alert* const alert = find(id);
  bool is_news = false;
  for (std::size_t i = 0; alert != nullptr && i < alert->anomaly.vessels.size(); ++i) {
    model::AnomalyVessel& vessel = alert->anomaly.vessels[i];
    const ShortText<34> name = newest(vessel.mmsi);
    if (!name.empty() && name != vessel.name) {
      vessel.name = name;
      is_news = true;
    }
  }
  if (!is_news) {
    return nullptr;
  }
  ++alert->change;
  return alert;
}

AlertRegistry::Forgotten AlertRegistry::forget(Instant wall) {
  Forgotten forgotten;
  const auto erase = [&](auto it) {
    numbers_.erase(it->second.number);
    if (find_by_anomaly(it->second.anomaly.id) == &it->second) {
      by_anomaly_.erase(it->second.anomaly.id);
    }
    forgotten.ids.push_back(it->first);
    return alerts_.erase(it);
  };
  for (auto it = alerts_.begin(); it != alerts_.end();) {
    const auto& closed_at = it->second.closed_at;
    const Span kept_for = it->second.sighting ? limits_.sighting_for : limits_.keep_closed_for;
    it = closed_at && wall - *closed_at > kept_for ? erase(it) : std::next(it);
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
    erase(alert);
  }
  return forgotten;
}

Alert* AlertRegistry::find(std::uint64_t id) {
  const auto found = alerts_.find(id);
  return found == alerts_.end() ? nullptr : &found->second;
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
