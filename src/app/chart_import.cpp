// selat chart import FILE --as coast|zones|sectors|berths --out FILE

#include <iostream>

#include "app/chart_command.h"
#include "base/enum_names.h"
#include "chart/import.h"
#include "cli/command_line.h"
#include "model/zone.h"
#include "service/command_json.h"
#include "service/needed_geodata.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

std::vector<std::pair<std::string, std::string>> defaults_of(const std::vector<std::string>& texts) {
  std::vector<std::pair<std::string, std::string>> defaults;
  for (const std::string& text : texts) {
    const auto at = text.find('=');
    if (at == 0 || at == std::string::npos || at + 1 == text.size()) {
      throw runtime::UsageError(
          LocalizedMessage(tr("--set '{text}' is not FIELD=VALUE, such as radius_m=300"), {{"text", text}}));
    }
    defaults.emplace_back(text.substr(0, at), text.substr(at + 1));
  }
  return defaults;
}

void tell(const chart::ImportResult& imported, const std::filesystem::path& out, Language language) {
  std::cout << text::for_terminal(text::translate(
                   LocalizedMessage(
                       imported.written == 1 ? tr("{file}: one feature of layer {layer}")
                                             : tr("{file}: {n} features of layer {layer}"),
                       {{"file", out.string()}, {"n", imported.written}, {"layer", imported.layer}}),
                   language))
            << '\n';
  for (const LocalizedMessage& note : imported.notes) {
    std::cout << "  " << text::for_terminal(text::translate(note, language)) << '\n';
  }
  std::cout << std::flush;
}

}  // namespace

int chart_import(int argc, char** argv) {
  cli::CommandLine line(
      "chart import",
      tr("Takes your own coast, zones, sectors or berths over into a file of geodata/, from a GeoPackage, "
         "Shapefile, GeoJSON, S-57 chart, KML, GPX, FlatGeobuf or MapInfo file. Nothing is written unless "
         "the result can be loaded."));
  std::string file, as, kind;
  chart::ImportRequest request;
  line.argument(tr("FILE"), file, tr("What to import."));
  line.choice("--as", as, {"coast", "zones", "sectors", "berths"},
              tr("What it holds: coast, zones, sectors or berths."));
  line.option("--layer", tr("NAME"), request.layer, tr("Which layer of it (default: the only one)."));
  line.option("-o,--out", tr("FILE"), request.out,
              tr("The GeoJSON file to write, such as mine/coast.geojson."));
  line.option("--source", tr("TEXT"), request.source,
              tr("Where the data comes from, for features that do not say it."));
  line.option("--licence", tr("TEXT"), request.licence,
              tr("Under which licence it may be passed on, for features that do not say it."));
  std::vector<std::string> defaults;
  line.choice("--kind", kind, {enum_names<model::ZoneKind>.begin(), enum_names<model::ZoneKind>.end()},
              tr("The kind of zones that do not say it."));
  line.option("--set", verbatim("FIELD=VALUE"), defaults,
              tr("A field for features that do not have it, such as radius_m=300 or nation=mys; may be "
                 "repeated."));
  bool is_json = false;
  line.flag("--json", is_json, tr("The result as JSON."));
  line.examples(
      {"selat chart import land-polygons.shp --as coast --out mine/coast.geojson --source "
       "OpenStreetMap --licence ODbL-1.0",
       "selat chart import jetties.gpx --as berths --set nation=mys --set use=port --set radius_m=300 --out "
       "mine/berths.geojson --source survey --licence none"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const auto wanted = from_name<chart::ImportAs>(as);
  if (!wanted) {
    throw runtime::UsageError(tr("say what it holds: --as coast, --as zones, --as sectors or --as berths"));
  }
  if (request.out.empty()) {
    throw runtime::UsageError(
        LocalizedMessage(tr("name the file to write: --out mine/{kind}.geojson"), {{"kind", as}}));
  }
  request.file = file;
  request.as = *wanted;
  request.defaults = defaults_of(defaults);
  if (!kind.empty()) {
    request.defaults.emplace_back("kind", kind);
  }
  const auto imported = chart::import_file(request);
  if (!imported) {
    throw runtime::Failure(service::message_of(imported.error()));
  }
  if (is_json) {
    std::cout << service::as_json(*imported, request.out, line.settings().language) << std::endl;
  } else {
    tell(*imported, request.out, line.settings().language);
  }
  return runtime::kSuccess;
}

}  // namespace selat::app
