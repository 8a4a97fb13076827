#pragma once
// The MMSIs the engine knows: found by number, and listed by the second of the minute in which each is swept.
// References to records stay valid until the record is erased. One thread; the engine bounds the size.

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "detect/mmsi_record.h"

namespace selat::detect {

class MmsiTable {
 public:
  MmsiTable();

  // Null when there is no such record.
  [[nodiscard]] MmsiRecord* find(model::Mmsi mmsi) const {
    const auto found = records_.find(mmsi);
    return found == records_.end() ? nullptr : found->second.get();
  }
  // The MMSI must not be in the table.
  MmsiRecord& add(model::Mmsi mmsi);
  void erase(const MmsiRecord& record);

  [[nodiscard]] std::size_t size() const { return records_.size(); }
  // The `count` that were heard least recently, or all. Looks at every record: ask for many at once.
  [[nodiscard]] std::vector<MmsiRecord*> least_recently_heard(std::size_t count) const;
  // All, by MMSI.
  [[nodiscard]] std::vector<MmsiRecord*> records() const;

  // A copy of those to be swept at this second of the clock, by MMSI: a sweep may erase them.
  [[nodiscard]] std::vector<MmsiRecord*> due_at(Instant clock) const;
  // The latest sweep of the record at or before `clock`. It follows from the clock alone.
  [[nodiscard]] static Instant swept_at(model::Mmsi mmsi, Instant clock);

 private:
  [[nodiscard]] static std::size_t sweep_second(model::Mmsi mmsi);

  std::unordered_map<model::Mmsi, std::unique_ptr<MmsiRecord>> records_;
  std::array<std::vector<MmsiRecord*>, 60> sweep_lists_;  // by second of the minute, then MMSI
};

}  // namespace selat::detect
