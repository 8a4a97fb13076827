#pragma once
// A sighting as every JSON of Selat writes it; `Json` is that of the library, which no header includes.
//
// Thread: any. Pure.

#include <string>

#include "model/sighting.h"
#include "terminal/json_values.h"
#include "text/sighting.h"

namespace selat::terminal {

template <typename Json>
void add_craft_json(const model::Sighting& seen, Json& out) {
  out["craft"] = std::string(name_of(seen.craft));
  out["craft_count"] = seen.craft_count ? Json(*seen.craft_count) : Json();
  out["engines"] = seen.engines ? Json(*seen.engines) : Json();
  out["freeboard"] = std::string(name_of(seen.freeboard));
  out["length_m"] = seen.length ? Json(text::tenth(seen.length->in_metres())) : Json();
  out["course_deg"] = seen.course ? Json(text::tenth(seen.course->in_degrees())) : Json();
  out["speed_kn"] = seen.speed ? Json(text::tenth(seen.speed->in_knots())) : Json();
}

template <typename Json>
[[nodiscard]] Json sighting_json(const model::Sighting& seen) {
  Json out = {{"id", id_text(seen.id)},
              {"number", seen.number == 0 ? Json() : Json(seen.number)},
              {"source", std::string(name_of(seen.source))},
              {"reporter", seen.reporter.name},
              {"call_sign", seen.reporter.call_sign},
              {"channel", seen.reporter.channel},
              {"phone", seen.reporter.phone},
              {"grade", text::grade(seen.grade)},
              {"entered_by", std::string(seen.entered_by.view())},
              {"entered_at", text::date_and_time(seen.entered_at)},
              {"seen_at", text::date_and_time(seen.seen_at)},
              {"time_sigma_s", seen.time_sigma.in_seconds()},
              {"place", place_of<Json>(seen.place)},
              {"sigma_m", text::tenth(seen.sigma.in_metres())},
              {"seen_from", Json()},
              {"persons", seen.persons ? Json(*seen.persons) : Json()},
              {"is_about", seen.is_about},
              {"condition", std::string(name_of(seen.condition))},
              {"needs", seen.needs}};
  if (seen.from) {
    out["seen_from"] = {{"place", place_of<Json>(seen.from->observer)},
                        {"range_m", text::tenth(seen.from->range.in_metres())},
                        {"bearing_deg", text::tenth(seen.from->bearing.in_degrees())}};
  }
  add_craft_json(seen, out);
  out["text"] = seen.text;
  return out;
}

}  // namespace selat::terminal
