// Ghost fleet: far more vessels that nobody has heard before than a sea can bring within a minute. Somebody
// invents them, at a station or on its way here. That is one thing to tell, not thousands: it is told once,
// and they raise nothing of their own (area_rule.h), but for distress and for vessels that are wanted.
//
// A station that has reported for ten minutes is known with its usual newcomers. One that has just begun
// brings a whole fleet at once, rightly; so does every station when the detector begins: there only more
// vessels than all the waters of the region have are too many. Source: thresholds by judgement; the largest
// real feed that was looked at has 34,512 vessels.

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
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
    Threshold{"new_vessels_at_start", 60'000, "", 100, 10'000'000,
              tr("the same within two minutes, of all stations that have not reported for ten minutes yet")},
    Threshold{"quiet_min", 5, "min", 1, 30, tr("minutes without such vessels after which it has ended")},
};

constexpr Span kMinute = Span::minutes(1);
constexpr int kKnownMinutes = 10;
static_assert(kKnownMinutes + 12 <= StationLog::kMinutes);
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

// Who told too many within a minute.
struct Flood {
  std::vector<std::uint16_t> stations;  // by name
  double vessels = 0;
  bool is_of_start = false;
  bool began_before = false;  // in the minute before
  std::uint16_t most = 0;     // the station that told most of them
  double of_most = 0;

  void add(std::uint16_t station, double newcomers) {
    stations.push_back(station);
    vessels += newcomers;
    if (newcomers > of_most) {
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
        at_start_(thresholds["new_vessels_at_start"]),
        quiet_(kMinute * std::ceil(thresholds["quiet_min"])) {}

 protected:
  void fold(const AreaMoment& moment, State& state, FindingLog& findings) const override {
    std::erase_if(state.clusters,
                  [&](const Cluster& cluster) { return cluster.until + kRemembered <= moment.minute; });
    const Flood flood = flood_at(moment, state.id != 0);
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

  static bool is_known(const AreaMoment& moment, std::uint16_t station) {
    for (int i = 1; i <= kKnownMinutes; ++i) {
      if (moment.stations.at(station, moment.minute - kMinute * i).reports == 0) {
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] bool is_too_many(const AreaMoment& moment, std::uint16_t station, bool is_open) const {
    const double now = newcomers(moment, station, 0);
    if (is_open) {
      return now >= new_vessels_ * kPartOfMinute;
    }
    double usual = 0;
    for (int i = 1; i <= kKnownMinutes; ++i) {
      usual += newcomers(moment, station, i) / kKnownMinutes;
    }
    return now >= new_vessels_ && now >= usual * times_usual_;
  }

  [[nodiscard]] Flood flood_at(const AreaMoment& moment, bool is_open) const {
    Flood flood, of_start;
    for (const std::uint16_t station : moment.stations.stations(moment.sources)) {
      const double now = newcomers(moment, station, 0), before = newcomers(moment, station, 1);
      if (is_known(moment, station)) {
        if (is_too_many(moment, station, is_open)) {
          flood.add(station, now);
          flood.began_before = flood.began_before || before >= new_vessels_ * kPartOfMinute;
        }
      } else if (now + before > 0) {
        of_start.add(station, now + before);
      }
    }
    if (flood.stations.empty() && of_start.vessels >= at_start_) {
      of_start.is_of_start = of_start.began_before = true;
      return of_start;
    }
    return flood;
  }

  static void extend(const AreaMoment& moment, const Flood& flood, State& state) {
    if (state.id == 0) {
      state.clusters.push_back({.from = moment.minute - (flood.began_before ? kMinute : Span()),
                                .until = moment.minute,
                                .stations = {}});
      state.vessels = 0;
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
                                flood.is_of_start ? at_start_ : new_vessels_};
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

  double new_vessels_, times_usual_, at_start_;
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
    .version = 1,
    .name = tr("ghost fleet"),
    .meaning = tr("A station tells far more vessels that nobody has heard before than there can be."),
    .sentence = sentence,
    .thresholds = kThresholds,
    .make_area_rule = make,
};

}  // namespace selat::detect
