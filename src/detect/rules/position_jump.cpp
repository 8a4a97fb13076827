// Rule 7: position jump. The tracker holds back a fix that lies beyond the gate (innovation beyond 5σ,
// implied speed above max(50 kn, 1.5 × class maximum), more than 500 m away). When the vessel is back within
// three messages it was an outlier: data quality, information only. When it stays away, its position has
// jumped. One anomaly for all jumps of a vessel within the cool-down.

#include <array>

#include "detect/rules/rules.h"
#include "detect/rules/vessel_finding.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"speed_kn", 50, "kn", 1, 1'000, "implied speed above which a fix may be a jump"},
    Threshold{"class_factor", 1.5, "", 1, 10, "or so many times the fastest its class goes, if that is more"},
    Threshold{"distance_m", 500, "m", 50, 100'000, "distance from the predicted position"},
    Threshold{"sigmas", 5, "", 1, 100, "the same in standard deviations"},
    Threshold{"return_messages", 3, "", 1, 9, "back within so many messages: an outlier, not a jump"},
    Threshold{"cool_down_s", 600, "s", 0, 86'400, "quiet time after which the anomaly ends"},
};

struct State {
  std::uint64_t jump = 0, outlier = 0;  // open anomalies
  Instant last_at;                      // of the last jump or outlier
};

class PositionJump final : public VesselRuleWith<State> {
 public:
  explicit PositionJump(const Thresholds& thresholds)
      : cool_down_(Span::seconds(thresholds["cool_down_s"])),
        distance_m_(thresholds["distance_m"]),
        sigmas_(thresholds["sigmas"]) {}

 protected:
  void fold(const VesselMoment& moment, State& state, Ledger& ledger) const override {
    if (moment.outcome == track::Outcome::relocated)
      tell(moment, true, state.jump, state, ledger);
    if (moment.outcome == track::Outcome::returned)
      tell(moment, false, state.outlier, state, ledger);
    if (moment.fix.at - state.last_at > cool_down_)
      end_both(state, ledger);
  }

  void fold_silence(Silence, Instant, const track::Tracker&, State& state, Ledger& ledger) const override {
    end_both(state, ledger);
  }

 private:
  void tell(const VesselMoment& moment, bool is_jump, std::uint64_t& id, State& state, Ledger& ledger) const {
    if (id != 0 && moment.fix.at - state.last_at > cool_down_)
      end_both(state, ledger);
    state.last_at = moment.fix.at;
    model::Anomaly latest = finding(moment, is_jump);
    model::Anomaly* open = id == 0 ? nullptr : ledger.find(id);
    if (open == nullptr) {
      id = ledger.raise(std::move(latest), is_jump ? "jump" : "outlier", moment.fix.at);
      return;
    }
    // The largest jump is the evidence; the smaller ones only keep the anomaly open.
    if (latest.evidence.front().measured <= open->evidence.front().measured)
      return;
    open->evidence = std::move(latest.evidence);
    open->reports = std::move(latest.reports);
    open->place = latest.place;
    ledger.touch(id, moment.fix.at);
  }

  static void end_both(State& state, Ledger& ledger) {
    for (std::uint64_t* id : {&state.jump, &state.outlier}) {
      if (*id != 0)
        ledger.end(*id, state.last_at, state.last_at);
      *id = 0;
    }
  }

  [[nodiscard]] model::Anomaly finding(const VesselMoment& moment, bool is_jump) const {
    const track::Departure& departure = moment.tracker.departure();
    model::Anomaly finding = vessel_finding(kPositionJump, moment);
    finding.grade = is_jump ? "jump" : "outlier";
    finding.severity = is_jump ? model::Severity::warning : model::Severity::information;
    finding.started_at = departure.to.at;
    finding.place = departure.to.position;
    const track::Innovation& innovation = departure.innovation;
    finding.evidence = {
        {model::Quantity::jump_m, innovation.jump_m, distance_m_},
        {model::Quantity::implied_speed_kn, innovation.implied_kn, innovation.implied_limit_kn},
        {model::Quantity::innovation_sigma, innovation.sigmas, sigmas_},
    };
    const model::Mmsi mmsi = moment.tracker.vessel().mmsi;
    finding.reports = {reference_to(mmsi, departure.from, moment.sources),
                       reference_to(mmsi, departure.to, moment.sources),
                       reference_to(mmsi, moment.fix, moment.sources)};
    return finding;
  }

  Span cool_down_;
  double distance_m_;
  double sigmas_;
};

std::unique_ptr<VesselRule> make(const RuleContext&, const Thresholds& thresholds) {
  return std::make_unique<PositionJump>(thresholds);
}

}  // namespace

constinit const RuleDescription kPositionJump = {
    .id = "position_jump",
    .version = 1,
    .meaning = "a vessel's reported position leaves its track faster than any ship can go",
    .thresholds = kThresholds,
    .make_vessel_rule = make,
};

}  // namespace selat::detect
