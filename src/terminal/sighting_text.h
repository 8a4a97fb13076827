#pragma once
// The sightings of the last day, in words, as JSON and as GeoJSON.
//
// Thread: any. Pure. Text from outside is made safe for a terminal.

#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/alert.h"
#include "model/sighting.h"

namespace selat::terminal {

struct ListedSighting {
  model::Sighting sighting;
  std::optional<model::Alert> alert;  // as it stands; empty: it raised none, or it is known no longer
};

// Three lines a sighting: number, severity, state and outcome; what was seen; where, and who told it.
[[nodiscard]] std::string sightings_as_text(const std::vector<ListedSighting>& listed, Language language);
[[nodiscard]] std::string sightings_as_json(const std::vector<ListedSighting>& listed);
[[nodiscard]] std::string sightings_as_geojson(const std::vector<ListedSighting>& listed);

}  // namespace selat::terminal
