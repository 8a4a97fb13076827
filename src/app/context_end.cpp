// selat watch end ID, selat zone end ID: an entry that people added is in force no longer.

#include <iostream>

#include "app/context_command.h"
#include "cli/command_line.h"
#include "service/command_json.h"
#include "service/context_form.h"
#include "service/watch_terminal.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

int end(std::string_view command, MessageId summary, char first, int argc, char** argv) {
  cli::CommandLine line(command, summary, cli::CommandLine::Reads::bus);
  std::string id, reason;
  bool is_json = false;
  line.argument(verbatim("ID"), id, tr("Its id, as the list shows it."));
  line.option("--reason", tr("TEXT"), reason, tr("Why; the log keeps it. Required."));
  line.flag("--json", is_json, tr("The result as JSON."));
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const config::Settings& settings = line.settings();
  const model::EndContextEntry request = service::end_of_entry(id, first, reason);
  service::WatchTerminal(settings).ask(request);
  if (is_json) {
    std::cout << service::as_json(service::Done{.id = id}) << std::endl;
    return runtime::kSuccess;
  }
  std::cout << text::for_terminal(text::translate({tr("{id} has ended"), {{"id", id}}}, settings.language))
            << std::endl;
  return runtime::kSuccess;
}

}  // namespace

int watch_end(int argc, char** argv) {
  return end("watch end", tr("Watches for a vessel no longer. Alerts about it end."), 'W', argc, argv);
}

int zone_end(int argc, char** argv) {
  return end("zone end", tr("Ends a zone. Alerts about it end."), 'Z', argc, argv);
}

}  // namespace selat::app
