#pragma once
// What people have added to the context of the rules and is in force: vessels to watch for, and zones. Each
// entry has a reason, an owner and an end; it ends by itself, or by a person before that.
//
// Ids are "W12" of a vessel and "Z3" of a zone, and none is given twice: the numbers given last are part of
// the state. What the server owes the detector is set here: the id of the zone and the label of the vessel
// begin with the id ("Z3 search area", "W12 seen without lights"), so that an alert names the entry it is due
// to; and a zone that was drawn at sea is approximate.
//
// Times are of the wall clock of the server. Pure. Bounded by model::kMostContextEntries and
// model::kMostZonePoints, and by what fits in one envelope of the bus. Not thread-safe.

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <vector>

#include "base/localized_message.h"
#include "model/context_entry.h"
#include "units/instant.h"

namespace selat::coordinate {

inline constexpr Span kLongestContextFor = Span::hours(366 * 24);
inline constexpr std::int32_t kWidestContextZone_deg = 10;  // of latitude and of longitude

// Why an entry cannot come into force, with what to do; empty when it can. `id`, `added_by`, `from`, the
// basis and the label are not looked at.
[[nodiscard]] std::optional<LocalizedMessage> problem_of(const model::ContextEntry& entry, Instant wall);

// What is to be kept on disk.
struct ContextState {
  std::vector<model::ContextEntry> entries;
  std::uint32_t last_vessel = 0, last_zone = 0;  // numbers given last
  friend bool operator==(const ContextState&, const ContextState&) = default;
};

class ContextRegister {
 public:
  explicit ContextRegister(const ContextState& persisted = {});

  // The entry as it is in force from now on, or why it is not (problem_of(); no room; the same is in force).
  [[nodiscard]] std::expected<model::ContextEntry, LocalizedMessage> add(
      model::ContextEntry entry, const model::ControlPointId& added_by, Instant wall);
  // The entry that was in force, or nothing when there is none of that id.
  [[nodiscard]] std::optional<model::ContextEntry> end(const model::ContextEntryId& id);
  // Ends those whose time has come, and returns them.
  [[nodiscard]] std::vector<model::ContextEntry> expire(Instant wall);

  // In the order in which they were added, vessels before zones.
  [[nodiscard]] model::ContextTable table() const;
  [[nodiscard]] ContextState state() const;

 private:
  // Numbers, not the text of the ids: "W10" comes after "W9".
  struct Key {
    bool is_zone = false;
    std::uint32_t number = 0;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  [[nodiscard]] static std::optional<Key> key_of(const model::ContextEntryId& id);
  [[nodiscard]] std::optional<LocalizedMessage> obstacle_to(const model::ContextEntry& entry) const;

  std::map<Key, model::ContextEntry> entries_;
  std::uint32_t last_vessel_ = 0, last_zone_ = 0;
  std::size_t zone_points_ = 0, text_bytes_ = 0;  // of all entries
};

}  // namespace selat::coordinate
