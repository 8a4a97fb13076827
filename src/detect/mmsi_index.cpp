#include "detect/mmsi_index.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "detect/mmsi_record.h"

namespace selat::detect {

MmsiIndex::MmsiIndex(std::size_t records) : places_(std::bit_ceil(std::max<std::size_t>(2 * records, 2))) {}

MmsiIndex::~MmsiIndex() = default;

MmsiRecord& MmsiIndex::add(model::Mmsi mmsi) {
  if (2 * (size_ + 1) > places_.size()) {
    grow();
  }
  ++size_;
  Place& place = places_[place_of(mmsi)];
  place = {mmsi, std::make_unique<MmsiRecord>()};
  return *place.record;
}

// Those behind the free place move up, as far as their own search would pass it.
void MmsiIndex::erase(model::Mmsi mmsi) {
  std::size_t free = place_of(mmsi);
  places_[free].record.reset();
  --size_;
  for (std::size_t next = after(free); places_[next].record != nullptr; next = after(next)) {
    const std::size_t mask = places_.size() - 1;
    const std::size_t from_home = (next - home_of(places_[next].mmsi)) & mask;
    if (from_home >= ((next - free) & mask)) {
      places_[free] = std::exchange(places_[next], Place());
      free = next;
    }
  }
}

std::vector<MmsiRecord*> MmsiIndex::all() const {
  std::vector<MmsiRecord*> records;
  records.reserve(size_);
  for (const Place& place : places_) {
    if (place.record != nullptr) {
      records.push_back(place.record.get());
    }
  }
  return records;
}

void MmsiIndex::grow() {
  std::vector<Place> before = std::exchange(places_, std::vector<Place>(2 * places_.size()));
  for (Place& place : before) {
    if (place.record != nullptr) {
      places_[place_of(place.mmsi)] = std::move(place);
    }
  }
}

}  // namespace selat::detect
