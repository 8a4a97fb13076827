// Rule 6b: watch list. A wanted vessel is found by its MMSI, IMO number, call sign, name or a similar name.
// Once found it stays found until its track ends, even if it changes its name or call sign. Placeholders
// identify nobody. Names are alike by chance, short ones most of all: a similar name is a caution, a short
// one information; a name that is the same warns only where it is long enough.

#include <algorithm>
#include <array>

#include "detect/name_likeness.h"
#include "detect/rules/rules.h"
#include "detect/rules/vessel_anomaly.h"
#include "detect/rules/watch_reidentifier.h"
#include "model/placeholder.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"name_likeness", 0.8, "", 0.5, 1, tr("1 is the same name, 0 nothing in common")},
    Threshold{"update_s", 600, "s", 10, 86'400, tr("how often the latest place is told again")},
};

// The most certain last.
enum class Match : std::uint8_t { none, similar_name, name, call_sign, imo, mmsi };
constexpr std::array<std::string_view, 6> kGrades = {"", "similar_name", "name", "call_sign", "imo", "mmsi"};

// Letters and digits of a name. Of shorter ones many are alike by chance.
constexpr std::size_t kShortestTelling = 5;  // when it is the same
constexpr std::size_t kShortestSimilar = 8;  // when it is similar

constexpr std::size_t kMaxEntries = 2;  // of the watch list, that one vessel matches at a time

struct Found {
  std::uint64_t id = 0;  // open anomaly
  std::uint16_t entry = 0;
  Match match = Match::none;
  double likeness = 0;
  Instant updated_at;
};

struct State {
  std::array<Found, kMaxEntries> found;
  bool is_begun = false;
};

struct Likeness {
  Match match = Match::none;
  double likeness = 0;
};

model::Severity severity_of(Match match, const ListedVessel& listed) {
  if (match == Match::similar_name) {
    return listed.name.size() < kShortestSimilar ? model::Severity::information : model::Severity::caution;
  }
  const bool is_short_name = match == Match::name && listed.name.size() < kShortestTelling;
  return is_short_name ? model::Severity::caution : model::Severity::warning;
}

class WatchListRule final : public VesselRuleWith<State> {
 public:
  explicit WatchListRule(const Thresholds& thresholds)
      : least_likeness_(thresholds["name_likeness"]), update_every_(Span::seconds(thresholds["update_s"])) {}

 protected:
  void fold(const VesselUpdate& update, State& state, FindingLog& findings) const override {
    if (update.context.watch_list().empty()) {
      return;
    }
    // Only a first report or static data can bring a new match.
    if (!state.is_begun || update.fix.kind == track::FixKind::static_data) {
      compare_all(update, state, findings);
    }
    state.is_begun = true;
    for (Found& found : state.found) {
      if (found.id != 0) {
        update_place(update, found, findings);
      }
    }
  }

  // Every vessel is compared with a new list at once. What an entry of the same label found goes on.
  void fold_context(const Context& before, const VesselMoment& moment, State& state,
                    FindingLog& findings) const override {
    const auto entries = moment.context.watch_list();
    for (Found& found : state.found) {
      if (found.id == 0) {
        continue;
      }
      const std::string& label = before.watch_list()[found.entry].entry.label;
      const auto same = std::ranges::find_if(
          entries, [&](const ListedVessel& listed) { return listed.entry.label == label; });
      if (same == entries.end()) {
        findings.end(found.id, moment.at, moment.at);
        found = Found{};
      } else {
        found.entry = static_cast<std::uint16_t>(same - entries.begin());
      }
    }
    if (const track::Fix* last = moment.tracker.last(); last != nullptr && !entries.empty()) {
      compare_all({moment, *last, nullptr, track::Outcome::no_position, nullptr, {}}, state, findings);
    }
  }

  void fold_silence(Silence kind, const VesselMoment& moment, State& state,
                    FindingLog& findings) const override {
    if (kind != Silence::ended) {
      return;
    }
    for (Found& found : state.found) {
      const track::Fix* last = moment.tracker.last();
      const Instant last_at = last != nullptr ? last->at() : found.updated_at;
      if (found.id != 0) {
        findings.end(found.id, std::max(last_at, found.updated_at), moment.at);
      }
      found = Found{};
    }
  }

 private:
  void compare_all(const VesselUpdate& update, State& state, FindingLog& findings) const {
    const model::Vessel& vessel = update.tracker.vessel();
    const auto telling = [](const auto& text) {
      return text && !model::is_placeholder_text(*text) ? normalised_name(*text) : std::string();
    };
    const std::string name = telling(vessel.name);
    const std::string call_sign = telling(vessel.call_sign);
    const auto entries = update.context.watch_list();
    for (std::size_t index = 0; index < entries.size(); ++index) {
      const Likeness likeness = compare(entries[index], vessel, name, call_sign);
      if (likeness.match != Match::none) {
        record_match(update, static_cast<std::uint16_t>(index), likeness, state, findings);
      }
    }
  }

