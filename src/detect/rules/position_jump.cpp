// Rule 7: position jump. A fix outside the gates of all objects of its MMSI (innovation above 5σ, implied
// speed above max(50 kn, 1.5 × class maximum), more than 500 m from the prediction) is held back. When the
// vessel is in its place again and nothing more is heard from there, at most three fixes were outliers: a
// matter of data quality, information only. When it goes on there and is silent here, its position has
// jumped. All jumps of a vessel within the cool-down are one anomaly.

#include <array>

#include "detect/rules/rules.h"
#include "detect/rules/vessel_anomaly.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"speed_kn", 50, "kn", 1, 1'000, tr("implied speed above which a fix may be a jump")},
    Threshold{"class_factor", 1.5, "", 1, 10,
              tr("or so many times the fastest its class goes, if that is more")},
    Threshold{"distance_m", 500, "m", 50, 100'000, tr("distance from the predicted position")},
    Threshold{"sigmas", 5, "", 1, 100, tr("the same in standard deviations")},
    Threshold{"return_messages", 3, "", 1, 9, tr("back within so many messages: an outlier, not a jump")},
    Threshold{"cool_down_s", 600, "s", 0, 86'400, tr("quiet time after which the anomaly ends")},
};

// Departures exactly a cool-down apart still are one.
constexpr Span kMoment = Span::microseconds(1);

struct State {
  std::uint64_t jump = 0, outlier = 0;  // open anomalies
  Instant last_at;                      // of the last jump or outlier
};

class PositionJumpRule final : public VesselRuleWith<State> {
 public:
  explicit PositionJumpRule(const Thresholds& thresholds)
      : cool_down_(Span::seconds(thresholds["cool_down_s"])),
        distance_m_(thresholds["distance_m"]),
        sigmas_(thresholds["sigmas"]) {}

 protected:
  void fold(const VesselUpdate& update, State& state, FindingLog& findings) const override {
    if (update.outcome == track::Outcome::relocated) {
      raise_or_extend(update, true, state.jump, state, findings);
    }
    if (update.outcome == track::Outcome::returned) {
      raise_or_extend(update, false, state.outlier, state, findings);
    }
  }

  void fold_silence(Silence, const VesselMoment& moment, State& state, FindingLog& findings) const override {
    end_both(moment.at, state, findings);
  }

  // The cool-down is over, whether the vessel is heard or not.
  void fold_wake(const VesselMoment& moment, State& state, FindingLog& findings) const override {
    end_both(moment.at, state, findings);
  }

 private:
  void raise_or_extend(const VesselUpdate& update, bool is_jump, std::uint64_t& id, State& state,
                       FindingLog& findings) const {
    state.last_at = update.fix.at();
    update.wake_at = update.fix.at() + cool_down_ + kMoment;
    model::Anomaly latest = make_anomaly(update, is_jump);
    model::Anomaly* open = id == 0 ? nullptr : findings.find(id);
    if (open == nullptr) {
      id = findings.raise(std::move(latest), is_jump ? "jump" : "outlier", update.fix.at());
      return;
    }
    // The largest jump is the evidence; the smaller ones only keep the anomaly open.
    if (latest.evidence.front().measured <= open->evidence.front().measured) {
      return;
    }
    open->evidence = std::move(latest.evidence);
    open->reports = std::move(latest.reports);
    open->place = latest.place;
    findings.mark_changed(id, update.fix.at());
  }

  static void end_both(Instant at, State& state, FindingLog& findings) {
    for (std::uint64_t* id : {&state.jump, &state.outlier}) {
      if (*id != 0) {
        findings.end(*id, state.last_at, at);
      }
      *id = 0;
    }
  }

  [[nodiscard]] model::Anomaly make_anomaly(const VesselUpdate& update, bool is_jump) const {
    const track::Deviation& deviation = update.tracker.deviation();
    model::Anomaly anomaly = vessel_anomaly(kPositionJump, update);
    anomaly.grade = is_jump ? "jump" : "outlier";
    anomaly.severity = is_jump ? model::Severity::warning : model::Severity::information;
    anomaly.started_at = deviation.to.at();
    anomaly.place = deviation.to.position;
    const track::Innovation& innovation = deviation.innovation;
    anomaly.evidence = {
        {model::Quantity::jump_m, innovation.jump_m, distance_m_},
        {model::Quantity::implied_speed_kn, innovation.implied_kn, innovation.implied_limit_kn},
        {model::Quantity::innovation_sigma, innovation.sigmas, sigmas_},
    };
    const model::Mmsi mmsi = update.tracker.vessel().mmsi;
    anomaly.reports = {reference_to(mmsi, deviation.from, update.sources),
                       reference_to(mmsi, deviation.to, update.sources),
                       reference_to(mmsi, update.fix, update.sources)};
    return anomaly;
  }

  Span cool_down_;
  double distance_m_;
  double sigmas_;
};

MessageId sentence(const model::Anomaly& anomaly) {
  return anomaly.grade == "outlier"
             ? tr("{vessel} sent a position {jump} off and is back in place: a fault of its data.")
             : tr("{vessel} appears {jump} from where it can be; it would have needed {implied_speed}.");
}

std::unique_ptr<VesselRule> make(const Thresholds& thresholds) {
  return std::make_unique<PositionJumpRule>(thresholds);
}

void configure(const Thresholds& thresholds, track::TrackOptions& options) {
  options.jump_speed = Speed::knots(thresholds["speed_kn"]);
  options.class_speed_factor = thresholds["class_factor"];
  options.jump_distance = Distance::metres(thresholds["distance_m"]);
  options.jump_sigmas = thresholds["sigmas"];
  options.return_messages = static_cast<std::uint32_t>(thresholds["return_messages"]);
}

}  // namespace

constinit const RuleDescription kPositionJump = {
    .id = "position_jump",
    .version = 1,
    .name = tr("position jump"),
    .meaning = tr("A vessel's reported position leaves its track faster than any ship can go."),
    .sentence = sentence,
    .thresholds = kThresholds,
    .make_vessel_rule = make,
    .configure_tracker = configure,
};

}  // namespace selat::detect
