// Ghost fleet: far more vessels that nobody has heard before than a sea can bring within a minute. Somebody
// invents them, at a station or on its way here. That is one thing to tell, not thousands: it is told once,
// and they raise nothing of their own (area_rule.h), but for distress and for vessels that are wanted.
//
// One that has just begun brings a whole fleet at once, rightly; so does every station when the detector
// begins. Within three minutes all vessels of a sea have been heard (ITU-R M.1371-5: none reports more
// rarely, but for its name), so that what is new after five minutes is usual, or too much: at one station, or
// at all of them together, among which somebody spreads his inventions. Before, each minute brings less than
// was heard until then (a port in which all lie moored brings as much in the second minute, half of it in the
// third), so that several times as many are invented, too.
//
// In a station's first minutes, and where its name is invented, too, it is told by what nobody bears out:
// within a minute or two a part of a real fleet has told its names (every six minutes) or moved as it says;
// of invented vessels, as good as none. Those that do all that are too much only where there are more than
// all the waters of the region have.
// Source: thresholds by judgement; the largest real feed that was looked at has 34,512 vessels. From the
// third minute on, a recording of Danish waters brings at most 0.19 of what was heard before, and one of the
// Solent, begun at any of its minutes, 0.51. Of the Danish vessels a third or more is always borne out,
// though most of the names are left out of that recording; at none of its larger stations is it less than
// 0.18.

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detect/area_rule.h"
#include "detect/rules/rules.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"new_vessels", 300, "", 20, 100'000,
              tr("vessels never heard before that a station, or all together, tell within a minute")},
    Threshold{"times_usual", 10, "", 1, 1'000, tr("and so many times as many as in the ten minutes before")},
    Threshold{"new_vessels_early", 1'000, "", 20, 100'000,
              tr("the same in the third, fourth and fifth minute in which a station reports")},
    Threshold{"times_before", 3, "", 1, 1'000,
              tr("and so many times as many as it has told in the minutes before")},
    Threshold{
        "new_vessels_at_start", 60'000, "", 100, 10'000'000,
        tr("the same from the beginning on, of all stations that have not reported for ten minutes yet")},
    Threshold{"borne_out_percent", 10, "%", 0, 100,
              tr("or new_vessels_early in the first ten minutes of stations, of which not even this part has "
                 "told a name or moved as it says")},
    Threshold{"quiet_min", 5, "min", 1, 30, tr("minutes without such vessels after which it has ended")},
};

constexpr std::array kAscending = {Ascending{"new_vessels", "new_vessels_early"},
                                   Ascending{"new_vessels_early", "new_vessels_at_start"}};

constexpr Span kMinute = Span::minutes(1);
constexpr int kBeginning = 10;  // minutes
constexpr int kSettling = 3;    // of them, until all that is there has been heard
constexpr int kSettled = 5;     // so long a station must have reported to be judged by what is usual
constexpr int kOutlined = 2;    // so long to be judged by all that it told before
constexpr int kMostLookedBack = kBeginning + kSettling;
static_assert(kMostLookedBack + 12 <= StationLog::kMinutes);
// So long after its end its vessels still raise nothing.
constexpr Span kRemembered = Span::minutes(30);
// Where it begins and ends within a minute, a part of the threshold is enough.
constexpr double kPartOfMinute = 0.1;
// While one is open, so many times the usual belong to it.
constexpr double kStillUnusual = 3;
// Of fewer new vessels, chance decides how many are borne out: such stations are judged together.
constexpr double kJudgedAlone = 30;

struct State {
  std::vector<Cluster> clusters;  // the open one is the last
  std::uint64_t id = 0;           // of its finding; 0: none is open
  Instant latest;                 // the last minute with such vessels
  double vessels = 0;
  template <typename Archive>
  void archive(Archive& archive) {
    archive(clusters, id, latest, vessels);
  }
};

// What a station told in this minute and before; numbers are of vessels never heard before.
struct Telling {
  std::uint16_t station = 0;
  int minutes = 0;  // for which it has reported before this one without a pause, as far as is looked back
  double now = 0, minute_before = 0;
  double before = 0;                   // in all those minutes
  double unjudged = 0, borne_out = 0;  // in those that are part of none that has ended; until now
  double usual = 0;                    // a minute, once it is settled, and before the open one began
  bool is_part = false;                // of the open one

