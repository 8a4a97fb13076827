// selat demo: the whole system with simulated traffic and control points that accept by themselves.

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "cli/command_line.h"
#include "cop/operational_picture.h"
#include "runtime/exit_status.h"
#include "runtime/paths.h"
#include "runtime/process.h"
#include "service/listener.h"
#include "service/whole_system.h"
#include "simulate/watch_list_vessels.h"
#include "terminal/terminal_view.h"
#include "text/measure.h"
#include "text/phrase.h"
#include "text/terminal.h"

namespace selat::app {
namespace {

using text::Phrase;

// Free a moment ago; whoever takes it in between is named in the simulator's refusal.
std::uint16_t free_port() {
  boost::asio::io_context io;
  const boost::asio::ip::tcp::endpoint any(boost::asio::ip::address_v4::loopback(), 0);
  return boost::asio::ip::tcp::acceptor(io, any).local_endpoint().port();
}

std::vector<std::string> introduction(const config::Settings& settings, std::uint64_t seed) {
  const Language language = settings.language;
  const std::string number = std::to_string(seed);
  const bool is_usual = settings.bus.directory == runtime::default_run_directory();
  const std::string where = is_usual ? "" : " --run-directory " + settings.bus.directory.string();
  std::vector<std::pair<std::string, Phrase>> commands = {
      {"selat top --once --json" + where, Phrase::demo_try_top},
      {"selat control-point belawan --take-over" + where, Phrase::demo_try_control_point},
      {"selat config keys", Phrase::demo_try_config}};
  std::size_t width = 0;
  for (const auto& [command, what] : commands) {
    width = std::max(width, command.size());
  }
  std::vector<std::string> lines = {text::fill(Phrase::demo_seed, language, {{"seed", number}}),
                                    std::string(phrase(Phrase::demo_try, language))};
  for (const auto& [command, what] : commands) {
    lines.push_back("  " + text::fitted(command, width + 2) + std::string(phrase(what, language)));
  }
  lines.emplace_back(phrase(Phrase::demo_end, language));
  return lines;
}

class Demo {
 public:
  Demo(const config::Settings& settings, const service::Geography& geography, std::uint64_t seed)
      : settings_(settings),
        picture_(settings.language, geography.places),
        system_(settings),
        listener_(system_.process().bus(), picture_, geography.control_points) {
    system_.on_child([this](const runtime::ChildEvent& event) { on_child(event); });
    for (const std::string& line : introduction(settings, seed)) {
      std::cout << line << '\n';
    }
    std::cout << std::flush;
  }

  int run(std::vector<runtime::ChildSpec> children, double seconds) {
    runtime::Process& process = system_.process();
    if (seconds > 0) {
      process.every(Span::seconds(seconds), [&process] { process.stop(runtime::kSuccess); });
    }
    if (terminal::is_terminal()) {
      show_on_terminal();
    } else {
      picture_.on_event([](const cop::Event& event) {
        std::cout << text::time_of_day(event.at) << "  " << event.text << std::endl;
      });
      process.every(Span::seconds(10), [this] { std::cout << summary() << std::endl; });
    }
    // What the system says while it ends is no news: every sector loses its holder.
    std::string summary_at_end;
    process.on_stop([this, &summary_at_end] {
      summary_at_end = summary();
      picture_.on_event({});
    });
    system_.start(std::move(children));
    const int status = system_.run();
    view_.reset();
    if (system_.refusal().empty()) {
      std::cout << summary_at_end << std::endl;
    } else {
      std::cerr << system_.refusal() << '\n';
    }
    return status;
  }

 private:
  void on_child(const runtime::ChildEvent& event) {
    if (event.kind == runtime::ChildEventKind::died) {
      picture_.add_event({runtime::Process::now(),
                          cop::EventKind::child,
                          {},
                          text::fill(Phrase::event_restarted, settings_.language,
                                     {{"process", event.child}, {"how", event.how}})});
    }
  }

  void show_on_terminal() {
    runtime::Process& process = system_.process();
    view_.emplace(process.io(), [&process](char key) {
      if (key == 'q') {
        process.stop(runtime::kSuccess);
      }
    });
    redraw();
    process.every(Span::seconds(1), [this] { redraw(); });
  }

