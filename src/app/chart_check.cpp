// selat chart check [FOLDER]

#include <algorithm>
#include <iostream>
#include <vector>

#include "app/chart_command.h"
#include "chart/conflicts.h"
#include "chart/folder_check.h"
#include "cli/command_line.h"
#include "service/command_json.h"
#include "service/doctor_checks.h"
#include "service/needed_geodata.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

LocalizedMessage count_of(const std::string& file, std::size_t features) {
  if (features == 1) {
    return {tr("{file}: one feature"), {{"file", file}}};
  }
  return {file.starts_with("coast") ? tr("{file}: {n} polygons") : tr("{file}: {n} features"),
          {{"file", file}, {"n", features}}};
}

std::vector<chart::Conflict> conflicts_in(const std::filesystem::path& folder) {
  const auto chart = chart::load_chart(folder);
  return chart ? chart::conflicts_of(*chart) : std::vector<chart::Conflict>();
}

}  // namespace

int chart_check(int argc, char** argv) {
  cli::CommandLine line(
      "chart check",
      tr("Reads every file of a geodata folder and says what is wrong, with layer, feature and field, and "
         "where layers contradict the coast or each other. Exit status 1 when a file is wrong."),
      cli::CommandLine::Reads::settings);
  std::string folder;
  bool is_json = false;
  line.flag("--json", is_json, tr("The result as JSON."));
  line.argument(tr("FOLDER"), folder, tr("The folder (default: that of the settings)."), false);
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const std::filesystem::path place =
      folder.empty() ? line.settings().geodata : std::filesystem::path(folder);
  std::error_code ignored;
  if (std::filesystem::exists(place, ignored) && !std::filesystem::is_directory(place, ignored)) {
    throw runtime::Failure(LocalizedMessage(
        tr("{file} is no directory: name the folder that holds the geodata"), {{"file", place.string()}}));
  }
  const Language language = line.settings().language;
  const auto tell = [language](service::Verdict verdict, const LocalizedMessage& message) {
    std::cout << text::fitted(word(verdict, language), 6)
              << text::for_terminal(text::translate(message, language)) << '\n';
  };
  const std::vector<chart::FileCheck> checks = chart::check_folder(place);
  for (const chart::FileCheck& check : is_json ? std::vector<chart::FileCheck>() : checks) {
    if (check.features) {
      tell(service::Verdict::ok, count_of(check.name, *check.features));
    } else if (chart::is_sound(check)) {
      tell(service::Verdict::ok,
           LocalizedMessage(tr("{file}: not there; the chart works without it"), {{"file", check.name}}));
    } else {
      tell(service::Verdict::fail, service::message_of(check.features.error()));
    }
  }
  const bool is_sound = std::ranges::all_of(checks, chart::is_sound);
  const std::vector<chart::Conflict> conflicts =
      is_sound ? conflicts_in(place) : std::vector<chart::Conflict>();
  for (const chart::Conflict& conflict : is_json ? std::vector<chart::Conflict>() : conflicts) {
    tell(service::Verdict::warn,
         LocalizedMessage(
             tr("{layer} {feature}: {what}"),
             {{"layer", conflict.layer}, {"feature", conflict.feature}, {"what", conflict.what}}));
  }
  std::cout << (is_json ? service::as_json(checks, conflicts, place, language) + "\n" : "") << std::flush;
  return is_sound ? runtime::kSuccess : runtime::kFailure;
}

}  // namespace selat::app
