// selat chart at LAT LON

#include <iostream>

#include "app/chart_command.h"
#include "cli/command_line.h"
#include "runtime/exit_status.h"
#include "service/chart_query.h"
#include "service/chart_setup.h"
#include "text/measure.h"
#include "text/terminal.h"

namespace selat::app {
namespace {

using text::Phrase;

// The facts as rows: what, the words, and how sure they are.
class Sheet {
 public:
  Sheet(const service::PlaceFacts& facts, Language language) : facts_(facts), language_(language) {}

  void print() const {
    print_place();
    print_waters();
    print_sectors();
    print_routeing();
    print_things();
    print_control_point();
    std::cout << text::fill(Phrase::chart_not_for_navigation, language_,
                            {{"certainty", words(Phrase::basis_approximate)}})
              << '\n'
              << std::flush;
  }

 private:
  [[nodiscard]] std::string words(Phrase phrase) const {
    return std::string(text::phrase(phrase, language_));
  }
  [[nodiscard]] std::string words(model::Basis basis) const {
    return words(service::one_of(Phrase::basis_published, basis));
  }
  [[nodiscard]] std::string name(const model::Names& names) const {
    return service::name_in(names, language_);
  }
  void row(Phrase what, const std::string& words) const {
    std::cout << text::fitted(text::phrase(what, language_), 24) << ' ' << words << '\n';
  }
  void row(Phrase what, const std::string& words, const std::string& certainty) const {
    row(what,
        text::fill(Phrase::chart_with_certainty, language_, {{"words", words}, {"certainty", certainty}}));
  }
  [[nodiscard]] std::string claimants(const model::Waters& waters) const {
    std::string nations;
    for (std::size_t i = 0; i < model::kNationCount; ++i) {
      if (waters.claims[i]) {
        nations.append(nations.empty() ? "" : ", ").append(words(service::one_of(Phrase::nation_idn, i)));
      }
    }
    return nations;
  }

  void print_place() const {
    std::cout << service::degrees_and_minutes(facts_.position) << ", "
              << words(facts_.is_land ? Phrase::chart_land : Phrase::chart_sea) << '\n';
    if (facts_.shore) {
      row(Phrase::chart_shore, text::distance(facts_.shore->distance, language_),
          words(model::Basis::approximate));
    }
  }

  void print_waters() const {
    if (facts_.waters != nullptr) {
      row(Phrase::chart_waters, claimants(*facts_.waters),
          words(service::one_of(Phrase::status_agreed, facts_.waters->status)) + ", " +
              words(facts_.waters->basis));
    } else if (!facts_.is_land) {
      row(Phrase::chart_waters, words(Phrase::chart_none));
    }
    for (const service::DoubtfulWaters& doubtful : facts_.doubtful) {
      row(Phrase::chart_doubt,
          text::fill(Phrase::chart_doubt_words, language_,
                     {{"nations", claimants(*doubtful.waters)},
                      {"distance", text::distance(doubtful.to_limit, language_)},
                      {"band", text::distance(doubtful.waters->uncertainty, language_)}}));
    }
    for (const model::Waters* const sea : facts_.territorial_seas) {
      row(Phrase::chart_territorial_sea, claimants(*sea), words(sea->basis));
    }
    for (const model::Waters* const strait : facts_.straits) {
      row(Phrase::chart_strait, name(strait->names), words(strait->basis));
    }
  }

  void print_sectors() const {
    if (facts_.sector == nullptr) {
      row(Phrase::chart_sector, words(Phrase::chart_none));
    } else {
      row(Phrase::chart_sector, std::string(facts_.sector->id.view()) + " " + name(facts_.sector->names),
          words(facts_.sector->basis));
    }
    for (const chart::ReportingSector* const reporting : facts_.reporting_sectors) {
      row(Phrase::chart_straitrep,
          text::for_terminal(reporting->id) + ", " + text::for_terminal(reporting->authority),
          words(reporting->basis));
    }
    if (facts_.reporting_sectors.empty()) {
      row(Phrase::chart_straitrep, words(Phrase::chart_none));
    }
    std::string permits;
    for (std::size_t i = 0; facts_.sector != nullptr && i < model::kNationCount; ++i) {
      permits.append(i == 0 ? "" : ", ").append(words(service::one_of(Phrase::nation_idn, i)));
      permits.append(" ").append(words(service::one_of(Phrase::permit_none, facts_.sector->permits[i])));
    }
    if (!permits.empty()) {
      row(Phrase::chart_permits, permits);
    }
  }

