// selat control-point NAME: a control point's terminal.

#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/command_line.h"
#include "runtime/process.h"
#include "service/control_point_service.h"
#include "service/coordination_setup.h"
#include "terminal/standard_console.h"

namespace selat::app {
namespace {

void require_known(const std::string& name, const config::Settings& settings) {
  if (settings.geodata.empty()) {
    return;  // the server checks the name
  }
  std::vector<std::string> ids;
  for (const auto& control_point : service::control_points_of(settings)) {
    ids.emplace_back(control_point.id.view());
  }
  service::require_control_point(name, ids);
}

// A second terminal of the same name on one machine has another process name; the server decides which of
// them acts for the control point.
std::unique_ptr<runtime::Process> make_process(const service::ControlPointOptions& options,
                                               const config::Settings& settings) {
  try {
    return std::make_unique<runtime::Process>("control-point." + options.name, settings);
  } catch (const bus::BusError&) {
    return std::make_unique<runtime::Process>(fmt::format("terminal-{}.{}", ::getpid(), options.name),
                                              settings);
  }
}

}  // namespace

int run_control_point(int argc, char** argv) {
  cli::CommandLine line(
      "control-point",
      tr("A control point's terminal: shows the sectors it answers for and why, and the alerts in them. "
         "Reads commands in English, Bahasa Indonesia or Bahasa Melayu; 'help' lists them."),
      cli::CommandLine::Reads::bus);
  service::ControlPointOptions options;
  line.argument(tr("NAME"), options.name, tr("The control point, such as belawan, batam, lumut, changi."));
  line.flag("--auto-accept", options.is_auto_accepting, tr("Accept every offer (for demonstrations)."));
  line.flag("--headless", options.is_headless,
            tr("Read no commands; wait while another terminal has the name."));
  line.flag("--take-over", options.takes_over,
            tr("End another running terminal of this name instead of being refused."));
  line.examples({"selat control-point belawan --take-over --lang id"});
  line.exit_statuses(
      tr("Exit status: 0 ended as asked or another terminal took over, 1 the work could not go on, 2 wrong "
         "options, "
         "unknown control point, or another running terminal has the name."));
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  require_known(options.name, line.settings());
  const auto process = make_process(options, line.settings());
  if (!options.is_headless) {
    process->on_hangup([&process] { process->stop(); });  // the person's terminal was closed
  }
  terminal::StandardConsole console(process->io(),
                                    {.prompt = options.name + "> ", .is_reading = !options.is_headless});
  const service::ControlPointService control_point(*process, line.settings(), options, console);
  return process->run();
}

}  // namespace selat::app
