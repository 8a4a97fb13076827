// Station silence: a station that reported several vessels regularly has reported nothing for some minutes,
// while others go on. All at once they will hardly have switched off their transmitters: the station or its
// line has failed. Source: none of the public systems tells the two apart; thresholds by judgement.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <string>

#include "detect/area_rule.h"
#include "detect/rules/rules.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"silent_min", 3, "min", 1, 30, tr("how long it must have reported nothing")},
    Threshold{"regular_min", 10, "min", 2, 15,
              tr("minutes before that, in each of which it must have reported something")},
    Threshold{"least_reports", 5, "", 1, 10'000, tr("reports a minute, on average, that it sent before")},
    Threshold{"least_vessels", 3, "", 1, 64, tr("vessels that it must have heard before")},
    Threshold{"others_reports", 5, "", 1, 10'000,
              tr("reports a minute, on average, that other stations send meanwhile")},
};

// The longest silence and regularity, and the lateness of reports with a minute to complete them.
static_assert(30 + 15 + 12 <= StationLog::kMinutes);
// A station that began no longer ago, and told so many new vessels of which none is borne out, is itself
// invented, as they are (ghost_fleet): nobody misses it.
constexpr int kRecent = 50;  // minutes
static_assert(kRecent + 12 <= StationLog::kMinutes);
constexpr std::uint32_t kInvented = 30;

constexpr Span kMinute = Span::minutes(1);
// Names of stations come from outside: a feed that invents thousands must not flood the watch.
constexpr std::size_t kMostOpen = 16;
constexpr Distance kNear = Distance::nautical_miles(20);

// A part of one is counted as one: nothing is found sooner than asked.
int whole(double threshold) {
  return static_cast<int>(std::ceil(threshold));
}

// An open finding about a station.
struct Silent {
  std::uint64_t id = 0;
};
using State = std::map<std::uint16_t, Silent>;  // by source

class StationSilenceRule final : public AreaRuleWith<State> {
 public:
  explicit StationSilenceRule(const Thresholds& thresholds)
      : silent_(whole(thresholds["silent_min"])),
        regular_(whole(thresholds["regular_min"])),
        least_reports_(thresholds["least_reports"]),
        least_vessels_(whole(thresholds["least_vessels"])),
        others_reports_(thresholds["others_reports"]) {}

 protected:
  void fold(const AreaMoment& moment, State& state, FindingLog& findings) const override {
    const auto stations = moment.stations.stations(moment.sources);
    for (const std::uint16_t station : stations) {
      const auto open = state.find(station);
      if (open != state.end()) {
        if (moment.stations.at(station, moment.minute).reports > 0) {
          findings.end(open->second.id, moment.minute, moment.minute);
          state.erase(open);
        }
      } else if (state.size() < kMostOpen && has_fallen_silent(moment, station) &&
                 others_go_on(moment, stations, station) && !is_invented(moment, station)) {
        state[station].id = findings.raise(make_anomaly(moment, station), "", moment.minute);
      }
    }
  }

 private:
  // The minute so many before the one that was just completed.
  static Instant back(const AreaMoment& moment, int minutes) { return moment.minute - kMinute * minutes; }

  [[nodiscard]] bool has_fallen_silent(const AreaMoment& moment, std::uint16_t station) const {
    for (int i = 0; i < silent_; ++i) {
      if (moment.stations.at(station, back(moment, i)).reports > 0) {
        return false;
      }
    }
    double reports = 0;
    std::uint64_t vessels = 0;
    for (int i = silent_; i < silent_ + regular_; ++i) {
      const StationMinute told = moment.stations.at(station, back(moment, i));
      if (told.reports == 0) {
        return false;
      }
      reports += told.reports;
      vessels |= told.vessels;
    }
    return reports >= least_reports_ * regular_ && std::popcount(vessels) >= least_vessels_;
  }

  [[nodiscard]] bool others_go_on(const AreaMoment& moment, std::span<const std::uint16_t> stations,
                                  std::uint16_t station) const {
    double reports = 0;
    for (const std::uint16_t other : stations) {
      for (int i = 0; other != station && i < silent_; ++i) {
        reports += moment.stations.at(other, back(moment, i)).reports;
      }
    }
    return reports >= others_reports_ * silent_;
  }

  static bool is_invented(const AreaMoment& moment, std::uint16_t station) {
    std::uint32_t newcomers = 0;
    for (int i = 0; i < kRecent; ++i) {
      const StationMinute told = moment.stations.at(station, back(moment, i));
      if (told.borne_out > 0) {
        return false;
      }
      newcomers += told.newcomers;
    }
    return newcomers >= kInvented && moment.stations.at(station, back(moment, kRecent)).reports == 0;
  }

  // Where it heard vessels, others still do: it is the station, not the air.
  [[nodiscard]] static bool are_vessels_heard_near(const AreaMoment& moment, std::uint16_t station,
                                                   geo::Position place) {
    return place.is_valid() &&
           std::ranges::any_of(moment.neighbours(place, kNear), [&](const Sample& vessel) {
             return vessel.fix.source != station && moment.minute - vessel.fix.at() < kMinute;
           });
  }

  [[nodiscard]] model::Anomaly make_anomaly(const AreaMoment& moment, std::uint16_t station) const {
    double reports = 0;
    for (int i = silent_; i < silent_ + regular_; ++i) {
      reports += moment.stations.at(station, back(moment, i)).reports;
    }
    model::Anomaly anomaly;
    anomaly.rule = kStationSilence.id;
    anomaly.rule_version = kStationSilence.version;
    anomaly.context_version = moment.context.version();
    anomaly.grade = "silent";
    anomaly.severity = model::Severity::caution;
    anomaly.place = moment.stations.at(station, back(moment, silent_)).middle().value_or(kUnknownPlace);
    anomaly.confidence = are_vessels_heard_near(moment, station, anomaly.place) ? 0.95 : 0.7;
    anomaly.subject = std::string(moment.sources.name_of(station).view());
    anomaly.started_at = back(moment, silent_ - 1);
    anomaly.decided_at = moment.minute + kMinute;
    anomaly.evidence = {
        {model::Quantity::duration_s, silent_ * 60.0, silent_ * 60.0},
        {model::Quantity::reports_per_min, reports / regular_, least_reports_},
    };
    return anomaly;
  }

  int silent_, regular_;
  double least_reports_;
  int least_vessels_;
  double others_reports_;
};

MessageId sentence(const model::Anomaly& /*anomaly*/) {
  return tr(
      "The station {subject} has reported nothing for {duration}; before that it sent {report_rate} reports "
      "a "
      "minute. The station or its line may have failed; vessels that only it hears are not seen.");
}

std::unique_ptr<AreaRule> make(const Thresholds& thresholds) {
  return std::make_unique<StationSilenceRule>(thresholds);
}

}  // namespace

constinit const RuleDescription kStationSilence = {
    .id = "station_silence",
    .version = 2,
    .name = tr("station silence"),
    .meaning = tr("A station that reported vessels regularly reports nothing any more."),
    .sentence = sentence,
    .thresholds = kThresholds,
    .make_area_rule = make,
};

}  // namespace selat::detect
