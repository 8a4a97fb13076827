#include "text/alert_place.h"

#include <algorithm>

#include "text/measure.h"
#include "text/names.h"
#include "text/translate.h"
#include "text/why.h"

namespace selat::text {
namespace {

std::string movement(const model::VesselFix& fix, Language language) {
  if (!fix.cog && !fix.sog) {
    return std::string(translate(tr("course and speed unknown"), language));
  }
  const std::string course =
      fix.cog ? translate({tr("course {course}"), {{"course", bearing(*fix.cog)}}}, language)
              : std::string(translate(tr("course unknown"), language));
  return course + ", " +
         (fix.sog ? speed(*fix.sog, language) : std::string(translate(tr("speed unknown"), language)));
}

std::string position_and_time(const model::Alert& alert, Language language, Instant now) {
  if (const model::VesselFix* const current = current_fix(alert)) {
    return fix(*current, language, now);
  }
  const model::Anomaly& anomaly = alert.anomaly;
  if (!anomaly.place.is_valid()) {
    return std::string(translate(tr("position unknown"), language));
  }
  return translate(
      {tr("{position}, where it was found {age}"),
       {{"position", position(anomaly.place, language)}, {"age", age(anomaly.decided_at, now, language)}}},
      language);
}

}  // namespace

const model::VesselFix* current_fix(const model::Alert& alert) {
  for (const model::AnomalyVessel& vessel : alert.anomaly.vessels) {
    const auto fix = std::ranges::find(alert.fixes, vessel.mmsi, &model::VesselFix::mmsi);
    if (fix != alert.fixes.end() && fix->position.is_valid()) {
      return &*fix;
    }
  }
  return nullptr;
}

std::string fix(const model::VesselFix& fix, Language language, Instant now) {
  return position(fix.position, language) + ", " + movement(fix, language) + ", " +
         age(fix.observed_at, now, language);
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
  const std::string way =
      translate({tr("{craft}: bearing {bearing}, {range}, {time} at full speed, {from}"),
                 {{"craft", craft.name.empty() ? craft.asset.view() : std::string_view(craft.name)},
                  {"bearing", bearing(craft.bearing)},
                  {"range", distance(craft.range, language)},
                  {"time", duration(craft.travel_time, language)},
                  {"from", from}}},
                language);
  return craft.without_permit ? translate({tr("{craft} ({nation}: may not act there)"),
                                           {{"craft", way}, {"nation", label(*craft.without_permit)}}},
                                          language)
                              : way;
}

}  // namespace selat::text
