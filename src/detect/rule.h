#pragma once
// What a rule is. Rules are values of constant behaviour: what a rule remembers of a vessel (or a pair) lies
// in a block of bytes the engine keeps and copies for it, so that late reports can be folded in again.
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

#include "detect/ledger.h"
#include "model/anomaly.h"
#include "track/source_table.h"
#include "track/tracker.h"

namespace selat::detect {

class ZoneContext;

// A number of a rule that an officer may set in [rules.<id>].
struct Threshold {
  std::string_view key;
  double default_value = 0;
  std::string_view unit;  // "m", "kn", "s", "" for a count or a ratio
  double least = 0, most = 0;
  std::string_view meaning;
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

// A vessel that somebody looks for.
struct WatchEntry {
  std::string label = {};  // why this vessel is wanted
  std::optional<std::uint32_t> mmsi = {};
  std::optional<std::uint32_t> imo = {};
  std::string call_sign = {};
  std::string name = {};  // compared fuzzily
};

// What a rule is built from; outlives the rule.
struct RuleContext {
  const ZoneContext& zones;
  std::span<const WatchEntry> watch_list;
};

struct RuleDescription;

// One report of one vessel, after the tracker has seen it.
struct VesselMoment {
  const track::Tracker& tracker;
  const track::Fix& fix;
  const track::Fix* previous;  // the track's last accepted fix before this one; null for a new track
  track::Outcome outcome;      // no_position too for static data and texts
  const model::Report* text;   // static data or a safety text; null for positions
  const track::SourceTable& sources;
};

enum class Silence : std::uint8_t { lost, ended };

// A rule about one vessel at a time.
class VesselRule {
 public:
  virtual ~VesselRule() = default;
  [[nodiscard]] virtual std::size_t memory_bytes() const = 0;
  virtual void begin(std::byte* memory) const = 0;
  virtual void observe(const VesselMoment& moment, std::byte* memory, Ledger& ledger) const = 0;
  // The track became lost, or ended, at `at`.
  virtual void silence(Silence, Instant, const track::Tracker&, std::byte*, Ledger&) const {}
};

// A VesselRule whose memory is one trivially copyable State.
template <typename State>
class VesselRuleWith : public VesselRule {
  static_assert(std::is_trivially_copyable_v<State>);

 public:
  [[nodiscard]] std::size_t memory_bytes() const final { return sizeof(State); }
  void begin(std::byte* memory) const final { ::new (memory) State{}; }
  void observe(const VesselMoment& moment, std::byte* memory, Ledger& ledger) const final {
    fold(moment, *std::launder(reinterpret_cast<State*>(memory)), ledger);
  }
  void silence(Silence kind, Instant at, const track::Tracker& tracker, std::byte* memory,
               Ledger& ledger) const final {
    fold_silence(kind, at, tracker, *std::launder(reinterpret_cast<State*>(memory)), ledger);
  }

 protected:
  virtual void fold(const VesselMoment& moment, State& state, Ledger& ledger) const = 0;
  virtual void fold_silence(Silence, Instant, const track::Tracker&, State&, Ledger&) const {}
};

// A vessel as a pair rule sees it at a tick: its last accepted fix and where it should be now.
struct Sample {
  model::Mmsi mmsi;
  track::Fix fix;
  geo::Position position;  // predicted to the tick
};

// What a pair rule may ask about the time before the tick.
class PairHistory {
 public:
  virtual ~PairHistory() = default;
  // Both vessels at a tick; nothing when one was not heard for too long.
  [[nodiscard]] virtual std::optional<std::pair<Sample, Sample>> at(Instant tick) const = 0;
  // Where both were at a full minute up to 70 minutes ago.
  [[nodiscard]] virtual std::optional<std::pair<geo::Position, geo::Position>> places(
      Instant minute) const = 0;
};

inline constexpr Span kPairTick = Span::seconds(3);

// A rule about two vessels near each other, evaluated every kPairTick of event time as a pure function of
// both vessels' histories. A pair that nothing is known of equals a pair in its first state.
class PairRule {
 public:
  virtual ~PairRule() = default;
  // Only pairs of vessels that may take part, at most so far apart, are looked for (once a minute).
  [[nodiscard]] virtual Distance reach() const = 0;
  [[nodiscard]] virtual bool may_take_part(const Sample& vessel) const = 0;
  // Whether step() would leave its first state with these two; both may take part.
  [[nodiscard]] virtual bool is_worth_following(const Sample& a, const Sample& b) const = 0;
  [[nodiscard]] virtual std::size_t memory_bytes() const = 0;
  virtual void begin(std::byte* memory) const = 0;
  // Whether nothing is going on (then only full minutes are evaluated).
  [[nodiscard]] virtual bool is_idle(const std::byte* memory) const = 0;
  // Whether the memory is as good as in its first state from `tick` on.
  [[nodiscard]] virtual bool is_forgettable(const std::byte* memory, Instant tick) const = 0;
  virtual void step(Instant tick, const PairHistory& history, const track::SourceTable& sources,
                    std::byte* memory, Ledger& ledger) const = 0;
};

// One line of the rule table; exactly one of the makers is set.
struct RuleDescription {
  std::string_view id;
  std::uint16_t version = 1;
  std::string_view meaning;
  std::span<const Threshold> thresholds;
  std::unique_ptr<VesselRule> (*make_vessel_rule)(const RuleContext&, const Thresholds&) = nullptr;
  std::unique_ptr<PairRule> (*make_pair_rule)(const RuleContext&, const Thresholds&) = nullptr;
};

// A reference to one of the reports a finding rests on.
[[nodiscard]] model::ReportReference reference_to(model::Mmsi mmsi, const track::Fix& fix,
                                                  const track::SourceTable& sources);

// "Unknown" where a finding has no place: an invalid position (model::Anomaly::place asks is_valid()).
inline constexpr geo::Position kUnknownPlace = geo::Position::e7(910'000'000, 1'810'000'000);

}  // namespace selat::detect
