#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "service/chart_query.h"
#include "service/chart_setup.h"
#include "service/place_words.h"
#include "service/tide_and_sky_text.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"

namespace selat::service {
namespace {

// In the order of each enum.
constexpr auto kMeasures = std::to_array<MessageId>(
    {tr("Traffic lane"), tr("Separation zone"), tr("Precautionary area"), tr("Deep-water route"),
     tr("Speed limit"), tr("Inshore zone"), tr("Through-route")});
constexpr auto kSeabedAreas = std::to_array<MessageId>({tr("Cables"), tr("Pipelines")});
constexpr auto kAids = std::to_array<MessageId>({tr("Light"), tr("Beacon"), tr("Buoys")});

template <typename Enum, std::size_t Size>
MessageId label_of(const std::array<MessageId, Size>& labels, Enum value) {
  static_assert(Size == enum_count<Enum>);
  return labels[static_cast<std::size_t>(value)];
}

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
    add_radar_site();
    add_control_point();
    for (const SheetRow& each : rows_of(result_.tide_and_sky, language_)) {
      row(each.what, each.words);
    }
    // As wide as the longest label of the language.
    std::size_t width = 0;
    for (const auto& [label, words] : rows_) {
      width = std::max(width, text::columns_of(label));
    }
    for (const auto& [label, words] : rows_) {
      text_ += text::fitted(label, width) + ' ' + words + '\n';
    }
    return std::move(text_) +
           text::translate(
               {tr("Not for navigation: {certainty} data."), {{"certainty", words(tr("approximate"))}}},
               language_) +
           '\n';
  }

 private:
  [[nodiscard]] std::string words(MessageId phrase) const {
    return std::string(text::translate(phrase, language_));
  }
  [[nodiscard]] std::string words(model::Basis basis) const {
    return std::string(text::name(basis, language_));
  }
  [[nodiscard]] std::string name(const model::Names& names) const { return name_in(names, language_); }
  void row(MessageId what, const std::string& words) {
    rows_.emplace_back(text::translate(what, language_), words);
  }
  void row(MessageId what, const std::string& words, const std::string& certainty) {
    row(what, text::translate({tr("{words} ({certainty})"), {{"words", words}, {"certainty", certainty}}},
                              language_));
  }
  [[nodiscard]] std::string claimants(const model::Waters& waters) const {
    std::string nations;
    for (std::size_t i = 0; i < model::kNationCount; ++i) {
      if (waters.claims[i]) {
        nations.append(nations.empty() ? "" : ", ")
            .append(text::name(static_cast<model::Nation>(i), language_));
      }
    }
    return nations;
  }

  void add_place() {
    text_ = place_words(result_.position, language_) + ", " +
            words(result_.is_land ? tr("on land") : tr("at sea")) + '\n';
    if (result_.shore) {
      row(tr("To the shore"), text::distance(result_.shore->distance, language_),
          words(model::Basis::approximate));
    }
    if (result_.shore_doubt != nullptr) {
      row(tr("Shore in doubt"),
          text::translate({tr("known to {distance} here: {reason}"),
                           {{"distance", text::distance(result_.shore_doubt->doubt, language_)},
                            {"reason", name(result_.shore_doubt->reasons)}}},
                          language_));
    }
  }

  void add_waters() {
    if (result_.waters != nullptr) {
      row(tr("Waters of"), claimants(*result_.waters),
          std::string(text::name(result_.waters->status, language_)) + ", " + words(result_.waters->basis));
      if (!result_.waters->law.en.empty()) {
        row(tr("In law"), name(result_.waters->law));
      }
    } else if (!result_.is_land) {
      row(tr("Waters of"), words(tr("none")));
    }
    for (const DoubtfulWaters& doubtful : result_.doubtful) {
      row(tr("In doubt"),
          text::translate({tr("perhaps {nations}: the limit is {distance} away, known to {band}"),
                           {{"nations", claimants(*doubtful.waters)},
                            {"distance", text::distance(doubtful.to_limit, language_)},
                            {"band", text::distance(doubtful.waters->uncertainty, language_)}}},
                          language_));
    }
    for (const model::Waters* const sea : result_.territorial_seas) {
      row(tr("Territorial sea"), claimants(*sea), words(sea->basis));
    }
    for (const model::Waters* const strait : result_.straits) {
      row(tr("International strait"), name(strait->names), words(strait->basis));
    }
  }

