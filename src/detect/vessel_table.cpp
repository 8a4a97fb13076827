#include "detect/vessel_table.h"

#include <algorithm>
#include <iterator>

namespace selat::detect {

VesselRecord* VesselTable::find(model::Mmsi mmsi) {
  const auto found = by_mmsi_.find(mmsi);
  return found == by_mmsi_.end() ? nullptr : &*found->second;
}

VesselRecord* VesselTable::find_heard(model::Mmsi mmsi) {
  const auto found = by_mmsi_.find(mmsi);
  if (found == by_mmsi_.end()) {
    return nullptr;
  }
  records_.splice(records_.end(), records_, found->second);
  return &*found->second;
}

VesselRecord& VesselTable::add(model::Mmsi mmsi, const FoldState& first_state) {
  VesselRecord& record = records_.emplace_back();
  record.mmsi = mmsi;
  record.checkpoint = first_state;
  record.live = first_state;
  by_mmsi_.emplace(mmsi, std::prev(records_.end()));
  auto& list = sweep_list_of(mmsi);
  list.insert(std::ranges::lower_bound(list, mmsi, {}, &VesselRecord::mmsi), &record);
  return record;
}

void VesselTable::erase(const VesselRecord& record) {
  std::erase(sweep_list_of(record.mmsi), &record);
  const auto entry = by_mmsi_.find(record.mmsi);
  records_.erase(entry->second);
  by_mmsi_.erase(entry);
}

std::vector<VesselRecord*> VesselTable::due_at(Instant clock) const {
  return sweep_lists_[static_cast<std::size_t>(clock.in_unix_seconds() % kSweepEvery_s)];
}

Instant VesselTable::swept_at(model::Mmsi mmsi, Instant clock) {
  const std::int64_t second = sweep_second(mmsi);
  const std::int64_t now_s = clock.in_unix_seconds() - second;
  return Instant::unix_seconds(now_s / kSweepEvery_s * kSweepEvery_s + second);
}

// MMSIs often end in zeros: without the hash a few seconds would have most of the vessels.
std::int64_t VesselTable::sweep_second(model::Mmsi mmsi) {
  return static_cast<std::int64_t>((mmsi.number() * 2'654'435'761U) >> 16) % kSweepEvery_s;
}

std::vector<VesselRecord*>& VesselTable::sweep_list_of(model::Mmsi mmsi) {
  return sweep_lists_[static_cast<std::size_t>(sweep_second(mmsi))];
}

}  // namespace selat::detect
