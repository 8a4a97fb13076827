#pragma once
// Data blocks as a radar sends them, of the reports that a receiver reads out of them again: the other end of
// receiver.h, for the simulator and for tests. What a category has no item for is left out. Thread-safe.

#include <span>

#include "model/radar_report.h"
#include "radar/asterix/writer.h"

namespace selat::radar {

// Reports whose source is "SAC/SIC" and whose format is one of the three of ASTERIX, all of the first one's.
// CAT 010 and 048 say range and bearing where the report has them, CAT 062 the position. Ranges in 1 m up to
// 65 km (010) or 1/256 nm up to 255 nm (048).
[[nodiscard]] AsterixBytes encode_block(std::span<const model::RadarReport> reports);

// CAT 034: that the antenna points north or to a sector, how long a turn takes, where the radar stands.
[[nodiscard]] AsterixBytes encode_block(const model::RadarStatus& status);

}  // namespace selat::radar
