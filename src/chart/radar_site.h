#pragma once
// A shore radar of radars.geojson, as something public names it. That it is named says neither that it works
// nor what it sees.

#include <string>

#include "geo/position.h"
#include "model/sector.h"
#include "units/distance.h"

namespace selat::chart {

struct RadarSite {
  std::string id;
  model::Names names;
  model::Nation nation = model::Nation::idn;
  std::string run_by;  // "Marine Department, Klang VTS"
  geo::Position position;
  Distance doubt;  // how far from there it may stand
  model::Basis basis = model::Basis::approximate;
  std::string source;
  std::string valid_from;  // the day on which the source named it
};

}  // namespace selat::chart
