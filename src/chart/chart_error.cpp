#include "chart/chart_error.h"

namespace selat::chart {
MessageId words_of(ChartProblem problem) {
  switch (problem) {
    case ChartProblem::no_file:
      return tr("no such file");
    case ChartProblem::unreadable:
      return tr("cannot be read");
    case ChartProblem::too_large:
      return tr("too large");
    case ChartProblem::wrong_geometry:
      return tr("wrong geometry");
    case ChartProblem::missing_field:
      return tr("missing");
    case ChartProblem::wrong_value:
      return tr("wrong value");
    case ChartProblem::duplicate_id:
      return tr("this id stands twice");
    case ChartProblem::no_layer:
      return tr("which layer is meant is not clear");
    case ChartProblem::wrong_crs:
      return tr("wrong coordinate system");
    case ChartProblem::wrong_axis_order:
      return tr("wrong order of axes");
    case ChartProblem::not_written:
      return tr("cannot be written");
  }
  return tr("unknown problem");
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
  line.append(": ").append(words_of(problem).english());
  if (!found.empty()) {
    line.append(" '").append(found).append("'");
  }
  line.append(". ").append(advice.in_english());
  return line;
}

}  // namespace selat::chart
