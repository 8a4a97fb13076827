#pragma once
// A tide gauge of tides.geojson: where it stands and its harmonic constants, as their source has them.

#include <string>

#include "geo/position.h"
#include "model/sector.h"
#include "tide/prediction.h"
#include "units/distance.h"

namespace selat::chart {

struct TideGauge {
  std::string id;
  model::Names names;
  geo::Position position;
  tide::HarmonicConstants constants;
  Distance
      mean_above_lat;  // the mean level of the record, above the lowest astronomical tide by these constants
  std::string record_from, record_to;   // "2004-01-06": the record that was analysed
  std::string source, credit, licence;  // the source's whole notice, and what stands beside a prediction
  model::Basis basis = model::Basis::published;
};

}  // namespace selat::chart
