#include "text/alert_place.h"

#include <algorithm>

#include "text/measure.h"
#include "text/translate.h"
#include "text/why.h"

namespace selat::text {
namespace {

std::string movement(const AlertPlace& place, Language language) {
  if (!place.cog && !place.sog) {
    return std::string(translate(tr("course and speed unknown"), language));
  }
  const std::string course =
      place.cog ? translate({tr("course {course}"), {{"course", bearing(*place.cog)}}}, language)
                : std::string(translate(tr("course unknown"), language));
  return course + ", " +
         (place.sog ? speed(*place.sog, language) : std::string(translate(tr("speed unknown"), language)));
}

std::string position_and_time(const model::Alert& alert, Language language, Instant now) {
  const std::optional<AlertPlace> place = place_of(alert);
  if (!place) {
    return std::string(translate(tr("position unknown"), language));
  }
  const std::string where = position(place->position, language);
  const std::string when = age(place->at, now, language);
  return place->is_fix
             ? where + ", " + movement(*place, language) + ", " + when
             : translate({tr("{position}, where it was found {age}"), {{"position", where}, {"age", when}}},
                         language);
}

}  // namespace

std::optional<AlertPlace> place_of(const model::Alert& alert) {
  for (const model::AnomalyVessel& vessel : alert.anomaly.vessels) {
    const auto fix = std::ranges::find(alert.fixes, vessel.mmsi, &model::VesselFix::mmsi);
    if (fix != alert.fixes.end() && fix->position.is_valid()) {
      return AlertPlace{fix->position, fix->sog, fix->cog, fix->observed_at, true};
    }
  }
  const model::Anomaly& anomaly = alert.anomaly;
  return anomaly.place.is_valid()
             ? std::optional(AlertPlace{.position = anomaly.place, .at = anomaly.decided_at})
             : std::nullopt;
}

std::string place(const model::Alert& alert, Language language, Instant now, std::string_view sector_name) {
  std::string sector(alert.sector.view());
  if (!sector_name.empty()) {
    sector.append(" ").append(sector_name);
  }
  return position_and_time(alert, language, now) + ", " +
         (sector.empty() ? std::string(translate(tr("outside all sectors"), language))
                         : translate({tr("in {sector}"), {{"sector", sector}}}, language));
}

std::string vessels(const model::Anomaly& anomaly, Language language) {
  std::string names;
  for (const model::AnomalyVessel& one : anomaly.vessels) {
    names += (names.empty() ? "" : ", ") + vessel(one, language);
  }
  return names;
}

std::string nearest_craft(const model::NearestCraft& craft, Language language, Instant now) {
  const std::string from =
      craft.is_heard
          ? translate({tr("by its AIS position {age}"), {{"age", age(craft.observed_at, now, language)}}},
                      language)
          : std::string(translate(tr("from its berth"), language));
  return translate({tr("{craft}: bearing {bearing}, {range}, {time} at full speed, {from}"),
                    {{"craft", craft.name.empty() ? craft.asset.view() : std::string_view(craft.name)},
                     {"bearing", bearing(craft.bearing)},
                     {"range", distance(craft.range, language)},
                     {"time", duration(craft.travel_time, language)},
                     {"from", from}}},
                   language);
}

}  // namespace selat::text
