// selat chart at|route|draw|check|import …: one line a subcommand, each a file app/chart_<name>.cpp.

#include <algorithm>
#include <array>
#include <iostream>
#include <string>
#include <vector>

#include "app/chart_command.h"
#include "cli/command_line.h"
#include "cli/preferred_language.h"
#include "runtime/unknown_word.h"
#include "text/translate.h"

namespace selat::app {
namespace {

struct ChartCommand {
  std::string_view name;
  MessageId summary;
  int (*run)(int argc, char** argv);
};

constexpr auto kChartCommands = std::to_array<ChartCommand>({
    {"at", tr("everything about a place: land or sea, whose waters, sector, lane, zones"), chart_at},
    {"route", tr("the route over water between two places, its length and time"), chart_route},
    {"draw", tr("a picture of the chart"), chart_draw},
    {"check", tr("reads every file of a geodata folder and says what is wrong"), chart_check},
    {"import", tr("your own coast, zones or sectors, from any file GDAL reads"), chart_import},
});

void show_help(Language language) {
  const auto translated = [language](MessageId words) { return text::translate(words, language); };
  std::cout << translated(tr("'selat chart' answers from the chart in geodata/. Not for navigation."))
            << "\n\n"
            << translated(tr("Usage: selat chart COMMAND [OPTIONS]")) << "\n\n"
            << translated(tr("Commands:")) << '\n';
  for (const ChartCommand& command : kChartCommands) {
    std::cout << "  " << command.name << std::string(8 - command.name.size(), ' ')
              << translated(command.summary) << '\n';
  }
  std::cout
      << '\n'
      << translated(tr("'selat chart COMMAND --help' explains a command.")) << '\n'
      << translated(
             tr("Exit status: 0 done, 1 could not be done, 2 wrong usage or settings (one line says what)."))
      << std::endl;
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
    throw runtime::UsageError(
        LocalizedMessage(tr("name what to ask: {known} (see 'selat chart --help')"), {{"known", listed}}));
  }
  const std::string word = argv[1];
  if (word == "--help" || word == "-h") {
    show_help(cli::preferred_language(argc, argv));
    return runtime::kSuccess;
  }
  const auto command = std::ranges::find(kChartCommands, word, &ChartCommand::name);
  if (command != kChartCommands.end()) {
    return command->run(argc - 1, argv + 1);
  }
  throw runtime::UsageError(LocalizedMessage(
      tr("{what} (known: {known})"),
      {{"what", runtime::unknown_word(tr("unknown command '{word}'"), word, names)}, {"known", listed}}));
}

}  // namespace selat::app
