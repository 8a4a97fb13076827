#pragma once
// Random sightings, and alerts that they raised.

#include "model/sighting.h"
#include "random_models.h"

namespace selat::wire::test {

inline model::Sighting sighting(Random& random) {
  model::Sighting sighting;
  sighting.id = random.next();
  sighting.number = static_cast<std::uint32_t>(random.below(model::kLastAlertNumber));
  sighting.entered_by = std::string_view(plain_text(random, 15));
  sighting.entered_at = instant(random);
  sighting.source = enumerator<model::SightingSource>(random);
  sighting.reporter = {.name = hostile_text(random, 40),
                       .call_sign = hostile_text(random, 10),
                       .channel = hostile_text(random, 5),
                       .phone = hostile_text(random, 20)};
  sighting.seen_at = instant(random);
  sighting.time_sigma = Span::milliseconds(static_cast<std::int64_t>(random.below(43'200'000)));
  sighting.place = position(random);
  sighting.sigma = Distance::metres(static_cast<double>(random.below(50'000)));
  if (toss(random)) {
    sighting.grade = {.reliability = enumerator<model::Reliability>(random),
                      .credibility = static_cast<std::uint32_t>(random.below(7))};
    sighting.from = {.observer = position(random),
                     .range = Distance::metres(static_cast<double>(random.below(50'000))),
                     .bearing = Bearing::degrees(static_cast<double>(random.below(360)))};
    sighting.persons = static_cast<std::uint32_t>(random.below(100));
    sighting.craft_count = static_cast<std::uint32_t>(random.below(10));
    sighting.engines = static_cast<std::uint32_t>(random.below(5));
  }
  sighting.is_about = toss(random);
  sighting.condition = enumerator<model::SeenCondition>(random);
  sighting.needs = hostile_text(random, 40);
  sighting.craft = enumerator<model::CraftKind>(random);
  sighting.freeboard = enumerator<model::Freeboard>(random);
  if (toss(random)) {
    sighting.length = Distance::metres(static_cast<double>(random.below(500)));
    sighting.course = Bearing::degrees(static_cast<double>(random.below(360)));
    sighting.speed = Speed::knots(8);  // comes back exactly
  }
  sighting.text = hostile_text(random, model::kLongestSightingText);
  return sighting;
}

inline model::Alert alert_of_sighting(Random& random) {
  model::Alert alert = test::alert(random);
  alert.sighting = sighting(random);
  return alert;
}

}  // namespace selat::wire::test
