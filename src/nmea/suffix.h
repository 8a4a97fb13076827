#pragma once
// What some networks write after the checksum: the comma-separated fields of the U.S. Coast Guard
// (",r003669945,1241544035"), or a plain Unix time. No allocation, thread-safe.

#include <optional>
#include <string_view>

#include "model/report.h"
#include "units/instant.h"

namespace selat::nmea {

struct Suffix {
  std::optional<Instant> time;  // the first one
  model::SourceName station;    // receiving station: the field that begins with 'r', 'b' or 'D'
};
[[nodiscard]] Suffix parse_suffix(std::string_view suffix);

}  // namespace selat::nmea
