// selat watch list, selat zone list: what people have added and is in force.

#include <algorithm>
#include <iostream>
#include <variant>

#include "app/context_command.h"
#include "cli/command_line.h"
#include "runtime/machine_clock.h"
#include "service/watch_terminal.h"
#include "terminal/context_text.h"
#include "text/translate.h"

namespace selat::app {
namespace {

int list(std::string_view command, MessageId summary, MessageId nothing, bool is_of_zones, int argc,
         char** argv) {
  cli::CommandLine line(command, summary, cli::CommandLine::Reads::bus);
  bool is_json = false;
  line.flag("--json", is_json, tr("Print JSON."));
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const config::Settings& settings = line.settings();
  model::ContextTable table = service::WatchTerminal(settings).context();
  std::erase_if(table.entries, [&](const model::ContextEntry& entry) {
    return std::holds_alternative<model::Zone>(entry.what) != is_of_zones;
  });
  const Instant now = runtime::read_clocks().wall;
  if (is_json) {
    std::cout << terminal::context_as_json(table, now) << std::flush;
  } else if (table.entries.empty()) {
    std::cout << text::translate(nothing, settings.language) << std::endl;
  } else {
    std::cout << terminal::context_as_text(table, settings.language, now) << std::flush;
  }
  return runtime::kSuccess;
}

}  // namespace

int watch_list(int argc, char** argv) {
  return list("watch list", tr("The vessels that people have added and that are watched for now."),
              tr("No vessel has been added; the permanent watch list stands in the settings."), false, argc,
              argv);
}

int zone_list(int argc, char** argv) {
  return list("zone list", tr("The zones that people have drawn and that are in force now."),
              tr("No zone has been drawn; the permanent zones stand in geodata/."), true, argc, argv);
}

}  // namespace selat::app