  [[nodiscard]] bool is_settled() const { return minutes >= kSettled; }
  [[nodiscard]] bool is_beginning() const { return minutes < kBeginning; }
  [[nodiscard]] double excess() const { return now - usual; }
};

// Who told too many, and how many in this minute.
struct Flood {
  struct Part {
    std::uint16_t station = 0;
    double before = 0;  // that belong to it, if it joins with this minute
    Span since;         // how long before this minute they began
  };
  std::string_view grade;
  double confidence = 0, limit = 0;
  std::vector<Part> parts = {};
  double vessels = 0;
  std::uint16_t most = 0;  // the station that told most of them
  double of_most = 0;

  void add(const Telling& telling, double before, Span since) {
    if (std::ranges::find(parts, telling.station, &Part::station) != parts.end()) {
      return;
    }
    parts.push_back({telling.station, before, since});
    vessels += telling.now;
    if (telling.now > of_most || parts.size() == 1) {
      most = telling.station;
      of_most = telling.now;
    }
  }
};

class GhostFleetRule final : public AreaRuleWith<State> {
 public:
  explicit GhostFleetRule(const Thresholds& thresholds)
      : new_vessels_(thresholds["new_vessels"]),
        times_usual_(thresholds["times_usual"]),
        early_(thresholds["new_vessels_early"]),
        times_before_(thresholds["times_before"]),
        at_start_(thresholds["new_vessels_at_start"]),
        borne_out_part_(thresholds["borne_out_percent"] / 100),
        quiet_(kMinute * std::ceil(thresholds["quiet_min"])) {}

 protected:
  void fold(const AreaMoment& moment, State& state, FindingLog& findings) const override {
    std::erase_if(state.clusters,
                  [&](const Cluster& cluster) { return cluster.until + kRemembered <= moment.minute; });
    const Flood flood = flood_at(moment, state);
    if (!flood.parts.empty()) {
      extend(moment, flood, state);
      tell(moment, flood, state, findings);
    } else if (state.id != 0 && moment.minute - state.latest >= quiet_) {
      findings.end(state.id, state.latest + kMinute, moment.minute);
      state.id = 0;
    }
  }

  [[nodiscard]] std::span<const Cluster> clusters_of(const State& state) const override {
    return state.clusters;
  }

 private:
  static StationMinute minute_of(const AreaMoment& moment, std::uint16_t station, int minutes_back) {
    return moment.stations.at(station, moment.minute - kMinute * minutes_back);
  }

  static Telling telling_of(const AreaMoment& moment, std::uint16_t station, const State& state) {
    Telling telling;
    telling.station = station;
    telling.is_part = state.id != 0 && std::ranges::binary_search(state.clusters.back().stations, station);
    const StationMinute now = minute_of(moment, station, 0);
    telling.now = now.newcomers;
    telling.borne_out = now.borne_out;
    const auto ended = std::span(state.clusters).first(state.clusters.size() - (state.id != 0 ? 1 : 0));
    double usual = 0;
    int usual_minutes = 0;
    for (int back = 1; back <= kMostLookedBack; ++back) {
      const StationMinute counts = minute_of(moment, station, back);
      if (counts.reports == 0) {
        break;
      }
      telling.minutes = back;
      telling.minute_before = back == 1 ? counts.newcomers : telling.minute_before;
      telling.before += counts.newcomers;
      const Instant minute = moment.minute - kMinute * back;
      if (std::ranges::none_of(ended, [&](const Cluster& one) { return one.contains(station, minute); })) {
        telling.unjudged += counts.newcomers;
        telling.borne_out += counts.borne_out;
      }
    }
    for (int back = 1; back <= telling.minutes - kSettling; ++back) {
      if (state.id == 0 || moment.minute - kMinute * back < state.clusters.back().from) {
        usual += minute_of(moment, station, back).newcomers;
        ++usual_minutes;
      }
    }
    telling.usual = usual / std::max(usual_minutes, 1);
    return telling;
  }

  [[nodiscard]] bool is_too_many(double now, double usual, bool is_open) const {
    return is_open ? now >= new_vessels_ * kPartOfMinute && now >= usual * kStillUnusual
                   : now >= new_vessels_ && now >= usual * times_usual_;
  }

  // Of a station that is part of an open one, a part of the threshold is enough here, too; others still bring
  // their own fleets.
  [[nodiscard]] bool outgrows_its_beginning(const Telling& telling) const {
    return telling.is_part ? telling.now >= early_ * kPartOfMinute
                           : telling.now >= early_ && telling.now >= times_before_ * telling.before;
  }

