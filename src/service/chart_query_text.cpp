#include <utility>

#include "service/chart_query.h"
#include "service/chart_setup.h"
#include "text/measure.h"
#include "text/terminal.h"

namespace selat::service {
namespace {

using text::Phrase;

// Rows of a thing, its description, and how certain that is.
class Sheet {
 public:
  Sheet(const ChartQueryResult& result, Language language) : result_(result), language_(language) {}

  [[nodiscard]] std::string text() {
    add_place();
    add_waters();
    add_sectors();
    add_routeing();
    add_things();
    add_control_point();
    return std::move(text_) +
           text::fill(Phrase::chart_not_for_navigation, language_,
                      {{"certainty", words(Phrase::basis_approximate)}}) +
           '\n';
  }

 private:
  [[nodiscard]] std::string words(Phrase phrase) const {
    return std::string(text::phrase(phrase, language_));
  }
  [[nodiscard]] std::string words(model::Basis basis) const {
    return words(one_of(Phrase::basis_published, basis));
  }
  [[nodiscard]] std::string name(const model::Names& names) const { return name_in(names, language_); }
  void row(Phrase what, const std::string& words) {
    text_ += text::fitted(text::phrase(what, language_), 24) + ' ' + words + '\n';
  }
  void row(Phrase what, const std::string& words, const std::string& certainty) {
    row(what,
        text::fill(Phrase::chart_with_certainty, language_, {{"words", words}, {"certainty", certainty}}));
  }
  [[nodiscard]] std::string claimants(const model::Waters& waters) const {
    std::string nations;
    for (std::size_t i = 0; i < model::kNationCount; ++i) {
      if (waters.claims[i]) {
        nations.append(nations.empty() ? "" : ", ").append(words(one_of(Phrase::nation_idn, i)));
      }
    }
    return nations;
  }

  void add_place() {
    text_ = degrees_and_minutes(result_.position) + ", " +
            words(result_.is_land ? Phrase::chart_land : Phrase::chart_sea) + '\n';
    if (result_.shore) {
      row(Phrase::chart_shore, text::distance(result_.shore->distance, language_),
          words(model::Basis::approximate));
    }
  }

  void add_waters() {
    if (result_.waters != nullptr) {
      row(Phrase::chart_waters, claimants(*result_.waters),
          words(one_of(Phrase::status_agreed, result_.waters->status)) + ", " + words(result_.waters->basis));
    } else if (!result_.is_land) {
      row(Phrase::chart_waters, words(Phrase::chart_none));
    }
    for (const DoubtfulWaters& doubtful : result_.doubtful) {
      row(Phrase::chart_doubt,
          text::fill(Phrase::chart_doubt_words, language_,
                     {{"nations", claimants(*doubtful.waters)},
                      {"distance", text::distance(doubtful.to_limit, language_)},
                      {"band", text::distance(doubtful.waters->uncertainty, language_)}}));
    }
    for (const model::Waters* const sea : result_.territorial_seas) {
      row(Phrase::chart_territorial_sea, claimants(*sea), words(sea->basis));
    }
    for (const model::Waters* const strait : result_.straits) {
      row(Phrase::chart_strait, name(strait->names), words(strait->basis));
    }
  }

  void add_sectors() {
    if (result_.sector == nullptr) {
      row(Phrase::chart_sector, words(Phrase::chart_none));
    } else {
      row(Phrase::chart_sector, std::string(result_.sector->id.view()) + " " + name(result_.sector->names),
          words(result_.sector->basis));
    }
    for (const chart::ReportingSector* const reporting : result_.reporting_sectors) {
      row(Phrase::chart_straitrep,
          text::for_terminal(reporting->id) + ", " + text::for_terminal(reporting->authority),
          words(reporting->basis));
    }
    if (result_.reporting_sectors.empty()) {
      row(Phrase::chart_straitrep, words(Phrase::chart_none));
    }
    std::string permits;
    for (std::size_t i = 0; result_.sector != nullptr && i < model::kNationCount; ++i) {
      permits.append(i == 0 ? "" : ", ").append(words(one_of(Phrase::nation_idn, i)));
      permits.append(" ").append(words(one_of(Phrase::permit_none, result_.sector->permits[i])));
    }
    if (!permits.empty()) {
      row(Phrase::chart_permits, permits);
    }
  }

  void add_routeing() {
    bool is_in_lane = false;
    for (const chart::RouteingMeasure* const measure : result_.routeing) {
      is_in_lane = is_in_lane || measure->kind == chart::RouteingKind::lane ||
                   measure->kind == chart::RouteingKind::through_route;
      std::string told = name(measure->names);
      if (const auto course = course_in(*measure, result_)) {
        told = text::fill(Phrase::routeing_course, language_,
                          {{"name", told}, {"course", course_in_three_digits(*course)}});
      }
      if (measure->speed_limit) {
        told = text::fill(Phrase::routeing_limit, language_,
                          {{"words", told}, {"speed", text::speed(*measure->speed_limit, language_)}});
      }
      if (measure->least_draught) {
        told = text::fill(Phrase::routeing_draught, language_,
                          {{"words", told}, {"draught", text::distance(*measure->least_draught, language_)}});
      }
      row(one_of(Phrase::routeing_lane, measure->kind), told, words(measure->basis));
    }
    // Beside a lane, or where the chart has centre lines only.
    for (const NearLane& near : result_.lanes) {
      if (!is_in_lane) {
        row(Phrase::chart_lane,
            text::fill(Phrase::chart_lane_words, language_,
                       {{"lane", name(near.lane->names)},
                        {"course", course_in_three_digits(near.course)},
                        {"distance", text::distance(near.from_centre, language_)}}),
            words(near.lane->basis));
      }
    }
  }

  template <typename Thing>
  void add_near(Phrase what, const Near<Thing>& near) {
    std::string told = name(near.thing->names);
    if (near.bearing) {
      told = text::fill(Phrase::chart_near_words, language_,
                        {{"name", told},
                         {"distance", text::distance(near.distance, language_)},
                         {"bearing", course_in_three_digits(*near.bearing)}});
    }
    row(what, told, words(near.thing->basis));
  }

  void add_things() {
    for (const auto& zone : result_.zones) {
      add_near(
          zone.thing->corridor.empty() ? one_of(Phrase::zone_watch, zone.thing->kind) : Phrase::chart_landing,
          zone);
    }
    for (const auto& seabed : result_.seabed) {
      add_near(one_of(Phrase::seabed_cable, seabed.thing->kind), seabed);
    }
    for (const auto& aid : result_.aids) {
      add_near(one_of(Phrase::aid_light, aid.thing->use), aid);
    }
  }

  void add_control_point() {
    if (result_.control_points.empty()) {
      row(Phrase::chart_control_point, words(Phrase::chart_none));
      return;
    }
    const NearControlPoint& near = result_.control_points.front();
    row(Phrase::chart_control_point,
        text::fill(Phrase::chart_by_water, language_,
                   {{"name", text::for_terminal(near.control_point->name)},
                    {"distance", text::distance(near.over_water, language_)}}),
        words(model::Basis::approximate));
  }

  const ChartQueryResult& result_;
  Language language_;
  std::string text_;
};

}  // namespace

std::string as_text(const ChartQueryResult& result, Language language) {
  return Sheet(result, language).text();
}

}  // namespace selat::service