  [[nodiscard]] Likeness compare(const ListedVessel& listed, const model::Vessel& vessel,
                                 std::string_view name, std::string_view call_sign) const {
    const model::WatchEntry& entry = listed.entry;
    if (entry.mmsi && vessel.mmsi.number() == *entry.mmsi && !model::is_placeholder(vessel.mmsi)) {
      return {Match::mmsi, 1};
    }
    if (entry.imo && vessel.imo == entry.imo && !model::is_placeholder_imo(*entry.imo)) {
      return {Match::imo, 1};
    }
    if (!call_sign.empty() && call_sign == listed.call_sign) {
      return {Match::call_sign, 1};
    }
    const double likeness = name_likeness(name, listed.name);
    if (likeness < least_likeness_) {
      return {};
    }
    return {likeness < 1 ? Match::similar_name : Match::name, likeness};
  }

  void record_match(const VesselUpdate& update, std::uint16_t entry, Likeness likeness, State& state,
                    FindingLog& findings) const {
    // Entries of one label (a vessel listed by its MMSI and again by its name) are one reason to look for it.
    const auto label = [&](std::uint16_t index) { return update.context.watch_list()[index].entry.label; };
    auto place = std::ranges::find_if(
        state.found, [&](const Found& f) { return f.id != 0 && label(f.entry) == label(entry); });
    if (place == state.found.end()) {
      place = std::ranges::find(state.found, 0U, &Found::id);
      if (place == state.found.end()) {
        return;
      }
      *place = {0, entry, likeness.match, likeness.likeness, update.at};
      place->id = findings.raise(make_anomaly(update, entry, likeness), "", update.at);
      return;
    }
    if (std::pair(likeness.match, likeness.likeness) <= std::pair(place->match, place->likeness)) {
      return;
    }
    place->match = likeness.match;
    place->likeness = likeness.likeness;
    const model::Anomaly better = make_anomaly(update, entry, likeness);
    model::Anomaly* open = findings.find(place->id);
    open->context_version = better.context_version;
    open->grade = better.grade;
    open->severity = better.severity;
    open->confidence = better.confidence;
    open->evidence = better.evidence;
    open->reports = better.reports;
    findings.mark_changed(place->id, update.at);
  }

  [[nodiscard]] model::Anomaly make_anomaly(const VesselUpdate& update, std::uint16_t entry,
                                            Likeness likeness) const {
    model::Anomaly anomaly = vessel_anomaly(kWatchList, update);
    anomaly.grade = kGrades[static_cast<std::size_t>(likeness.match)];
    const ListedVessel& listed = update.context.watch_list()[entry];
    anomaly.severity = severity_of(likeness.match, listed);
    anomaly.confidence = likeness.likeness;
    anomaly.subject = listed.entry.label;
    const double threshold = likeness.match == Match::similar_name ? least_likeness_ : 1.0;
    anomaly.evidence = {{model::Quantity::list_match, likeness.likeness, threshold}};
    return anomaly;
  }

  void update_place(const VesselUpdate& update, Found& found, FindingLog& findings) const {
    if (!update.fix.is_accepted) {
      return;
    }
    model::Anomaly* open = findings.find(found.id);
    if (open == nullptr || (open->place.is_valid() && update.fix.at() - found.updated_at < update_every_)) {
      return;
    }
    open->place = update.fix.position;
    found.updated_at = update.fix.at();
    findings.mark_changed(found.id, update.fix.at());
  }

  double least_likeness_;
  Span update_every_;
};

MessageId sentence(const model::Anomaly& anomaly) {
  if (anomaly.grade == "similar_name") {
    return tr(
        "{vessel} has a name similar to one of the watch list ({subject}): {percent} % alike. It may be "
        "another vessel.");
  }
  if (anomaly.grade == "name") {
    return tr("{vessel} is on the watch list ({subject}); known by its name.");
  }
  if (anomaly.grade == "same_name") {
    return tr(
        "{vessel} has the name of a vessel of the watch list ({subject}), which had another MMSI. Names "
        "alone "
        "prove nothing.");
  }
  if (anomaly.grade == "call_sign") {
    return tr("{vessel} is on the watch list ({subject}); known by its call sign.");
  }
  if (anomaly.grade == "imo") {
    return tr("{vessel} is on the watch list ({subject}); known by its IMO number.");
  }
  if (anomaly.grade == "mmsi") {
    return tr("{vessel} is on the watch list ({subject}); known by its MMSI.");
  }
  return tr("{vessel} is on the watch list ({subject}); it has changed its identity since.");
}

std::unique_ptr<VesselRule> make(const Thresholds& thresholds) {
  return std::make_unique<WatchListRule>(thresholds);
}

}  // namespace

constinit const RuleDescription kWatchList = {
    .id = "watch_list",
    .version = 2,
    .name = tr("watch list"),
    .meaning = tr("A vessel that somebody looks for is heard."),
    .sentence = sentence,
    .thresholds = kThresholds,
    .told_of_clusters = "mmsi",  // one vessel; names and call signs can be those of thousands
    .make_vessel_rule = make,
    .make_fleet_rule = make_watch_reidentifier,
};

}  // namespace selat::detect
