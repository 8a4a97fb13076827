// selat sighting import FILE: a satellite's detections.

#include <filesystem>
#include <iostream>
#include <string>

#include "app/sighting_command.h"
#include "cli/command_line.h"
#include "runtime/machine_clock.h"
#include "service/sighting_desk.h"

namespace selat::app {

int sighting_import(int argc, char** argv) {
  cli::CommandLine line("sighting import",
                        tr("Takes in a satellite's detections from a CSV file whose first line names its "
                           "columns: time (UTC, as 2026-11-30T06:00Z), lat, lon, and where they are given "
                           "sigma and length in metres, and provider. They are late evidence, up to 30 days "
                           "old, and raise no alert. What is known already is refused; each line that is not "
                           "taken is named with file, line and column."),
                        cli::CommandLine::Reads::bus);
  std::string file;
  line.argument(tr("FILE"), file, tr("The CSV file, at most 1,000 lines."));
  line.examples({"selat sighting import detections.csv"});
  line.exit_statuses(tr("Exit status: 0 every line was taken, 1 some were not, 2 wrong options."));
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const bool is_all_taken =
      service::import_detections(file, line.settings(), runtime::read_clocks().wall, std::cout, std::cerr);
  return is_all_taken ? runtime::kSuccess : runtime::kFailure;
}

}  // namespace selat::app
