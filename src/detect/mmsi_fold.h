#pragma once
// Folds the ordered reports of one MMSI into its objects: their tracks, the memories of the rules and the
// logs of findings. What happens though nothing is heard (silence, wake-ups of rules, a new version of the
// context) is folded in at its own event time, before a report of the same time. The result is a function of
// the reports and the versions alone.

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "detect/mmsi_record.h"
#include "detect/object_state.h"
#include "detect/rule.h"

namespace selat::detect {

class MmsiFold {
 public:
  // Refers to the sources and contexts.
  MmsiFold(std::vector<std::unique_ptr<VesselRule>> rules, track::TrackOptions options,
           const track::SourceTable& sources, const ContextHistory& contexts);

  // Folds record.timeline[index] into the state, which is one of the record's. Entries before it must have
  // been folded. Returns whether it was a copy.
  bool fold(MmsiState& state, MmsiRecord& record, std::size_t index) const;
  // Lets everything happen that is due up to `now`; the first `count` entries have been folded. `next_event`
  // of the state says when that is, but for a new version of the context: the state looks for that by itself.
  // Returns whether anything happened.
  bool advance(MmsiState& state, const MmsiRecord& record, Instant now, std::size_t count) const;
  [[nodiscard]] std::size_t memory_bytes() const { return memory_bytes_; }

 private:
  struct Rule {
    std::unique_ptr<VesselRule> rule;
    std::size_t offset = 0;  // of its part of the memory
  };
  struct Assigned {
    ObjectState* object = nullptr;  // null: nobody's yet
    track::Outcome outcome = track::Outcome::no_position;
    std::optional<track::Fix> previous;
  };
  using Live = std::vector<track::LiveObject>;

  ObjectState& begin_object(MmsiState& state, model::Mmsi mmsi, Instant at) const;
  void end_previous(MmsiState& state, Instant at) const;
  // `particulars`: of static data.
  [[nodiscard]] Assigned assign(MmsiState& state, model::Mmsi mmsi, track::Fix& fix,
                                const model::StaticReport* particulars) const;
  [[nodiscard]] Assigned assign_position(MmsiState& state, model::Mmsi mmsi, track::Fix& fix) const;
  [[nodiscard]] static Assigned assign_without_position(MmsiState& state, const track::Fix& fix,
                                                        const model::StaticReport* particulars);
  [[nodiscard]] bool repeats_past(MmsiState& state, const MmsiRecord& record, std::size_t index) const;
  static void hear(ObjectState& object, const track::Fix& fix, track::Outcome outcome);

  [[nodiscard]] Instant& wake_of(ObjectState& object, std::size_t rule) const;
  [[nodiscard]] std::byte* memory_of(ObjectState& object, std::size_t rule) const;
  [[nodiscard]] Instant silence_due(const ObjectState& object) const;
  void find_next_event(ObjectState& object) const;
  static void find_next_event(MmsiState& state);
  // The first thing that is due happens, at its time.
  void fire(ObjectState& object, const MmsiRecord& record, const Context& context, std::size_t count) const;
  void fall_silent(ObjectState& object, const MmsiRecord& record, const Context& context,
                   std::size_t count) const;
  void change_context(MmsiState& state, const MmsiRecord& record, std::size_t count) const;

  std::vector<Rule> rules_;
  std::size_t memory_bytes_ = 0;
  track::TrackOptions options_;
  const track::SourceTable& sources_;
  const ContextHistory& contexts_;
};

}  // namespace selat::detect
