#include "service/settings_check.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <tuple>

#include "bus/bus.h"
#include "bus/keys.h"
#include "chart/chart.h"
#include "chart/geodata_folder.h"
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

}  // namespace

void add_checks_of_this_machine(config::Vocabulary& words) {
  words.geodata_problem = problem_of_geodata;
  words.keys_problem = problem_of_keys;
}

}  // namespace selat::service
