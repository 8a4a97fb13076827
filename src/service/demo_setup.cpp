#include "service/demo_setup.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <optional>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "base/system_words.h"
#include "runtime/command_error.h"
#include "runtime/paths.h"
#include "service/simulate_options.h"
#include "simulate/patrol_craft.h"
#include "simulate/shore_radars.h"
#include "simulate/watch_list_vessels.h"
#include "store/owner_lock.h"
#include "store/store_error.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::service {
namespace {

// A port that is free now; if another process takes it meanwhile, the simulator refuses to start.
std::uint16_t free_port() {
  boost::asio::io_context io;
  const boost::asio::ip::tcp::endpoint any(boost::asio::ip::address_v4::loopback(), 0);
  return boost::asio::ip::tcp::acceptor(io, any).local_endpoint().port();
}

// One [[watch]] of a settings file.
void write_watch(std::ostream& out, const simulate::WatchedVessel& vessel) {
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

// One [[asset]].
void write_asset(std::ostream& out, const simulate::PatrolCraft& craft) {
  out << "\n[[asset]]\nid = \"" << craft.id << "\"\ncontrol_point = \"" << craft.control_point
      << "\"\nname = \"" << craft.name << "\"\nlatitude_deg = " << craft.berth.latitude_deg()
      << "\nlongitude_deg = " << craft.berth.longitude_deg() << "\ncruise_kn = " << craft.cruise.in_knots()
      << "\nsprint_kn = " << craft.sprint.in_knots() << '\n';
  if (craft.identity) {
    out << "mmsi = " << craft.identity->mmsi.number() << '\n';
  }
}

// One [[radar]].
void write_radar(std::ostream& out, const simulate::SimulatedRadar& radar) {
  out << "\n[[radar]]\nid = \"" << radar.id << "\"\nname = \"" << radar.name
      << "\"\nfeed = \"simulator\"\nsource = \"" << radar.id
      << "\"\nlatitude_deg = " << radar.position.latitude_deg()
      << "\nlongitude_deg = " << radar.position.longitude_deg()
      << "\nantenna_height_m = " << radar.antenna_height.in_metres()
      << "\nmax_range_nm = " << radar.max_range.in_nautical_miles()
      << "\nrange_sigma_m = " << radar.range_sigma.in_metres()
      << "\nbearing_sigma_deg = " << radar.bearing_sigma.in_degrees()
      << "\nscan_period_s = " << radar.scan_period.in_seconds() << '\n';
}

// Settings on top of the person's own: the vessels that the simulator sends for the watch list to find, and
// its patrol craft.
std::filesystem::path write_demo_settings(const std::filesystem::path& directory) {
  make_data_directory(directory);
  const std::filesystem::path file = directory / "demo.toml";
  std::ofstream out(file);
  out << std::setprecision(9) << "# Written by 'selat demo' at each start.\n[coordinate]\ndatabase = \"\"\n";
  for (const simulate::WatchedVessel& vessel : simulate::watched_vessels()) {
    write_watch(out, vessel);
  }
  for (const simulate::PatrolCraft& craft : simulate::patrol_craft()) {
    write_asset(out, craft);
  }
  for (const simulate::SimulatedRadar& radar : simulate::shore_radars()) {
    write_radar(out, radar);
  }
  out.close();
  if (!out) {
    throw runtime::Failure(
        LocalizedMessage(tr("{file} cannot be written ({why}); make room, or name another --data-directory"),
                         {{"file", file.string()}, {"why", system_words(errno)}}));
  }
  return file;
}

// Not while another demo has them open.
void remove_data_of_the_last_demo(const std::filesystem::path& directory) {
  std::optional<store::OwnerLock> lock;
  try {
    lock.emplace(directory / "coordinate.sqlite");
  } catch (const store::StoreError& error) {
    if (error.problem() == store::StoreProblem::in_use) {
      throw runtime::UsageError({tr("a demo runs already with its data in {directory}; end that one, or name "
                                    "another --data-directory"),
                                 {{"directory", directory.string()}}});
    }
    throw runtime::Failure(error.message());
  }
  std::error_code ignored;
  const auto is_of_the_last_demo = [](const std::string& name) {
    return name.find(".sqlite") != std::string::npos || name == "detect.state" || name == "detect.context";
  };
  for (const auto& entry : std::filesystem::directory_iterator(directory, ignored)) {
    if (is_of_the_last_demo(entry.path().filename().string())) {
      std::filesystem::remove(entry.path(), ignored);
    }
  }
}

}  // namespace

std::filesystem::path data_directory_of_demo(const std::filesystem::path& data_directory) {
  return data_directory / "demo";
}

void use_own_data(config::Settings& settings) {
  if (settings.data_directory == runtime::default_data_directory()) {
    settings.data_directory = data_directory_of_demo(settings.data_directory);
    remove_data_of_the_last_demo(settings.data_directory);
  }
  settings.coordinate.database.clear();
  settings.feeds.clear();
  settings.radars.clear();
  settings.outputs.clear();
}

SystemPlan demo_plan(const config::Settings& settings, const Geography& geography,
                     std::vector<std::string> common, std::uint64_t seed, Instant now) {
  const std::string address = "127.0.0.1:" + std::to_string(free_port());
  common.insert(common.end(), {"--config", write_demo_settings(settings.data_directory).string()});
  SystemPlan plan{std::move(common), {"--feed", "simulator=tcp://" + address}, geography.control_points, {}};
  plan.simulate = {"--geodata", settings.geodata.string(), "--listen", address, "--seed",
                   std::to_string(seed), "--history-once", "--radar", std::string(kRadarLines),
                   "--crossings-by-day",
                   // A simulator that is started again goes on with the same vessels where they would be.
                   "--live-since", std::to_string(now.in_unix_seconds())};
  return plan;
}

std::vector<std::string> demo_introduction(const config::Settings& settings, std::uint64_t seed) {
  const Language language = settings.language;
  const std::string number = std::to_string(seed);
  const bool is_usual = settings.bus.directory == runtime::default_run_directory();
  const std::string where = is_usual ? "" : " --run-directory " + settings.bus.directory.string();
  std::vector<std::pair<std::string, MessageId>> commands = {
      {"selat top --once --json" + where, tr("the whole picture as data")},
      {"selat control-point belawan --take-over" + where,
       tr("take over the watch at Belawan: accept, decline, report")},
      {"selat audit verify" + where, tr("the log of this demo, whether it is whole")},
      {"selat config keys", tr("every setting there is")}};
  std::size_t width = 0;
  for (const auto& [command, what] : commands) {
    width = std::max(width, command.size());
  }
  std::vector<std::string> lines = {
      text::translate(
          {tr("Simulated traffic with seed {seed}; the same seed gives the same traffic (--seed {seed})."),
           {{"seed", number}}},
          language),
      std::string(text::translate(tr("Each run begins with an empty past: alerts are numbered from 1 anew."),
                                  language)),
      std::string(text::translate(tr("To try in a second terminal:"), language))};
  for (const auto& [command, what] : commands) {
    lines.push_back("  " + text::fitted(command, width + 2) + std::string(text::translate(what, language)));
  }
  lines.emplace_back(text::translate(tr("Ctrl-C ends the demo."), language));
  return lines;
}

}  // namespace selat::service
