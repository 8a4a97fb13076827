#pragma once
// The MMSIs the engine knows: found by number, and listed by the moment of the minute at which each is swept.
// References to records stay valid until the record is erased. One thread; the engine bounds the size.

#include <array>
#include <compare>
#include <cstdint>
#include <vector>

#include "detect/mmsi_index.h"
#include "detect/mmsi_record.h"

namespace selat::detect {

class MmsiTable {
 public:
  // Room for so many, without growing.
  explicit MmsiTable(std::size_t records);

  // Null when there is no such record.
  [[nodiscard]] MmsiRecord* find(model::Mmsi mmsi) { return records_.find(mmsi); }
  [[nodiscard]] const MmsiRecord* find(model::Mmsi mmsi) const { return records_.find(mmsi); }
  // Asks for the memory that find() will need.
  void prefetch(model::Mmsi mmsi) const { records_.prefetch(mmsi); }
  // The MMSI must not be in the table.
  MmsiRecord& add(model::Mmsi mmsi);
  void erase(const MmsiRecord& record);

  [[nodiscard]] std::size_t size() const { return records_.size(); }
  // The `count` that can best be done without, or all: first those of which no track is confirmed or all have
  // ended, then those known for less than half an hour, then the others; of each the least recently heard. So
  // a flood of invented MMSIs drives out itself. Looks at every record: ask for many at once.
  [[nodiscard]] std::vector<MmsiRecord*> least_needed(std::size_t count);
  // All, by MMSI.
  [[nodiscard]] std::vector<MmsiRecord*> records();

  // The clock goes in such steps, so that each has little to sweep.
  static constexpr Span kStep = Span::milliseconds(250);
  [[nodiscard]] static Instant floor_to_step(Instant at) {
    const std::int64_t step_us = kStep.in_microseconds();
    return Instant::unix_microseconds(at.in_unix_microseconds() / step_us * step_us);
  }
  // A copy of those to be swept at this step of the clock, by MMSI: a sweep may erase them.
  [[nodiscard]] std::vector<MmsiRecord*> due_at(Instant clock) const;
  // All, in so many lists of about the same length.
  static constexpr std::size_t kLists = 240;
  [[nodiscard]] std::vector<MmsiRecord*> list(std::size_t index) const;
  // The latest sweep of the record at or before `clock`. It follows from the clock alone.
  [[nodiscard]] static Instant swept_at(model::Mmsi mmsi, Instant clock);

 private:
  static constexpr std::size_t kSteps = kLists;  // of a minute
  [[nodiscard]] static std::size_t sweep_step(model::Mmsi mmsi);

  MmsiIndex records_;
  // Beside its key: to look into each record for each comparison would cost most of the time.
  struct Keyed {
    model::Mmsi mmsi;
    MmsiRecord* record;
    friend auto operator<=>(const Keyed&, const Keyed&) = default;
  };
  std::array<std::vector<Keyed>, kSteps> sweep_lists_;  // by step of the minute, then MMSI
};

}  // namespace selat::detect
