#pragma once
// A boat with people that a fisherman saw at noon.

#include "model/sighting.h"

namespace selat::coordinate::test {

inline model::Sighting boat(double longitude_deg = 100.5) {
  model::Sighting sighting;
  sighting.source = model::SightingSource::fisherman;
  sighting.reporter = {.name = "FV Sinar Laut", .call_sign = {}, .channel = "16", .phone = "+60 12 345"};
  sighting.seen_at = Instant::unix_seconds(1'767'268'800);
  sighting.place = geo::Position::degrees(1.5, longitude_deg);
  sighting.persons = 40;
  sighting.craft = model::CraftKind::wooden_boat;
  return sighting;
}

}  // namespace selat::coordinate::test
