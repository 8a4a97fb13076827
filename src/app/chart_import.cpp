// selat chart import FILE --as coast|zones|sectors --out FILE

#include <iostream>

#include "app/chart_command.h"
#include "chart/import.h"
#include "cli/command_line.h"
#include "service/command_json.h"
#include "service/needed_geodata.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {

int chart_import(int argc, char** argv) {
  cli::CommandLine line(
      "chart import",
      tr("Takes your own coast, zones or sectors over into a file of geodata/, from a GeoPackage, "
         "Shapefile, GeoJSON, S-57 chart, KML, FlatGeobuf or MapInfo file. Nothing is written unless the "
         "result can be loaded."));
  std::string file;
  std::string as;
  chart::ImportRequest request;
  line.argument(tr("FILE"), file, tr("What to import."));
  line.choice("--as", as, {"coast", "zones", "sectors"}, tr("What it holds: coast, zones or sectors."));
  line.option("--layer", tr("NAME"), request.layer, tr("Which layer of it (default: the only one)."));
  line.option("-o,--out", tr("FILE"), request.out,
              tr("The GeoJSON file to write, such as mine/coast.geojson."));
  line.option("--source", tr("TEXT"), request.source,
              tr("Where the data comes from, for features that do not say it."));
  line.option("--licence", tr("TEXT"), request.licence,
              tr("Under which licence it may be passed on, for features that do not say it."));
  bool is_json = false;
  line.flag("--json", is_json, tr("The result as JSON."));
  line.examples(
      {"selat chart import land-polygons.shp --as coast --out mine/coast.geojson --source "
       "OpenStreetMap --licence ODbL-1.0"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const auto wanted = from_name<chart::ImportAs>(as);
  if (!wanted) {
    throw runtime::UsageError(tr("say what it holds: --as coast, --as zones or --as sectors"));
  }
  if (request.out.empty()) {
    throw runtime::UsageError(
        LocalizedMessage(tr("name the file to write: --out mine/{kind}.geojson"), {{"kind", as}}));
  }
  request.file = file;
  request.as = *wanted;
  const auto imported = chart::import_file(request);
  if (!imported) {
    throw runtime::Failure(service::message_of(imported.error()));
  }
  const Language language = line.settings().language;
  if (is_json) {
    std::cout << service::as_json(*imported, request.out, language) << std::endl;
    return runtime::kSuccess;
  }
  std::cout << text::for_terminal(text::translate(
                   LocalizedMessage(imported->written == 1 ? tr("{file}: one feature of layer {layer}")
                                                           : tr("{file}: {n} features of layer {layer}"),
                                    {{"file", request.out.string()},
                                     {"n", imported->written},
                                     {"layer", imported->layer}}),
                   language))
            << '\n';
  for (const LocalizedMessage& note : imported->notes) {
    std::cout << "  " << text::for_terminal(text::translate(note, language)) << '\n';
  }
  std::cout << std::flush;
  return runtime::kSuccess;
}

}  // namespace selat::app
