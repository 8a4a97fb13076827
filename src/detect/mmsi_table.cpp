#include "detect/mmsi_table.h"

#include <algorithm>

namespace selat::detect {

MmsiTable::MmsiTable() {
  records_.max_load_factor(0.5F);
}

MmsiRecord& MmsiTable::add(model::Mmsi mmsi) {
  auto& record = records_[mmsi];
  record = std::make_unique<MmsiRecord>();
  record->mmsi = mmsi;
  auto& list = sweep_lists_[sweep_second(mmsi)];
  list.insert(std::ranges::lower_bound(list, mmsi, {}, &MmsiRecord::mmsi), record.get());
  return *record;
}

void MmsiTable::erase(const MmsiRecord& record) {
  std::erase(sweep_lists_[sweep_second(record.mmsi)], &record);
  records_.erase(record.mmsi);
}

std::vector<MmsiRecord*> MmsiTable::least_recently_heard(std::size_t count) const {
  std::vector<std::pair<std::pair<Instant, model::Mmsi>, MmsiRecord*>> by_time;
  by_time.reserve(records_.size());
  for (const auto& [mmsi, record] : records_) {
    by_time.push_back({{record->live.heard_at(), mmsi}, record.get()});
  }
  count = std::min(count, by_time.size());
  std::ranges::partial_sort(by_time, by_time.begin() + static_cast<std::ptrdiff_t>(count));
  std::vector<MmsiRecord*> oldest;
  for (std::size_t i = 0; i < count; ++i) {
    oldest.push_back(by_time[i].second);
  }
  return oldest;
}

std::vector<MmsiRecord*> MmsiTable::records() const {
  std::vector<MmsiRecord*> all;
  all.reserve(records_.size());
  for (const auto& [mmsi, record] : records_) {
    all.push_back(record.get());
  }
  std::ranges::sort(all, {}, &MmsiRecord::mmsi);
  return all;
}

std::vector<MmsiRecord*> MmsiTable::due_at(Instant clock) const {
  return sweep_lists_[static_cast<std::size_t>(clock.in_unix_seconds() % 60)];
}

Instant MmsiTable::swept_at(model::Mmsi mmsi, Instant clock) {
  const auto second = static_cast<std::int64_t>(sweep_second(mmsi));
  const std::int64_t now_s = clock.in_unix_seconds() - second;
  return Instant::unix_seconds(now_s / 60 * 60 + second);
}

// MMSIs often end in zeros: without the hash a few seconds would have most of the vessels.
std::size_t MmsiTable::sweep_second(model::Mmsi mmsi) {
  return static_cast<std::size_t>((mmsi.number() * 2'654'435'761U) >> 16) % 60;
}

}  // namespace selat::detect
