// selat chart route LAT LON LAT LON

#include <cctype>
#include <iostream>

#include "app/chart_command.h"
#include "base/system_words.h"
#include "cli/command_line.h"
#include "runtime/whole_file.h"
#include "service/chart_setup.h"
#include "service/route_report.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

void write_file(const std::filesystem::path& file, const std::string& content) {
  if (const auto written = runtime::write_output(file, content + "\n"); !written) {
    throw runtime::Failure(LocalizedMessage(
        tr("cannot write {file}: {why}"), {{"file", file.string()}, {"why", system_words(written.error())}}));
  }
}

void print(const service::RouteReport& report, const std::filesystem::path& out, Language language) {
  std::cout << service::as_text(report, language);
  if (!out.empty()) {
    std::cout << text::for_terminal(
                     text::translate({tr("Written to {file}."), {{"file", out.string()}}}, language))
              << '\n';
  }
  std::cout << text::translate({tr("Not for navigation: {certainty} data."),
                                {{"certainty", text::translate(tr("approximate"), language)}}},
                               language)
            << std::endl;
}

Speed speed_of(double speed_kn) {
  if (!(speed_kn > 0 && speed_kn <= 100)) {
    throw runtime::UsageError(tr("--speed must be above 0 and at most 100 knots"));
  }
  return Speed::knots(speed_kn);
}

std::optional<model::Nation> nation_of(std::string& flag) {
  for (char& letter : flag) {
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  const auto nation = from_name<model::Nation>(flag);
  if (!flag.empty() && !nation) {
    throw runtime::UsageError(
        LocalizedMessage(tr("unknown flag '{flag}'; use IDN, MYS, SGP or THA"), {{"flag", flag}}));
  }
  return nation;
}

}  // namespace

int chart_route(int argc, char** argv) {
  cli::CommandLine line(
      "chart route",
      tr("The way over water between two places: how far, how long, and its legs. An end on land is "
         "moved to the nearest open water within 1 nm. Not for navigation."),
      cli::CommandLine::Reads::settings);
  std::vector<std::string> places;
  double speed_kn = 15;
  service::RouteQuery query{};
  bool is_json = false;
  bool crosses_squarely = false;
  bool avoids_foreign_seas = false;
  std::filesystem::path out;
  line.arguments(verbatim("LAT LON LAT LON"), places,
                 tr("From where and where to, such as 3.785 98.69 4.2283 100.6117 or 3-47.1N,98-41.4E "
                    "4-13.7N,100-36.7E."));
  line.option("--speed", verbatim("KN"), speed_kn, tr("Speed over ground in knots."));
  line.option("--flag", verbatim("NATION"), query.flag,
              tr("IDN, MYS, SGP or THA: keep out of sectors where it may do nothing."));
  line.flag("--cross-squarely", crosses_squarely,
            tr("Prefer to cross traffic lanes near 90° and to follow them in their direction."));
  line.flag("--avoid-foreign-seas", avoids_foreign_seas,
            tr("With --flag: keep out of the territorial seas of others, too."));
  line.flag("--json", is_json, tr("Print JSON."));
  line.option("--out", tr("FILE"), out, tr("Also write the route as GeoJSON."));
  line.examples({"selat chart route 3.785 98.69 4.2283 100.6117 --speed 18"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const auto ends = service::positions_of(places, 2);
  query.from = ends[0];
  query.to = ends[1];
  query.speed = speed_of(speed_kn);
  const route::RouteOptions options{.flag = nation_of(query.flag),
                                    .follows_lane_rules = crosses_squarely,
                                    .avoids_foreign_seas = avoids_foreign_seas};
  if (avoids_foreign_seas && !options.flag) {
    throw runtime::UsageError(tr("--avoid-foreign-seas needs --flag: whose seas are not foreign"));
  }
  const chart::Chart chart = service::chart_of(line.settings());
  const route::WaterMap map = service::water_map_of(chart);
  const auto route = map.route(query.from, query.to, options);
  if (!route) {
    const bool is_start_open = map.field_from(query.from, options).has_value();
    service::no_way(route.error(), is_start_open ? query.to : query.from, line.settings().language);
  }
  const auto port_waters = service::port_waters_of(*route, chart, options.flag);
  const service::RouteReport report{query, *route, port_waters};
  if (!out.empty()) {
    write_file(out, service::as_geojson(report));
  }
  if (is_json) {
    std::cout << service::as_json(report) << std::endl;
  } else {
    print(report, out, line.settings().language);
  }
  return runtime::kSuccess;
}

}  // namespace selat::app
