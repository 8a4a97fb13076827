// Rule 6: distress. AIS-SART, man-overboard device or EPIRB by its MMSI (ITU-R M.585-9: 970, 972, 974),
// navigational status 14, or its safety text; decided at once and never suppressed. A device that says it is
// tested (text "… TEST", or status 15) is a test: information. Source: ITU-R M.1371-5 annex 9, IMO
// MSC.246(83).

#include <array>
#include <cctype>
#include <string>

#include "detect/rules/rules.h"
#include "detect/rules/vessel_finding.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"update_s", 600, "s", 10, 86'400,
              "how often an open distress is told again with its latest place"},
    Threshold{"clear_reports", 3, "", 1, 100,
              "reports of another status after which a ship's distress has ended"},
};

enum class Says : std::uint8_t { nothing, active, test, other_status };

struct State {
  std::uint64_t active = 0, test = 0;  // open anomalies
  Instant told_at;
  std::uint32_t clear_reports = 0;
};

bool says_after_device(const std::string& text, std::string_view word) {
  for (const std::string_view device : {"SART", "MOB", "EPIRB"}) {
    if (text.find(std::string(device) + word.data()) != std::string::npos)
      return true;
  }
  return false;
}

// Upper case, runs of spaces as one.
std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == ' ' && (result.empty() || result.back() == ' '))
      continue;
    result.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  }
  return result;
}

Says says(const VesselMoment& moment) {
  const bool is_device = moment.tracker.vessel().mmsi.is_distress_device();
  if (const auto* safety = moment.text ? std::get_if<model::SafetyReport>(moment.text) : nullptr) {
    const std::string text = plain(safety->text);
    if (says_after_device(text, " ACTIVE"))
      return Says::active;
    if (says_after_device(text, " TEST"))
      return Says::test;
    return is_device ? Says::active : Says::nothing;
  }
  if (moment.fix.kind != track::FixKind::position)
    return Says::nothing;
  if (moment.fix.status == model::NavigationStatus::distress_device_active)
    return Says::active;
  if (!is_device)
    return Says::other_status;
  return moment.fix.status == model::NavigationStatus::undefined ? Says::test : Says::active;
}

class Distress final : public VesselRuleWith<State> {
 public:
  explicit Distress(const Thresholds& thresholds)
      : update_every_(Span::seconds(thresholds["update_s"])),
        clear_reports_(static_cast<std::uint32_t>(thresholds["clear_reports"])) {}

 protected:
  void fold(const VesselMoment& moment, State& state, Ledger& ledger) const override {
    switch (says(moment)) {
      case Says::active:
        end(state.test, moment.fix.at, ledger);
        state.clear_reports = 0;
        tell(moment, true, state.active, state, ledger);
        break;
      case Says::test:
        if (state.active == 0)
          tell(moment, false, state.test, state, ledger);
        break;
      case Says::other_status:
        if (++state.clear_reports >= clear_reports_) {
          end(state.active, moment.fix.at, ledger);
          end(state.test, moment.fix.at, ledger);
        }
        break;
      case Says::nothing:
        break;
    }
  }

  void fold_silence(Silence kind, Instant, const track::Tracker& tracker, State& state,
                    Ledger& ledger) const override {
    // A device in the swell falls silent often: only the end of the track ends a distress.
    if (kind != Silence::ended)
      return;
    const Instant last_at = tracker.last() != nullptr ? tracker.last()->at : state.told_at;
    end(state.active, std::max(last_at, state.told_at), ledger);
    end(state.test, std::max(last_at, state.told_at), ledger);
  }

 private:
  void tell(const VesselMoment& moment, bool is_active, std::uint64_t& id, State& state,
            Ledger& ledger) const {
    if (id == 0) {
      id = ledger.raise(finding(moment, is_active), is_active ? "active" : "test", moment.fix.at);
      state.told_at = moment.fix.at;
      return;
    }
    model::Anomaly* open = ledger.find(id);
    const bool is_placed = open->place.is_valid() || moment.tracker.last() == nullptr;
    if (is_placed && moment.fix.at - state.told_at < update_every_)
      return;
    const model::Anomaly latest = finding(moment, is_active);
    open->place = latest.place;
    open->evidence = latest.evidence;
    open->reports.resize(1);  // the first and the latest
    open->reports.push_back(latest.reports.front());
    ledger.touch(id, moment.fix.at);
    state.told_at = moment.fix.at;
  }

  static void end(std::uint64_t& id, Instant at, Ledger& ledger) {
    if (id != 0)
      ledger.end(id, at, at);
    id = 0;
  }

  static model::Anomaly finding(const VesselMoment& moment, bool is_active) {
    model::Anomaly finding = vessel_finding(kDistress, moment);
    finding.grade = is_active ? "active" : "test";
    finding.severity = is_active ? model::Severity::distress : model::Severity::information;
    const model::Mmsi mmsi = moment.tracker.vessel().mmsi;
    if (mmsi.is_distress_device()) {
      const std::uint32_t prefix = mmsi.number() / 1'000'000;
      finding.evidence.push_back({model::Quantity::mmsi_prefix, static_cast<double>(prefix), {}});
    }
    if (const auto* safety = moment.text ? std::get_if<model::SafetyReport>(moment.text) : nullptr) {
      finding.subject = std::string(safety->text.view());
    } else if (moment.fix.kind == track::FixKind::position) {
      finding.evidence.push_back(
          {model::Quantity::navigation_status, static_cast<double>(moment.fix.status), 14.0});
    }
    return finding;
  }

  Span update_every_;
  std::uint32_t clear_reports_;
};

std::unique_ptr<VesselRule> make(const RuleContext&, const Thresholds& thresholds) {
  return std::make_unique<Distress>(thresholds);
}

}  // namespace

constinit const RuleDescription kDistress = {
    .id = "distress",
    .version = 1,
    .meaning = "an AIS-SART, man-overboard device or EPIRB, or a ship that says so",
    .thresholds = kThresholds,
    .make_vessel_rule = make,
};

}  // namespace selat::detect
