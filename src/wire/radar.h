#pragma once
// What radars say <-> RadarMessage. All comes back as it went, to the last bit.

#include <expected>

#include "model/radar_report.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class RadarMessage;
}

namespace selat::wire {

void to_wire(const model::RadarMessage& message, v1::RadarMessage& wire);

// Errors: missing_field, unknown_enum, out_of_domain (a time, a place that is not on Earth, a measure that
// none can be), text_too_long.
[[nodiscard]] std::expected<model::RadarMessage, WireProblem> from_wire(const v1::RadarMessage& wire);

}  // namespace selat::wire