  void redraw() {
    if (!view_) {
      return;
    }
    terminal::ScreenStyle style = view_->style();
    style.events = 10;
    view_->show(terminal::draw(picture_, style, runtime::Process::now()));
  }

  [[nodiscard]] std::string summary() const {
    return text::time_of_day(runtime::Process::now()) + "  " +
           text::fill(Phrase::event_summary, settings_.language,
                      {{"reports", std::to_string(picture_.reports_published())},
                       {"tracks", std::to_string(picture_.live_tracks())},
                       {"alerts", std::to_string(picture_.open_alerts().size())},
                       {"held", std::to_string(picture_.sectors_held())},
                       {"sectors", std::to_string(picture_.sectors().size())}});
  }

  const config::Settings& settings_;
  cop::OperationalPicture picture_;
  service::WholeSystem system_;
  service::Listener listener_;
  std::optional<terminal::TerminalView> view_;
};

// A demo begins with a clean record of its own, so that it neither shows the last demo's alerts nor touches
// what a real watch has written.
void use_own_data(config::Settings& settings) {
  if (settings.data_directory == runtime::default_data_directory()) {
    settings.data_directory /= "demo";
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(settings.data_directory / ("coordinate.sqlite" + std::string(suffix)), ignored);
    }
  }
  settings.coordinate.database.clear();
  settings.feeds.clear();
}

// Settings on top of the person's own: the vessels that the simulator sends for the watch list to find.
std::filesystem::path write_demo_settings(const std::filesystem::path& directory) {
  service::make_data_directory(directory);
  const std::filesystem::path file = directory / "demo.toml";
  std::ofstream out(file);
  out << "# Written by 'selat demo' at each start.\n[coordinate]\ndatabase = \"\"\n";
  for (const simulate::WatchedVessel& vessel : simulate::watched_vessels()) {
    out << "\n[[watch]]\nlabel = \"" << vessel.label << "\"\n";
    if (vessel.mmsi) {
      out << "mmsi = " << *vessel.mmsi << '\n';
    }
    if (vessel.imo) {
      out << "imo = " << *vessel.imo << '\n';
    }
    if (!vessel.call_sign.empty()) {
      out << "call_sign = \"" << vessel.call_sign << "\"\n";
    }
    if (!vessel.name.empty()) {
      out << "name = \"" << vessel.name << "\"\n";
    }
  }
  out.close();
  if (!out) {
    throw runtime::UsageError(
        LocalizedMessage("{file} cannot be written ({why}); make room, or name another --data-directory",
                         {{"file", file.string()}, {"why", std::strerror(errno)}}));
  }
  return file;
}

}  // namespace

int run_demo(int argc, char** argv) {
  cli::CommandLine line(
      "demo",
      "The whole system with simulated traffic in the Strait and four control points that accept what "
      "they are offered. In a terminal it shows the picture as it changes, elsewhere it prints events. "
      "Its database begins empty, in <data directory>/demo unless --data-directory is given.",
      cli::CommandLine::Reads::bus);
  std::uint64_t seed = 1;
  double seconds = 0;
  line.option("--seed", "N", seed, "The same seed gives the same traffic.");
  line.option("--for", "SECONDS", seconds, "End after so long; 0: never.");
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  config::Settings& settings = line.settings();
  use_own_data(settings);
  const service::Geography geography = service::read_geography(settings);
  const std::string address = "127.0.0.1:" + std::to_string(free_port());
  std::vector<std::string> common = line.common_arguments();
  common.insert(common.end(), {"--config", write_demo_settings(settings.data_directory).string()});
  service::SystemPlan plan{std::move(common), {"simulator=tcp://" + address}, geography.control_points, {}};
  plan.simulate = {"--geodata", settings.geodata.string(), "--listen", address, "--seed",
                   std::to_string(seed), "--history-once",
                   // A simulator that is started again goes on with the same vessels where they would be.
                   "--live-since", std::to_string(runtime::Process::now().in_unix_seconds())};
  Demo demo(settings, geography, seed);
  return demo.run(service::children_of(plan), seconds);
}

}  // namespace selat::app
