#include "text/why.h"

#include <array>
#include <cmath>
#include <optional>

#include "text/measure.h"
#include "text/phrase.h"

namespace selat::text {
namespace {

using enum Phrase;
using model::Quantity;

// What the sentences of all rules are filled with.
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
    return fill(why_distress_test, w.language, {{"vessel", w.vessel}});
  }
  const auto kind =
      w.anomaly.vessels.empty() ? model::MmsiKind::invalid : w.anomaly.vessels.front().mmsi.kind();
  const auto with_vessel = [&](Phrase key) { return fill(key, w.language, {{"vessel", w.vessel}}); };
  switch (kind) {
    case model::MmsiKind::ais_sart:
      return with_vessel(why_distress_sart);
    case model::MmsiKind::man_overboard:
      return with_vessel(why_distress_man_overboard);
    case model::MmsiKind::epirb:
      return with_vessel(why_distress_epirb);
    default:
      break;
  }
  return w.subject.empty() ? with_vessel(why_distress_status)
                           : fill(why_distress_text, w.language, {{"vessel", w.vessel}, {"text", w.subject}});
}

std::string watch_list(const Words& w) {
  const std::string_view grade = w.anomaly.grade;
  if (grade == "name") {
    const std::string percent = number(w.measured(Quantity::list_match) * 100, 0, w.language);
    return fill(why_watch_name, w.language,
                {{"vessel", w.vessel}, {"label", w.subject}, {"percent", percent}});
  }
  const Phrase key = grade == "imo"         ? why_watch_imo
                     : grade == "call_sign" ? why_watch_call_sign
                     : grade == "mmsi"      ? why_watch_mmsi
                                            : why_watch_followed;
  return fill(key, w.language, {{"vessel", w.vessel}, {"label", w.subject}});
}

std::string zone(const Words& w) {
  const std::string_view grade = w.anomaly.grade;
  const std::string place = w.subject.empty() ? std::string(phrase(unknown_place, w.language)) : w.subject;
  if (grade == "dwell") {
    return fill(why_zone_dwell, w.language,
                {{"vessel", w.vessel}, {"zone", place}, {"duration", w.duration()}});
  }
  if (grade == "speed") {
    const model::Evidence* speed = w.evidence(Quantity::speed_kn);
    const double limit_kn = speed == nullptr ? std::nan("") : speed->threshold.value_or(std::nan(""));
    return fill(why_zone_speed, w.language,
                {{"vessel", w.vessel},
                 {"zone", place},
                 {"speed", w.speed_of(Quantity::speed_kn)},
                 {"limit", text::speed(Speed::knots(limit_kn), w.language)}});
  }
  return fill(grade == "exit" ? why_zone_exit : why_zone_entry, w.language,
              {{"vessel", w.vessel}, {"zone", place}});
}

std::string position_jump(const Words& w) {
  return fill(w.anomaly.grade == "outlier" ? why_jump_outlier : why_jump, w.language,
              {{"vessel", w.vessel},
               {"distance", w.distance_of(Quantity::jump_m)},
               {"speed", w.speed_of(Quantity::implied_speed_kn)}});
}

std::string rendezvous(const Words& w) {
  const std::string_view grade = w.anomaly.grade;
  const Phrase key = grade == "building"       ? why_rendezvous_building
                     : grade == "ship_to_ship" ? why_rendezvous_ship_to_ship
                     : grade == "small_craft"  ? why_rendezvous_small_craft
                                               : why_rendezvous;
  return fill(key, w.language,
              {{"vessel", w.vessel},
               {"other", w.other},
               {"distance", w.distance_of(Quantity::distance_m)},
               {"duration", w.duration()},
               {"apart", w.distance_of(Quantity::apart_before_m)}});
}

struct RuleRow {
  std::string_view rule;
  Phrase name;
  Sentence sentence;
};

// A rule's name and its sentence; one line a rule, ids as in detect/rule_table.cpp.
constexpr auto kRules = std::to_array<RuleRow>({
    {"distress", rule_distress, distress},
    {"watch_list", rule_watch_list, watch_list},
    {"zone", rule_zone, zone},
    {"position_jump", rule_position_jump, position_jump},
    {"rendezvous", rule_rendezvous, rendezvous},
});

const RuleRow* row_of(std::string_view rule) {
  for (const RuleRow& row : kRules) {
    if (row.rule == rule) {
      return &row;
    }
  }
  return nullptr;
}

// The `index`-th phrase after `first`, for enums whose names stand in the table in their own order.
template <typename Enum>
std::string_view named(Phrase first, Enum value, Language language) {
  const auto index = static_cast<std::size_t>(value);
  return index < enum_count<Enum>
             ? phrase(static_cast<Phrase>(static_cast<std::size_t>(first) + index), language)
             : std::string_view("?");
}

}  // namespace

std::string why(const model::Anomaly& anomaly, Language language, std::string_view subject_name) {
  const auto name_at = [&](std::size_t index) {
    return index < anomaly.vessels.size() ? vessel(anomaly.vessels[index], language)
                                          : std::string(phrase(unknown_vessel, language));
  };
  const Words words{anomaly, language, name_at(0), name_at(1),
                    subject_name.empty() ? anomaly.subject : std::string(subject_name)};
  const RuleRow* row = row_of(anomaly.rule);
  return row != nullptr
             ? row->sentence(words)
             : fill(why_unknown_rule, language, {{"rule", anomaly.rule.view()}, {"vessel", words.vessel}});
}

std::string why(const model::Assignment& assignment, Language language) {
  const model::AssignmentReason& reason = assignment.reason;
  if (assignment.state == model::SectorState::unowned) {
    return std::string(phrase(why_sector_uncovered, language));
  }
  if (assignment.state == model::SectorState::offered) {
    return fill(why_sector_offered, language, {{"holder", assignment.holder.view()}});
  }
  const std::string time = duration(reason.travel_time, language);
  const std::string_view asset = reason.asset.empty() ? assignment.holder.view() : reason.asset.view();
  if (reason.second_best.empty()) {
    return fill(why_sector_only, language, {{"time", time}, {"asset", asset}});
  }
  const std::string second_time =
      reason.second_travel_time ? duration(*reason.second_travel_time, language) : std::string("?");
  return fill(why_sector_nearest, language,
              {{"time", time},
               {"asset", asset},
               {"second", reason.second_best.view()},
               {"second_time", second_time}});
}

std::string vessel(const model::AnomalyVessel& vessel, Language language) {
  const std::string number = std::to_string(vessel.mmsi.number());
  const std::string mmsi = std::string(number.size() < 9 ? 9 - number.size() : 0, '0') + number;
  return vessel.name.empty() ? fill(Phrase::mmsi, language, {{"n", mmsi}})
                             : std::string(vessel.name.view()) + " (" + mmsi + ")";
}

std::string rule_name(std::string_view rule, Language language) {
  const RuleRow* row = row_of(rule);
  return std::string(row != nullptr ? phrase(row->name, language) : rule);
}

std::string_view name(const model::Names& names, Language language) {
  switch (language) {
    case Language::id:
      return names.id;
    case Language::ms:
      return names.ms;
    case Language::en:
      break;
  }
  return names.en;
}
std::string_view name(model::Severity severity, Language language) {
  return named(severity_information, severity, language);
}
std::string_view name(model::AlertState state, Language language) {
  return named(alert_raised, state, language);
}
std::string_view name(model::SectorState state, Language language) {
  return named(sector_unowned, state, language);
}
std::string_view name(model::DeclineCode code, Language language) {
  return named(decline_jurisdiction, code, language);
}

}  // namespace selat::text
