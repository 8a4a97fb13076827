// selat chart at|route|draw|check|import …: one line a subcommand, each a file app/chart_<name>.cpp.

#include <array>

#include "app/chart_command.h"
#include "app/subcommand.h"

namespace selat::app {
namespace {

constexpr auto kChartCommands = std::to_array<Command>({
    {"at", tr("everything about a place: land or sea, whose waters, sector, lane, zones"), chart_at},
    {"route", tr("the route over water between two places, its length and time"), chart_route},
    {"draw", tr("a picture of the chart"), chart_draw},
    {"check", tr("reads every file of a geodata folder and says what is wrong"), chart_check},
    {"import", tr("your own coast, zones or sectors, from any file GDAL reads"), chart_import},
});

}  // namespace

int run_chart(int argc, char** argv) {
  return run_subcommand("chart", tr("'selat chart' answers from the chart in geodata/. Not for navigation."),
                        kChartCommands, argc, argv);
}

}  // namespace selat::app
