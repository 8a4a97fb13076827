// Rule 6: distress. An AIS-SART, man-overboard device or EPIRB, known by its MMSI (ITU-R M.585-9: 970, 972,
// 974), by navigational status 14, or by its safety text. Raised at once and never suppressed. A device under
// test (text "… TEST", or status 15) is information only. Source: ITU-R M.1371-5 annex 9, IMO MSC.246(83).

#include <array>
#include <cctype>
#include <string>

#include "detect/rules/rules.h"
#include "detect/rules/vessel_anomaly.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"update_s", 600, "s", 10, 86'400,
              tr("how often an open distress is told again with its latest place")},
    Threshold{"clear_reports", 3, "", 1, 100,
              tr("reports of another status after which a ship's distress has ended")},
};

enum class Signal : std::uint8_t { none, active, test, other_status };

struct State {
  std::uint64_t active = 0, test = 0;  // open anomalies
  Instant updated_at;
  std::uint32_t clear_reports = 0;
};

bool names_device_then(const std::string& text, std::string_view word) {
  for (const std::string_view device : {"SART", "MOB", "EPIRB"}) {
    if (text.find(std::string(device) + word.data()) != std::string::npos) {
      return true;
    }
  }
  return false;
}

// Upper case, runs of spaces as one.
std::string normalised(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == ' ' && (result.empty() || result.back() == ' ')) {
      continue;
    }
    result.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  }
  return result;
}

Signal signal_of(const VesselUpdate& update) {
  const bool is_device = update.tracker.vessel().mmsi.is_distress_device();
  if (const model::SafetyReport* safety = update.text) {
    const std::string text = normalised(safety->text);
    if (names_device_then(text, " ACTIVE")) {
      return Signal::active;
    }
    if (names_device_then(text, " TEST")) {
      return Signal::test;
    }
    return is_device ? Signal::active : Signal::none;
  }
  if (update.fix.kind != track::FixKind::position) {
    return Signal::none;
  }
  if (update.fix.status == model::NavigationStatus::distress_device_active) {
    return Signal::active;
  }
  if (!is_device) {
    return Signal::other_status;
  }
  return update.fix.status == model::NavigationStatus::undefined ? Signal::test : Signal::active;
}

class DistressRule final : public VesselRuleWith<State> {
 public:
  explicit DistressRule(const Thresholds& thresholds)
      : update_every_(Span::seconds(thresholds["update_s"])),
        clear_reports_(static_cast<std::uint32_t>(thresholds["clear_reports"])) {}

 protected:
  void fold(const VesselUpdate& update, State& state, FindingLog& findings) const override {
    switch (signal_of(update)) {
      case Signal::active:
        end(state.test, update.fix.at(), update.fix.at(), findings);
        state.clear_reports = 0;
        raise_or_update(update, true, state.active, state, findings);
        break;
      case Signal::test:
        if (state.active == 0) {
          raise_or_update(update, false, state.test, state, findings);
        }
        break;
      case Signal::other_status:
        if (++state.clear_reports >= clear_reports_) {
          end(state.active, update.fix.at(), update.fix.at(), findings);
          end(state.test, update.fix.at(), update.fix.at(), findings);
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
    const Instant last_at = last != nullptr ? last->at() : state.updated_at;
    end(state.active, std::max(last_at, state.updated_at), moment.at, findings);
    end(state.test, std::max(last_at, state.updated_at), moment.at, findings);
  }

 private:
  void raise_or_update(const VesselUpdate& update, bool is_active, std::uint64_t& id, State& state,
                       FindingLog& findings) const {
    if (id == 0) {
      id = findings.raise(make_anomaly(update, is_active), is_active ? "active" : "test", update.fix.at());
      state.updated_at = update.fix.at();
      return;
    }
    model::Anomaly* open = findings.find(id);
    const bool has_place = open->place.is_valid() || update.tracker.last() == nullptr;
    if (has_place && update.fix.at() - state.updated_at < update_every_) {
      return;
    }
    const model::Anomaly latest = make_anomaly(update, is_active);
    open->place = latest.place;
    open->evidence = latest.evidence;
    open->reports.resize(1);  // the first and the latest
    open->reports.push_back(latest.reports.front());
    findings.mark_changed(id, update.fix.at());
    state.updated_at = update.fix.at();
  }

  static void end(std::uint64_t& id, Instant ended_at, Instant at, FindingLog& findings) {
    if (id != 0) {
      findings.end(id, ended_at, at);
    }
    id = 0;
  }

  static model::Anomaly make_anomaly(const VesselUpdate& update, bool is_active) {
    model::Anomaly anomaly = vessel_anomaly(kDistress, update);
    anomaly.grade = is_active ? "active" : "test";
    anomaly.severity = is_active ? model::Severity::distress : model::Severity::information;
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
};

MessageId sentence(const model::Anomaly& anomaly) {
  if (anomaly.grade == "test") {
    return tr("{vessel} tests its distress device; nobody is in distress.");
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
    .version = 1,
    .name = tr("distress"),
    .meaning = tr("An AIS-SART, a man-overboard device or an EPIRB is active, or a ship reports distress."),
    .sentence = sentence,
    .thresholds = kThresholds,
    .make_vessel_rule = make,
};

}  // namespace selat::detect
