#include "text/why.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "base/enum_names.h"
#include "detect/rule_table.h"
#include "model/alert.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/translate.h"

namespace selat::text {
namespace {

using model::Quantity;

constexpr std::string_view kUnknown = "?";

std::string in_metres(double value, Language language) {
  return distance(Distance::metres(value), language);
}
std::string in_knots(double value, Language language) {
  return speed(Speed::knots(value), language);
}
std::string in_seconds(double value, Language language) {
  return std::fabs(value) < 1e9 ? duration(Span::seconds(value), language) : std::string(kUnknown);
}
std::string in_percent(double value, Language language) {
  return number(value * 100, 0, language);
}
std::string whole(double value, Language language) {
  return number(value, 0, language);
}

// How the sentences of the rules and people name a piece of evidence, and how it is written.
struct QuantityRow {
  Quantity quantity;
  std::string_view placeholder;
  MessageId name;
  std::string (*written)(double value, Language language);
};
constexpr auto kQuantities = std::to_array<QuantityRow>({
    {Quantity::distance_m, "distance", tr("evidence", "distance"), in_metres},
    {Quantity::speed_kn, "speed", tr("evidence", "speed"), in_knots},
    {Quantity::other_speed_kn, "other_speed", tr("evidence", "speed of the other"), in_knots},
    {Quantity::relative_speed_kn, "relative_speed", tr("evidence", "speed against each other"), in_knots},
    {Quantity::duration_s, "duration", tr("evidence", "lasted"), in_seconds},
    {Quantity::apart_before_m, "apart", tr("evidence", "apart within the hour before"), in_metres},
    {Quantity::implied_speed_kn, "implied_speed", tr("evidence", "speed it would have needed"), in_knots},
    {Quantity::jump_m, "jump", tr("evidence", "distance from where it can be"), in_metres},
    {Quantity::innovation_sigma, "sigmas", tr("evidence", "the same in standard deviations"), whole},
    {Quantity::depth_inside_m, "depth", tr("evidence", "inside by"), in_metres},
    {Quantity::navigation_status, "status", tr("evidence", "navigational status"), whole},
    {Quantity::mmsi_prefix, "prefix", tr("evidence", "first digits of the MMSI"), whole},
    {Quantity::list_match, "percent", tr("evidence", "alike, in percent"), in_percent},
    {Quantity::reports_per_min, "report_rate", tr("evidence", "reports per minute"), whole},
    {Quantity::new_vessels, "new_vessels", tr("evidence", "vessels never heard before"), whole},
});
static_assert(kQuantities.size() == enum_count<Quantity>);

// The placeholder of a piece's threshold is that of what was measured and this.
constexpr std::string_view kOfThreshold = "_limit";

std::string evidence(std::string_view placeholder, const model::Anomaly& anomaly, Language language) {
  const bool is_threshold = placeholder.ends_with(kOfThreshold);
  if (is_threshold) {
    placeholder.remove_suffix(kOfThreshold.size());
  }
  for (const model::Evidence& piece : anomaly.evidence) {
    const auto* row = std::ranges::find(kQuantities, piece.quantity, &QuantityRow::quantity);
    if (row == kQuantities.end() || row->placeholder != placeholder) {
      continue;
    }
    const std::optional<double> value = is_threshold ? piece.threshold : piece.measured;
    return value && std::isfinite(*value) ? row->written(*value, language) : std::string(kUnknown);
  }
  return std::string(kUnknown);
}

std::string vessel_at(std::size_t index, const model::Anomaly& anomaly, Language language,
                      Identity identity) {
  if (index >= anomaly.vessels.size()) {
    return std::string(translate(tr("an unknown vessel"), language));
  }
  const model::AnomalyVessel& one = anomaly.vessels[index];
  const bool is_name_enough = identity == Identity::in_short && !one.name.empty();
  return is_name_enough ? std::string(one.name.view()) : vessel(one, language);
}

// What stands in the place of {placeholder}.
std::string value_of(std::string_view placeholder, const model::Anomaly& anomaly, std::string_view subject,
                     Language language, Identity identity) {
  if (placeholder == "vessel") {
    return vessel_at(0, anomaly, language, identity);
  }
  if (placeholder == "other") {
    return vessel_at(1, anomaly, language, identity);
  }
  if (placeholder == "subject") {
    return std::string(subject.empty() ? kUnknown : subject);
  }
  return placeholder == "rule" ? std::string(anomaly.rule.view()) : evidence(placeholder, anomaly, language);
}

}  // namespace

std::string why(const model::Anomaly& anomaly, Language language, std::string_view subject_name,
                Identity identity) {
  const detect::RuleDescription* rule = detect::find_rule(anomaly.rule);
  const MessageId sentence = rule != nullptr ? rule->sentence(anomaly) : tr("{rule}: {vessel}.");
  const std::string_view subject = subject_name.empty() ? anomaly.subject : subject_name;
  std::vector<LocalizedMessage::Argument> arguments;
  const std::string_view text = sentence.english();
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::string_view placeholder = text.substr(open + 1, text.find('}', open) - open - 1);
    arguments.emplace_back(placeholder, value_of(placeholder, anomaly, subject, language, identity));
  }
  return translate({sentence, std::move(arguments)}, language);
}

