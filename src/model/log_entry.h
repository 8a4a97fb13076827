#pragma once
// One line of the permanent log of the coordination server: what control points and the watch decided, wrote
// and reported.

#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_names.h"
#include "geo/position.h"
#include "model/anomaly.h"
#include "model/assignment.h"
#include "model/mmsi.h"
#include "model/sector.h"
#include "units/instant.h"

namespace selat::model {

enum class LogKind : std::uint8_t {
  accepted,
  declined,
  released,
  resumed,  // took back what excluded the sender from the sector
  patrol_report,
  told,       // a terminal has stored what it was told of an alert
  escalated,  // an alert that nobody acknowledged went to another control point
  acknowledged,
  commented,
  closed,            // by a person
  watch_log,         // a free entry
  terminal_changed,  // another terminal speaks for the control point
  context_added,
  context_ended,
  claimed,         // it held these sectors when the server did not know who did; `text` lists them
  past_lost,       // the server began without what an earlier one knew
  terminal_began,  // a terminal speaks for the control point, for which none spoke
  sighting,        // was entered
};

struct LogEntry {
  std::uint64_t number = 0;                // place in the log, from 1; 0: not written yet
  Instant at = {};                         // wall clock of the server
  std::optional<Instant> written_at = {};  // wall clock of the terminal at which a person wrote it
  LogKind kind = LogKind::accepted;
  ControlPointId from = {};     // or kWatchDesk; empty: the server itself
  std::uint64_t from_term = 0;  // of the terminal; 0: a person wrote it, at whatever terminal
  std::uint64_t request = 0;    // id of the request, or the uid of a person's words; unique for (from, term)
  SectorId sector = {};
  std::uint64_t epoch = 0;
  std::uint64_t alert = 0;         // id; 0: about no alert
  std::uint32_t alert_number = 0;  // of that alert
  std::optional<Severity> severity = {};
  std::optional<DeclineCode> code = {};
  std::optional<geo::Position> place = {};
  std::optional<Mmsi> vessel = {};
  std::string reference = {};  // as in Receipt (model/order.h): id of a context entry, miles, alert; else empty
  std::string text = {};
  friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::LogKind> = std::to_array<std::string_view>(
    {"accepted", "declined", "released", "resumed", "patrol_report", "told", "escalated", "acknowledged",
     "commented", "closed", "watch_log", "terminal_changed", "context_added", "context_ended", "claimed",
     "past_lost", "terminal_began", "sighting"});
}  // namespace selat
