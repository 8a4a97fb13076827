#pragma once
// The topics of the bus: one stream of envelopes each, numbered by its publisher.

#include <cstdint>

#include "base/enum_names.h"

namespace selat::bus {

enum class Topic : std::uint8_t {
  report,      // ingest:     ReportBatch
  feed,        // ingest:     FeedHealthTable, each second
  track,       // detect:     TrackBatch, within about a second what changed
  anomaly,     // detect:     Anomaly
  alert,       // coordinate: Alert
  assignment,  // coordinate: AssignmentTable, on change and each second
  health,      // everyone:   ProcessHealth, each second
};

// Where each envelope says everything anew, the last one is the state: whoever joins needs no other.
[[nodiscard]] constexpr bool is_last_envelope_the_state(Topic topic) {
  return topic == Topic::feed || topic == Topic::assignment || topic == Topic::health;
}

}  // namespace selat::bus

namespace selat {
template <>
inline constexpr auto enum_names<bus::Topic> =
    std::to_array<std::string_view>({"report", "feed", "track", "anomaly", "alert", "assignment", "health"});
}  // namespace selat
