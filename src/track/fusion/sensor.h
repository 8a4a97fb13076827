#pragma once
// A sensor as the tracker knows it: what it is, where it stands, how well it measures. Whoever builds the
// picture makes the table of sensors; a contact names its sensor by the place in that table.

#include <cstdint>
#include <optional>
#include <vector>

#include "geo/position.h"
#include "model/report.h"
#include "model/track.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::track::fusion {

using SensorIndex = std::uint16_t;

struct SensorSettings {
  model::SourceName name;
  model::SensorKind kind = model::SensorKind::radar;
  // Of radars:
  std::optional<geo::Position> antenna;  // none: it stands on a vessel, and each contact says where it was
  Span scan = Span::seconds(2.5);        // once around
  Distance max_range = Distance::nautical_miles(24);
  // Standard deviations of one plot.
  Distance range_sigma = Distance::metres(20);
  Angle azimuth_sigma = Angle::degrees(0.5);
  double detection_probability = 0.8;  // of a craft within range, each time around
  double false_plots = 20;             // each time around, over the whole range; what is learned takes over
};

using SensorTable = std::vector<SensorSettings>;

}  // namespace selat::track::fusion
