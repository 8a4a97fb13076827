#include "coordinate/sighting_register.h"

#include <algorithm>
#include <utility>

namespace selat::coordinate {
namespace {

using model::Sighting;
using Problem = std::optional<LocalizedMessage>;

constexpr Span kHour = Span::hours(1);

bool is_between(Distance value, Distance least, Distance most) {
  return value >= least && value <= most;
}

Problem problem_of_time(const Sighting& sighting, Instant wall) {
  if (sighting.seen_at > wall + kSightingClocksDiffer) {
    return tr("the time lies in the future: when was it seen?");
  }
  const Span oldest = raises_alert(sighting) ? kOldestSighting : kOldestDetection;
  if (wall - sighting.seen_at > oldest) {
    return LocalizedMessage(tr("it was seen more than {n} hours ago: write it into the log instead"),
                            {{"n", static_cast<std::int64_t>(oldest.in_seconds() / 3'600)}});
  }
  if (sighting.time_sigma < model::kLeastTimeSigma || sighting.time_sigma > model::kMostTimeSigma) {
    return tr("the time must be sure to between 1 second and 12 hours");
  }
  return {};
}

Problem problem_of_place(const Sighting& sighting) {
  if (!sighting.place.is_valid() || (sighting.from && !sighting.from->observer.is_valid())) {
    return tr("the place is none on Earth");
  }
  if (!is_between(sighting.sigma, model::kLeastPlaceSigma, model::kMostPlaceSigma)) {
    return tr("the place must be sure to between 1 m and 30 nm");
  }
  if (sighting.from && sighting.from->range > model::kFarthestSeen) {
    return tr("nobody sees farther than 60 nm: what is the range in nautical miles?");
  }
  return {};
}

Problem problem_of_numbers(const Sighting& sighting) {
  if (sighting.persons.value_or(0) > model::kMostPersons) {
    return LocalizedMessage(tr("at most {most} persons"), {{"most", model::kMostPersons}});
  }
  if (sighting.craft_count.value_or(0) > model::kMostCraftSeen) {
    return LocalizedMessage(tr("at most {most} craft"), {{"most", model::kMostCraftSeen}});
  }
  if (sighting.engines.value_or(0) > model::kMostEngines) {
    return LocalizedMessage(tr("at most {most} engines"), {{"most", model::kMostEngines}});
  }
  if (sighting.length && !is_between(*sighting.length, Distance(), model::kLongestCraft)) {
    return tr("a craft is at most 500 m long");
  }
  if (sighting.speed && *sighting.speed > model::kFastestCraft) {
    return tr("a craft makes at most 102.2 kn");
  }
  const auto credibility = sighting.grade.credibility;
  if (credibility && (*credibility < 1 || *credibility > model::kLeastCredible)) {
    return tr("credibility is a number from 1 to 6");
  }
  return {};
}

}  // namespace

std::optional<LocalizedMessage> problem_of(const Sighting& sighting, Instant wall) {
  if (Problem problem = problem_of_time(sighting, wall)) {
    return problem;
  }
  if (Problem problem = problem_of_place(sighting)) {
    return problem;
  }
  return problem_of_numbers(sighting);
}

SightingRegister::SightingRegister(std::vector<Sighting> persisted) : sightings_(std::move(persisted)) {
  std::ranges::stable_sort(sightings_, {}, &Sighting::entered_at);
}

bool SightingRegister::contains(std::uint64_t id) const {
  return std::ranges::find(sightings_, id, &Sighting::id) != sightings_.end();
}

std::optional<LocalizedMessage> SightingRegister::obstacle_to(const Sighting& sighting,
                                                              const model::ControlPointId& from,
                                                              Instant wall) const {
  if (Problem problem = problem_of(sighting, wall)) {
    return problem;
  }
  const auto known =
      std::ranges::find_if(sightings_, [&](const Sighting& one) { return tells_the_same(one, sighting); });
  if (known != sightings_.end()) {
    return known->number == 0
               ? LocalizedMessage(tr("the same was entered before"))
               : LocalizedMessage(tr("the same was entered before: it is #{number}; comment on that"),
                                  {{"number", known->number}});
  }
  const auto own = std::ranges::count_if(sightings_, [&](const Sighting& one) {
    return raises_alert(one) && one.entered_by == from && wall - one.entered_at < kHour;
  });
  if (raises_alert(sighting) && std::cmp_greater_equal(own, kMostOfOneSender)) {
    return LocalizedMessage(
        tr("{n} sightings within an hour from one desk are as many as are taken: speak to "
           "the watch by radio or telephone"),
        {{"n", kMostOfOneSender}});
  }
  return {};
}

void SightingRegister::add(Sighting sighting) {
  sightings_.push_back(std::move(sighting));
}

std::vector<std::uint64_t> SightingRegister::forget(Instant wall) {
  std::vector<std::uint64_t> forgotten;
  const auto drop = [&](const Sighting& one) {
    forgotten.push_back(one.id);
    return true;
  };
  std::erase_if(sightings_,
                [&](const Sighting& one) { return wall - one.entered_at > kSightingsKeptFor && drop(one); });
  std::size_t surplus = sightings_.size() - std::min(sightings_.size(), kMostSightings);
  for (const bool of_alerts : {false, true}) {
    std::erase_if(sightings_, [&](const Sighting& one) {
      const bool goes = surplus > 0 && raises_alert(one) == of_alerts;
      surplus -= goes ? 1U : 0U;
      return goes && drop(one);
    });
  }
  return forgotten;
}

}  // namespace selat::coordinate
