// selat chart check [FOLDER]

#include <iostream>

#include "app/chart_command.h"
#include "app/command_line.h"
#include "app/exit_status.h"
#include "chart/import.h"
#include "text/terminal.h"

namespace selat::app {

int chart_check(int argc, char** argv) {
  CommandLine line(
      "chart check",
      "Reads every file of a geodata folder and says what is wrong, with layer, feature and field. Exit "
      "status 1 when a file is wrong.",
      CommandLine::Reads::settings);
  std::string folder;
  line.argument("FOLDER", folder, "The folder (default: that of the settings).", false);
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const std::filesystem::path place =
      folder.empty() ? line.settings().geodata : std::filesystem::path(folder);
  int status = kSuccess;
  for (const chart::FileCheck& check : chart::check_folder(place)) {
    if (check.features) {
      std::cout << "ok    " << check.name << ": " << *check.features
                << (check.name == "coast.geojson" ? " polygons\n" : " features\n");
    } else if (check.is_optional && check.features.error().problem == chart::ChartProblem::no_file) {
      std::cout << "-     " << check.name << ": not there; the chart works without it\n";
    } else {
      std::cout << "fail  " << text::for_terminal(check.features.error().message()) << '\n';
      status = kFailure;
    }
  }
  std::cout << std::flush;
  return status;
}

}  // namespace selat::app
