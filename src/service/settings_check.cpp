#include "service/settings_check.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <tuple>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include "bus/bus.h"
#include "bus/keys.h"
#include "chart/chart.h"
#include "chart/geodata_folder.h"
#include "feed/feed_table.h"
#include "geo/polygon.h"
#include "runtime/machine_clock.h"
#include "runtime/paths.h"
#include "service/needed_geodata.h"

namespace selat::service {
namespace {

namespace fs = std::filesystem;

std::optional<config::RowProblem> problem_of_geodata(const fs::path& geodata) {
  const auto folder = chart::find_geodata(runtime::geodata_places(geodata));
  const auto chart = folder ? chart::load_chart(*folder) : std::unexpected(folder.error());
  if (chart) {
    return std::nullopt;
  }
  return config::RowProblem{
      "geodata", message_of(chart.error()),
      tr("name the directory of sectors.geojson, and mend what 'selat chart check' finds")};
}

std::optional<config::RowProblem> problem_of_keys(const fs::path& keys) {
  const LocalizedMessage advice = tr("make them with 'selat keys make'");
  try {
    std::error_code ignored;
    const auto is_secret = [](const fs::directory_entry& file) {
      return file.path().extension() == ".secret";
    };
    const auto allowed = bus::read_allowed_keys(keys);
    for (const fs::directory_entry& file : fs::directory_iterator(keys, ignored)) {
      if (is_secret(file)) {
        std::ignore = bus::read_key_pair(keys, file.path().stem().string());
      }
    }
    const bool has_secret = std::ranges::any_of(fs::directory_iterator(keys, ignored), is_secret);
    return has_secret && !allowed.empty()
               ? std::nullopt
               : std::optional(config::RowProblem{
                     "keys", {tr("no key in {directory}"), {{"directory", keys.string()}}}, advice});
  } catch (const bus::BusError& error) {
    return config::RowProblem{"keys", error.message(), advice};
  }
}

// Of what the URI names: a missing file can appear, and rights can be mended.
std::optional<config::RowProblem> obstacle_of(const config::FeedSettings& settings) {
  const auto configured = feed::parse_uri(settings.uri);
  if (!configured) {
    return std::nullopt;
  }
  boost::asio::io_context io;
  feed::Setup setup{.io = io, .name = settings.name};
  setup.clock = runtime::read_clocks;
  setup.on_lines = [](const feed::Chunk&) {};
  const auto found = configured->make(std::move(setup))->obstacle();
  return found.transform([](const LocalizedMessage& why) {
    return config::RowProblem{"uri", why, tr("until that is mended the feed does not work")};
  });
}

// The server finds no way over water from there, and reckons with a straight line.
std::optional<config::RowProblem> obstacle_of_berth(geo::Position berth, const fs::path& geodata) {
  constexpr Distance kMostInland = Distance::nautical_miles(1);
  const auto folder = chart::find_geodata(runtime::geodata_places(geodata));
  const auto coast = folder ? chart::load_coast(*folder) : std::unexpected(folder.error());
  if (!coast) {
    return std::nullopt;  // told of the geodata
  }
  for (const geo::Polygon& land : *coast) {
    const Distance inland = land.contains(berth) ? land.distance_to_edge(berth) : Distance();
    if (inland > kMostInland) {
      return config::RowProblem{"latitude_deg",
                                {tr("lies on land, {n} nm from the coast"),
                                 {{"n", fmt::format("{:.0f}", inland.in_nautical_miles())}}},
                                tr("mend the berth; until then its ways are reckoned as straight lines")};
    }
  }
  return std::nullopt;
}

// A table for a key that nobody has changes nothing, and whoever was meant may do everything.
std::optional<config::RowProblem> obstacle_of_peer(std::string_view name, const fs::path& keys) {
  const fs::path file = keys / (std::string(name) + ".public");
  std::error_code unknown;
  if (!fs::is_directory(keys, unknown) || fs::exists(file, unknown)) {
    return std::nullopt;
  }
  return config::RowProblem{"",
                            {tr("is about a key that is not there: no {file}"), {{"file", file.string()}}},
                            tr("name it as the file of its key, or copy that file here")};
}

}  // namespace

void add_checks_of_this_machine(config::Vocabulary& words,
                                std::function<void(const config::SettingsProblem&)> on_warning) {
  words.geodata_problem = problem_of_geodata;
  words.keys_problem = problem_of_keys;
  words.feed_obstacle = obstacle_of;
  words.peer_obstacle = obstacle_of_peer;
  words.berth_obstacle = obstacle_of_berth;
  words.on_warning = std::move(on_warning);
}

}  // namespace selat::service
