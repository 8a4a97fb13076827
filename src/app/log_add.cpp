// selat log add TEXT [--at LAT,LON] [--mmsi N]

#include <iostream>

#include "app/log_command.h"
#include "cli/command_line.h"
#include "service/chart_setup.h"
#include "service/command_json.h"
#include "service/context_form.h"
#include "service/watch_terminal.h"

namespace selat::app {

int log_add(int argc, char** argv) {
  cli::CommandLine line("log add",
                        tr("Writes a free entry into the watch log. It is kept for ever, and every watch and "
                           "control point can read it."),
                        cli::CommandLine::Reads::bus);
  std::string words, place, mmsi;
  bool is_json = false;
  line.argument(tr("TEXT"), words, tr("What happened, in quotes; the place may stand first."));
  line.spaced("--at", verbatim("LAT,LON"), place,
              tr("Where, in degrees or degrees and minutes, such as 1.25,103.8 or 1-15.0N 103-48.0E."),
              service::is_place);
  line.option("--mmsi", tr("NUMBER"), mmsi, tr("The vessel it is about."));
  line.flag("--json", is_json, tr("The result as JSON."));
  line.examples({"selat log add \"called on channel 16, no answer\" --mmsi 525000001",
                 "selat log add \"2-12.5N 101-42.0E two boats without lights\""});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const config::Settings& settings = line.settings();
  const service::TypedLogEntry typed = service::log_entry(words, place, mmsi);
  service::WatchTerminal(settings).ask(typed.entry);
  std::cout << (is_json ? service::as_json(typed) : service::as_text(typed, settings.language)) << std::endl;
  return runtime::kSuccess;
}

}  // namespace selat::app
