#pragma once
// All that the engine keeps of one MMSI: its ordered reports of the last minutes, the state before them
// (checkpoint) and after them (live), and where its objects were in the 90 minutes before.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "detect/late_distress.h"
#include "detect/object_state.h"
#include "detect/rule.h"
#include "track/history.h"
#include "track/timeline.h"

namespace selat::detect {

struct MmsiRecord {
  model::Mmsi mmsi;
  bool is_dirty = false;      // a late report is not yet in live
  bool is_updated = false;    // has new reports since the last evaluation
  bool is_queued = false;     // in the TrackQueue
  Instant updated_from;       // the earliest of the new reports
  Instant wakes_at = kNever;  // its place in the WakeQueue
  // The first report of the MMSI, of that day at least.
  Instant first_at;
  Instant borne_out_at = kNever;  // newcomer.h
  std::uint16_t first_source = 0;
  track::Timeline timeline;
  LateDistress late_distress;
  MmsiState live;        // after all of them
  MmsiState checkpoint;  // after timeline's finalized entries, and all that happens up to the horizon
  // After so many of the timeline's entries, about a minute ago: late reports are seldom later than that.
  // Only where there was one lately.
  std::unique_ptr<MmsiState> middle;
  std::size_t middle_count = 0;
  EnumCounts<model::TrackState> counted;  // its part in the engine's count of tracks

  // The object at a tick, its hull left out; nothing when it was silent for too long.
  [[nodiscard]] std::optional<Sample> sample_at(model::TrackId id, track::ObjectTag tag, Instant tick) const;
  // With its hull, for which all that the object has said is looked through.
  [[nodiscard]] std::optional<Sample> sample_with_hull_at(model::TrackId id, track::ObjectTag tag,
                                                          Instant tick) const;
  // Where it was at a full minute of the last 90.
  [[nodiscard]] std::optional<geo::Position> place_at(track::ObjectTag tag, Instant minute) const;
  // The history of the object, as far as the first `count` entries of the timeline tell it.
  [[nodiscard]] track::TrackHistory history(track::ObjectTag tag, std::size_t count) const;
  // The name and the hull that the object had sent by then; empty when none is known.
  [[nodiscard]] ShortText<34> name_at(track::ObjectTag tag, Instant tick) const;
  [[nodiscard]] track::Hull hull_at(track::ObjectTag tag, Instant tick) const;

  // Ask for memory that will be needed soon, one pointer farther each: the record; its first object; what the
  // rules remember of that, and the latest reports. For a sweep, the same of the checkpoint, and the reports
  // that become final.
  void prefetch() const;
  void prefetch_live() const;
  void prefetch_newest() const;
  void prefetch_checkpoint() const;
  void prefetch_oldest() const;

  // Removes finalized entries before `before`; the positions they gave are kept.
  void drop_before(Instant before);
  // Removes the oldest objects while their tracks have ended and they were last heard before `before`.
  void drop_objects(Instant before);

  template <typename Archive>
  void archive(Archive& archive) {
    archive(mmsi, is_queued, first_at, borne_out_at, first_source, timeline, late_distress, live, checkpoint,
            pasts_);
  }

 private:
  // The object's last static data by then of those that have it; null when the timeline has none.
  using Has = bool (track::StaticData::*)() const;
  [[nodiscard]] const track::StaticData* told_by(Instant tick, track::ObjectTag tag, Has has) const;
  [[nodiscard]] const track::ObjectPast* past_of(track::ObjectTag tag) const;
  [[nodiscard]] track::ObjectPast& make_past(track::ObjectTag tag);

  track::ObjectPasts pasts_;
};

}  // namespace selat::detect
