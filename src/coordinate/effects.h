#pragma once
// What follows from an event at the coordination server, as values: first to be written to disk, in one
// transaction, then to be sent and published.

#include <cstdint>
#include <optional>
#include <vector>

#include "coordinate/context_register.h"
#include "coordinate/sector_leases.h"
#include "coordinate/speaking_terminals.h"
#include "model/alert.h"
#include "model/assignment.h"
#include "model/context_entry.h"
#include "model/log_entry.h"
#include "model/order.h"
#include "model/sighting.h"

namespace selat::coordinate {

// The longest lease and skew bound by which leases that may still run were given: until they have passed,
// a holder that is not heard may act.
struct Promise {
  Span lease;
  Span skew_bound;
  friend bool operator==(const Promise&, const Promise&) = default;
};

struct Effects {
  // To be written to disk, in one transaction.
  std::optional<std::uint32_t>
      term;                        // taken above another that was heard; it is the server's own from now on
  std::optional<Promise> promise;  // what is outstanding from now on: what earlier terms promised is over
  std::vector<SectorRecord> records;
  std::vector<SpeakerRecord> speakers;
  std::vector<model::Alert> alerts;             // and then published
  std::vector<std::uint64_t> forgotten_alerts;  // to be deleted
  std::vector<model::Exclusion> exclusions;
  std::vector<model::LogEntry> log;  // and then published
  std::vector<model::ContextEntry> context;
  std::vector<model::ContextEntryId> ended_context;  // to be deleted
  std::vector<model::Sighting> sightings;            // and then published
  std::vector<std::uint64_t> forgotten_sightings;    // to be deleted
  // To be sent and published when that has succeeded.
  std::vector<model::Alert> crowded_out_alerts;  // evicted while open: to be published as ended
  std::vector<model::Alert> moved_alerts;        // whose vessels have moved; nothing durable has changed
  std::vector<model::AddressedOrder> orders;
  bool has_table_changed = false;
  bool has_context_changed = false;

  [[nodiscard]] bool is_durable_change() const {
    return term || promise || !records.empty() || !speakers.empty() || !alerts.empty() ||
           !forgotten_alerts.empty() || !exclusions.empty() || !log.empty() || !context.empty() ||
           !ended_context.empty() || !sightings.empty() || !forgotten_sightings.empty();
  }
};

// Appends later effects. Of several changes of one record or alert only the last is kept.
void merge(Effects& into, Effects later);

// The state read from disk. Records of sectors and control points that no longer exist are ignored.
struct PersistedState {
  std::uint32_t term = 1;  // of this start: greater than all before
  // False if the database does not know all that earlier terms promised: it was made anew, or a part of it
  // was damaged. It stays so, over restarts too, until an Effects::promise has been saved.
  bool has_past = true;
  // Saves that were acknowledged are not in the database that was found at this start.
  bool is_past_lost = false;
  Instant began_at = {};  // wall clock of the first term of this database, which tells it from others
  Promise promise = {};   // outstanding: the longest of earlier terms that may still run, and of this one
  std::vector<SectorRecord> records;
  std::vector<SpeakerRecord> speakers;
  std::vector<model::Alert> alerts;
  std::uint32_t last_alert_number = 0;  // given before, also where the alert itself is lost; 0: not known
  std::vector<model::Exclusion> exclusions;
  ContextState context;
  std::vector<model::Sighting> sightings;
  std::vector<model::LogEntry> words;  // the newest that persons wrote: their uids are known
};

}  // namespace selat::coordinate
