// selat top: what runs, what comes in, what was found, and who holds which sector.

#include "service/top.h"

#include <filesystem>
#include <iostream>

#include <boost/asio/io_context.hpp>

#include "cli/command_line.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "runtime/stop_on_signal.h"
#include "service/no_answer.h"
#include "terminal/operational_picture_json.h"
#include "terminal/screen.h"
#include "terminal/terminal_view.h"
#include "terminal/watch_keys.h"
#include "text/translate.h"

namespace selat::app {
namespace {

void print(const cop::OperationalPicture& picture, Language language) {
  const terminal::ScreenStyle style{
      .columns = 160, .rows = 0, .has_colour = terminal::is_terminal() && terminal::wants_colour()};
  for (const std::string& line : terminal::draw(picture, language, style, runtime::read_clocks())) {
    std::cout << line << '\n';
  }
  std::cout << std::flush;
}

int nothing_runs(const config::Settings& settings) {
  std::cerr << "selat top: " << text::translate(service::nothing_heard(settings), settings.language) << '\n';
  return runtime::kFailure;
}

}  // namespace

int run_top(int argc, char** argv) {
  cli::CommandLine line(
      "top",
      tr("What runs, what comes in, what was found, and who holds which sector; drawn anew each second. "
         "Without a terminal it prints one picture, as with --once."),
      cli::CommandLine::Reads::bus);
  bool is_once = false;
  bool is_json = false;
  line.flag("--once", is_once, tr("Print one picture and end."));
  line.flag("--json", is_json,
            tr("With --once: everything as JSON, with all counters and their accounting."));
  line.list(tr("Keys:"), terminal::kWatchKeys);
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  if (is_json && !is_once) {
    throw runtime::UsageError(tr("--json goes with --once"));
  }
  const config::Settings& settings = line.settings();
  std::error_code ignored;
  if (!std::filesystem::is_directory(settings.bus.directory, ignored) && settings.bus.remote.empty()) {
    return nothing_runs(settings);
  }
  boost::asio::io_context io;
  const runtime::StopOnSignal stop(io);
  service::Top top(io, settings, service::geography_if_any(settings));
  const bool is_screen = !is_once && terminal::is_terminal();
  if (!top.listen()) {
    return nothing_runs(settings);
  }
  if (is_json) {
    std::cout << terminal::as_json(top.picture(), settings.language, runtime::read_clocks()) << std::flush;
  } else if (is_screen) {
    top.show();
  } else {
    print(top.picture(), settings.language);
  }
  return runtime::kSuccess;
}

}  // namespace selat::app
