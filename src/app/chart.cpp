// selat chart at|route|draw|check|import …: one line a subcommand, each a file app/chart_<name>.cpp.

#include <algorithm>
#include <array>
#include <iostream>
#include <string>
#include <vector>

#include "app/chart_command.h"
#include "app/command_line.h"
#include "app/exit_status.h"

namespace selat::app {
namespace {

struct ChartCommand {
  std::string_view name;
  std::string_view summary;
  int (*run)(int argc, char** argv);
};

constexpr auto kChartCommands = std::to_array<ChartCommand>({
    {"at", "everything about a place: land or sea, whose waters, sector, lane, zones", chart_at},
    {"route", "the way over water between two places, how far and how long", chart_route},
    {"draw", "a picture of the chart", chart_draw},
    {"check", "reads every file of a geodata folder and says what is wrong", chart_check},
    {"import", "your own coast, zones or sectors, from any file GDAL reads", chart_import},
});

void show_help() {
  std::cout << "'selat chart' answers from the chart in geodata/. Not for navigation.\n\n"
               "Usage: selat chart COMMAND [OPTIONS]\n\nCommands:\n";
  for (const ChartCommand& command : kChartCommands) {
    std::cout << "  " << command.name << std::string(8 - command.name.size(), ' ') << command.summary << '\n';
  }
  std::cout << "\n'selat chart COMMAND --help' explains a command.\n"
               "Exit status: 0 done, 1 could not be done, 2 wrong usage or geodata (one line says what).\n"
            << std::flush;
}

}  // namespace

int run_chart(int argc, char** argv) {
  std::vector<std::string> names;
  std::string listed;
  for (const ChartCommand& command : kChartCommands) {
    names.emplace_back(command.name);
    listed += (listed.empty() ? "" : ", ") + names.back();
  }
  if (argc < 2) {
    throw UsageError("name what to ask: " + listed + " (see 'selat chart --help')");
  }
  const std::string word = argv[1];
  if (word == "--help" || word == "-h") {
    show_help();
    return kSuccess;
  }
  const auto command = std::ranges::find(kChartCommands, word, &ChartCommand::name);
  if (command != kChartCommands.end()) {
    return command->run(argc - 1, argv + 1);
  }
  const auto meant = likely_meant(word, names);
  throw UsageError("unknown command '" + word + "'" + (meant ? "; did you mean '" + *meant + "'?" : "") +
                   " (known: " + listed + ")");
}

}  // namespace selat::app
