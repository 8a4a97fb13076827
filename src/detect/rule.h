#pragma once
// What a rule is. A rule object never changes: what it remembers of a vessel (or a pair) lies in a block of
// bytes that the engine keeps and copies for it, so that late reports can be folded in again.
//
// A new rule is one file in detect/rules/ and one line in rule_table.cpp.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/localized_message.h"
#include "detect/context.h"
#include "detect/finding_log.h"
#include "detect/never.h"
#include "model/anomaly.h"
#include "track/history.h"
#include "track/source_table.h"
#include "track/tracker.h"

namespace selat::detect {

class AreaRule;
class FleetRule;
struct FleetContext;

// A number of a rule that may be set in [rules.<id>] of the settings.
struct Threshold {
  std::string_view key;
  double default_value = 0;
  std::string_view unit;  // "m", "kn", "s", "" for a count or a ratio
  double least = 0, most = 0;
  MessageId meaning;
};

// Of two thresholds, the second is not the lesser: else the rule contradicts itself.
struct Ascending {
  std::string_view less, more;
};

// The values in force: the rule's defaults, replaced where settings name them.
class Thresholds {
 public:
  Thresholds(std::span<const Threshold> declared, const std::map<std::string, double, std::less<>>& set);
  // The key must be declared.
  [[nodiscard]] double operator[](std::string_view key) const;

 private:
  std::span<const Threshold> declared_;
  std::vector<double> values_;
};

// A vessel at one moment, as a rule sees it. Valid during the call.
struct VesselMoment {
  Instant at;
  const track::Tracker& tracker;
  const track::TrackHistory& history;
  const Context& context;
  const track::SourceTable& sources;
  // When the rule is to be called again though nothing is heard (VesselRule::wake); kNever: not at all. It
  // stays set until it is reached or the track ends.
  Instant& wake_at;
};

// One report of one vessel, after the tracker has processed it.
struct VesselUpdate : VesselMoment {
  const track::Fix& fix;
  const track::Fix* previous;       // the track's last accepted fix before this one; null for a new track
  track::Outcome outcome;           // no_position too for static data and texts
  const model::SafetyReport* text;  // null unless it is a safety text
  Span late_by;  // of a distress older than can be changed: it was sent so long before `at`
};

enum class Silence : std::uint8_t { lost, ended };

// A rule about one vessel at a time.
class VesselRule {
 public:
  virtual ~VesselRule() = default;
  [[nodiscard]] virtual std::size_t memory_bytes() const = 0;
  virtual void begin(std::byte* memory) const = 0;
  virtual void observe(const VesselUpdate& update, std::byte* memory, FindingLog& findings) const = 0;
  // The track became lost, or ended.
  virtual void silence(Silence, const VesselMoment&, std::byte*, FindingLog&) const {}
  // The time has come that the rule asked for.
  virtual void wake(const VesselMoment&, std::byte*, FindingLog&) const {}
  // moment.context takes the place of `before` now.
  virtual void change_context(const Context&, const VesselMoment&, std::byte*, FindingLog&) const {}
};

// A VesselRule whose memory is one trivially copyable State.
template <typename State>
class VesselRuleWith : public VesselRule {
  static_assert(std::is_trivially_copyable_v<State>);

 public:
  [[nodiscard]] std::size_t memory_bytes() const final { return sizeof(State); }
  void begin(std::byte* memory) const final { ::new (memory) State{}; }
  void observe(const VesselUpdate& update, std::byte* memory, FindingLog& findings) const final {
    fold(update, state_of(memory), findings);
  }
  void silence(Silence kind, const VesselMoment& moment, std::byte* memory,
               FindingLog& findings) const final {
    fold_silence(kind, moment, state_of(memory), findings);
  }
  void wake(const VesselMoment& moment, std::byte* memory, FindingLog& findings) const final {
    fold_wake(moment, state_of(memory), findings);
  }
  void change_context(const Context& before, const VesselMoment& moment, std::byte* memory,
                      FindingLog& findings) const final {
    fold_context(before, moment, state_of(memory), findings);
  }

 protected:
  virtual void fold(const VesselUpdate& update, State& state, FindingLog& findings) const = 0;
  virtual void fold_silence(Silence, const VesselMoment&, State&, FindingLog&) const {}
  virtual void fold_wake(const VesselMoment&, State&, FindingLog&) const {}
  virtual void fold_context(const Context& /*before*/, const VesselMoment&, State&, FindingLog&) const {}

