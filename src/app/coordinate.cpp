// selat coordinate: sectors and control points, anomalies and alerts.

#include "cli/command_line.h"
#include "runtime/process.h"
#include "service/coordinate_service.h"
#include "service/record_place.h"
#include "store/coordination_store.h"

namespace selat::app {

int run_coordinate(int argc, char** argv) {
  cli::CommandLine line(
      "coordinate",
      tr("The coordination server: decides which control point answers for which sector, holds the "
         "answers, and turns anomalies into alerts. What it promised survives a restart."),
      cli::CommandLine::Reads::bus);
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const config::Settings& settings = line.settings();
  const std::filesystem::path record = service::record_by_settings(settings);
  try {
    runtime::Process process("coordinate", settings);
    const service::CoordinateService coordinate(process, service::set_up_coordination(settings), record);
    service::note_record(settings.bus.directory, record);
    return process.run();
  } catch (const store::StoreError& error) {
    if (error.problem() == store::StoreProblem::full || error.problem() == store::StoreProblem::failed) {
      throw runtime::Failure(error.message());  // a disk may heal: the supervisor tries again
    }
    throw runtime::UsageError(error.message());
  }
}

}  // namespace selat::app
