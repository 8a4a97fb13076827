#include "terminal/alert_json.h"

#include <cmath>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "terminal/json_values.h"
#include "terminal/sighting_json.h"
#include "text/alert_place.h"
#include "text/measure.h"

namespace selat::terminal {
namespace {

using Json = nlohmann::ordered_json;

Json fix_of(const model::VesselFix& fix) {
  return {{"mmsi", fix.mmsi.number()},
          {"place", place_of<Json>(fix.position)},
          {"course_deg", fix.cog ? Json(text::tenth(fix.cog->in_degrees())) : Json()},
          {"speed_kn", fix.sog ? Json(text::tenth(fix.sog->in_knots())) : Json()},
          {"observed_at", text::date_and_time(fix.observed_at)}};
}

// Where it is now, else where it was found.
void add_place(const model::Alert& alert, Json& out) {
  const model::VesselFix* const fix = text::current_fix(alert);
  const model::Anomaly& anomaly = alert.anomaly;
  const bool is_found = fix == nullptr && anomaly.place.is_valid();
  out["place"] = fix != nullptr ? place_of<Json>(fix->position)
                 : is_found     ? place_of<Json>(anomaly.place)
                                : Json();
  out["place_at"] = fix != nullptr ? Json(text::date_and_time(fix->observed_at))
                    : is_found     ? Json(text::date_and_time(anomaly.decided_at))
                                   : Json();
  out["course_deg"] = fix != nullptr && fix->cog ? Json(text::tenth(fix->cog->in_degrees())) : Json();
  out["speed_kn"] = fix != nullptr && fix->sog ? Json(text::tenth(fix->sog->in_knots())) : Json();
  out["fixes"] = Json::array();
  for (const model::VesselFix& one : alert.fixes) {
    out["fixes"].push_back(fix_of(one));
  }
}

Json nearest_of(const std::optional<model::NearestCraft>& craft) {
  if (!craft) {
    return {};
  }
  return {{"control_point", std::string(craft->control_point.view())},
          {"asset", std::string(craft->asset.view())},
          {"name", craft->name},
          {"position_from", craft->is_heard ? "ais" : "berth"},
          {"observed_at", craft->is_heard ? Json(text::date_and_time(craft->observed_at)) : Json()},
          {"bearing_deg", text::tenth(craft->bearing.in_degrees())},
          {"range_nm", text::tenth(craft->range.in_nautical_miles())},
          {"travel_time_s", std::llround(craft->travel_time.in_seconds())},
          {"without_permit",
           craft->without_permit ? Json(std::string(name_of(*craft->without_permit))) : Json()}};
}

Json recipient_of(const model::AlertRecipient& recipient) {
  Json out = {{"control_point", std::string(recipient.control_point.view())},
              {"due", recipient.due ? Json(std::string(name_of(*recipient.due))) : Json()},
              {"due_since", text::date_and_time(recipient.due_since)},
              {"risen_to", recipient.risen_to ? Json(std::string(name_of(*recipient.risen_to))) : Json()},
              {"told", Json()}};
  if (recipient.told) {
    const model::Telling& told = *recipient.told;
    out["told"] = {{"change", told.change},
                   {"severity", std::string(name_of(told.severity))},
                   {"state", std::string(name_of(told.state))},
                   {"stored_at", text::date_and_time(told.stored_at)},
                   {"first_stored_at", told.first_stored_at == Instant()
                                           ? Json()  // told when that was not kept yet
                                           : Json(text::date_and_time(told.first_stored_at))},
                   {"seen_at", time_or_null<Json>(told.seen_at)},
                   {"not_seen", told.not_seen ? Json(std::string(name_of(*told.not_seen))) : Json()}};
  }
  return out;
}

// What people did about it.
void add_answers(const model::Alert& alert, Json& out) {
  out["acknowledged"] = Json();
  if (alert.acknowledged) {
    out["acknowledged"] = {{"by", std::string(alert.acknowledged->by.view())},
                           {"severity", std::string(name_of(alert.acknowledged->severity))},
                           {"at", text::date_and_time(alert.acknowledged->at)}};
  }
  out["outcome"] = alert.outcome ? Json(std::string(name_of(*alert.outcome))) : Json();
  out["closed_by"] = alert.closed_by.empty() ? Json() : Json(std::string(alert.closed_by.view()));
  out["comments"] = Json::array();
  for (const model::AlertComment& comment : alert.comments) {
    out["comments"].push_back({{"at", text::date_and_time(comment.at)},
                               {"by", std::string(comment.by.view())},
                               {"text", comment.text}});
  }
  out["recipients"] = Json::array();
  for (const model::AlertRecipient& recipient : alert.recipients) {
    out["recipients"].push_back(recipient_of(recipient));
  }
}

Json evidence_of(const model::Anomaly& anomaly) {
  Json evidence = Json::array();
  for (const model::Evidence& piece : anomaly.evidence) {
    evidence.push_back({{"quantity", std::string(name_of(piece.quantity))},
                        {"measured", piece.measured},
                        {"threshold", piece.threshold ? Json(*piece.threshold) : Json()}});
  }
  return evidence;
}

// How grave it was once, where it is less grave now.
Json peak_of(const model::Anomaly& anomaly) {
  return anomaly.peak ? Json({{"severity", std::string(name_of(anomaly.peak->severity))},
                              {"from", text::date_and_time(anomaly.peak->from)},
                              {"until", text::date_and_time(anomaly.peak->until)}})
                      : Json();
}

Json alert_of(const AlertWords& words, const model::Alert& alert) {
  const model::Anomaly& anomaly = alert.anomaly;
  Json vessels = Json::array();
  for (const model::AnomalyVessel& vessel : anomaly.vessels) {
    vessels.push_back({{"mmsi", vessel.mmsi.number()}, {"name", std::string(vessel.name.view())}});
  }
  Json out = {{"id", id_text(alert.id)},
              {"number", alert.number},
              {"change", alert.change},
              {"state", std::string(name_of(alert.state))},
              {"severity", std::string(name_of(anomaly.severity))},
              {"peak", peak_of(anomaly)},
              {"rule", std::string(anomaly.rule.view())},
              {"rule_version", anomaly.rule_version},
              {"context_version", id_text(anomaly.context_version)},
              {"grade", std::string(anomaly.grade.view())},
              {"confidence", anomaly.confidence},
              {"why", words.why(alert)},
              {"vessels", std::move(vessels)},
              {"sector", std::string(alert.sector.view())},
              {"subject", anomaly.subject},
              {"started_at", text::date_and_time(anomaly.started_at)},
              {"raised_at", text::date_and_time(alert.raised_at)},
              {"unconfirmed_since", time_or_null<Json>(alert.unconfirmed_since)},
              {"is_stored", alert.is_stored}};
  add_place(alert, out);
  out["nearest_craft"] = nearest_of(alert.nearest);
  out["nearest_craft_of_all"] = nearest_of(alert.nearest_of_all);
  add_answers(alert, out);
  out["sighting"] = alert.sighting ? sighting_json<Json>(*alert.sighting) : Json();
  out["evidence"] = evidence_of(anomaly);
  return out;
}

}  // namespace

std::string alert_as_json(const AlertWords& words, const model::Alert& alert) {
  return alert_of(words, alert).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace selat::terminal
