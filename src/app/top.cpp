// selat top: what runs, what comes in, what was found, and who holds which sector.

#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <unistd.h>

#include "cli/command_line.h"
#include "cop/operational_picture.h"
#include "runtime/exit_status.h"
#include "runtime/process.h"
#include "service/listener.h"
#include "service/whole_system.h"
#include "terminal/operational_picture_json.h"
#include "terminal/terminal_view.h"
#include "text/phrase.h"

namespace selat::app {
namespace {

using Clock = std::chrono::steady_clock;
// `up` gives a sign of life each second and says whom else to expect; rates need two.
constexpr auto kListenAtLeast = std::chrono::milliseconds(2'200);
constexpr auto kListenAtMost = std::chrono::seconds(3);

// Geodata only lends names here; without it ids are shown.
service::Geography geography_if_any(const config::Settings& settings) {
  try {
    return service::read_geography(settings);
  } catch (const runtime::UsageError&) {
    return {{}, {"belawan", "batam", "lumut", "changi"}};
  }
}

class Top {
 public:
  Top(const config::Settings& settings, const service::Geography& geography)
      : bus_(io_, runtime::bus_options(settings, "top."), "top." + std::to_string(::getpid())),
        picture_(settings.language, geography.places),
        listener_(bus_, picture_, geography.control_points),
        signals_(io_, SIGINT, SIGTERM),
        tick_(io_) {
    signals_.async_wait([this](boost::system::error_code failed, int) {
      if (!failed) {
        is_ending_ = true;
        io_.stop();
      }
    });
  }

  // Whether anything was heard.
  bool listen() {
    const auto begin = Clock::now();
    while (!is_ending_ && Clock::now() < begin + kListenAtMost) {
      io_.run_one_until(std::min(begin + kListenAtMost, Clock::now() + std::chrono::milliseconds(50)));
      if (Clock::now() >= begin + kListenAtLeast && is_complete()) {
        break;
      }
    }
    return !picture_.processes().empty();
  }

  int print(bool is_json) const {
    if (is_json) {
      std::cout << terminal::as_json(picture_, runtime::Process::now()) << std::flush;
      return runtime::kSuccess;
    }
    terminal::ScreenStyle style{
        .columns = 160, .rows = 0, .has_colour = terminal::is_terminal() && terminal::wants_colour()};
    for (const std::string& line : terminal::draw(picture_, style, runtime::Process::now())) {
      std::cout << line << '\n';
    }
    std::cout << std::flush;
    return runtime::kSuccess;
  }

  int show() {
    terminal::TerminalView view(io_, [this](char key) {
      if (key == 'q') {
        io_.stop();
      }
    });
    redraw(view);
    if (!is_ending_) {
      io_.run();
    }
    return runtime::kSuccess;
  }

 private:
  [[nodiscard]] bool is_complete() const {
    const auto& heard = picture_.processes();
    return picture_.missing(runtime::Process::now()).empty() &&
           (!heard.contains("coordinate") || picture_.has_heard_coordinator()) &&
           (!heard.contains("ingest") || !picture_.feeds().empty());
  }

  void redraw(terminal::TerminalView& view) {
    terminal::ScreenStyle style = view.style();
    style.events = 10;
    view.show(terminal::draw(picture_, style, runtime::Process::now()));
    tick_.expires_after(std::chrono::seconds(1));
    tick_.async_wait([this, &view](boost::system::error_code failed) {
      if (!failed) {
        redraw(view);
      }
    });
  }

  boost::asio::io_context io_;
  bus::Bus bus_;
  cop::OperationalPicture picture_;
  service::Listener listener_;
  boost::asio::signal_set signals_;
  boost::asio::steady_timer tick_;
  bool is_ending_ = false;
};

int nothing_runs(const config::Settings& settings) {
  std::cerr << "selat top: "
            << text::fill(text::Phrase::nothing_runs, settings.language,
                          {{"directory", settings.bus.directory.string()}})
            << '\n';
  return runtime::kFailure;
}

}  // namespace

int run_top(int argc, char** argv) {
  cli::CommandLine line(
      "top",
      "What runs, what comes in, what was found, and who holds which sector; drawn anew each second. "
      "Without a terminal it prints one picture, as with --once.",
      cli::CommandLine::Reads::bus);
  bool is_once = false;
  bool is_json = false;
  line.flag("--once", is_once, "Print one picture and end.");
  line.flag("--json", is_json, "With --once: everything as JSON, with all counters and their accounting.");
  line.footer("Keys: q ends.");
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  if (is_json && !is_once) {
    throw runtime::UsageError("--json goes with --once");
  }
  const config::Settings& settings = line.settings();
  std::error_code ignored;
  if (!std::filesystem::is_directory(settings.bus.directory, ignored) && settings.bus.remote.empty()) {
    return nothing_runs(settings);
  }
  Top top(settings, geography_if_any(settings));
  if (!top.listen()) {
    return nothing_runs(settings);
  }
  return is_once || !terminal::is_terminal() ? top.print(is_json) : top.show();
}

}  // namespace selat::app
