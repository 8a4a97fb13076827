#include "app/needed_geodata.h"

#include "app/places.h"
#include "chart/geodata_folder.h"

namespace selat::app {

std::filesystem::path needed_geodata(const config::Settings& settings) {
  return loaded_or_end(chart::find_geodata(geodata_places(settings.geodata)));
}

}  // namespace selat::app
