#include "detect/watch_follow.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <vector>

#include "detect/rules/rules.h"
#include "geo/local_plane.h"

namespace selat::detect {

namespace {

constexpr std::size_t kMostListed = 1'000;
constexpr Span kContinuesWithin = Span::minutes(15);
constexpr Distance kContinuesNear = Distance::metres(1'000);
// Heard again within half an hour of the other's beginning: they are two vessels.
constexpr Span kHeardAgainWithin = Span::minutes(30);
constexpr std::array<std::string_view, 3> kGrades = {"same_imo", "same_call_sign", "same_name"};
constexpr std::array kConfidences = {0.95, 0.8, 0.6};
constexpr double kTrackConfidence = 0.7;

bool is_watch_episode(const Episode& episode) {
  return episode.anomaly.rule.view() == kWatchList.id;
}

// When the track that the finding speaks of, and that began at `begun_at`, ended. Of several since, the
// first.
std::optional<Instant> end_of_track(const VesselRecord& record, Instant begun_at,
                                    const model::Anomaly& found) {
  std::optional<Instant> end;
  if (record.live.last_track_heard_at >= begun_at) {
    end = record.live.last_track_heard_at;
  } else if (record.live.is_ended_told) {
    end = record.live.heard_at;
  }
  if (!end)
    return std::nullopt;
  return std::max(found.started_at, std::min(*end, found.ended_at.value_or(*end)));
}

bool have_same_size(const track::Hull& a, const track::Hull& b) {
  if (!a.is_known() || !b.is_known())
    return true;
  return std::abs(a.length_m() - b.length_m()) <= 2 && std::abs(a.beam_m() - b.beam_m()) <= 2;
}

}  // namespace

WatchFollow::WatchFollow(const track::SourceTable& sources, AnomalyBook& anomalies, Span lateness)
    : sources_(sources),
      anomalies_(anomalies),
      stands_after_(kHeardAgainWithin + lateness + Span::minutes(2)) {}

bool WatchFollow::learn(const VesselRecord& record, Instant horizon) {
  const auto open = [&](const std::string& label, Instant since) {
    return std::ranges::any_of(record.live.ledger.episodes(), [&](const Episode& episode) {
      return is_watch_episode(episode) && episode.anomaly.subject == label &&
             episode.anomaly.started_at == since;
    });
  };
  bool is_listed = false;
  for (auto place = listed_.begin(); place != listed_.end();) {
    const bool is_own = place->second.mmsi == record.mmsi;
    is_listed = is_listed || is_own;
    const bool is_disproved =
        is_own && place->second.since >= horizon && !open(std::get<0>(place->first), place->second.since);
    place = is_disproved ? listed_.erase(place) : std::next(place);
  }
  for (const Episode& episode : record.live.ledger.episodes()) {
    if (!is_watch_episode(episode) || episode.anomaly.ended_at)
      continue;
    is_listed = true;
    take(record, episode.anomaly);
  }
  return is_listed;
}

void WatchFollow::take(const VesselRecord& record, const model::Anomaly& found) {
  const ListedKey key{found.subject, record.mmsi.number(), found.started_at};
  if (!listed_.contains(key) && listed_.size() >= kMostListed) {
    listed_.erase(
        std::ranges::min_element(listed_, {}, [](const auto& entry) { return entry.second.since; }));
  }
  Listed& listed = listed_[key];
  listed.mmsi = record.mmsi;
  listed.identity = record.live.identity;
  listed.since = found.started_at;
  listed.gaps = record.live.gaps;
  const track::Fix* last = record.live.tracker.last();
  listed.has_last = last != nullptr;
  if (last != nullptr)
    listed.last = *last;
}

// The fix after which the listed vessel fell silent and this one began in its place; null when it did not.
const track::Fix* WatchFollow::continued_from(const Listed& listed, const VesselRecord& record,
                                              Instant swept_at) {
  const track::Tracker& tracker = record.live.tracker;
  if (!listed.has_last || !tracker.confirmed_at())
    return nullptr;
  const Instant began = tracker.first_at();
  const auto fits = [&](const track::Fix& before) {
    return before.at < began && began <= before.at + kContinuesWithin &&
           before.at + gap_after(before) <= swept_at &&
           geo::distance(track::predict(before, began), tracker.first_position()) <= kContinuesNear &&
           have_same_size(before.hull, track::hull_of(tracker.vessel().dimensions));
  };
  if (fits(listed.last))
    return &listed.last;
  for (const Gap& gap : listed.gaps) {
    if (gap.next_at > began + kHeardAgainWithin && fits(gap.before))
      return &gap.before;
  }
  return nullptr;
}

std::optional<Instant> WatchFollow::listed_since(const Key& key) const {
  const auto place = listed_.lower_bound({key.first, key.second, Instant()});
  if (place == listed_.end() || std::get<0>(place->first) != key.first ||
      std::get<1>(place->first) != key.second) {
    return std::nullopt;
  }
  return place->second.since;
}

std::optional<model::Anomaly> WatchFollow::finding(const std::string& label, const Listed& listed,
                                                   const VesselRecord& record, Instant swept_at) const {
  model::Anomaly found;
  found.rule = kWatchList.id;
  found.rule_version = kWatchList.version;
  found.severity = model::Severity::warning;
  found.vessels = {{record.mmsi, {}}, {listed.mmsi, {}}};
  found.subject = label;
  const track::Tracker& tracker = record.live.tracker;
  if (const auto same = shared(listed.identity, record.live.identity)) {
    found.grade = kGrades[static_cast<std::size_t>(same->kind)];
    found.confidence = kConfidences[static_cast<std::size_t>(same->kind)];
    found.started_at = found.decided_at = std::max(same->since, listed.since);
  } else if (const track::Fix* before = continued_from(listed, record, swept_at)) {
    found.grade = "same_track";
    found.confidence = kTrackConfidence;
    found.started_at = tracker.first_at();
    found.decided_at = std::max(*tracker.confirmed_at(), before->at + gap_after(*before));
    found.reports = {reference_to(listed.mmsi, *before, sources_)};
  } else {
    return std::nullopt;
  }
  found.evidence = {{model::Quantity::list_match, found.confidence, {}}};
  found.place = tracker.is_begun() ? tracker.first_position() : kUnknownPlace;
  found.id = anomaly_id(found, "follow");
  return found;
}

void WatchFollow::compare(const VesselRecord& record, Instant swept_at) {
  std::set<std::string> labels;
  for (const auto& [key, listed] : listed_) {
    labels.insert(std::get<0>(key));
  }
  for (const std::string& label : labels) {
    compare(label, record, swept_at);
  }
}

void WatchFollow::compare(const std::string& label, const VesselRecord& record, Instant swept_at) {
  const Key own{label, record.mmsi.number()};
  const auto known = followed_.find(own);
  std::optional<model::Anomaly> best;
  Instant begun_at = record.live.begun_at;
  // It stands once no late report can change it: it is old enough, or speaks of a track that is over.
  if (known != followed_.end() && (known->second.anomaly.started_at < swept_at - stands_after_ ||
                                   known->second.begun_at <= record.live.last_track_heard_at)) {
    best = known->second.anomaly;
    begun_at = known->second.begun_at;
  } else {
    for (auto place = listed_.lower_bound({label, 0, Instant()});
         place != listed_.end() && std::get<0>(place->first) == label; ++place) {
      if (place->second.mmsi == record.mmsi)
        continue;
      auto found = finding(label, place->second, record, swept_at);
      if (found &&
          (!best || std::pair(found->started_at, found->id) < std::pair(best->started_at, best->id))) {
        best = std::move(found);
      }
    }
  }
  if (best)
    best->ended_at = end_of_track(record, begun_at, *best);
  // Found by the rule itself, it needs no follower any more.
  const auto listed = listed_since(own);
  if (best && listed) {
    if (*listed <= best->started_at) {
      best.reset();
    } else {
      best->ended_at = *listed;
    }
  }
  if (known != followed_.end() && (!best || best->id != known->second.anomaly.id)) {
    anomalies_.retract(known->second.anomaly.id);
    followed_.erase(known);
  }
  if (!best)
    return;
  // What ended long ago is not said again: the book has forgotten it by then.
  if (const auto said = followed_.find(own); said != followed_.end() && said->second.anomaly == *best)
    return;
  anomalies_.publish(*best);
  followed_[own] = {std::move(*best), begun_at};
}

void WatchFollow::forget(const VesselRecord& record) {
  for (auto place = followed_.begin(); place != followed_.end();) {
    if (place->first.second != record.mmsi.number()) {
      ++place;
      continue;
    }
    if (!place->second.anomaly.ended_at) {
      place->second.anomaly.ended_at = record.live.heard_at;
      anomalies_.publish(place->second.anomaly);
    }
    place = followed_.erase(place);
  }
  // A listed one is still known by what it called itself, for as long as there is room.
}

}  // namespace selat::detect
