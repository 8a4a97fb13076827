// selat log [--since SPAN|TIME] [--kind KIND] [-n N] [--handover] [--database FILE] [--json]

#include <iostream>

#include "app/log_command.h"
#include "base/enum_names.h"
#include "cli/command_line.h"
#include "runtime/machine_clock.h"
#include "service/handover.h"
#include "service/log_query.h"
#include "terminal/log_text.h"
#include "text/translate.h"

namespace selat::app {

int log_list(int argc, char** argv) {
  cli::CommandLine line(
      "log",
      tr("The log of the coordination server: what control points and the watch decided, wrote and "
         "reported, the oldest first. 'selat log add TEXT' writes a free entry."),
      cli::CommandLine::Reads::bus);
  service::LogQuery query;
  bool is_json = false;
  line.flag("--json", is_json, tr("Print JSON, an entry a line."));
  line.option("--since", tr("SPAN"), query.since,
              tr("Only what came since: a span such as 8h, or a time in UTC such as 06:00."));
  std::vector<std::string> kinds(enum_names<model::LogKind>.begin(), enum_names<model::LogKind>.end());
  line.choice("--kind", query.kind, kinds, tr("Only entries of this kind."));
  line.option("-n,--number", tr("NUMBER"), query.most, tr("Only the newest so many."));
  line.flag(
      "--handover", query.is_handover,
      tr("The sheet for a relieving officer: the open alerts and who has them, who holds which sector since "
         "when, what was added to the rules, and what was written, reported, acknowledged, closed, declined, "
         "given back and resumed in the last 8 hours or --since. With --database only the latter, from "
         "there."));
  line.option("--database", tr("FILE"), query.database,
              tr("Read the whole log from the database of the coordination server (coordinate.sqlite), "
                 "running or not; without it, the newest 500 entries come from the running server."));
  line.examples({"selat log --since 4h", "selat log --kind patrol_report", "selat log --handover",
                 "selat log add \"called on channel 16, no answer\" --at 1.25,103.8"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const config::Settings& settings = line.settings();
  if (query.is_handover && query.database.empty()) {
    std::cout << service::handover(settings, query, is_json, runtime::read_clocks) << std::flush;
    return runtime::kSuccess;
  }
  const auto entries = service::log_entries(settings, query, runtime::read_clocks().wall);
  if (is_json) {
    std::cout << terminal::log_as_json(entries) << std::flush;
  } else if (entries.empty()) {
    std::cout << text::translate(tr("The log has no such entries."), settings.language) << std::endl;
  } else {
    std::cout << terminal::log_as_text(entries, settings.language) << std::flush;
  }
  return runtime::kSuccess;
}

}  // namespace selat::app
