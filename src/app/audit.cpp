// selat audit verify: follows the chain of the coordination server's log.

#include "store/audit.h"

#include <filesystem>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/command_line.h"
#include "runtime/exit_status.h"
#include "store/store_error.h"
#include "text/measure.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

std::string as_json(const store::AuditResult& result) {
  nlohmann::ordered_json out = {{"entries", result.entries},
                                {"newest_hash", result.last_hash},
                                {"is_whole", !result.broken},
                                {"broken", nullptr}};
  if (result.broken) {
    out["broken"] = {{"entry", result.broken->number}, {"kind", std::string(name_of(result.broken->kind))}};
  }
  return out.dump(2);
}

// "2026-11-29T21:00:00Z patrol_report belawan": what stands at the broken place.
std::string what_stands_there(const store::BrokenLink& broken) {
  return broken.entry ? text::for_terminal(text::date_and_time(broken.entry->at) + " " +
                                           std::string(name_of(broken.entry->kind)) + " " +
                                           std::string(broken.entry->from.view()))
                      : std::string();
}

LocalizedMessage words_of(const store::AuditResult& result) {
  if (!result.broken) {
    return {tr("the log is whole: {n} entries; note the hash of the newest elsewhere: {hash}"),
            {{"n", result.entries}, {"hash", result.last_hash}}};
  }
  const store::BrokenLink& broken = *result.broken;
  if (broken.kind == store::BrokenLink::Kind::missing) {
    return {tr("the log is BROKEN: entry {n} is missing; the entries before it are whole"),
            {{"n", broken.number}}};
  }
  return {
      tr("the log is BROKEN: entry {n} ({what}) is not what was written; the entries before it are whole"),
      {{"n", broken.number}, {"what", what_stands_there(broken)}}};
}

}  // namespace

int run_audit(int argc, char** argv) {
  cli::CommandLine line(
      "audit",
      tr("'selat audit verify' follows the log of decisions and reports, in which each entry carries a hash "
         "of "
         "itself and of the entry before, and names the first that was changed, removed or put in. The "
         "coordination server may run meanwhile."),
      cli::CommandLine::Reads::settings);
  std::string what;
  std::filesystem::path database;
  bool is_json = false;
  line.argument(tr("WHAT"), what, tr("verify."));
  line.option("--database", tr("FILE"), database, tr("The coordination server's database."));
  line.flag("--json", is_json, tr("The result as JSON."));
  line.exit_statuses(tr("0: the log is whole. 1: it is broken. 2: it cannot be read."));
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  if (what != "verify") {
    throw runtime::UsageError(tr("say 'selat audit verify'"));
  }
  const config::Settings& settings = line.settings();
  if (database.empty()) {
    database = settings.coordinate.database.empty() ? settings.data_directory / "coordinate.sqlite"
                                                    : settings.coordinate.database;
  }
  try {
    const store::AuditResult result = store::verify_log(database);
    std::cout << (is_json ? as_json(result) : text::translate(words_of(result), settings.language)) << '\n';
    return result.broken ? runtime::kFailure : runtime::kSuccess;
  } catch (const store::StoreError& error) {
    throw runtime::UsageError(error.message());
  }
}

}  // namespace selat::app
