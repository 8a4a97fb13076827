#include "detect/watch_reidentifier.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "detect/rules/rules.h"
#include "geo/local_plane.h"

namespace selat::detect {

namespace {

constexpr std::size_t kMaxListed = 1'000;  // for each entry
constexpr Span kContinuesWithin = Span::minutes(15);
constexpr Distance kContinuesNear = Distance::metres(1'000);
// When the listed vessel is heard again so soon after the other one's track began, they are two vessels. Less
// than the shortest time after which a track ends, so that this is final before another track can begin.
constexpr Span kHeardAgainWithin = Span::minutes(25);
// Checkpoints of different vessels differ by at most this much.
constexpr Span kCheckpointsWithin = Span::minutes(1);
// The matches of an ended track are kept this long: by then the registry has removed them.
constexpr Span kKeptFor = Span::minutes(90);
constexpr std::array<std::string_view, 3> kGrades = {"same_imo", "same_call_sign", "same_name"};
constexpr std::array kConfidences = {0.95, 0.8, 0.6};
constexpr std::string_view kTrackGrade = "same_track";
constexpr double kTrackConfidence = 0.7;

bool is_watch_finding(const Finding& finding) {
  return finding.anomaly.rule.view() == kWatchList.id;
}

bool have_same_size(const track::Hull& a, const track::Hull& b) {
  if (!a.is_known() || !b.is_known()) {
    return true;
  }
  return std::abs(a.length_m() - b.length_m()) <= 2 && std::abs(a.beam_m() - b.beam_m()) <= 2;
}

// When the track that began at `begun_at` ended, as far as the live fold knows.
std::optional<Instant> end_of_track(const FoldState& live, Instant begun_at) {
  if (live.begun_at > begun_at) {
    return live.last_track_heard_at;
  }
  if (live.is_ended_notified) {
    return live.heard_at;
  }
  return std::nullopt;
}

// Whether no later report can change it.
bool is_firm(const model::Anomaly& found, const FoldState& state, Instant horizon) {
  const Instant final_before = horizon - kCheckpointsWithin;
  const bool may_be_heard_again = found.grade.view() == kTrackGrade;
  return found.decided_at < final_before &&
         (!may_be_heard_again || state.tracker.first_at() + kHeardAgainWithin < final_before);
}

}  // namespace

// A listing whose track has ended keeps the identifiers of that track; the gaps of the next track tell
// whether the vessel was heard again.
void WatchReidentifier::refresh(Listed& listed, Instant since, const FoldState& state) {
  listed.gaps = state.gaps;
  const track::Fix* last = since < state.begun_at ? nullptr : state.tracker.last();
  listed.has_last = last != nullptr;
  listed.last = last != nullptr ? *last : track::Fix{};
  if (since >= state.begun_at) {
    listed.identifiers = state.identifiers;
  }
}

void WatchReidentifier::update(ListedByLabel& listed_by_label, model::Mmsi mmsi, const FoldState& state) {
  if (!state.is_heard) {
    return;
  }
  for (auto& [label, listings] : listed_by_label) {
    for (auto place = listings.lower_bound({mmsi, Instant()});
         place != listings.end() && place->first.first == mmsi; ++place) {
      refresh(place->second, place->first.second, state);
    }
  }
  for (const Finding& finding : state.findings.all()) {
    const Instant since = finding.anomaly.started_at;
    if (!is_watch_finding(finding) || since < state.begun_at) {
      continue;
    }
    Listings& listings = listed_by_label[finding.anomaly.subject];
    const auto [place, is_new] = listings.try_emplace({mmsi, since});
    refresh(place->second, since, state);
    if (is_new && listings.size() > kMaxListed) {
      listings.erase(
          std::ranges::min_element(listings, {}, [](const auto& entry) { return entry.first.second; }));
    }
  }
}

// A new last fix alone is no news. The silence after it is, and each vessel's sweep checks for that.
bool WatchReidentifier::is_news(const Listings& before, const Listings& after, Instant now) {
  const auto was_silent = [&](const Listed& listed) {
    return listed.has_last && listed.last.at + gap_after(listed.last) <= now;
  };
  const auto differ = [&](const Listings::value_type& a, const Listings::value_type& b) {
    return a.first != b.first || a.second.identifiers != b.second.identifiers ||
           a.second.gaps != b.second.gaps ||
           (a.second.last != b.second.last && (was_silent(a.second) || was_silent(b.second)));
  };
  return before.size() != after.size() ||
         !std::equal(before.begin(), before.end(), after.begin(),
                     [&](const auto& a, const auto& b) { return !differ(a, b); });
}

bool WatchReidentifier::learn(const VesselRecord& record, Instant now) {
  const auto own = [&](const Listings& listings) {
    return Listings(listings.lower_bound({record.mmsi, Instant()}),
                    listings.lower_bound({model::Mmsi(record.mmsi.number() + 1), Instant()}));
  };
  std::map<std::string_view, Listings> before;
  for (auto& [label, listings] : live_) {
    before[label] = own(listings);
    for (const auto& [key, listed] : before[label]) {
      listings.erase(key);
    }
  }
  for (const auto& [label, listings] : finalized_) {
    if (auto finalized = own(listings); !finalized.empty()) {
      live_[label].merge(finalized);
    }
  }
  update(live_, record.mmsi, record.live);
  return std::ranges::any_of(
      live_, [&](const auto& entry) { return is_news(before[entry.first], own(entry.second), now); });
}

// The fix after which the listed vessel fell silent and this one began in its place; null when it did not.
const track::Fix* WatchReidentifier::continued_from(const Listed& listed, const track::Tracker& tracker,
                                                    Instant now) {
  if (!tracker.confirmed_at()) {
    return nullptr;
  }
  const Instant began = tracker.first_at();
  const auto fits = [&](const track::Fix& before) {
    return before.at < began && began <= before.at + kContinuesWithin &&
           before.at + gap_after(before) <= now &&
           geo::distance(track::predict(before, began), tracker.first_position()) <= kContinuesNear &&
           have_same_size(before.hull, track::hull_of(tracker.vessel().dimensions));
  };
  if (listed.has_last && fits(listed.last)) {
    return &listed.last;
  }
  for (const Gap& gap : listed.gaps) {
    if (gap.next_at > began + kHeardAgainWithin && fits(gap.before)) {
      return &gap.before;
    }
  }
  return nullptr;
}

std::optional<model::Anomaly> WatchReidentifier::make_anomaly(const std::string& label,
                                                              const Listings::value_type& listed,
                                                              model::Mmsi mmsi, const FoldState& state,
                                                              Instant now) const {
  const auto& [key, known] = listed;
  const auto same = earliest_shared(known.identifiers, state.identifiers);
  const track::Fix* before = continued_from(known, state.tracker, now);
  if (!same && before == nullptr) {
    return std::nullopt;
  }
  model::Anomaly found;
  found.rule = kWatchList.id;
  found.rule_version = kWatchList.version;
  found.severity = model::Severity::warning;
  found.vessels = {{mmsi, {}}, {key.first, {}}};
  found.subject = label;
  const track::Tracker& tracker = state.tracker;
  const auto confirmed_at = tracker.confirmed_at();
  const Instant silent_at = before != nullptr && confirmed_at
                                ? std::max({*confirmed_at, before->at + gap_after(*before), key.second})
                                : Instant();
  if (same && (before == nullptr || std::max(same->since, key.second) <= silent_at)) {
    found.grade = kGrades[static_cast<std::size_t>(same->kind)];
    found.confidence = kConfidences[static_cast<std::size_t>(same->kind)];
    found.started_at = found.decided_at = std::max(same->since, key.second);
  } else {
    found.grade = kTrackGrade;
    found.confidence = kTrackConfidence;
    found.started_at = tracker.first_at();
    found.decided_at = silent_at;
    found.reports = {reference_to(key.first, *before, sources_)};
  }
  found.evidence = {{model::Quantity::list_match, found.confidence, {}}};
  found.place = tracker.is_begun() ? tracker.first_position() : kUnknownPlace;
  found.id = anomaly_id(found, "follow");  // never changes: ids are the same for ever
  return found;
}

std::optional<model::Anomaly> WatchReidentifier::first_anomaly(const std::string& label,
                                                               const Listings& listings, model::Mmsi mmsi,
                                                               const FoldState& state, Instant now) const {
  const auto rank = [](const model::Anomaly& found) {
    return std::tuple(found.decided_at, found.started_at, found.id);
  };
  std::optional<model::Anomaly> first;
  for (const auto& listed : listings) {
    if (listed.first.first == mmsi) {
      continue;
    }
    auto found = make_anomaly(label, listed, mmsi, state, now);
    if (found && (!first || rank(*found) < rank(*first))) {
      first = std::move(found);
    }
  }
  return first;
}

void WatchReidentifier::compare(const VesselRecord& record, Instant swept_at) {
  for (const auto& [label, listings] : live_) {
    compare(label, listings, record, swept_at);
  }
}

void WatchReidentifier::compare(const std::string& label, const Listings& listings,
                                const VesselRecord& record, Instant swept_at) {
  std::map<std::uint64_t, model::Anomaly> wanted;
  const auto want = [&](model::Anomaly found, Instant begun_at) {
    if (!found.ended_at) {
      found.ended_at = end_of_track(record.live, begun_at);
    }
    // Once the rule itself finds the vessel, it need not be re-identified.
    const auto own = listings.lower_bound({record.mmsi, begun_at});
    if (own != listings.end() && own->first.first == record.mmsi) {
      if (own->first.second <= found.started_at) {
        return;
      }
      found.ended_at = std::min(own->first.second, found.ended_at.value_or(own->first.second));
    }
    if (found.ended_at) {
      found.ended_at = std::max(*found.ended_at, found.started_at);
    }
    wanted.try_emplace(found.id, std::move(found));
  };
  for (auto place = firm_.lower_bound({record.mmsi, label, Instant()});
       place != firm_.end() && std::get<0>(place->first) == record.mmsi && std::get<1>(place->first) == label;
       ++place) {
    want(place->second, std::get<2>(place->first));
  }
  const auto check = [&](const FoldState& state) {
    if (!state.is_heard || firm_.contains({record.mmsi, label, state.begun_at})) {
      return;
    }
    if (auto found = first_anomaly(label, listings, record.mmsi, state, swept_at)) {
      want(std::move(*found), state.begun_at);
    }
  };
  if (record.checkpoint.begun_at != record.live.begun_at) {
    check(record.checkpoint);
  }
  check(record.live);
  publish(label, record.mmsi, wanted);
}

void WatchReidentifier::publish(const std::string& label, model::Mmsi mmsi,
                                const std::map<std::uint64_t, model::Anomaly>& wanted) {
  for (auto place = published_.lower_bound({mmsi, label, 0}); place != published_.end() &&
                                                              std::get<0>(place->first) == mmsi &&
                                                              std::get<1>(place->first) == label;) {
    if (wanted.contains(std::get<2>(place->first))) {
      ++place;
      continue;
    }
    anomalies_.retract(std::get<2>(place->first));
    place = published_.erase(place);
  }
  for (const auto& [id, found] : wanted) {
    // What ended long ago is not published again: the registry has removed it by then.
    model::Anomaly& published = published_[{mmsi, label, id}];
    if (published == found) {
      continue;
    }
    published = found;
    anomalies_.publish(found);
  }
}

void WatchReidentifier::finalize(const VesselRecord& record, Instant horizon) {
  const FoldState& state = record.checkpoint;
  update(finalized_, record.mmsi, state);
  if (!state.is_heard) {
    return;
  }
  for (const auto& [label, listings] : finalized_) {
    const TrackKey key{record.mmsi, label, state.begun_at};
    if (firm_.contains(key)) {
      continue;
    }
    auto found = first_anomaly(label, listings, record.mmsi, state, horizon);
    if (found && is_firm(*found, state, horizon)) {
      firm_.emplace(key, std::move(*found));
    }
  }
  for (auto place = firm_.lower_bound({record.mmsi, std::string(), Instant()});
       place != firm_.end() && std::get<0>(place->first) == record.mmsi;) {
    auto& [key, found] = *place;
    const bool is_over = std::get<2>(key) < state.begun_at;
    if (is_over && !found.ended_at) {
      found.ended_at = std::max(found.started_at, state.last_track_heard_at);
    }
    if (is_over && *found.ended_at + kKeptFor < horizon) {
      published_.erase({record.mmsi, std::get<1>(key), found.id});
      place = firm_.erase(place);
    } else {
      ++place;
    }
  }
}

void WatchReidentifier::remove(const VesselRecord& record) {
  const auto is_own = [&](const auto& entry) { return std::get<0>(entry.first) == record.mmsi; };
  for (auto place = published_.lower_bound({record.mmsi, std::string(), 0});
       place != published_.end() && is_own(*place); place = published_.erase(place)) {
    if (place->second.ended_at) {
      continue;
    }
    place->second.ended_at = std::max(record.live.heard_at, place->second.started_at);
    anomalies_.publish(place->second);
  }
  for (auto place = firm_.lower_bound({record.mmsi, std::string(), Instant()});
       place != firm_.end() && is_own(*place);) {
    place = firm_.erase(place);
  }
  // Its listings stay: the vessel can still be re-identified, as long as there is room.
}

}  // namespace selat::detect