std::string why(const model::Assignment& assignment, Language language) {
  const model::AssignmentReason& reason = assignment.reason;
  if (assignment.state == model::SectorState::unowned) {
    using model::UncoveredCause;
    return std::string(
        translate(label(assignment.uncovered_because.value_or(UncoveredCause::none_answers)), language));
  }
  if (assignment.state == model::SectorState::unknown) {
    const std::string until =
        assignment.expires_at ? time_of_day(*assignment.expires_at) + " UTC" : std::string("?");
    return translate({tr("nobody is known to hold it; offered at {time}, once earlier leases are over"),
                      {{"time", until}}},
                     language);
  }
  if (assignment.state == model::SectorState::offered) {
    return translate({tr("waits for the answer of {holder}"), {{"holder", assignment.holder.view()}}},
                     language);
  }
  if (reason == model::AssignmentReason{}) {
    return std::string(translate(tr("held when the server began without its past"), language));
  }
  const std::string time = duration(reason.travel_time, language);
  const std::string_view asset = reason.asset.empty() ? assignment.holder.view() : reason.asset.view();
  if (reason.second_best.empty()) {
    return translate(
        {tr("the only permitted one that answered: {time} by {asset}"), {{"time", time}, {"asset", asset}}},
        language);
  }
  const std::string second_time =
      reason.second_travel_time ? duration(*reason.second_travel_time, language) : std::string("?");
  const bool is_nearest = !reason.second_travel_time || reason.travel_time <= *reason.second_travel_time;
  return translate(
      {is_nearest ? tr("the nearest permitted one that answered: {time} by {asset}; next {second}, "
                       "{second_time}")
                  : tr("{second} is nearer, {second_time}, and has sectors enough: {time} by {asset}"),
       {{"time", time},
        {"asset", asset},
        {"second", reason.second_best.view()},
        {"second_time", second_time}}},
      language);
}

std::string evidence(const model::Evidence& piece, Language language) {
  const auto* row = std::ranges::find(kQuantities, piece.quantity, &QuantityRow::quantity);
  if (row == kQuantities.end()) {
    return std::string(kUnknown);
  }
  const std::string name(translate(row->name, language));
  const std::string measured = row->written(piece.measured, language);
  if (!piece.threshold) {
    return name + ": " + measured;
  }
  return translate(
      {tr("{name}: {measured} (limit {limit})"),
       {{"name", name}, {"measured", measured}, {"limit", row->written(*piece.threshold, language)}}},
      language);
}

std::string vessel(const model::AnomalyVessel& vessel, Language language) {
  const std::string number = std::to_string(vessel.mmsi.number());
  const std::string mmsi = std::string(number.size() < 9 ? 9 - number.size() : 0, '0') + number;
  return vessel.name.empty() ? translate({tr("MMSI {n}"), {{"n", mmsi}}}, language)
                             : std::string(vessel.name.view()) + " (" + mmsi + ")";
}

std::string rule_name(std::string_view rule, Language language) {
  if (rule == model::kSightingRule) {
    return std::string(translate(tr("sighting"), language));
  }
  const detect::RuleDescription* known = detect::find_rule(rule);
  return std::string(known != nullptr ? translate(known->name, language) : rule);
}

}  // namespace selat::text