  void add_sectors() {
    if (result_.sector == nullptr) {
      row(tr("Patrol sector"), words(tr("none")));
    } else {
      row(tr("Patrol sector"), std::string(result_.sector->id.view()) + " " + name(result_.sector->names),
          words(result_.sector->basis));
    }
    for (const chart::ReportingSector* const reporting : result_.reporting_sectors) {
      row(tr("STRAITREP sector"),
          text::for_terminal(reporting->id) + ", " + text::for_terminal(reporting->authority),
          words(reporting->basis));
      if (reporting->channel) {
        row(tr("VHF channel"), std::to_string(reporting->channel->number), words(reporting->channel->basis));
      }
    }
    if (result_.reporting_sectors.empty()) {
      row(tr("STRAITREP sector"), words(tr("none")));
    }
    std::string permits;
    const bool is_patrolled = result_.sector != nullptr && !result_.is_land;  // permits are for waters
    for (std::size_t i = 0; is_patrolled && i < model::kNationCount; ++i) {
      permits.append(i == 0 ? "" : ", ").append(text::name(static_cast<model::Nation>(i), language_));
      permits.append(" ").append(text::name(result_.sector->permits[i], language_));
    }
    if (!permits.empty()) {
      row(tr("What each may do"), permits);
    }
  }

  void add_routeing() {
    bool is_in_lane = false;
    for (const chart::RouteingMeasure* const measure : result_.routeing) {
      is_in_lane = is_in_lane || measure->kind == chart::RouteingKind::lane ||
                   measure->kind == chart::RouteingKind::through_route;
      std::string told = name(measure->names);
      if (const auto course = course_in(*measure, result_)) {
        told = text::translate(
            {tr("{name}, course {course}°"), {{"name", told}, {"course", course_in_three_digits(*course)}}},
            language_);
      }
      if (measure->speed_limit) {
        told = text::translate({tr("{words}, at most {speed} over ground"),
                                {{"words", told}, {"speed", text::speed(*measure->speed_limit, language_)}}},
                               language_);
      }
      if (measure->least_draught) {
        told = text::translate(
            {tr("{words}, for {draught} of draught and more"),
             {{"words", told}, {"draught", text::distance(*measure->least_draught, language_)}}},
            language_);
      }
      row(label_of(kMeasures, measure->kind), told, words(measure->basis));
    }
    // Beside a lane, or where the chart has centre lines only.
    for (const NearLane& near : result_.lanes) {
      if (!is_in_lane) {
        row(tr("Traffic lane"),
            text::translate({tr("{lane}: course {course}°, {distance} from its centre"),
                             {{"lane", name(near.lane->names)},
                              {"course", course_in_three_digits(near.course)},
                              {"distance", text::distance(near.from_centre, language_)}}},
                            language_),
            words(near.lane->basis));
      }
    }
  }

  template <typename Thing>
  [[nodiscard]] std::string name_and_way(const Near<Thing>& near) const {
    if (!near.bearing) {
      return name(near.thing->names);
    }
    return text::translate({tr("{name}, {distance} away in {bearing}°"),
                            {{"name", name(near.thing->names)},
                             {"distance", text::distance(near.distance, language_)},
                             {"bearing", course_in_three_digits(*near.bearing)}}},
                           language_);
  }

  template <typename Thing>
  void add_near(MessageId what, const Near<Thing>& near) {
    row(what, name_and_way(near), words(near.thing->basis));
  }

  void add_radar_site() {
    if (result_.radar_site) {
      row(tr("Nearest radar site"),
          text::translate({tr("{words}, placed to within {band}"),
                           {{"words", name_and_way(*result_.radar_site)},
                            {"band", text::distance(result_.radar_site->thing->doubt, language_)}}},
                          language_),
          words(result_.radar_site->thing->basis));
    }
  }

  void add_things() {
    for (const auto& zone : result_.zones) {
      add_near(zone.thing->corridor.empty() ? text::label(zone.thing->kind) : tr("Landing stretch"), zone);
    }
    for (const auto& seabed : result_.seabed) {
      add_near(label_of(kSeabedAreas, seabed.thing->kind), seabed);
    }
    for (const auto& aid : result_.aids) {
      add_near(label_of(kAids, aid.thing->use), aid);
    }
  }

  void add_control_point() {
    if (result_.control_points.empty()) {
      row(tr("Nearest control point"), words(tr("none")));
      return;
    }
    const NearControlPoint& near = result_.control_points.front();
    row(tr("Nearest control point"),
        text::translate({tr("{name}, {distance} over water"),
                         {{"name", text::for_terminal(near.control_point->name)},
                          {"distance", text::distance(near.over_water, language_)}}},
                        language_),
        words(model::Basis::approximate));
  }

  const ChartQueryResult& result_;
  Language language_;
  std::string text_;
  std::vector<std::pair<std::string, std::string>> rows_;  // label and words
};

}  // namespace

std::string as_text(const ChartQueryResult& result, Language language) {
  return Sheet(result, language).text();
}

}  // namespace selat::service
