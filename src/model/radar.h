#pragma once
// A radar on the shore, as the settings describe it: what its reports do not say themselves. Plain values;
// thread-safe as such.

#include <optional>
#include <string>

#include "geo/position.h"
#include "model/report.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::model {

struct Radar {
  SourceName id;  // the source of its reports, wherever they are shown or used
  std::string name;
  geo::Position position;                             // of its antenna
  Distance antenna_height = Distance::metres(50);     // above the water
  Distance max_range = Distance::nautical_miles(24);  // beyond which it reports nothing
  Distance range_sigma = Distance::metres(25);        // standard deviations of one measurement
  Angle bearing_sigma = Angle::degrees(0.3);
  Span scan_period = Span::milliseconds(2'500);  // once around

  // Which of all reports are its: those of this feed (empty: of any) that say this source (empty: any).
  std::string feed;
  SourceName sent_as;
  std::optional<Bearing> heading;  // to which relative bearings are added, where the feed does not say it
};

}  // namespace selat::model
