// Rule 6: distress. An AIS-SART, man-overboard device or EPIRB, known by its MMSI (ITU-R M.585-9: 970, 972,
// 974) or by its safety text. Raised at once and never suppressed. A device under test (text "… TEST", or
// status 15) is information only. Source: ITU-R M.1371-5 annex 9, IMO MSC.246(83).
//
// Navigational status 14 of an ordinary ship is most often a wrong setting: ships sail for days with it. It
// is a caution, to be checked by VHF; a warning when the ship lies still with it; an alarm when it is newly
// set and the ship slows down or stops.

#include <array>
#include <optional>
#include <string>

#include "detect/rules/rules.h"
#include "detect/rules/vessel_anomaly.h"
#include "detect/safety_words.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"update_s", 600, "s", 10, 86'400,
              tr("how often an open distress is told again with its latest place")},
    Threshold{"clear_reports", 3, "", 1, 100,
              tr("reports of another status after which a ship's distress has ended")},
    Threshold{"slowing_s", 900, "s", 60, 7'200,
              tr("how long after it sets its status a ship that slows down is an alarm")},
    Threshold{"under_way_kn", 3, "kn", 0.5, 30, tr("slower than this before, a ship does not slow down")},
};

enum class Signal : std::uint8_t { none, active, test, ship_status, other_status };

struct Grade {
  std::string_view name;
  std::string_view kind;  // the grades of one kind are one anomaly
  model::Severity severity = model::Severity::information;
};
constexpr Grade kTest = {"test", "test", model::Severity::information};
constexpr Grade kStatus = {"status", "status", model::Severity::caution};
constexpr Grade kStatusUnheard = {"status_unheard", "status", model::Severity::caution};
constexpr Grade kStill = {"still", "status", model::Severity::warning};
constexpr Grade kStillUnheard = {"still_unheard", "status", model::Severity::warning};
constexpr Grade kStatusLate = {"status_late", "status", model::Severity::warning};
constexpr Grade kSlowing = {"status_slowing", "status", model::Severity::alarm};
constexpr Grade kActive = {"active", "active", model::Severity::distress};
constexpr Grade kActiveLate = {"active_late", "active", model::Severity::distress};

bool is_late(std::string_view grade) {
  return grade == kStatusLate.name || grade == kActiveLate.name;
}

struct Open {
  std::uint64_t id = 0;
  Instant updated_at;
};

struct State {
  Open active, test, ship;
  // When the ship set its status, and its highest speed in the minutes before; only where it was heard
  // before.
  Instant set_at;
  double before_kn = 0;
  bool was_heard = false;  // in the minutes before
  bool lies_still = false;
  std::uint32_t slow_reports = 0;  // one after the other: a single wild speed is a fault of the data
  std::uint32_t clear_reports = 0;
};

constexpr std::uint32_t kSlowReports = 2;
constexpr double kStillKn = 1;
constexpr Span kMinutesBefore = Span::minutes(10);

double highest_speed_kn(const track::TrackHistory& history, Instant since) {
  double highest_kn = 0;
  for (const track::HistoryPoint& point : history.minutes(since)) {
    highest_kn = point.sog_01kn == track::kNoSog ? highest_kn : std::max(highest_kn, point.sog_01kn / 10.0);
  }
  return highest_kn;
}

Signal signal_of(const VesselUpdate& update) {
  const bool is_device = update.tracker.vessel().mmsi.is_distress_device();
  if (const model::SafetyReport* safety = update.text) {
    switch (meaning_of(safety->text.view())) {
      case SafetyMeaning::beacon_active:
        return Signal::active;
      case SafetyMeaning::beacon_test:
        return Signal::test;
      default:
        return is_device ? Signal::active : Signal::none;
    }
  }
  if (update.fix.kind != track::FixKind::position) {
    return Signal::none;
  }
  const bool is_active = update.fix.status == model::NavigationStatus::distress_device_active;
  if (is_device) {
    return update.fix.status == model::NavigationStatus::undefined ? Signal::test : Signal::active;
  }
  return is_active ? Signal::ship_status : Signal::other_status;
}

class DistressRule final : public VesselRuleWith<State> {
 public:
  explicit DistressRule(const Thresholds& thresholds)
      : update_every_(Span::seconds(thresholds["update_s"])),
        clear_reports_(static_cast<std::uint32_t>(thresholds["clear_reports"])),
        slowing_for_(Span::seconds(thresholds["slowing_s"])),
        under_way_kn_(thresholds["under_way_kn"]) {}

