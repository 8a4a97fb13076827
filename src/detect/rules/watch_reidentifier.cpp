#include "detect/rules/watch_reidentifier.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "base/fingerprint.h"
#include "geo/local_plane.h"

namespace selat::detect {

namespace {

constexpr std::size_t kMaxListed = 1'000;  // for each entry
constexpr Span kContinuesWithin = Span::minutes(15);
constexpr Distance kContinuesNear = Distance::metres(1'000);
// When the listed vessel is heard again so soon after the other one's track began, they are two vessels. Less
// than the shortest time after which a track ends, so that this is final before another track can begin.
constexpr Span kHeardAgainWithin = Span::minutes(25);
// Checkpoints of different records differ by at most this much.
constexpr Span kCheckpointsWithin = Span::minutes(1);
// Longer than reports may be late.
constexpr Span kRecent = Span::minutes(30);
constexpr std::array<std::string_view, 3> kGrades = {"same_imo", "same_call_sign", "same_name"};
constexpr std::array kConfidences = {0.95, 0.8, 0.6};
// A name alone may be another vessel's.
constexpr std::array kSeverities = {model::Severity::warning, model::Severity::warning,
                                    model::Severity::caution};
constexpr std::string_view kTrackGrade = "same_track";
constexpr double kTrackConfidence = 0.7;

// A track that the watch list itself has found.
struct Listed {
  ShortText<34> name;
  IdentifierHistory identifiers;
  track::Fix last;
  track::Hull hull;  // after it
  bool has_last = false;
  std::array<Gap, 3> gaps;
  std::uint64_t context_version = 0;  // in force when it was found
  friend bool operator==(const Listed&, const Listed&) = default;
};

using Label = std::string;                                              // of the watch list's entry
using Listings = std::map<std::pair<model::TrackId, Instant>, Listed>;  // the track; when it was found
using ListedByLabel = std::map<Label, Listings, std::less<>>;
using MatchKey = std::pair<model::TrackId, Label>;

// The first id of the next MMSI.
model::TrackId end_of(model::Mmsi mmsi) {
  return model::track_id(model::Mmsi(mmsi.number() + 1), 0, 0);
}

bool have_same_size(const track::Hull& a, const track::Hull& b) {
  if (!a.is_known() || !b.is_known()) {
    return true;
  }
  return std::abs(a.length_m() - b.length_m()) <= 2 && std::abs(a.beam_m() - b.beam_m()) <= 2;
}

// A new last fix alone is no news. The silence after it is, and each record's sweep checks for that.
bool is_news(const Listings& before, const Listings& after, Instant now) {
  const auto was_silent = [&](const Listed& listed) {
    return listed.has_last && listed.last.at() + gap_after(listed.last) <= now;
  };
  const auto differ = [&](const Listings::value_type& a, const Listings::value_type& b) {
    return a.first != b.first || a.second.identifiers != b.second.identifiers ||
           a.second.gaps != b.second.gaps || a.second.context_version != b.second.context_version ||
           ((a.second.last != b.second.last || a.second.hull != b.second.hull) &&
            (was_silent(a.second) || was_silent(b.second)));
  };
  return before.size() != after.size() ||
         !std::equal(before.begin(), before.end(), after.begin(),
                     [&](const auto& a, const auto& b) { return !differ(a, b); });
}

// The fix after which the listed vessel fell silent and this track began in its place; null when it did not.
const track::Fix* continued_from(const Listed& listed, const track::Tracker& tracker, Instant now) {
  if (!tracker.confirmed_at()) {
    return nullptr;
  }
  const Instant began = tracker.first_at();
  const auto fits = [&](const track::Fix& before, const track::Hull& hull) {
    return before.at() < began && began <= before.at() + kContinuesWithin &&
           before.at() + gap_after(before) <= now &&
           geo::distance(track::predict(before, began), tracker.first_position()) <= kContinuesNear &&
           have_same_size(hull, track::hull_of(tracker.vessel().dimensions));
  };
  if (listed.has_last && fits(listed.last, listed.hull)) {
    return &listed.last;
  }
  for (const Gap& gap : listed.gaps) {
    if (gap.next_at > began + kHeardAgainWithin && fits(gap.before, gap.hull)) {
      return &gap.before;
    }
  }
  return nullptr;
}

// Whether no later report can change it.
bool is_firm(const model::Anomaly& found, const ObjectState& object, Instant horizon) {
  const Instant final_before = horizon - kCheckpointsWithin;
  const bool may_be_heard_again = found.grade.view() == kTrackGrade;
  return found.decided_at < final_before &&
         (!may_be_heard_again || object.tracker.first_at() + kHeardAgainWithin < final_before);
}

class WatchReidentifier final : public FleetRule {
 public:
  explicit WatchReidentifier(const FleetContext& context)
      : rule_(context.rule),
        sources_(context.sources),
        contexts_(context.contexts),
        anomalies_(context.anomalies) {}

  [[nodiscard]] bool learn(const MmsiRecord& record, Instant now) override;
  [[nodiscard]] bool is_needed() const override { return !live_.empty(); }
  void compare(const MmsiRecord& record, Instant now) override;
  void finalize(const MmsiRecord& record, Instant horizon) override;
  void remove(const MmsiRecord& record) override;
  void save(ArchiveWriter& writer) override { writer(finalized_, live_, firm_, published_); }
  void load(ArchiveReader& reader) override { reader(finalized_, live_, firm_, published_); }

 private:
  static void refresh(Listed& listed, const ObjectState& object);
  void update(ListedByLabel& listed_by_label, const MmsiState& state) const;
  // The object, found by the rule itself.
  void enlist(Listings& listings, const ObjectState& object, Instant found_at) const;
  [[nodiscard]] bool is_own(const Finding& finding) const { return finding.anomaly.rule.view() == rule_.id; }
  [[nodiscard]] bool concerns(const MmsiRecord& record) const;
  [[nodiscard]] std::optional<model::Anomaly> make_anomaly(const Label& label,
                                                           const Listings::value_type& listed,
                                                           const ObjectState& object, Instant now) const;
  // The match that could be decided first.
  [[nodiscard]] std::optional<model::Anomaly> first_anomaly(const Label& label, const Listings& listings,
                                                            const ObjectState& object, Instant now) const;
  // What is to be published of the object, if anything.
  [[nodiscard]] std::optional<model::Anomaly> wanted(const Label& label, const Listings& listings,
                                                     const ObjectState& object, Instant now) const;
  void publish(const MatchKey& key, const std::optional<model::Anomaly>& found);
  template <typename Map>
  static auto own_range(Map& map, model::Mmsi mmsi) {
    return std::pair(map.lower_bound(MatchKey{model::track_id(mmsi, 0, 0), Label()}),
                     map.lower_bound(MatchKey{end_of(mmsi), Label()}));
  }

  const RuleDescription& rule_;
  const track::SourceTable& sources_;
  const ContextHistory& contexts_;
  AnomalyRegistry& anomalies_;
  ListedByLabel finalized_, live_;
  std::map<MatchKey, model::Anomaly> firm_;  // no report can change these any more
  std::map<MatchKey, model::Anomaly> published_;
};

// When the MMSI is heard again after the track has ended, that is one more gap, and the silence is over.
void WatchReidentifier::refresh(Listed& listed, const ObjectState& object) {
  listed.name = object.tracker.vessel().name.value_or(ShortText<34>());
  listed.gaps = object.gaps;
  listed.identifiers = object.identifiers;
  const track::Fix* last = object.tracker.last();
  listed.has_last = last != nullptr && object.gaps[0].before.at() != last->at();
  listed.last = listed.has_last ? *last : track::Fix{};
  listed.hull = track::hull_of(object.tracker.vessel().dimensions);
}

void WatchReidentifier::update(ListedByLabel& listed_by_label, const MmsiState& state) const {
  for (const ObjectState& object : state.objects) {
    for (auto& [label, listings] : listed_by_label) {
      for (auto place = listings.lower_bound({object.id(), Instant()});
           place != listings.end() && place->first.first == object.id(); ++place) {
        refresh(place->second, object);
      }
    }
    for (const Finding& finding : object.findings.all()) {
      if (is_own(finding)) {
        enlist(listed_by_label[finding.anomaly.subject], object, finding.anomaly.started_at);
      }
    }
  }
}

void WatchReidentifier::enlist(Listings& listings, const ObjectState& object, Instant found_at) const {
  const auto [place, is_new] = listings.try_emplace({object.id(), found_at});
  refresh(place->second, object);
  if (is_new) {
    place->second.context_version = contexts_[contexts_.at(found_at)].version();
  }
  if (is_new && listings.size() > kMaxListed) {
    listings.erase(
        std::ranges::min_element(listings, {}, [](const auto& entry) { return entry.first.second; }));
  }
}

// Whether the record is listed, or has a finding for which it is to be: few are.
bool WatchReidentifier::concerns(const MmsiRecord& record) const {
  const auto is_found = [&](const ObjectState& object) {
    return std::ranges::any_of(object.findings.all(),
                               [&](const Finding& finding) { return is_own(finding); });
  };
  const auto is_listed = [&](const auto& entry) {
    const auto place = entry.second.lower_bound({model::track_id(record.mmsi, 0, 0), Instant()});
    return place != entry.second.end() && model::mmsi_of(place->first.first) == record.mmsi;
  };
  return std::ranges::any_of(record.live.objects, is_found) || std::ranges::any_of(live_, is_listed) ||
         std::ranges::any_of(finalized_, is_listed);
}

bool WatchReidentifier::learn(const MmsiRecord& record, Instant now) {
  if (!concerns(record)) {
    return false;
  }
  const auto own = [&](const Listings& listings) {
    return Listings(listings.lower_bound({model::track_id(record.mmsi, 0, 0), Instant()}),
                    listings.lower_bound({end_of(record.mmsi), Instant()}));
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
  update(live_, record.live);
  return std::ranges::any_of(
      live_, [&](const auto& entry) { return is_news(before[entry.first], own(entry.second), now); });
}

std::optional<model::Anomaly> WatchReidentifier::make_anomaly(const Label& label,
                                                              const Listings::value_type& listed,
                                                              const ObjectState& object, Instant now) const {
  const auto& [key, known] = listed;
  const auto same = earliest_shared(known.identifiers, object.identifiers);
  const track::Fix* before = continued_from(known, object.tracker, now);
  if (!same && before == nullptr) {
    return std::nullopt;
  }
  model::Anomaly found;
  found.rule = rule_.id;
  found.rule_version = rule_.version;
  found.context_version = known.context_version;
  found.severity = model::Severity::warning;
  found.vessels = {{model::mmsi_of(object.id()), {}}, {model::mmsi_of(key.first), known.name}};
  found.subject = label;
  const track::Tracker& tracker = object.tracker;
  const auto confirmed_at = tracker.confirmed_at();
  const Instant silent_at = before != nullptr && confirmed_at
                                ? std::max({*confirmed_at, before->at() + gap_after(*before), key.second})
                                : Instant();
  if (same && (before == nullptr || std::max(same->since, key.second) <= silent_at)) {
    found.grade = kGrades[static_cast<std::size_t>(same->kind)];
    found.confidence = kConfidences[static_cast<std::size_t>(same->kind)];
    found.severity = kSeverities[static_cast<std::size_t>(same->kind)];
    found.started_at = found.decided_at = std::max(same->since, key.second);
  } else {
    found.grade = kTrackGrade;
    found.confidence = kTrackConfidence;
    found.started_at = tracker.first_at();
    found.decided_at = silent_at;
    found.reports = {reference_to(model::mmsi_of(key.first), *before, sources_)};
  }
  found.evidence = {{model::Quantity::list_match, found.confidence, {}}};
  found.place = tracker.is_begun() ? tracker.first_position() : kUnknownPlace;
  found.id = join(join(object.id(), fingerprint("re-identified")), fingerprint(label));
  // The MMSI that the vessel had before is evidence, and may come to be another one.
  found.condition =
      condition_of(join(fingerprint("re-identified"), fingerprint(label)), {found.vessels.data(), 1});
  return found;
}

std::optional<model::Anomaly> WatchReidentifier::first_anomaly(const Label& label, const Listings& listings,
                                                               const ObjectState& object, Instant now) const {
  const auto rank = [](const model::Anomaly& found) {
    return std::tuple(found.decided_at, found.started_at, found.vessels.back().mmsi);
  };
  std::optional<model::Anomaly> first;
  for (const auto& listed : listings) {
    if (model::mmsi_of(listed.first.first) == model::mmsi_of(object.id())) {
      continue;
    }
    auto found = make_anomaly(label, listed, object, now);
    if (found && (!first || rank(*found) < rank(*first))) {
      first = std::move(found);
    }
  }
  return first;
}

std::optional<model::Anomaly> WatchReidentifier::wanted(const Label& label, const Listings& listings,
                                                        const ObjectState& object, Instant now) const {
  const auto firm = firm_.find({object.id(), label});
  auto found =
      firm != firm_.end() ? std::optional(firm->second) : first_anomaly(label, listings, object, now);
  // What is not heard any more when it could be decided is not taken for anything.
  if (!found || (object.is_ended && found->decided_at >= object.ended_at)) {
    return std::nullopt;
  }
  if (!found->ended_at && object.is_ended) {
    found->ended_at = object.heard_at;
  }
  // Once the rule itself finds the track, it need not be re-identified.
  const auto own = listings.lower_bound({object.id(), Instant()});
  if (own != listings.end() && own->first.first == object.id()) {
    if (own->first.second <= found->started_at) {
      return std::nullopt;
    }
    found->ended_at = std::min(own->first.second, found->ended_at.value_or(own->first.second));
  }
  if (found->ended_at) {
    found->ended_at = std::max(*found->ended_at, found->started_at);
    found->revision = 2;
  }
  found->vessels.front().name = object.tracker.vessel().name.value_or(ShortText<34>());
  return found;
}

void WatchReidentifier::compare(const MmsiRecord& record, Instant now) {
  for (const auto& [label, listings] : live_) {
    for (const ObjectState& object : record.live.objects) {
      publish({object.id(), label}, wanted(label, listings, object, now));
    }
  }
  // What was published of objects that the record has no more: late reports have taken those away that began
  // a short while ago; the others are over.
  const auto [first, last] = own_range(published_, record.mmsi);
  for (auto place = first; place != last;) {
    const auto current = place++;
    if (record.live.find(current->first.first) != nullptr || firm_.contains(current->first)) {
      continue;
    }
    if (now - current->second.started_at <= kRecent) {
      anomalies_.retract(current->second.id);
    }
    published_.erase(current);
  }
}

void WatchReidentifier::publish(const MatchKey& key, const std::optional<model::Anomaly>& found) {
  const auto known = published_.find(key);
  if (!found) {
    if (known != published_.end()) {
      anomalies_.retract(known->second.id);
      published_.erase(known);
    }
    return;
  }
  if (known == published_.end() || known->second != *found) {
    published_[key] = *found;
    anomalies_.publish(*found);
  }
}

void WatchReidentifier::finalize(const MmsiRecord& record, Instant horizon) {
  update(finalized_, record.checkpoint);
  for (const auto& [label, listings] : finalized_) {
    for (const ObjectState& object : record.checkpoint.objects) {
      const MatchKey key{object.id(), label};
      if (firm_.contains(key)) {
        continue;
      }
      auto found = first_anomaly(label, listings, object, horizon);
      if (found && object.is_ended && found->decided_at >= object.ended_at) {
        continue;
      }
      if (found && is_firm(*found, object, horizon)) {
        firm_.emplace(key, std::move(*found));
      }
    }
  }
  const auto [first, last] = own_range(firm_, record.mmsi);
  for (auto place = first; place != last;) {
    const ObjectState* object = record.checkpoint.find(place->first.first);
    auto& found = place->second;
    if (object != nullptr && object->is_ended && !found.ended_at) {
      found.ended_at = std::max(found.started_at, object->heard_at);
    }
    // As long as the record has the object it would be found again.
    if (object == nullptr) {
      published_.erase(place->first);
      place = firm_.erase(place);
    } else {
      ++place;
    }
  }
}

void WatchReidentifier::remove(const MmsiRecord& record) {
  const auto [first, last] = own_range(published_, record.mmsi);
  for (auto place = first; place != last; place = published_.erase(place)) {
    if (place->second.ended_at) {
      continue;
    }
    place->second.ended_at = std::max(record.live.heard_at(), place->second.started_at);
    place->second.revision = 2;
    anomalies_.publish(place->second);
  }
  const auto [firm_first, firm_last] = own_range(firm_, record.mmsi);
  firm_.erase(firm_first, firm_last);
  // Its listings stay: the vessel can still be re-identified, as long as there is room.
}

}  // namespace

std::unique_ptr<FleetRule> make_watch_reidentifier(const FleetContext& context) {
  return std::make_unique<WatchReidentifier>(context);
}

}  // namespace selat::detect
