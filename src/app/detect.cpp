// selat detect: reports in, tracks and anomalies out.

#include <algorithm>
#include <iterator>

#include "cli/command_line.h"
#include "runtime/process.h"
#include "service/detect_service.h"
#include "service/detect_setup.h"
#include "service/simulated_strait.h"

namespace selat::app {

int run_detect(int argc, char** argv) {
  cli::CommandLine line(
      "detect",
      tr("Follows every vessel that ingest reports and finds what is wrong: distress calls, wanted "
         "vessels, entries into watched zones, positions that jump, meetings at sea. A restart goes on "
         "where it was, and with what ingest still remembers."),
      cli::CommandLine::Reads::bus);
  bool is_simulated_watched = false;
  line.flag("--watch-simulated", is_simulated_watched,
            tr("Put on the watch list the vessels that 'selat simulate' sends for it."));
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  config::Settings& settings = line.settings();
  if (is_simulated_watched) {
    std::ranges::copy(service::simulated_watch_list(), std::back_inserter(settings.detect.watch_list));
  }
  runtime::Process process("detect", settings);
  const service::DetectService detect(process, service::set_up_detection(settings),
                                      service::sensor_settings(settings), settings.data_directory);
  return process.run();
}

}  // namespace selat::app
