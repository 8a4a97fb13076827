#include "detect/resting_vessels.h"

#include <algorithm>

namespace selat::detect {

namespace {

// A minute may be missed: a ship at a quay reports every three minutes.
constexpr Span kSameRest = Span::minutes(10);

}  // namespace

void RestingVessels::note(model::TrackId id, geo::Position place, Instant minute) {
  const auto [known, is_new] = rests_.try_emplace(id, Rest{minute, minute, place});
  Rest& rest = known->second;
  if (!is_new && minute <= rest.until) {
    return;
  }
  if (minute - rest.until > kSameRest) {
    rest.since = minute;
  }
  rest.until = minute;
  if (is_new || rest.place != place) {
    rest.place = place;
    places_.put(id, place);
  }
}

void RestingVessels::erase(model::TrackId id) {
  if (rests_.erase(id) > 0) {
    places_.erase(id);
  }
}

void RestingVessels::clear() {
  rests_.clear();
  places_.clear();
}

int RestingVessels::count(geo::Position centre, Distance radius, Instant minute, model::TrackId one,
                          model::TrackId other) const {
  places_.within(centre, radius, found_);
  return static_cast<int>(std::ranges::count_if(found_, [&](const geo::GridIndex::Neighbour& neighbour) {
    const Rest& rest = rests_.at(neighbour.key);
    return neighbour.key != one && neighbour.key != other && rest.since <= minute &&
           minute <= rest.until + kSameRest;
  }));
}

void RestingVessels::save(ArchiveWriter& writer) {
  writer(rests_);
}

void RestingVessels::load(ArchiveReader& reader) {
  reader(rests_);
  for (const auto& [id, rest] : rests_) {
    places_.put(id, rest.place);
  }
}

}  // namespace selat::detect
