#include "text/why.h"

#include <array>
#include <cmath>
#include <optional>

#include "text/measure.h"
#include "text/translate.h"

namespace selat::text {
namespace {

using model::Quantity;

// The arguments of the sentences of all rules.
struct Words {
  const model::Anomaly& anomaly;
  Language language;
  std::string vessel, other, subject;

  [[nodiscard]] const model::Evidence* evidence(Quantity quantity) const {
    for (const model::Evidence& piece : anomaly.evidence) {
      if (piece.quantity == quantity) {
        return &piece;
      }
    }
    return nullptr;
  }
  [[nodiscard]] double measured(Quantity quantity) const {
    const model::Evidence* piece = evidence(quantity);
    return piece == nullptr ? std::nan("") : piece->measured;
  }
  [[nodiscard]] std::string distance_of(Quantity quantity) const {
    return text::distance(Distance::metres(measured(quantity)), language);
  }
  [[nodiscard]] std::string speed_of(Quantity quantity) const {
    return text::speed(Speed::knots(measured(quantity)), language);
  }
  [[nodiscard]] std::string duration() const {
    const double seconds = measured(Quantity::duration_s);
    return std::isfinite(seconds) && std::fabs(seconds) < 1e9
               ? text::duration(Span::seconds(seconds), language)
               : "?";
  }
};

using Sentence = std::string (*)(const Words&);

std::string distress(const Words& w) {
  if (w.anomaly.grade == "test") {
    return translate(
        {tr("{vessel} tests its distress device; nobody is in distress."), {{"vessel", w.vessel}}},
        w.language);
  }
  const auto kind =
      w.anomaly.vessels.empty() ? model::MmsiKind::invalid : w.anomaly.vessels.front().mmsi.kind();
  const auto with_vessel = [&](MessageId key) {
    return translate({key, {{"vessel", w.vessel}}}, w.language);
  };
  switch (kind) {
    case model::MmsiKind::ais_sart:
      return with_vessel(tr(
          "{vessel}: a search-and-rescue transmitter (AIS-SART) is active; people may be in distress here."));
    case model::MmsiKind::man_overboard:
      return with_vessel(
          tr("{vessel}: a man-overboard device is active; somebody may be in the water here."));
    case model::MmsiKind::epirb:
      return with_vessel(
          tr("{vessel}: an emergency beacon (EPIRB-AIS) is active; a vessel may be sinking here."));
    default:
      break;
  }
  return w.subject.empty() ? with_vessel(tr("{vessel} reports distress by its navigational status (14)."))
                           : translate({tr("{vessel} sends a distress text: \"{text}\"."),
                                        {{"vessel", w.vessel}, {"text", w.subject}}},
                                       w.language);
}

std::string watch_list(const Words& w) {
  const std::string_view grade = w.anomaly.grade;
  if (grade == "name") {
    const std::string percent = number(w.measured(Quantity::list_match) * 100, 0, w.language);
    return translate({tr("{vessel} is on the watch list ({label}); its name is {percent} % alike."),
                      {{"vessel", w.vessel}, {"label", w.subject}, {"percent", percent}}},
                     w.language);
  }
  const MessageId key =
      grade == "imo"         ? tr("{vessel} is on the watch list ({label}); known by its IMO number.")
      : grade == "call_sign" ? tr("{vessel} is on the watch list ({label}); known by its call sign.")
      : grade == "mmsi"      ? tr("{vessel} is on the watch list ({label}); known by its MMSI.")
                        : tr("{vessel} is on the watch list ({label}); it has changed its identity since.");
  return translate({key, {{"vessel", w.vessel}, {"label", w.subject}}}, w.language);
}

std::string zone(const Words& w) {
  const std::string_view grade = w.anomaly.grade;
  const std::string place =
      w.subject.empty() ? std::string(translate(tr("a watched area"), w.language)) : w.subject;
  if (grade == "dwell") {
    return translate({tr("{vessel} has stayed in {zone} for {duration}."),
                      {{"vessel", w.vessel}, {"zone", place}, {"duration", w.duration()}}},
                     w.language);
  }
  if (grade == "speed") {
    const model::Evidence* speed = w.evidence(Quantity::speed_kn);
    const double limit_kn = speed == nullptr ? std::nan("") : speed->threshold.value_or(std::nan(""));
    return translate({tr("{vessel} makes {speed} in {zone}, where {limit} is the limit."),
                      {{"vessel", w.vessel},
                       {"zone", place},
                       {"speed", w.speed_of(Quantity::speed_kn)},
                       {"limit", text::speed(Speed::knots(limit_kn), w.language)}}},
                     w.language);
  }
  return translate({grade == "exit" ? tr("{vessel} left {zone}.") : tr("{vessel} entered {zone}."),
                    {{"vessel", w.vessel}, {"zone", place}}},
                   w.language);
}

std::string position_jump(const Words& w) {
  return translate(
      {w.anomaly.grade == "outlier"
           ? tr("{vessel} sent a position {distance} off and is back in place: a fault of its data.")
           : tr("{vessel} appears {distance} from where it can be; it would have needed {speed}."),
       {{"vessel", w.vessel},
        {"distance", w.distance_of(Quantity::jump_m)},
        {"speed", w.speed_of(Quantity::implied_speed_kn)}}},
      w.language);
}

std::string rendezvous(const Words& w) {
  const std::string_view grade = w.anomaly.grade;
  const MessageId key =
      grade == "building" ? tr("{vessel} and {other} are {distance} apart and nearly still for {duration}: "
                               "a meeting may be building.")
      : grade == "ship_to_ship" ? tr("The ships {vessel} and {other} have lain side by side ({distance}) for "
                                     "{duration}: cargo may change hands.")
      : grade == "small_craft"
          ? tr("A small craft has lain {distance} from another vessel for {duration}: {vessel} and {other}.")
          : tr("{vessel} and {other} have lain {distance} apart, nearly still, for {duration}; within the "
               "hour before they were {apart} apart.");
  return translate({key,
                    {{"vessel", w.vessel},
                     {"other", w.other},
                     {"distance", w.distance_of(Quantity::distance_m)},
                     {"duration", w.duration()},
                     {"apart", w.distance_of(Quantity::apart_before_m)}}},
                   w.language);
}

struct RuleRow {
  std::string_view rule;
  MessageId name;
  Sentence sentence;
};

// The name and the sentence of each rule; ids as in detect/rule_table.cpp.
constexpr auto kRules = std::to_array<RuleRow>({
    {"distress", tr("distress"), distress},
    {"watch_list", tr("watch list"), watch_list},
    {"zone", tr("zone"), zone},
    {"position_jump", tr("position jump"), position_jump},
    {"rendezvous", tr("rendezvous"), rendezvous},
});

const RuleRow* row_of(std::string_view rule) {
  for (const RuleRow& row : kRules) {
    if (row.rule == rule) {
      return &row;
    }
  }
  return nullptr;
}

}  // namespace

std::string why(const model::Anomaly& anomaly, Language language, std::string_view subject_name) {
  const auto name_at = [&](std::size_t index) {
    return index < anomaly.vessels.size() ? vessel(anomaly.vessels[index], language)
                                          : std::string(translate(tr("an unknown vessel"), language));
  };
  const Words words{anomaly, language, name_at(0), name_at(1),
                    subject_name.empty() ? anomaly.subject : std::string(subject_name)};
  const RuleRow* row = row_of(anomaly.rule);
  return row != nullptr
             ? row->sentence(words)
             : translate({tr("{rule}: {vessel}."), {{"rule", anomaly.rule.view()}, {"vessel", words.vessel}}},
                         language);
}

std::string why(const model::Assignment& assignment, Language language) {
  const model::AssignmentReason& reason = assignment.reason;
  if (assignment.state == model::SectorState::unowned) {
    return std::string(translate(tr("no permitted control point answers"), language));
  }
  if (assignment.state == model::SectorState::offered) {
    return translate({tr("waits for the answer of {holder}"), {{"holder", assignment.holder.view()}}},
                     language);
  }
  const std::string time = duration(reason.travel_time, language);
  const std::string_view asset = reason.asset.empty() ? assignment.holder.view() : reason.asset.view();
  if (reason.second_best.empty()) {
    return translate({tr("the only one permitted: {time} by {asset}"), {{"time", time}, {"asset", asset}}},
                     language);
  }
  const std::string second_time =
      reason.second_travel_time ? duration(*reason.second_travel_time, language) : std::string("?");
  return translate({tr("nearest permitted: {time} by {asset}; next {second}, {second_time}"),
                    {{"time", time},
                     {"asset", asset},
                     {"second", reason.second_best.view()},
                     {"second_time", second_time}}},
                   language);
}

std::string vessel(const model::AnomalyVessel& vessel, Language language) {
  const std::string number = std::to_string(vessel.mmsi.number());
  const std::string mmsi = std::string(number.size() < 9 ? 9 - number.size() : 0, '0') + number;
  return vessel.name.empty() ? translate({tr("MMSI {n}"), {{"n", mmsi}}}, language)
                             : std::string(vessel.name.view()) + " (" + mmsi + ")";
}

std::string rule_name(std::string_view rule, Language language) {
  const RuleRow* row = row_of(rule);
  return std::string(row != nullptr ? translate(row->name, language) : rule);
}

}  // namespace selat::text