  [[nodiscard]] Flood flood_at(const AreaMoment& moment, const State& state) const {
    std::vector<Telling> tellings;
    for (const std::uint16_t station : moment.stations.stations(moment.sources)) {
      tellings.push_back(telling_of(moment, station, state));
    }
    const bool is_open = state.id != 0;
    Flood flood{.grade = "newcomers", .confidence = 0.9, .limit = new_vessels_};
    add_unusual(tellings, is_open, flood);
    add_unusual_together(tellings, is_open, flood);
    if (flood.parts.empty()) {
      flood.limit = early_;
    }
    add_outgrown(tellings, flood);
    if (flood.parts.empty()) {
      flood.grade = "unproven";
      flood.confidence = 0.7;
    }
    add_unproven(tellings, is_open, flood);
    return flood.parts.empty() ? flood_of_start(tellings) : flood;
  }

  void add_outgrown(const std::vector<Telling>& tellings, Flood& flood) const {
    for (const Telling& telling : tellings) {
      if (telling.minutes >= kOutlined && !telling.is_settled() && outgrows_its_beginning(telling)) {
        flood.add(telling, 0, Span());
      }
    }
  }

  void add_unusual(const std::vector<Telling>& tellings, bool is_open, Flood& flood) const {
    for (const Telling& telling : tellings) {
      if (telling.is_settled() && is_too_many(telling.now, telling.usual, is_open)) {
        add_settled(telling, is_too_many(telling.minute_before, telling.usual, true), flood);
      }
    }
  }

  // It often begins within the minute before.
  static void add_settled(const Telling& telling, bool has_begun, Flood& flood) {
    flood.add(telling, has_begun ? telling.minute_before : 0, has_begun ? kMinute : Span());
  }

  // Too few at each station for that, but too many of all.
  void add_unusual_together(const std::vector<Telling>& tellings, bool is_open, Flood& flood) const {
    Telling all;
    double stations = 0;
    for (const Telling& telling : tellings) {
      if (telling.is_settled()) {
        all.now += telling.now;
        all.usual += telling.usual;
        all.minute_before += telling.minute_before;
        stations += telling.now > 0 ? 1 : 0;
      }
    }
    if (!is_too_many(all.now, all.usual, is_open)) {
      return;
    }
    const bool has_begun = is_too_many(all.minute_before, all.usual, true);
    for (const Telling& telling : tellings) {
      if (telling.is_settled() && telling.excess() > 0 &&
          telling.excess() >= all.excess() / stations * kPartOfMinute) {
        add_settled(telling, has_begun, flood);
      }
    }
  }

  [[nodiscard]] bool is_unproven(double vessels, double borne_out) const {
    return vessels > 0 && borne_out < vessels * borne_out_part_;
  }

  // Stations that begin, with fleets of which nothing bears out that they exist. Those of this minute have
  // not had the time.
  void add_unproven(const std::vector<Telling>& tellings, bool is_open, Flood& flood) const {
    double few = 0, few_borne_out = 0, unproven = 0;
    for (const Telling& telling : tellings) {
      if (telling.is_beginning() && telling.unjudged < kJudgedAlone) {
        few += telling.unjudged;
        few_borne_out += telling.borne_out;
      }
    }
    const bool are_few_unproven = is_unproven(few, few_borne_out);
    std::vector<const Telling*> found;
    for (const Telling& telling : tellings) {
      if (telling.is_beginning() && (telling.unjudged >= kJudgedAlone || are_few_unproven) &&
          is_unproven(telling.unjudged, telling.borne_out)) {
        found.push_back(&telling);
        unproven += telling.unjudged;
      }
    }
    if (unproven < early_ * (is_open ? kPartOfMinute : 1)) {
      return;
    }
    for (const Telling* telling : found) {
      if (telling->now > 0 || !telling->is_part) {
        flood.add(*telling, telling->unjudged, kMinute * telling->minutes);
      }
    }
  }

  [[nodiscard]] Flood flood_of_start(const std::vector<Telling>& tellings) const {
    Flood flood{.grade = "at_start", .confidence = 0.7, .limit = at_start_};
    double before = 0;
    for (const Telling& telling : tellings) {
      if (telling.is_beginning() && telling.now + telling.before > 0) {
        flood.add(telling, telling.before, kMinute * telling.minutes);
        before += telling.before;
      }
    }
    return flood.vessels + before >= at_start_ ? flood : Flood{.grade = {}};
  }

