#include "track/timeline.h"

#include <algorithm>
#include <utility>

namespace selat::track {

namespace {

// Equal times are ordered by the source's name: its number depends on who was heard first.
bool is_before(const Fix& a, const Fix& b, const SourceTable& sources) {
  if (a.at != b.at) {
    return a.at < b.at;
  }
  if (a.fingerprint != b.fingerprint) {
    return a.fingerprint < b.fingerprint;
  }
  if (a.source != b.source) {
    return sources.name_of(a.source) < sources.name_of(b.source);
  }
  return a.message_type < b.message_type;
}

}  // namespace

Timeline::Insertion Timeline::insert(TimelineEntry entry, const SourceTable& sources) {
  auto place = entries_.end();
  while (place != entries_.begin() && !is_before((place - 1)->fix, entry.fix, sources)) {
    --place;
    if (!is_before(entry.fix, place->fix, sources)) {
      return {static_cast<std::size_t>(place - entries_.begin()), true, false};
    }
  }
  const bool is_appended = place == entries_.end();
  // Grows by half: with 50,000 vessels, memory left unused by doubling would cost more than the copying.
  if (entries_.size() == entries_.capacity()) {
    const auto index = place - entries_.begin();
    entries_.reserve(std::max<std::size_t>(8, entries_.size() + entries_.size() / 2));
    place = entries_.begin() + index;
  }
  place = entries_.insert(place, std::move(entry));
  return {static_cast<std::size_t>(place - entries_.begin()), false, is_appended};
}

std::size_t Timeline::finalized_before(Instant before) const {
  std::size_t count = 0;
  while (count < finalized_ && entries_[count].fix.at < before) {
    ++count;
  }
  return count;
}

void Timeline::drop(std::size_t count) {
  entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(count));
  finalized_ -= count;
}

bool Timeline::is_heard_before(std::size_t index, Span within) const {
  const Fix& fix = entries_[index].fix;
  for (std::size_t i = index; i-- > 0 && fix.at - entries_[i].fix.at <= within;) {
    if (entries_[i].fix.fingerprint == fix.fingerprint && entries_[i].fix.message_type == fix.message_type &&
        !entries_[i].fix.is_copy) {
      return true;
    }
  }
  return false;
}

const Fix* Timeline::accepted_at(Instant at) const {
  auto place = std::upper_bound(entries_.begin(), entries_.end(), at,
                                [](Instant when, const TimelineEntry& entry) { return when < entry.fix.at; });
  while (place != entries_.begin()) {
    --place;
    if (place->fix.is_accepted) {
      return &place->fix;
    }
  }
  return nullptr;
}

}  // namespace selat::track
