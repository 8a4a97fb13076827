// selat zone add [FILE] [--circle LAT,LON,NM] [--polygon "LAT,LON LAT,LON …"] --reason TEXT

#include "app/context_command.h"
#include "app/context_form_options.h"
#include "base/enum_names.h"
#include "cli/command_line.h"
#include "model/zone.h"
#include "runtime/machine_clock.h"
#include "service/chart_setup.h"
#include "service/context_form.h"
#include "service/watch_terminal.h"

namespace selat::app {

int zone_add(int argc, char** argv) {
  cli::CommandLine line(
      "zone add",
      tr("Draws a zone that the detector judges by from now on: from a file (GeoJSON, KML, GeoPackage, "
         "Shapefile, S-57, FlatGeobuf or MapInfo), a circle or a polygon."),
      cli::CommandLine::Reads::bus);
  service::ZoneForm zone;
  service::EntryForm entry;
  bool is_json = false;
  line.argument(tr("FILE"), zone.file, tr("The file that holds the area."), false);
  line.option("--layer", tr("NAME"), zone.layer, tr("Which layer of it (default: the only one)."));
  line.spaced("--circle", verbatim("LAT,LON,NM"), zone.circle,
              tr("A circle: its centre and its radius in nautical miles, such as 1.25,103.8,3 or 1-15.0N "
                 "103-48.0E 3."),
              service::is_circle);
  line.spaced("--polygon", verbatim("\"LAT,LON …\""), zone.polygon,
              tr("A polygon: its corners in degrees with blanks between, such as \"1.2,103.8 1.3,103.8 "
                 "1.3,103.9\"."),
              [](const std::string&) { return false; });
  line.choice("--kind", zone.kind, {enum_names<model::ZoneKind>.begin(), enum_names<model::ZoneKind>.end()},
              tr("What it is for (default: watch, which reports who enters; in the others ships lie side by "
                 "side as a matter of course)."));
  line.option("--name", tr("NAME"), zone.name, tr("Its name for people (default: the reason)."));
  line.option("--speed-limit", verbatim("KN"), zone.speed_limit_kn,
              tr("Report who is more than 1 kn faster, in knots, and stays so for 3 min (thresholds "
                 "speed_margin_kn and speed_s of the rule zone); without --stay nothing else. Of watch zones "
                 "only."));
  line.option("--longest-vessel", verbatim("M"), zone.longest_vessel_m,
              tr("Vessels longer than so many metres are not meant. Of watch zones only."));
  line.choice("--stay", zone.stay, {"entry", "dwell"},
              tr("Report a vessel when it enters (default, unless there is a speed limit) or only when it "
                 "stays. What "
                 "is inside already has not entered. Of watch zones only."));
  add_options(line, entry, is_json);
  line.examples({"selat zone add --circle 1.25,103.8,3 --reason \"search area\" --for 6h",
                 "selat zone add closed.geojson --speed-limit 12 --reason \"diving\" --until 18:00"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const model::ContextEntry drawn = service::zone_entry(zone, entry, runtime::read_clocks().wall);
  service::refuse_land(drawn, line.settings());
  return add_entry(line.settings(), drawn, is_json);
}

}  // namespace selat::app
