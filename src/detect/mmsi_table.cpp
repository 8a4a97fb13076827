#include "detect/mmsi_table.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace selat::detect {

namespace {

constexpr Span kKnownWell = Span::minutes(30);

// The higher, the more the record is needed.
int need_of(const MmsiRecord& record) {
  int need = 0;
  for (const ObjectState& object : record.live.objects) {
    if (!object.is_ended && object.tracker.confirmed_at()) {
      need = std::max(need, object.heard_at - object.begun_at < kKnownWell ? 1 : 2);
    }
  }
  return need;
}

}  // namespace

MmsiTable::MmsiTable(std::size_t records) : records_(records) {}

MmsiRecord& MmsiTable::add(model::Mmsi mmsi) {
  MmsiRecord& record = records_.add(mmsi);
  record.mmsi = mmsi;
  auto& list = sweep_lists_[sweep_step(mmsi)];
  list.insert(std::ranges::lower_bound(list, mmsi, {}, &Keyed::mmsi), {mmsi, &record});
  return record;
}

void MmsiTable::erase(const MmsiRecord& record) {
  auto& list = sweep_lists_[sweep_step(record.mmsi)];
  list.erase(std::ranges::lower_bound(list, record.mmsi, {}, &Keyed::mmsi));
  records_.erase(record.mmsi);
}

std::vector<MmsiRecord*> MmsiTable::least_needed(std::size_t count) {
  std::vector<std::pair<std::tuple<int, Instant, model::Mmsi>, MmsiRecord*>> by_need;
  by_need.reserve(records_.size());
  for (MmsiRecord* const record : records_.all()) {
    by_need.push_back({{need_of(*record), record->live.heard_at(), record->mmsi}, record});
  }
  count = std::min(count, by_need.size());
  std::ranges::partial_sort(by_need, by_need.begin() + static_cast<std::ptrdiff_t>(count));
  std::vector<MmsiRecord*> least;
  least.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    least.push_back(by_need[i].second);
  }
  return least;
}

std::vector<MmsiRecord*> MmsiTable::records() {
  std::vector<Keyed> by_mmsi;
  by_mmsi.reserve(records_.size());
  for (const auto& list : sweep_lists_) {
    by_mmsi.insert(by_mmsi.end(), list.begin(), list.end());
  }
  std::ranges::sort(by_mmsi);
  std::vector<MmsiRecord*> all(by_mmsi.size());
  std::ranges::transform(by_mmsi, all.begin(), &Keyed::record);
  return all;
}

std::vector<MmsiRecord*> MmsiTable::list(std::size_t index) const {
  const auto& list = sweep_lists_[index];
  std::vector<MmsiRecord*> records(list.size());
  std::ranges::transform(list, records.begin(), &Keyed::record);
  return records;
}

std::vector<MmsiRecord*> MmsiTable::due_at(Instant clock) const {
  const std::int64_t step = clock.in_unix_microseconds() / kStep.in_microseconds();
  return list(static_cast<std::size_t>(step) % kSteps);
}

Instant MmsiTable::swept_at(model::Mmsi mmsi, Instant clock) {
  constexpr std::int64_t kMinute_us = 60'000'000;
  const std::int64_t of_minute_us = static_cast<std::int64_t>(sweep_step(mmsi)) * kStep.in_microseconds();
  const std::int64_t since_us = clock.in_unix_microseconds() - of_minute_us;
  return Instant::unix_microseconds(since_us / kMinute_us * kMinute_us + of_minute_us);
}

// MMSIs often end in zeros: without the hash a few steps would have most of the vessels.
std::size_t MmsiTable::sweep_step(model::Mmsi mmsi) {
  return static_cast<std::size_t>((mmsi.number() * 2'654'435'761U) >> 16) % kSteps;
}

}  // namespace selat::detect