 private:
  static State& state_of(std::byte* memory) { return *std::launder(reinterpret_cast<State*>(memory)); }
};

// A vessel as others see it at a tick: its last accepted fix, where it should be now, and, for pair rules
// that compare it with another, the hull that it had told by then.
struct Sample {
  model::TrackId id = 0;
  track::Fix fix;
  geo::Position position;  // predicted to the tick
  track::Hull hull;
  [[nodiscard]] model::Mmsi mmsi() const { return model::mmsi_of(id); }
};

// What a pair rule may read of the time before the tick.
class PairHistory {
 public:
  virtual ~PairHistory() = default;
  // Both vessels at a tick; nothing when one of them was silent for too long.
  [[nodiscard]] virtual std::optional<std::pair<Sample, Sample>> at(Instant tick) const = 0;
  // Where each was at a full minute up to 70 minutes ago, if it was heard.
  [[nodiscard]] virtual std::pair<std::optional<geo::Position>, std::optional<geo::Position>> places(
      Instant minute) const = 0;
  // How many others have lain still for long near a place, by what was final at the tick.
  [[nodiscard]] virtual int resting_near(geo::Position place, Distance radius, Instant tick) const = 0;
};

inline constexpr Span kPairTick = Span::seconds(3);

struct PairMoment {
  Instant tick;
  const PairHistory& history;
  const Context& context;
  const track::SourceTable& sources;
};

// A rule about two vessels near each other, evaluated every kPairTick of event time as a pure function of
// both vessels' histories. A pair that is not followed counts as a pair in its first state.
class PairRule {
 public:
  virtual ~PairRule() = default;
  // The search, once a minute, finds only pairs of vessels that may take part, at most this far apart.
  [[nodiscard]] virtual Distance reach() const = 0;
  [[nodiscard]] virtual bool may_take_part(const Sample& vessel, const Context& context) const = 0;
  // Whether the vessel looks for others; pairs of which neither does are not followed.
  [[nodiscard]] virtual bool looks_for_others(const Sample& vessel) const = 0;
  // Whether step() would leave its first state with these two; both may take part.
  [[nodiscard]] virtual bool is_worth_following(const Sample& a, const Sample& b) const = 0;
  [[nodiscard]] virtual std::size_t memory_bytes() const = 0;
  virtual void begin(std::byte* memory) const = 0;
  // Whether step() may be left out except at full minutes.
  [[nodiscard]] virtual bool is_idle(const std::byte* memory) const = 0;
  // Whether the memory has the same effect as the first state from `tick` on.
  [[nodiscard]] virtual bool can_be_dropped(const std::byte* memory, Instant tick) const = 0;
  virtual void step(const PairMoment& moment, std::byte* memory, FindingLog& findings) const = 0;
};

// One line of the rule table. A rule has one part or more.
struct RuleDescription {
  std::string_view id;
  std::uint16_t version = 1;
  MessageId name;     // for people, such as "position jump"
  MessageId meaning;  // what it finds, one sentence
  // Why it was raised: the text that fits the anomaly, for any grade from outside. text::why fills in
  // {vessel}, {other}, {subject} and the evidence: {speed} is what was measured, {speed_limit} its threshold.
  MessageId (*sentence)(const model::Anomaly&) = nullptr;
  std::span<const Threshold> thresholds;
  std::span<const Ascending> ascending = {};
  // The grade that is told of a vessel that is part of a cluster too. Distress always is.
  std::string_view told_of_clusters = {};
  std::unique_ptr<VesselRule> (*make_vessel_rule)(const Thresholds&) = nullptr;
  std::unique_ptr<PairRule> (*make_pair_rule)(const Thresholds&) = nullptr;
  std::unique_ptr<FleetRule> (*make_fleet_rule)(const FleetContext&) = nullptr;
  std::unique_ptr<AreaRule> (*make_area_rule)(const Thresholds&) = nullptr;
  // Of a rule whose thresholds are the tracker's: sets them there, whether the rule is on or off.
  void (*configure_tracker)(const Thresholds&, track::TrackOptions&) = nullptr;
};

// A reference to one of the reports a finding rests on.
[[nodiscard]] model::ReportReference reference_to(model::Mmsi mmsi, const track::Fix& fix,
                                                  const track::SourceTable& sources);

// Where an anomaly has no place: an invalid position (model::Anomaly::place is tested with is_valid()).
inline constexpr geo::Position kUnknownPlace = geo::Position::e7(910'000'000, 1'810'000'000);

}  // namespace selat::detect