  static void extend(const AreaMoment& moment, const Flood& flood, State& state) {
    if (state.id == 0) {
      state.clusters.push_back({.from = moment.minute, .until = moment.minute, .stations = {}});
      state.vessels = 0;
    }
    Cluster& cluster = state.clusters.back();
    std::vector<std::uint16_t> joining;
    for (const Flood::Part& part : flood.parts) {
      if (!std::ranges::binary_search(cluster.stations, part.station)) {
        joining.push_back(part.station);
        state.vessels += part.before;
        cluster.from = std::min(cluster.from, moment.minute - part.since);
      }
    }
    std::ranges::copy(joining, std::back_inserter(cluster.stations));
    std::ranges::sort(cluster.stations);
    cluster.until = moment.minute + kMinute;
    state.vessels += flood.vessels;
    state.latest = moment.minute;
  }

  void tell(const AreaMoment& moment, const Flood& flood, State& state, FindingLog& findings) const {
    const Cluster& cluster = state.clusters.back();
    const model::Evidence count{model::Quantity::new_vessels, state.vessels, flood.limit};
    const model::Evidence duration{
        model::Quantity::duration_s, (cluster.until - cluster.from).in_seconds(), {}};
    if (model::Anomaly* open = state.id == 0 ? nullptr : findings.find(state.id)) {
      const auto limit = open->evidence[0].threshold;  // that it was raised by
      open->evidence = {count, duration};
      open->evidence[0].threshold = limit;
      open->subject = subject_of(moment, cluster);
      findings.mark_changed(state.id, moment.minute);
      return;
    }
    model::Anomaly anomaly;
    anomaly.rule = kGhostFleet.id;
    anomaly.rule_version = kGhostFleet.version;
    anomaly.context_version = moment.context.version();
    anomaly.grade = flood.grade;
    anomaly.severity = model::Severity::warning;
    anomaly.confidence = flood.confidence;
    anomaly.place = moment.stations.at(flood.most, moment.minute).middle().value_or(kUnknownPlace);
    anomaly.subject = subject_of(moment, cluster);
    anomaly.started_at = cluster.from;
    anomaly.decided_at = moment.minute + kMinute;
    anomaly.evidence = {count, duration};
    state.id = findings.raise(std::move(anomaly), "", moment.minute);
  }

  // The station, if there is only one.
  static std::string subject_of(const AreaMoment& moment, const Cluster& cluster) {
    return cluster.stations.size() > 1 ? std::string()
                                       : std::string(moment.sources.name_of(cluster.stations.front()).view());
  }

  double new_vessels_, times_usual_, early_, times_before_, at_start_, borne_out_part_;
  Span quiet_;
};

MessageId sentence(const model::Anomaly& anomaly) {
  if (anomaly.grade.view() == "unproven") {
    return anomaly.subject.empty()
               ? tr("{new_vessels} vessels that nobody had heard before have appeared within {duration}, "
                    "told "
                    "by stations that have just begun, and next to none has told its name or moved as it "
                    "says: they are probably invented. Of them only distress calls and wanted vessels are "
                    "shown as alerts of their own.")
               : tr("{new_vessels} vessels that nobody had heard before have appeared within {duration}, all "
                    "told by {subject}, which has just begun, and next to none has told its name or moved as "
                    "it says: they are probably invented. Of them only distress calls and wanted vessels are "
                    "shown as alerts of their own.");
  }
  return anomaly.subject.empty()
             ? tr("{new_vessels} vessels that nobody had heard before have appeared within {duration}, told "
                  "by several stations: they are probably invented. Of them only distress calls and wanted "
                  "vessels are shown as alerts of their own.")
             : tr("{new_vessels} vessels that nobody had heard before have appeared within {duration}, all "
                  "told by {subject}: they are probably invented. Of them only distress calls and wanted "
                  "vessels are shown as alerts of their own.");
}

std::unique_ptr<AreaRule> make(const Thresholds& thresholds) {
  return std::make_unique<GhostFleetRule>(thresholds);
}

}  // namespace

constinit const RuleDescription kGhostFleet = {
    .id = "ghost_fleet",
    .version = 4,
    .name = tr("ghost fleet"),
    .meaning = tr("Stations tell far more vessels that nobody has heard before than there can be."),
    .sentence = sentence,
    .thresholds = kThresholds,
    .ascending = kAscending,
    .make_area_rule = make,
};

}  // namespace selat::detect
