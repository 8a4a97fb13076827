#pragma once
// The topics of the bus: one stream of envelopes each, numbered by its publisher.

#include <cstdint>

#include "base/enum_names.h"

namespace selat::bus {

enum class Topic : std::uint8_t {
  report,      // ingest:     ReportBatch
  feed,        // ingest:     FeedHealthTable, each second
  track,       // detect:     TrackBatch, changes within about a second
  anomaly,     // detect:     Anomaly
  alert,       // coordinate: Alert
  assignment,  // coordinate: AssignmentTable, on change and each second
  health,      // everyone:   ProcessHealth, each second
  log,         // coordinate: LogEntry
  context,     // coordinate: ContextTable, on change
  radar,       // ingest:     RadarBatch
  sighting,    // coordinate: Sighting, each new one
};

// True if each envelope holds the whole state: then a new subscriber needs only the last one.
[[nodiscard]] constexpr bool is_last_envelope_the_state(Topic topic) {
  return topic == Topic::feed || topic == Topic::assignment || topic == Topic::health ||
         topic == Topic::context;
}

}  // namespace selat::bus

namespace selat {
template <>
inline constexpr auto enum_names<bus::Topic> =
    std::to_array<std::string_view>({"report", "feed", "track", "anomaly", "alert", "assignment", "health",
                                     "log", "context", "radar", "sighting"});
}  // namespace selat