  void print_routeing() const {
    bool is_in_lane = false;
    for (const chart::RouteingMeasure* const measure : facts_.routeing) {
      is_in_lane = is_in_lane || measure->kind == chart::RouteingKind::lane ||
                   measure->kind == chart::RouteingKind::through_route;
      std::string told = name(measure->names);
      if (const auto course = service::course_in(*measure, facts_)) {
        told = text::fill(Phrase::routeing_course, language_,
                          {{"name", told}, {"course", service::course_in_three_digits(*course)}});
      }
      if (measure->speed_limit) {
        told = text::fill(Phrase::routeing_limit, language_,
                          {{"words", told}, {"speed", text::speed(*measure->speed_limit, language_)}});
      }
      if (measure->least_draught) {
        told = text::fill(Phrase::routeing_draught, language_,
                          {{"words", told}, {"draught", text::distance(*measure->least_draught, language_)}});
      }
      row(service::one_of(Phrase::routeing_lane, measure->kind), told, words(measure->basis));
    }
    // Beside a lane, or where the chart has centre lines only.
    for (const service::NearLane& near : facts_.lanes) {
      if (!is_in_lane) {
        row(Phrase::chart_lane,
            text::fill(Phrase::chart_lane_words, language_,
                       {{"lane", name(near.lane->names)},
                        {"course", service::course_in_three_digits(near.course)},
                        {"distance", text::distance(near.from_centre, language_)}}),
            words(near.lane->basis));
      }
    }
  }

  template <typename Thing>
  void print_near(Phrase what, const service::Near<Thing>& near) const {
    std::string told = name(near.thing->names);
    if (near.bearing) {
      told = text::fill(Phrase::chart_near_words, language_,
                        {{"name", told},
                         {"distance", text::distance(near.distance, language_)},
                         {"bearing", service::course_in_three_digits(*near.bearing)}});
    }
    row(what, told, words(near.thing->basis));
  }

  void print_things() const {
    for (const auto& zone : facts_.zones) {
      print_near(zone.thing->corridor.empty() ? service::one_of(Phrase::zone_watch, zone.thing->kind)
                                              : Phrase::chart_landing,
                 zone);
    }
    for (const auto& seabed : facts_.seabed) {
      print_near(service::one_of(Phrase::seabed_cable, seabed.thing->kind), seabed);
    }
    for (const auto& aid : facts_.aids) {
      print_near(service::one_of(Phrase::aid_light, aid.thing->use), aid);
    }
  }

  void print_control_point() const {
    if (facts_.control_points.empty()) {
      row(Phrase::chart_control_point, words(Phrase::chart_none));
      return;
    }
    const service::NearControlPoint& near = facts_.control_points.front();
    row(Phrase::chart_control_point,
        text::fill(Phrase::chart_by_water, language_,
                   {{"name", text::for_terminal(near.control_point->name)},
                    {"distance", text::distance(near.over_water, language_)}}),
        words(model::Basis::approximate));
  }

  const service::PlaceFacts& facts_;
  Language language_;
};

}  // namespace

int chart_at(int argc, char** argv) {
  cli::CommandLine line(
      "chart at",
      "Everything the chart says of a place: land or sea, how far the shore is, whose waters and how sure "
      "that is, the patrol sector and what each nation may do there, the STRAITREP sector, traffic "
      "separation, anchorages, berths, landing stretches, cables and lights near, and the nearest control "
      "point over water. Not for navigation.",
      cli::CommandLine::Reads::settings);
  std::string latitude, longitude;
  bool is_json = false;
  line.argument("LAT", latitude, "Latitude in degrees, such as 1.25 or 1.25N.");
  line.argument("LON", longitude, "Longitude in degrees, such as 103.8 or 103.8E.");
  line.flag("--json", is_json, "Print JSON.");
  line.examples({"selat chart at 1.2 103.85"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const geo::Position position = service::position_of(latitude, longitude);
  const chart::Chart chart = service::chart_of(line.settings());
  const route::WaterMap map = service::water_map_of(chart);
  if (!geo::Area(chart.coast).bounds().contains(position)) {
    service::no_way(route::RouteProblem::outside_chart);
  }
  const service::PlaceFacts facts = service::place_facts(chart, map, position);
  const Language language = line.settings().language;
  if (is_json) {
    std::cout << as_json(facts, language) << '\n' << std::flush;
  } else {
    Sheet(facts, language).print();
  }
  return runtime::kSuccess;
}

}  // namespace selat::app
