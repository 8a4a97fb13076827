// Safety texts (messages 12 and 14) that people on ships and at coast stations write, shown with sender and
// place: information. Words of urgency make them an alarm, words of distress a distress (safety_words.h).
// What beacons send is the distress rule's. A text that is sent again is the same anomaly as long as it is
// shown. Source: ITU-R M.1371-5 annex 8 §3.10, §3.12.

#include <algorithm>
#include <array>
#include <string>

#include "base/fingerprint.h"
#include "detect/rules/rules.h"
#include "detect/rules/vessel_anomaly.h"
#include "detect/safety_words.h"

namespace selat::detect {

namespace {

constexpr std::array kThresholds = {
    Threshold{"shown_s", 1'800, "s", 60, 86'400, tr("how long a text is shown after it was sent last")},
};

constexpr std::size_t kMostTexts = 4;  // of one sender at a time

struct Shown {
  std::uint64_t id = 0;
  std::uint64_t text = 0;  // fingerprint
  SafetyMeaning meaning = SafetyMeaning::routine;
  Instant sent_at;
};

struct State {
  std::array<Shown, kMostTexts> shown;
};

std::string_view grade_of(SafetyMeaning meaning) {
  return meaning == SafetyMeaning::distress  ? "mayday"
         : meaning == SafetyMeaning::urgency ? "urgency"
                                             : "routine";
}

model::Severity severity_of(SafetyMeaning meaning) {
  return meaning == SafetyMeaning::distress  ? model::Severity::distress
         : meaning == SafetyMeaning::urgency ? model::Severity::alarm
                                             : model::Severity::information;
}

bool is_of_beacon(const VesselUpdate& update, SafetyMeaning meaning) {
  return update.tracker.vessel().mmsi.is_distress_device() || meaning == SafetyMeaning::beacon_active ||
         meaning == SafetyMeaning::beacon_test;
}

class SafetyTextRule final : public VesselRuleWith<State> {
 public:
  explicit SafetyTextRule(const Thresholds& thresholds) : shown_for_(Span::seconds(thresholds["shown_s"])) {}

 protected:
  void fold(const VesselUpdate& update, State& state, FindingLog& findings) const override {
    if (update.text != nullptr && !update.text->text.view().empty()) {
      show(update, state, findings);
    } else if (update.fix.is_accepted) {
      add_places(update, state, findings);
    }
  }

  void fold_wake(const VesselMoment& moment, State& state, FindingLog& findings) const override {
    for (Shown& shown : state.shown) {
      if (shown.id != 0 && shown.sent_at + shown_for_ <= moment.at) {
        end(shown, moment.at, findings);
      }
    }
    wake_for_next(state, moment.wake_at);
  }

  void fold_silence(Silence kind, const VesselMoment& moment, State& state,
                    FindingLog& findings) const override {
    for (Shown& shown : state.shown) {
      if (kind == Silence::ended && shown.id != 0) {
        end(shown, moment.at, findings);
      }
    }
  }

 private:
  void show(const VesselUpdate& update, State& state, FindingLog& findings) const {
    const std::string_view text = update.text->text.view();
    const SafetyMeaning meaning = meaning_of(text);
    if (is_of_beacon(update, meaning)) {
      return;
    }
    const std::uint64_t print = fingerprint(text);
    const auto known =
        std::ranges::find_if(state.shown, [&](const Shown& s) { return s.id != 0 && s.text == print; });
    if (known != state.shown.end()) {
      known->sent_at = update.at;
    } else if (Shown* place = place_for(meaning, state)) {
      end(*place, update.at, findings);
      *place = {findings.raise(make_anomaly(update, text, meaning), grade_of(meaning), update.at), print,
                meaning, update.at};
    }
    wake_for_next(state, update.wake_at);
  }

  // A free place, or that of the oldest text that is less grave; null when there is none: a sender that never
  // stops does not hide what it has said.
  static Shown* place_for(SafetyMeaning meaning, State& state) {
    const auto rank = [](const Shown& s) {
      return std::pair(s.id == 0 ? -1 : static_cast<int>(s.meaning), s.sent_at);
    };
    Shown& least = *std::ranges::min_element(state.shown, {}, rank);
    return least.id == 0 || least.meaning < meaning ? &least : nullptr;
  }

  // A text that came before the first position.
  static void add_places(const VesselUpdate& update, const State& state, FindingLog& findings) {
    for (const Shown& shown : state.shown) {
      model::Anomaly* open = shown.id == 0 ? nullptr : findings.find(shown.id);
      if (open != nullptr && !open->place.is_valid()) {
        open->place = update.fix.position;
        findings.mark_changed(shown.id, update.at);
      }
    }
  }

  void wake_for_next(const State& state, Instant& wake_at) const {
    wake_at = kNever;
    for (const Shown& shown : state.shown) {
      if (shown.id != 0) {
        wake_at = std::min(wake_at, shown.sent_at + shown_for_);
      }
    }
  }

  static void end(Shown& shown, Instant at, FindingLog& findings) {
    if (shown.id != 0) {
      findings.end(shown.id, shown.sent_at, at);
    }
    shown = {};
  }

  static model::Anomaly make_anomaly(const VesselUpdate& update, std::string_view text,
                                     SafetyMeaning meaning) {
    model::Anomaly anomaly = vessel_anomaly(kSafetyText, update);
    anomaly.grade = grade_of(meaning);
    anomaly.severity = severity_of(meaning);
    anomaly.subject = std::string(text);
    return anomaly;
  }

  Span shown_for_;
};

MessageId sentence(const model::Anomaly& anomaly) {
  const bool is_old = anomaly.started_at < anomaly.decided_at;
  if (is_old && anomaly.grade == "mayday") {
    return tr("{vessel} called for help more than ten minutes ago, which was reported late: \"{subject}\".");
  }
  if (is_old && anomaly.grade == "urgency") {
    return tr(
        "{vessel} sent an urgent text more than ten minutes ago, which was reported late: \"{subject}\".");
  }
  if (anomaly.grade == "mayday") {
    return tr("{vessel} calls for help: \"{subject}\".");
  }
  if (anomaly.grade == "urgency") {
    return tr("{vessel} sends an urgent text: \"{subject}\".");
  }
  return tr("{vessel} sends the safety text \"{subject}\".");
}

std::unique_ptr<VesselRule> make(const Thresholds& thresholds) {
  return std::make_unique<SafetyTextRule>(thresholds);
}

}  // namespace

constinit const RuleDescription kSafetyText = {
    .id = "safety_text",
    .version = 2,
    .name = tr("safety text"),
    .meaning = tr("A ship or a coast station sends a text about safety; words of distress are graver."),
    .sentence = sentence,
    .thresholds = kThresholds,
    .make_vessel_rule = make,
};

}  // namespace selat::detect
