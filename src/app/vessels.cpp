// selat vessels: lists and finds the vessels that are tracked now.

#include <algorithm>
#include <charconv>
#include <iostream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "runtime/machine_clock.h"
#include "service/chart_setup.h"
#include "service/no_answer.h"
#include "service/track_snapshot.h"
#include "service/vessel_search.h"
#include "text/translate.h"

namespace selat::app {
namespace {

constexpr int kFarthestNm = 500;

std::vector<model::Mmsi> mmsis_of(const std::vector<std::string>& words) {
  std::vector<model::Mmsi> mmsis;
  for (const std::string& word : words) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word.size() != 9 || error != std::errc() || end != word.data() + word.size()) {
      throw runtime::UsageError(
          LocalizedMessage(tr("--mmsi '{word}' is no MMSI: give its nine digits"), {{"word", word}}));
    }
    mmsis.emplace_back(number);
  }
  return mmsis;
}

std::optional<service::VesselQuery::Near> near_of(const std::string& typed) {
  if (typed.empty()) {
    return std::nullopt;
  }
  const auto circle = service::typed_circle(typed, kFarthestNm);
  if (!circle) {
    throw runtime::UsageError(circle.error());
  }
  return service::VesselQuery::Near{circle->centre, Distance::nautical_miles(circle->radius_nm)};
}

}  // namespace

int run_vessels(int argc, char** argv) {
  cli::CommandLine line(
      "vessels",
      tr("The vessels that are tracked now: name, MMSI, position, course, speed and how old that is. With "
         "conditions, those that meet all of them; a condition that is repeated is met by any of its "
         "values."),
      cli::CommandLine::Reads::bus);
  std::vector<std::string> names, mmsis;
  std::string near;
  bool is_json = false;
  bool is_geojson = false;
  bool is_silent_on_ais = false;
  line.option("--name", tr("TEXT"), names,
              tr("Part of the name, in small or capital letters; may be repeated."));
  line.option("--mmsi", tr("MMSI"), mmsis, tr("May be repeated."));
  line.spaced("--near", verbatim("LAT LON NM"), near,
              tr("Within so many nautical miles of a place, the nearest first. Latitude and longitude as "
                 "1.25N 103.8E, 1.25 103.8 or 1-15.0N 103-48.0E."),
              service::is_circle);
  line.flag("--without-ais", is_silent_on_ais,
            tr("Only those that are silent on AIS: seen by radar or by people alone."));
  line.flag("--json", is_json, tr("Print JSON."));
  line.flag("--geojson", is_geojson, tr("Print GeoJSON (RFC 7946), for a map."));
  line.examples({"selat vessels --name evergreen", "selat vessels --near 1.2N 103.85E 5 --geojson",
                 "selat vessels --without-ais"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  if (is_json && is_geojson) {
    throw runtime::UsageError(tr("give --json or --geojson, not both"));
  }
  if (std::ranges::find(names, std::string()) != names.end()) {
    throw runtime::UsageError(tr("--name needs a part of the name"));
  }
  service::VesselSearch search(
      {.names = names, .mmsis = mmsis_of(mmsis), .near = near_of(near), .is_silent_on_ais = is_silent_on_ais});
  const config::Settings& settings = line.settings();
  const auto heard = service::read_tracks(settings, service::patience_for("detect", settings),
                                          [&](const model::Track& track) { search.add(track); });
  if (heard == service::Detector::silent) {
    throw runtime::Failure(service::not_heard("detect", settings));
  }
  if (heard == service::Detector::without_tracks) {
    throw runtime::Failure(service::topic_not_sent("detect", "track", settings));
  }
  if (heard == service::Detector::nothing_heard) {
    throw runtime::Failure(service::nothing_heard(settings));
  }
  const Instant now = runtime::read_clocks().wall;
  std::cout << (is_json      ? service::vessels_as_json(search.found(), now)
                : is_geojson ? service::vessels_as_geojson(search.found(), now)
                             : service::vessels_as_text(search.found(), settings.language, now))
            << std::flush;
  return runtime::kSuccess;
}

}  // namespace selat::app
