#include "model/sighting.h"

#include <algorithm>
#include <cmath>

#include "base/fingerprint.h"
#include "geo/local_plane.h"

namespace selat::model {
namespace {

constexpr double kBearingSigma_rad = 5.0 * 0.017453292519943295;
constexpr double kRangeSigma = 0.2;  // of the range
constexpr std::uint32_t kMany = 10;  // persons
constexpr Distance kSmall = Distance::metres(24);

bool is_small(const Sighting& sighting) {
  if (sighting.length) {
    return *sighting.length < kSmall;
  }
  return sighting.craft != CraftKind::ship && sighting.craft != CraftKind::passenger_boat &&
         sighting.craft != CraftKind::tug_and_barge;
}

bool describes_craft(const Sighting& sighting) {
  return sighting.craft != CraftKind::unknown || sighting.craft_count || sighting.length ||
         sighting.engines || sighting.course || sighting.speed ||
         sighting.condition == SeenCondition::adrift || sighting.condition == SeenCondition::under_way;
}

}  // namespace

Severity severity_of(const Sighting& sighting) {
  const std::uint32_t persons = sighting.persons.value_or(0);
  switch (sighting.condition) {
    case SeenCondition::people_in_water:
    case SeenCondition::sinking:
      return Severity::distress;
    case SeenCondition::adrift:
      if (persons > 0) {
        return Severity::alarm;
      }
      break;
    case SeenCondition::unknown:
    case SeenCondition::under_way:
    case SeenCondition::at_anchor:
      break;
  }
  if (!sighting.needs.empty()) {
    return Severity::alarm;
  }
  if (persons > kMany || (persons > 0 && is_small(sighting))) {
    return Severity::warning;
  }
  return describes_craft(sighting) ? Severity::caution : Severity::information;
}

void set_place_seen_from(Sighting& sighting, const SeenFrom& from) {
  sighting.from = from;
  sighting.place = geo::destination(from.observer, from.bearing, from.range);
  sighting.sigma =
      std::max(kLeastPlaceSigma, from.range * std::max(kRangeSigma, std::sin(kBearingSigma_rad)));
}

std::uint64_t id_of(const Sighting& sighting) {
  std::uint64_t id = fingerprint(name_of(sighting.source));
  id = join(id, fingerprint(sighting.reporter.name));
  id = join(id, fingerprint(sighting.reporter.call_sign));
  id = join(id, static_cast<std::uint64_t>(sighting.place.latitude_e7()));
  id = join(id, static_cast<std::uint64_t>(sighting.place.longitude_e7()));
  return join(id, static_cast<std::uint64_t>(sighting.seen_at.in_unix_microseconds()));
}

bool tells_the_same(const Sighting& sighting, const Sighting& other) {
  constexpr Distance kNear = Distance::metres(200);
  constexpr Span kAtOnce = Span::minutes(1);
  if (sighting.source == SightingSource::satellite && other.source == sighting.source) {
    return id_of(other) == id_of(sighting);  // boats lie side by side on one picture
  }
  const Span apart = other.seen_at - sighting.seen_at;
  return other.source == sighting.source && other.reporter.name == sighting.reporter.name &&
         other.reporter.call_sign == sighting.reporter.call_sign && apart <= kAtOnce && -apart <= kAtOnce &&
         geo::distance(other.place, sighting.place) <= kNear && severity_of(other) <= severity_of(sighting);
}

}  // namespace selat::model
