#pragma once
// The wrapper of the GateHouse company: a $PGHP sentence on the line before the sentence it belongs to. It
// says what a TAG block says, in another form. No allocation, thread-safe.
//
//   $PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,62*26

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/report.h"
#include "units/instant.h"

namespace selat::nmea {

struct Wrapper {
  Instant time;               // to the millisecond
  model::SourceName station;  // MMSI of the base station
  // The checksum of the sentence that follows; for a message in several parts, their checksums joined by
  // exclusive or.
  std::optional<std::uint8_t> checksum_of_next;
};

[[nodiscard]] bool is_wrapper(std::string_view text);

// The text begins at '$'. Nothing if its checksum or its time is wrong.
[[nodiscard]] std::optional<Wrapper> parse_wrapper(std::string_view text);

}  // namespace selat::nmea
