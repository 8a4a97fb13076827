#include "service/needed_geodata.h"

#include "chart/geodata_folder.h"
#include "runtime/paths.h"

namespace selat::service {

std::filesystem::path needed_geodata(const config::Settings& settings) {
  return loaded_or_end(chart::find_geodata(runtime::geodata_places(settings.geodata)));
}

LocalizedMessage message_of(const chart::ChartError& error) {
  const auto part = [](const char* pattern, const std::string& name) {
    return name.empty() ? LocalizedMessage() : LocalizedMessage(pattern, {{"name", name}});
  };
  return {error.found.empty() ? "{file}{layer}{feature}{field}: {what}. {advice}"
                              : "{file}{layer}{feature}{field}: {what} '{found}'. {advice}",
          {{"file", error.file},
           {"layer", part(", layer {name}", error.layer)},
           {"feature", part(", feature {name}", error.feature)},
           {"field", part(", field {name}", error.field)},
           {"what", LocalizedMessage(std::string(chart::words_of(error.problem)))},
           {"found", error.found},
           {"advice", error.advice}}};
}

}  // namespace selat::service
