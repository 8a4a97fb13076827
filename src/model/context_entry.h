#pragma once
// What a person adds to the context of the rules while the system runs: a vessel to watch for, or a zone. The
// coordination server keeps it, the detector judges by it from then on, and it ends by itself.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/short_text.h"
#include "model/sector.h"
#include "model/watch_entry.h"
#include "model/zone.h"
#include "units/instant.h"

namespace selat::model {

using ContextEntryId = ShortText<15>;  // "W12" of a vessel, "Z3" of a zone; given by the server

struct ContextEntry {
  ContextEntryId id;
  std::variant<WatchEntry, Zone> what;
  std::string reason;  // why, for people
  std::string owner;   // who answers for it: a person or an office
  ControlPointId added_by;
  Instant from;     // wall clock of the server
  Instant ends_at;  // by itself; each entry has an end
  friend bool operator==(const ContextEntry&, const ContextEntry&) = default;
};

// Every entry in force.
struct ContextTable {
  std::vector<ContextEntry> entries;
  friend bool operator==(const ContextTable&, const ContextTable&) = default;
};

// In force at one time; the table must fit in one envelope of the bus.
inline constexpr std::size_t kMostContextEntries = 1'000;
inline constexpr std::size_t kMostZonePoints = 20'000;
inline constexpr std::size_t kLongestContextText = 200;  // of each text of an entry

}  // namespace selat::model
