#pragma once
// The vessels the engine knows: found by MMSI, kept in the order in which they were last heard (the first to
// be evicted comes first), and listed by the second of the minute in which each is swept. References to
// records stay valid until the record is erased. One thread; the engine bounds the size.

#include <array>
#include <cstdint>
#include <list>
#include <unordered_map>
#include <vector>

#include "detect/vessel_record.h"

namespace selat::detect {

class VesselTable {
 public:
  // Null when there is no such vessel.
  [[nodiscard]] VesselRecord* find(model::Mmsi mmsi);
  // The vessel was heard: it is now the last to be evicted. Null when there is no such vessel.
  VesselRecord* find_heard(model::Mmsi mmsi);
  // The MMSI must not be in the table.
  VesselRecord& add(model::Mmsi mmsi, const FoldState& first_state);
  void erase(const VesselRecord& record);

  [[nodiscard]] std::size_t size() const { return records_.size(); }
  [[nodiscard]] VesselRecord& least_recently_heard() { return records_.front(); }
  [[nodiscard]] std::list<VesselRecord>& records() { return records_; }
  [[nodiscard]] const std::list<VesselRecord>& records() const { return records_; }

  // A copy of those to be swept at this second of the clock, by MMSI: a sweep may erase them.
  [[nodiscard]] std::vector<VesselRecord*> due_at(Instant clock) const;
  // The latest sweep of the vessel at or before `clock`. It follows from the clock alone.
  [[nodiscard]] static Instant swept_at(model::Mmsi mmsi, Instant clock);

 private:
  // Each vessel is swept once a minute, at a second of its own: all at once would delay the reports that
  // arrive meanwhile.
  static constexpr std::int64_t kSweepEvery_s = 60;
  [[nodiscard]] static std::int64_t sweep_second(model::Mmsi mmsi);
  [[nodiscard]] std::vector<VesselRecord*>& sweep_list_of(model::Mmsi mmsi);

  std::list<VesselRecord> records_;  // the most recently heard last
  std::unordered_map<model::Mmsi, std::list<VesselRecord>::iterator> by_mmsi_;
  std::array<std::vector<VesselRecord*>, kSweepEvery_s> sweep_lists_;  // by second of the minute, then MMSI
};

}  // namespace selat::detect
