#include "chart/chart_error.h"

namespace selat::chart {
std::string_view words_of(ChartProblem problem) {
  switch (problem) {
    case ChartProblem::no_file:
      return "no such file";
    case ChartProblem::unreadable:
      return "cannot be read";
    case ChartProblem::too_large:
      return "too large";
    case ChartProblem::wrong_geometry:
      return "wrong geometry";
    case ChartProblem::missing_field:
      return "missing";
    case ChartProblem::wrong_value:
      return "wrong value";
    case ChartProblem::duplicate_id:
      return "this id stands twice";
    case ChartProblem::no_layer:
      return "no such layer";
    case ChartProblem::wrong_crs:
      return "wrong coordinate system";
    case ChartProblem::wrong_axis_order:
      return "wrong order of axes";
    case ChartProblem::not_written:
      return "cannot be written";
  }
  return "unknown problem";
}

std::string ChartError::message() const {
  std::string line = file;
  const auto add = [&line](std::string_view what, const std::string& name) {
    if (!name.empty()) {
      line.append(", ").append(what).append(" ").append(name);
    }
  };
  add("layer", layer);
  add("feature", feature);
  add("field", field);
  line.append(": ").append(words_of(problem));
  if (!found.empty()) {
    line.append(" '").append(found).append("'");
  }
  line.append(". ").append(advice.in_english());
  return line;
}

}  // namespace selat::chart
