#pragma once
// A rule about areas and stations: clusters, outages, faults of a station. It is evaluated at every full
// minute of event time, a minute later (by then all that was heard at that minute is known), over what every
// station told and where all objects were. After late reports the minutes they affect are evaluated again.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/archive.h"
#include "detect/context.h"
#include "detect/finding_log.h"
#include "detect/minute_grids.h"
#include "detect/mmsi_table.h"
#include "detect/rule.h"
#include "detect/station_log.h"

namespace selat::detect {

// The whole area at one full minute.
struct AreaMoment {
  Instant minute;
  const StationLog& stations;
  const track::SourceTable& sources;
  const MinuteGrids& grids;
  const MmsiTable& records;
  const Context& context;

  // The objects at most `radius` away at that minute, by id.
  [[nodiscard]] std::vector<Sample> neighbours(geo::Position centre, Distance radius) const;
};

// What an area rule remembers from one minute to the next.
class AreaMemory {
 public:
  virtual ~AreaMemory() = default;
  [[nodiscard]] virtual std::unique_ptr<AreaMemory> copy() const = 0;
  virtual void save(ArchiveWriter& writer) = 0;
  virtual void load(ArchiveReader& reader) = 0;
};

// Vessels that are all part of one finding: those of which one of these stations told the first report in
// this time. They raise nothing of their own.
struct Cluster {
  Instant from, until;
  std::vector<std::uint16_t> stations;  // sorted
  template <typename Archive>
  void archive(Archive& archive) {
    archive(from, until, stations);
  }
  [[nodiscard]] bool contains(std::uint16_t station, Instant first_at) const {
    return first_at >= from && first_at < until && std::ranges::binary_search(stations, station);
  }
};

class AreaRule {
 public:
  virtual ~AreaRule() = default;
  [[nodiscard]] virtual std::unique_ptr<AreaMemory> begin() const = 0;
  virtual void step(const AreaMoment& moment, AreaMemory& memory, FindingLog& findings) const = 0;
  // Of which it tells, or told lately.
  [[nodiscard]] virtual std::span<const Cluster> clusters(const AreaMemory& memory) const = 0;
};

// An AreaRule whose memory is one State, which can be copied and archived.
template <typename State>
class AreaRuleWith : public AreaRule {
 public:
  [[nodiscard]] std::unique_ptr<AreaMemory> begin() const final { return std::make_unique<Memory>(); }
  void step(const AreaMoment& moment, AreaMemory& memory, FindingLog& findings) const final {
    fold(moment, static_cast<Memory&>(memory).state, findings);
  }
  [[nodiscard]] std::span<const Cluster> clusters(const AreaMemory& memory) const final {
    return clusters_of(static_cast<const Memory&>(memory).state);
  }

 protected:
  virtual void fold(const AreaMoment& moment, State& state, FindingLog& findings) const = 0;
  [[nodiscard]] virtual std::span<const Cluster> clusters_of(const State&) const { return {}; }

 private:
  struct Memory final : AreaMemory {
    State state;
    [[nodiscard]] std::unique_ptr<AreaMemory> copy() const override {
      return std::make_unique<Memory>(*this);
    }
    void save(ArchiveWriter& writer) override { writer(state); }
    void load(ArchiveReader& reader) override { reader(state); }
  };
};

}  // namespace selat::detect
