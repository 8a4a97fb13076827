#pragma once
// What GDAL takes in a file without a word, and an import must not. Internal to chart/, and without GDAL's
// headers: its handles are void*.

#include <optional>
#include <string>

#include "base/localized_message.h"
#include "chart/chart_error.h"

namespace selat::chart {

// The last thing that failed while this object exists, though the file was opened: a GeoJSON file whose
// coordinate system is not known is taken for WGS84.
class OpeningErrors {
 public:
  OpeningErrors();
  ~OpeningErrors();
  OpeningErrors(const OpeningErrors&) = delete;
  OpeningErrors& operator=(const OpeningErrors&) = delete;
  [[nodiscard]] const std::string& last() const { return last_; }
  [[nodiscard]] bool is_unknown_crs() const { return last_.find("crs not found") != std::string::npos; }

 private:
  std::string last_;
};

struct TextField {
  std::string name, text;
};
// Of a Shapefile that does not say in which encoding its texts are.
[[nodiscard]] std::optional<TextField> field_that_is_no_utf8(void* feature);

struct PlaceFault {
  ChartProblem problem = ChartProblem::wrong_crs;
  std::string found;
  LocalizedMessage advice;
};
// Of a geometry that should be in degrees, longitude first.
[[nodiscard]] std::optional<PlaceFault> place_fault_of(void* geometry);

}  // namespace selat::chart
