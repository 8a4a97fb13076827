// selat sighting list [--json|--geojson]: the sightings of the last day, and how they ended.

#include <iostream>

#include "app/sighting_command.h"
#include "cli/command_line.h"
#include "service/sighting_desk.h"
#include "text/translate.h"

namespace selat::app {

int sighting_list(int argc, char** argv) {
  cli::CommandLine line("sighting list",
                        tr("The sightings of the last day, the oldest first: what was seen, by whom and how "
                           "to reach them, and what was found out."),
                        cli::CommandLine::Reads::bus);
  bool is_json = false, is_geojson = false;
  line.flag("--json", is_json, tr("Print JSON: a list."));
  line.flag("--geojson", is_geojson, tr("Print GeoJSON, for maps."));
  line.examples({"selat sighting list", "selat sighting list --geojson > sightings.geojson"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const auto listed = service::sightings(line.settings());
  const Language language = line.settings().language;
  if (is_json || is_geojson) {
    std::cout << (is_json ? terminal::sightings_as_json(listed) : terminal::sightings_as_geojson(listed))
              << std::flush;
  } else if (listed.empty()) {
    std::cout << text::translate(tr("Nothing was seen within the last day."), language) << std::endl;
  } else {
    std::cout << terminal::sightings_as_text(listed, language) << std::flush;
  }
  return runtime::kSuccess;
}

}  // namespace selat::app
