// Ghost fleet: far more vessels that nobody has heard before than a sea can bring within a minute. Somebody
// invents them, at a station or on its way here. That is one thing to tell, not thousands: it is told once,
// and they raise nothing of their own (area_rule.h), but for distress and for vessels that are wanted.
//
// One that has just begun brings a whole fleet at once, rightly; so does every station when the detector
// begins. Within three minutes all vessels of a sea have been heard (ITU-R M.1371-5: none reports more
// rarely, but for its name), so that what is new after five minutes is usual, or too much. Before, each
// minute brings less than was heard until then (a port in which all lie moored brings as much in the second
// minute, half of it in the third), so that several times as many are invented, too. In the first two minutes
// nothing is known: what comes then, or evenly from the beginning on, is too much only where there are more
// vessels than all the waters of the region have.
// Source: thresholds by judgement; the largest real feed that was looked at has 34,512 vessels. From the
// third minute on, a recording of Danish waters brings at most 0.19 of what was heard before, and one of the
// Solent, begun at any of its minutes, 0.51.

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "detect/area_rule.h"
#include "detect/rules/rules.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"new_vessels", 300, "", 20, 100'000,
              tr("vessels never heard before that a station tells within a minute")},
    Threshold{"times_usual", 10, "", 1, 1'000, tr("and so many times as many as in the ten minutes before")},
    Threshold{"new_vessels_early", 1'000, "", 20, 100'000,
              tr("the same in the third, fourth and fifth minute in which a station reports")},
    Threshold{"times_before", 3, "", 1, 1'000,
              tr("and so many times as many as it has told in the minutes before")},
    Threshold{
        "new_vessels_at_start", 60'000, "", 100, 10'000'000,
        tr("the same from the beginning on, of all stations that have not reported for ten minutes yet")},
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

// Who told too many, and how many in this minute.
struct Flood {
  std::vector<std::uint16_t> stations;  // by name
  double vessels = 0;
  double vessels_before = 0;  // that belong to it, if it begins with this minute
  Span before;                // how long before this minute it began
  bool is_of_start = false;
  std::optional<double> limit;  // another threshold than that of every minute
  std::uint16_t most = 0;       // the station that told most of them
  double of_most = 0;

  void add(std::uint16_t station, double newcomers) {
    stations.push_back(station);
    vessels += newcomers;
    if (newcomers > of_most || stations.size() == 1) {
      most = station;
      of_most = newcomers;
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
        quiet_(kMinute * std::ceil(thresholds["quiet_min"])) {}

 protected:
  void fold(const AreaMoment& moment, State& state, FindingLog& findings) const override {
    std::erase_if(state.clusters,
                  [&](const Cluster& cluster) { return cluster.until + kRemembered <= moment.minute; });
    const Flood flood = flood_at(moment, state);
    if (!flood.stations.empty()) {
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
  static double newcomers(const AreaMoment& moment, std::uint16_t station, int minutes_back) {
    return moment.stations.at(station, moment.minute - kMinute * minutes_back).newcomers;
  }

  // For how many minutes before this one it has reported without a pause, as far as is looked back.
  static int minutes_heard(const AreaMoment& moment, std::uint16_t station) {
    int minutes = 0;
    while (minutes < kMostLookedBack &&
           moment.stations.at(station, moment.minute - kMinute * (minutes + 1)).reports > 0) {
      ++minutes;
    }
    return minutes;
  }

  [[nodiscard]] bool is_too_many(const AreaMoment& moment, std::uint16_t station, int heard,
                                 bool is_open) const {
    const double now = newcomers(moment, station, 0);
    if (is_open) {
      return now >= new_vessels_ * kPartOfMinute;
    }
    const int minutes = heard - kSettling;
    double usual = 0;
    for (int i = 1; i <= minutes; ++i) {
      usual += newcomers(moment, station, i) / minutes;
    }
    return now >= new_vessels_ && now >= usual * times_usual_;
  }

  // Of a station that is part of an open one, a part of the threshold is enough here, too; others still bring
  // their own fleets.
  [[nodiscard]] bool outgrows_its_beginning(const AreaMoment& moment, std::uint16_t station, int heard,
                                            const State& state) const {
    const double now = newcomers(moment, station, 0);
    const bool is_part = state.id != 0 && std::ranges::binary_search(state.clusters.back().stations, station);
    return is_part ? now >= early_ * kPartOfMinute
                   : now >= early_ && now >= times_before_ * newcomers_before(moment, station, heard);
  }

  [[nodiscard]] Flood flood_at(const AreaMoment& moment, const State& state) const {
    Flood flood, of_start;
    of_start.is_of_start = true;
    for (const std::uint16_t station : moment.stations.stations(moment.sources)) {
      const double now = newcomers(moment, station, 0), before = newcomers(moment, station, 1);
      const int heard = minutes_heard(moment, station);
      if (heard >= kSettled && is_too_many(moment, station, heard, state.id != 0)) {
        flood.add(station, now);
        flood.before = std::max(flood.before, before >= new_vessels_ * kPartOfMinute ? kMinute : Span());
      }
      if (heard >= kOutlined && heard < kSettled && outgrows_its_beginning(moment, station, heard, state)) {
        flood.add(station, now);
        flood.limit = early_;
      }
      if (heard < kBeginning) {
        add_beginning(moment, station, heard, of_start);
      }
    }
    const bool is_too_large = of_start.vessels + of_start.vessels_before >= at_start_;
    return flood.stations.empty() && is_too_large ? of_start : flood;
  }

  static double newcomers_before(const AreaMoment& moment, std::uint16_t station, int minutes) {
    double before = 0;
    for (int i = 1; i <= minutes; ++i) {
      before += newcomers(moment, station, i);
    }
    return before;
  }

  static void add_beginning(const AreaMoment& moment, std::uint16_t station, int heard, Flood& of_start) {
    const double before = newcomers_before(moment, station, heard);
    const double now = newcomers(moment, station, 0);
    if (now + before > 0) {
      of_start.add(station, now);
      of_start.vessels_before += before;
      of_start.before = std::max(of_start.before, kMinute * heard);
    }
  }

  static void extend(const AreaMoment& moment, const Flood& flood, State& state) {
    if (state.id == 0) {
      state.clusters.push_back(
          {.from = moment.minute - flood.before, .until = moment.minute, .stations = {}});
      state.vessels = flood.vessels_before;
    }
    Cluster& cluster = state.clusters.back();
    cluster.until = moment.minute + kMinute;
    cluster.stations.insert(cluster.stations.end(), flood.stations.begin(), flood.stations.end());
    std::ranges::sort(cluster.stations);
    const auto repeated = std::ranges::unique(cluster.stations);
    cluster.stations.erase(repeated.begin(), repeated.end());
    state.vessels += flood.vessels;
    state.latest = moment.minute;
  }

  void tell(const AreaMoment& moment, const Flood& flood, State& state, FindingLog& findings) const {
    const Cluster& cluster = state.clusters.back();
    const model::Evidence count{model::Quantity::new_vessels, state.vessels,
                                flood.is_of_start ? at_start_ : flood.limit.value_or(new_vessels_)};
    const model::Evidence duration{
        model::Quantity::duration_s, (cluster.until - cluster.from).in_seconds(), {}};
    if (model::Anomaly* open = state.id == 0 ? nullptr : findings.find(state.id)) {
      open->evidence = {count, duration};
      open->subject = subject_of(moment, cluster);
      findings.mark_changed(state.id, moment.minute);
      return;
    }
    model::Anomaly anomaly;
    anomaly.rule = kGhostFleet.id;
    anomaly.rule_version = kGhostFleet.version;
    anomaly.context_version = moment.context.version();
    anomaly.grade = flood.is_of_start ? "at_start" : "newcomers";
    anomaly.severity = model::Severity::warning;
    anomaly.confidence = flood.is_of_start ? 0.7 : 0.9;
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

  double new_vessels_, times_usual_, early_, times_before_, at_start_;
  Span quiet_;
};

MessageId sentence(const model::Anomaly& anomaly) {
  return anomaly.subject.empty()
             ? tr("{new_vessels} vessels that nobody had heard before have appeared within {duration}, told "
                  "by "
                  "several stations: they are probably invented. Of them only distress calls and wanted "
                  "vessels are shown as alerts of their own.")
             : tr("{new_vessels} vessels that nobody had heard before have appeared within {duration}, all "
                  "told "
                  "by {subject}: they are probably invented. Of them only distress calls and wanted vessels "
                  "are "
                  "shown as alerts of their own.");
}

std::unique_ptr<AreaRule> make(const Thresholds& thresholds) {
  return std::make_unique<GhostFleetRule>(thresholds);
}

}  // namespace

constinit const RuleDescription kGhostFleet = {
    .id = "ghost_fleet",
    .version = 3,
    .name = tr("ghost fleet"),
    .meaning = tr("A station tells far more vessels that nobody has heard before than there can be."),
    .sentence = sentence,
    .thresholds = kThresholds,
    .ascending = kAscending,
    .make_area_rule = make,
};

}  // namespace selat::detect
