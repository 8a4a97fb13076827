#pragma once
// `selat vessels`: the vessels that the detector tracks now, found by name, MMSI or place, as a table, JSON
// or GeoJSON (RFC 7946). A vessel that AIS never named is told apart by words: what it is called, and which
// sensors see it, stand where others have name and MMSI.
//
// Pure. Text from outside is made safe for a terminal in the table only.

#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "geo/position.h"
#include "model/track.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::service {

// A vessel must meet each condition that is given, and one of its alternatives.
struct VesselQuery {
  struct Near {
    geo::Position place;
    Distance within;
  };
  std::vector<std::string> names;  // part of the name, in small or capital letters
  std::vector<model::Mmsi> mmsis;
  std::optional<Near> near;
  bool is_silent_on_ais = false;  // only those that others see while AIS does not
};

struct FoundVessel {
  model::Track track;
  std::optional<Distance> distance;  // of the place of the query
};

class VesselSearch {
 public:
  explicit VesselSearch(VesselQuery query);

  // Keeps the track if it is one that was asked for.
  void add(const model::Track& track);
  // The nearest first where the query has a place, else by name; those without a name last.
  [[nodiscard]] std::vector<FoundVessel> found() const;

 private:
  [[nodiscard]] bool is_wanted(const model::Track& track) const;

  VesselQuery query_;
  std::vector<FoundVessel> found_;
};

[[nodiscard]] std::string vessels_as_text(const std::vector<FoundVessel>& vessels, Language language,
                                          Instant now);
[[nodiscard]] std::string vessels_as_json(const std::vector<FoundVessel>& vessels, Instant now);
[[nodiscard]] std::string vessels_as_geojson(const std::vector<FoundVessel>& vessels, Instant now);

}  // namespace selat::service
