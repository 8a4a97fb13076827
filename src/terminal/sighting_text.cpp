#include "terminal/sighting_text.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "terminal/sighting_json.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::terminal {
namespace {

using Json = nlohmann::ordered_json;

std::string remark_of(const model::Alert& alert) {
  const bool has_remark = !alert.comments.empty() && alert.comments.back().by == alert.closed_by;
  return has_remark ? alert.comments.back().text : std::string();
}

std::string head_of(const ListedSighting& listed, Language language) {
  const model::Sighting& seen = listed.sighting;
  if (!model::raises_alert(seen)) {
    return std::string(text::translate(tr("late evidence, no alert"), language));
  }
  std::string head =
      "#" + std::to_string(seen.number) + " " + std::string(text::name(model::severity_of(seen), language));
  if (!listed.alert) {
    return head;
  }
  head.append(", ").append(text::name(listed.alert->state, language));
  if (!listed.alert->is_stored) {
    head.append("; ").append(text::translate(tr("not stored yet"), language));
  }
  if (listed.alert->outcome) {
    const std::string remark = remark_of(*listed.alert);
    head.append(": ").append(text::name(*listed.alert->outcome, language));
    head.append(remark.empty() ? "" : ": ").append(remark);
  }
  return head;
}

Json json_of(const ListedSighting& listed) {
  Json out = sighting_json<Json>(listed.sighting);
  const bool is_alert = model::raises_alert(listed.sighting);
  out["severity"] = is_alert ? Json(std::string(name_of(model::severity_of(listed.sighting)))) : Json();
  out["state"] = listed.alert ? Json(std::string(name_of(listed.alert->state))) : Json();
  out["is_stored"] = listed.alert ? Json(listed.alert->is_stored) : Json();
  const bool is_closed = listed.alert && listed.alert->outcome;
  out["outcome"] = is_closed ? Json(std::string(name_of(*listed.alert->outcome))) : Json();
  out["closed_by"] = is_closed ? Json(std::string(listed.alert->closed_by.view())) : Json();
  out["remark"] = is_closed ? Json(remark_of(*listed.alert)) : Json();
  return out;
}

std::string written(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string sightings_as_text(const std::vector<ListedSighting>& listed, Language language) {
  std::string all;
  for (const ListedSighting& one : listed) {
    const model::Sighting& seen = one.sighting;
    const std::string told_by = text::translate({tr("Reported by {reporter}; entered by {who}; {certainty}"),
                                                 {{"reporter", text::reporter(seen, language)},
                                                  {"who", text::person(seen.entered_by, language)},
                                                  {"certainty", text::certainty(seen, language)}}},
                                                language);
    all += text::for_terminal(head_of(one, language)) + "\n  " +
           text::for_terminal(text::sighting(seen, language)) + "\n  " +
           text::position(seen.place, language) + "  " + text::for_terminal(told_by) + "\n";
  }
  return all;
}

std::string sightings_as_json(const std::vector<ListedSighting>& listed) {
  Json all = Json::array();
  for (const ListedSighting& one : listed) {
    all.push_back(json_of(one));
  }
  return written(all);
}

std::string sightings_as_geojson(const std::vector<ListedSighting>& listed) {
  Json features = Json::array();
  for (const ListedSighting& one : listed) {
    const geo::Position place = one.sighting.place;
    features.push_back(
        {{"type", "Feature"},
         {"id", id_text(one.sighting.id)},
         {"geometry",
          {{"type", "Point"},
           {"coordinates", Json::array({place.longitude_e7() / 1e7, place.latitude_e7() / 1e7})}}},
         {"properties", json_of(one)}});
  }
  return written({{"type", "FeatureCollection"}, {"features", std::move(features)}});
}

}  // namespace selat::terminal
