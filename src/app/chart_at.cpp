// selat chart at LAT LON [--time T]

#include <array>
#include <iostream>
#include <string>
#include <vector>

#include "app/chart_command.h"
#include "cli/command_line.h"
#include "runtime/machine_clock.h"
#include "service/chart_query.h"
#include "service/chart_setup.h"
#include "service/typed_time.h"

namespace selat::app {

int chart_at(int argc, char** argv) {
  cli::CommandLine line(
      "chart at",
      tr("Everything the chart says of a place: land or sea, how far the shore is, whose waters and how sure "
         "that is, the patrol sector and what each nation may do there, the STRAITREP sector, traffic "
         "separation, anchorages, berths, landing stretches, cables and lights near, and the nearest control "
         "point over water; the tide at the nearest gauge, twilight, sun and moon, now or at --time. Not for "
         "navigation."),
      cli::CommandLine::Reads::settings);
  std::vector<std::string> place;
  std::string time;
  bool is_json = false;
  line.arguments(verbatim("LAT LON"), place,
                 tr("The place, such as 1.25 103.8, 1.25N,103.8E or 1-15.0N 103-48.0E."));
  line.option("--time", tr("TIME"), time,
              tr("Tide, sun and moon at this time in UTC, such as 18:00 (the next) or 2026-11-30T06:00Z."));
  line.flag("--json", is_json, tr("Print JSON."));
  line.examples({"selat chart at 1.2 103.85", "selat chart at 2.56 101.77 --time 18:00"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const geo::Position position = service::positions_of(place, 1).front();
  const Instant now = runtime::read_clocks().wall;
  const Instant at = time.empty() ? now : service::coming_time_of(time, now);
  const chart::Chart chart = service::chart_of(line.settings());
  const route::WaterMap map = service::water_map_of(chart);
  if (!geo::Area(chart.coast).bounds().contains(position)) {
    service::no_way(route::RouteProblem::outside_chart, position, line.settings().language);
  }
  const service::ChartQueryResult result = service::query_chart(chart, map, position, at);
  const Language language = line.settings().language;
  std::cout << (is_json ? service::as_json(result, language) + '\n' : service::as_text(result, language))
            << std::flush;
  return runtime::kSuccess;
}

}  // namespace selat::app
