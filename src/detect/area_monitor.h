#pragma once
// Folds one area rule over the minutes of event time. Keeps the state at the horizon (checkpoint) and the
// latest (live); after late reports the minutes between are folded again. One thread.

#include <memory>
#include <span>
#include <string_view>

#include "detect/anomaly_registry.h"
#include "detect/area_rule.h"

namespace selat::detect {

// What an area monitor works with; all of it outlives the monitor.
struct AreaSurroundings {
  const StationLog& stations;
  const track::SourceTable& sources;
  const MinuteGrids& grids;
  const MmsiTable& records;
  const ContextHistory& contexts;
  AnomalyRegistry& anomalies;
};

class AreaMonitor {
 public:
  AreaMonitor(std::string_view rule_id, std::unique_ptr<AreaRule> rule, const AreaSurroundings& surroundings);

  // All of the minute is known, as far as it has arrived. The first call sets where the rule begins.
  void step(Instant minute);
  // Reports of that time became known.
  void mark_dirty(Instant from) { is_dirty_ = is_dirty_ || from < live_minute_ + Span::minutes(1); }
  // Evaluates again what became known since.
  void refold();
  // Vessels that are part of what the rule has found by now.
  [[nodiscard]] std::span<const Cluster> clusters() const { return rule_->clusters(*live_.memory); }
  // Nothing before the horizon changes any more.
  void finalize(Instant horizon);
  void save(ArchiveWriter& writer);
  void load(ArchiveReader& reader);

 private:
  struct State {
    std::unique_ptr<AreaMemory> memory;
    FindingLog findings;
    [[nodiscard]] State copy() const { return {memory->copy(), findings}; }
  };
  void fold(State& state, Instant minute) const;

  std::unique_ptr<AreaRule> rule_;
  AreaSurroundings around_;
  State checkpoint_, live_;
  Instant checkpoint_minute_, live_minute_;  // the last minutes that were folded
  bool is_dirty_ = false;
};

}  // namespace selat::detect
