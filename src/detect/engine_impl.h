#pragma once
// The inside of the engine; engine.h has the promises. Private to engine*.cpp: engine.cpp makes it, the
// others hold the intake of reports, the clock of event time, and the state as bytes.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "detect/anomaly_registry.h"
#include "detect/area_monitor.h"
#include "detect/checkpoint_keeper.h"
#include "detect/engine.h"
#include "detect/fleet_rule.h"
#include "detect/minute_grids.h"
#include "detect/mmsi_fold.h"
#include "detect/mmsi_table.h"
#include "detect/pair_monitor.h"
#include "detect/station_log.h"
#include "detect/track_queue.h"
#include "detect/wake_queue.h"
#include "track/time_jump_filter.h"

namespace selat::detect {

inline constexpr auto kPairTick_s = kPairTick.in_microseconds() / 1'000'000;

[[nodiscard]] inline Instant floor_to(Instant at, std::int64_t step_s) {
  return Instant::unix_seconds(at.in_unix_seconds() / step_s * step_s);
}

[[nodiscard]] inline Instant ceil_to_minute(Instant at) {
  const Instant floor = floor_to(at, 60);
  return floor == at ? at : floor + Span::minutes(1);
}

// How many objects of an MMSI had begun on a day: remembered when its record is removed, so that their ids
// are not given again; and that it is no newcomer.
struct Begun {
  std::int64_t day = 0;
  std::uint32_t that_day = 0;
  std::uint16_t first_source = 0;
  Instant first_at;
  Instant borne_out_at;
};

// How far a fleet rule is with comparing all records again: a list of the table at a time, from `next` on.
struct Comparison {
  std::uint32_t next = 0, left = 0;
};

struct Engine::Impl {
  explicit Impl(EngineOptions given);
  void make_rules();

  // Intake: reports in the order of arrival.
  void prefetch(std::span<const model::Report> reports) const;
  void observe(const model::Report& report);
  void hold(const model::Report& report);
  void count_also_heard(const model::Report& report);
  void admit(const model::Report& report, bool is_time_believed);
  void admit_late_distress(const model::Report& report);
  [[nodiscard]] bool is_crowded(const MmsiRecord& record) const;
  void note_newcomer(MmsiRecord& record, std::uint16_t source, Instant at);
  void note_borne_out(MmsiRecord& record, const track::Timeline::Insertion& inserted);
  void fold(MmsiRecord& record, const model::Report& report, bool is_appended);
  void advance_watermark(Instant at, bool is_time_believed);
  void mark_updated(MmsiRecord& record, Instant from);
  MmsiRecord& record_of(model::Mmsi mmsi);
  void remove(MmsiRecord& record);
  void set_context(std::shared_ptr<const Context> context, Instant from);

  // The state as bytes.
  [[nodiscard]] std::uint64_t layout() const;
  template <typename Archive>
  void archive_plain(Archive& archive);
  std::string save();
  bool load(std::string_view bytes);
  void restore_derived();

  // The clock of event time.
  void evaluate();
  void refold_updated();
  void search_again(MmsiRecord& record);
  void compare_fleet();
  void compare_list(FleetRule& rule, std::uint32_t list);
  void compare_more();
  void run_clock();
  void skip_quiet_time(Instant quiet_from);
  void begin_minute();
  void complete_minute(Instant minute);
  [[nodiscard]] bool is_in_cluster(model::Mmsi mmsi) const;
  [[nodiscard]] bool is_covered(const model::Anomaly& anomaly) const;
  void forget_contexts();
  void wake_due();
  void wake_later(MmsiRecord& record);
  std::optional<Sample> put_in_grid(const MmsiRecord& record, const ObjectState& object, Instant minute);
  void search(const MmsiRecord& record, Instant minute);
  void sweep_all(const std::vector<MmsiRecord*>& due);
  void sweep(MmsiRecord& record);
  [[nodiscard]] bool is_over(const MmsiRecord& record, Instant horizon) const;
  [[nodiscard]] Instant last_tick() const { return floor_to(clock, kPairTick_s); }
  // What happens though nothing is heard has happened up to then: the last full second, as the queue has it.
  [[nodiscard]] Instant happened_until() const { return floor_to(clock, 1); }
  [[nodiscard]] Instant horizon() const { return clock - options.lateness; }
  [[nodiscard]] Instant pair_horizon() const { return floor_to(horizon(), kPairTick_s); }

  EngineOptions options;
  ContextHistory contexts;
  track::SourceTable sources;
  StationLog stations;
  MmsiTable records;
  MinuteGrids grids;
  AnomalyRegistry anomalies;
  TrackQueue tracks;
  WakeQueue wakes;
  std::unique_ptr<MmsiFold> vessel_fold;
  std::unique_ptr<CheckpointKeeper> keeper;
  std::vector<std::unique_ptr<PairMonitor>> pair_monitors;
  std::vector<std::unique_ptr<FleetRule>> fleet_rules;
  std::vector<Comparison> comparisons;  // of each fleet rule
  std::vector<std::unique_ptr<AreaMonitor>> area_monitors;
  std::vector<MmsiRecord*> updated;  // since the last evaluation
  std::unordered_map<model::Mmsi, Begun> begun_before;
  track::TimeJumpFilter time_jumps;
  Instant watermark;
  Instant latest_at;      // of all reports: the watermark, or a distress report ahead of it
  Instant clock;          // all steps of time up to it are evaluated; a little behind the watermark
  Instant stepped_since;  // when the clock last leapt over a quiet time, or began
  bool has_watermark = false;
  EngineCounters counters;
};

}  // namespace selat::detect
