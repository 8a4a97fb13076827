// selat audit verify: follows the chain of the coordination server's log.

#include "store/audit.h"

#include <filesystem>
#include <iostream>

#include "cli/command_line.h"
#include "runtime/exit_status.h"
#include "service/audit_report.h"
#include "service/record_place.h"
#include "store/store_error.h"
#include "text/translate.h"

namespace selat::app {

int run_audit(int argc, char** argv) {
  cli::CommandLine line(
      "audit",
      tr("'selat audit verify' follows the log of decisions and reports, in which each entry carries a hash "
         "of itself and of the entry before, and names the first that was changed, removed or put in. The "
         "coordination server may run meanwhile; where several do, --run-directory says which is meant."),
      cli::CommandLine::Reads::bus);
  std::string what;
  std::filesystem::path database;
  bool is_json = false;
  line.argument(tr("WHAT"), what, tr("verify."));
  line.option(
      "--database", tr("FILE"), database,
      tr("The coordination server's database (default: that of the system that runs, or ran last, in the "
         "run directory, the demo too; with --data-directory, coordinate.sqlite there)."));
  line.flag("--json", is_json, tr("The result as JSON."));
  line.exit_statuses(tr("Exit status: 0 the log is whole, 1 it is broken, 2 it cannot be read."));
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  if (what != "verify") {
    throw runtime::UsageError(tr("say 'selat audit verify'"));
  }
  const config::Settings& settings = line.settings();
  const bool is_by_run_directory = database.empty() && line.is_given("--run-directory") &&
                                   !line.is_given("--data-directory") && settings.bus.remote.empty();
  if (is_by_run_directory && settings.coordinate.database.empty() &&
      !service::noted_record(settings.bus.directory)) {
    throw runtime::UsageError({tr("no coordination server has run in {directory}, or its database is gone; "
                                  "--database names the file itself"),
                               {{"directory", settings.bus.directory.string()}}});
  }
  if (database.empty()) {
    database = line.is_given("--data-directory") ? service::record_by_settings(settings)
                                                 : service::record_of_system(settings);
  }
  if (!std::filesystem::exists(database) && settings.bus.remote.contains("coordinate")) {
    throw runtime::UsageError({tr("the log lies on the machine of the coordination server ({endpoint}), not "
                                  "here: ask there, or copy "
                                  "its coordinate.sqlite and name that with --database"),
                               {{"endpoint", settings.bus.remote.find("coordinate")->second.request}}});
  }
  try {
    const store::AuditResult result = store::verify_log(database);
    std::cout << (is_json ? service::as_json(result, database)
                          : text::translate(service::words_of(result, database), settings.language))
              << '\n';
    return result.broken ? runtime::kFailure : runtime::kSuccess;
  } catch (const store::StoreError& error) {
    throw runtime::UsageError(error.message());
  }
}

}  // namespace selat::app
