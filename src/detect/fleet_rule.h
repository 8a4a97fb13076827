#pragma once
// A rule that compares every vessel with some others wherever they are, such as those of a list. It has two
// halves, like every fold of the engine: what it has finalized is a function of checkpoints only; what is
// live is computed again from that and the live states whenever these change. It publishes by itself.
//
// Not pure: one object a rule; one thread.

#include <memory>

#include "base/archive.h"
#include "detect/anomaly_registry.h"
#include "detect/context.h"
#include "detect/mmsi_record.h"

namespace selat::detect {

// What a fleet rule is made with; outlives the rule.
struct FleetContext {
  const RuleDescription& rule;
  const track::SourceTable& sources;
  const ContextHistory& contexts;
  AnomalyRegistry& anomalies;
};

class FleetRule {
 public:
  virtual ~FleetRule() = default;
  // The record's live state has changed; `now` is the latest time anything is compared at. Returns whether
  // all records must be compared again, within some seconds.
  [[nodiscard]] virtual bool learn(const MmsiRecord& record, Instant now) = 0;
  // Whether compare() has anything to compare with.
  [[nodiscard]] virtual bool is_needed() const = 0;
  // Compares the record's objects; silences are judged as of `now`.
  virtual void compare(const MmsiRecord& record, Instant now) = 0;
  // The record's checkpoint holds all that happened before `horizon`, and those of the others hold all before
  // a minute earlier.
  virtual void finalize(const MmsiRecord& record, Instant horizon) = 0;
  // The record is about to be removed: its open findings end.
  virtual void remove(const MmsiRecord& record) = 0;
  // What it remembers, both ways.
  virtual void save(ArchiveWriter& writer) = 0;
  virtual void load(ArchiveReader& reader) = 0;
};

}  // namespace selat::detect