 protected:
  void fold(const VesselUpdate& update, State& state, FindingLog& findings) const override {
    const Instant at = update.fix.at();
    switch (signal_of(update)) {
      case Signal::active:
        end(state.test, at, at, findings);
        state.clear_reports = 0;
        raise_or_update(update, update.late_by > Span() ? kActiveLate : kActive, state.active, findings);
        break;
      case Signal::test:
        if (state.active.id == 0) {
          raise_or_update(update, kTest, state.test, findings);
        }
        break;
      case Signal::ship_status:
        state.clear_reports = 0;
        follow_status(update, state, findings);
        break;
      case Signal::other_status:
        if (++state.clear_reports >= clear_reports_) {
          end_all(at, at, state, findings);
        }
        break;
      case Signal::none:
        break;
    }
  }

  void fold_silence(Silence kind, const VesselMoment& moment, State& state,
                    FindingLog& findings) const override {
    // A device among waves is often silent: only the end of the track ends a distress.
    if (kind != Silence::ended) {
      return;
    }
    const track::Fix* last = moment.tracker.last();
    end_all(last != nullptr ? last->at() : Instant(), moment.at, state, findings);
  }

 private:
  void follow_status(const VesselUpdate& update, State& state, FindingLog& findings) const {
    const Instant at = update.fix.at();
    if (update.late_by > Span()) {
      state.set_at = state.ship.id == 0 ? Instant() : state.set_at;
      raise_or_update(update, kStatusLate, state.ship, findings);
      return;
    }
    if (state.ship.id == 0 || state.set_at == Instant()) {
      state.slow_reports = 0;
      state.set_at = at;
      state.lies_still = false;
      state.was_heard = update.previous != nullptr && at - update.previous->at() <= kMinutesBefore;
      state.before_kn = state.was_heard ? highest_speed_kn(update.history, at - kMinutesBefore) : 0;
    }
    const auto sog = update.fix.sog();
    if (sog && at - state.set_at <= slowing_for_) {
      const bool is_under_way = sog->in_knots() >= under_way_kn_;
      state.lies_still = sog->in_knots() < kStillKn || (state.lies_still && !is_under_way);
    }
    if (state.slow_reports < kSlowReports) {
      const bool is_slow = state.before_kn >= under_way_kn_ && at - state.set_at <= slowing_for_ && sog &&
                           sog->in_knots() <= state.before_kn / 2;
      state.slow_reports = is_slow ? state.slow_reports + 1 : 0;
    }
    raise_or_update(update, grade_of(state), state.ship, findings);
  }

  static const Grade& grade_of(const State& state) {
    if (state.slow_reports >= kSlowReports) {
      return kSlowing;
    }
    if (state.lies_still) {
      return state.was_heard ? kStill : kStillUnheard;
    }
    return state.was_heard ? kStatus : kStatusUnheard;
  }

  void raise_or_update(const VesselUpdate& update, const Grade& grade, Open& known,
                       FindingLog& findings) const {
    const Instant at = update.fix.at();
    if (known.id == 0) {
      known = {findings.raise(make_anomaly(update, grade), grade.kind, at), at};
      return;
    }
    model::Anomaly* open = findings.find(known.id);
    const bool has_place = open->place.is_valid() || update.tracker.last() == nullptr;
    const bool is_graver = grade.severity > open->severity;
    // What is old says nothing against what is heard now, and what is heard now ends what is old.
    const bool was_late = is_late(open->grade.view());
    if (is_late(grade.name) && !was_late) {
      return;
    }
    const bool is_fresh_now = was_late && !is_late(grade.name);
    if (has_place && !is_graver && !is_fresh_now && at - known.updated_at < update_every_) {
      return;
    }
    const model::Anomaly latest = make_anomaly(update, grade);
    if (is_graver) {
      open->decided_at = latest.decided_at;
    }
    open->grade = latest.grade;
    open->severity = latest.severity;
    open->place = latest.place;
    open->evidence = latest.evidence;
    open->reports.resize(1);  // the first and the latest
    open->reports.push_back(latest.reports.front());
    findings.mark_changed(known.id, at);
    known.updated_at = at;
  }

  static void end(Open& open, Instant ended_at, Instant at, FindingLog& findings) {
    if (open.id != 0) {
      findings.end(open.id, std::max(ended_at, open.updated_at), at);
    }
    open = {};
  }

