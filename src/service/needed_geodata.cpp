#include "service/needed_geodata.h"

#include "base/library_words.h"
#include "chart/geodata_folder.h"
#include "runtime/paths.h"

namespace selat::service {

std::filesystem::path needed_geodata(const config::Settings& settings) {
  return loaded_or_end(chart::find_geodata(runtime::geodata_places(settings.geodata)));
}

LocalizedMessage message_of(const chart::ChartError& error) {
  const auto part = [](MessageId pattern, const std::string& name) {
    return name.empty() ? LocalizedMessage() : LocalizedMessage(pattern, {{"name", name}});
  };
  const bool is_of_a_shape = error.problem == chart::ChartProblem::wrong_geometry;
  return {error.found.empty() ? tr("{file}{layer}{feature}{field}: {what}. {advice}")
                              : tr("{file}{layer}{feature}{field}: {what} '{found}'. {advice}"),
          {{"file", error.file},
           {"layer", part(tr(", layer {name}"), error.layer)},
           {"feature", part(tr(", feature {name}"), error.feature)},
           {"field", part(tr(", field {name}"), error.field)},
           {"what", chart::words_of(error.problem)},
           {"found", is_of_a_shape ? shape_words(error.found) : LocalizedMessage::from_outside(error.found)},
           {"advice", error.advice}}};
}

}  // namespace selat::service