  static void end_all(Instant ended_at, Instant at, State& state, FindingLog& findings) {
    for (Open* open : {&state.active, &state.test, &state.ship}) {
      end(*open, ended_at, at, findings);
    }
  }

  static model::Anomaly make_anomaly(const VesselUpdate& update, const Grade& grade) {
    model::Anomaly anomaly = vessel_anomaly(kDistress, update);
    anomaly.grade = grade.name;
    anomaly.severity = grade.severity;
    const model::Mmsi mmsi = update.tracker.vessel().mmsi;
    if (mmsi.is_distress_device()) {
      const std::uint32_t prefix = mmsi.number() / 1'000'000;
      anomaly.evidence.push_back({model::Quantity::mmsi_prefix, static_cast<double>(prefix), {}});
    }
    if (const model::SafetyReport* safety = update.text) {
      anomaly.subject = std::string(safety->text.view());
    } else if (update.fix.kind == track::FixKind::position) {
      anomaly.evidence.push_back(
          {model::Quantity::navigation_status, static_cast<double>(update.fix.status), 14.0});
    }
    return anomaly;
  }

  Span update_every_;
  std::uint32_t clear_reports_;
  Span slowing_for_;
  double under_way_kn_;
};

// Of a ship's status; nothing for another grade.
std::optional<MessageId> status_sentence(std::string_view grade) {
  if (grade == kStatus.name) {
    return tr(
        "{vessel} has its navigational status set to distress (14) and goes on as before: check by VHF; it "
        "may be a wrong setting.");
  }
  if (grade == kStatusUnheard.name) {
    return tr(
        "{vessel} has its navigational status set to distress (14); what it did before is not known: check "
        "by VHF; it may be a wrong setting.");
  }
  if (grade == kStill.name) {
    return tr(
        "{vessel} has set its navigational status to distress (14) and lies still: call it by VHF at once.");
  }
  if (grade == kStillUnheard.name) {
    return tr(
        "{vessel} has its navigational status set to distress (14) and lies still; what it did before is not "
        "known: call it by VHF at once.");
  }
  if (grade == kStatusLate.name) {
    return tr(
        "{vessel} had its navigational status set to distress (14) more than ten minutes ago, as a late "
        "report says: call it by VHF at once.");
  }
  if (grade == kSlowing.name) {
    return tr("{vessel} has set its navigational status to distress (14) and slows down or has stopped.");
  }
  return std::nullopt;
}

MessageId sentence(const model::Anomaly& anomaly) {
  if (anomaly.grade.view() == kTest.name) {
    return tr("{vessel} tests its distress device; nobody is in distress.");
  }
  if (const auto of_status = status_sentence(anomaly.grade.view())) {
    return *of_status;
  }
  if (anomaly.grade.view() == kActiveLate.name) {
    return anomaly.subject.empty()
               ? tr("{vessel}: a distress signal of more than ten minutes ago was reported late; people may "
                    "be in distress, and may have drifted from here.")
               : tr("{vessel} sent a distress text more than ten minutes ago, which was reported late: "
                    "\"{subject}\".");
  }
  switch (anomaly.vessels.empty() ? model::MmsiKind::invalid : anomaly.vessels.front().mmsi.kind()) {
    case model::MmsiKind::ais_sart:
      return tr(
          "{vessel}: a search-and-rescue transmitter (AIS-SART) is active; people may be in distress here.");
    case model::MmsiKind::man_overboard:
      return tr("{vessel}: a man-overboard device is active; somebody may be in the water here.");
    case model::MmsiKind::epirb:
      return tr("{vessel}: an emergency beacon (EPIRB-AIS) is active; a vessel may be sinking here.");
    default:
      break;
  }
  return anomaly.subject.empty() ? tr("{vessel} reports distress by its navigational status (14).")
                                 : tr("{vessel} sends a distress text: \"{subject}\".");
}

std::unique_ptr<VesselRule> make(const Thresholds& thresholds) {
  return std::make_unique<DistressRule>(thresholds);
}

}  // namespace

constinit const RuleDescription kDistress = {
    .id = "distress",
    .version = 3,
    .name = tr("distress"),
    .meaning = tr("An AIS-SART, a man-overboard device or an EPIRB is active, or a ship reports distress."),
    .sentence = sentence,
    .thresholds = kThresholds,
    .make_vessel_rule = make,
};

}  // namespace selat::detect
