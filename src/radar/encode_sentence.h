#pragma once
// TTM and TLL as a radar sends them: the other end of sentence.h, for the simulator and for tests.
// Thread-safe.

#include <string>

#include "model/radar_report.h"

namespace selat::radar {

// "$RATTM,…*hh" or "$RATLL,…*hh", as the report's format says (TTM for all but TLL), without a line end.
// Range to 0.01 nm, bearings and course to 0.1°, both true, speed to 0.1 kn, position to 0.0001'; its time to
// 0.01 s. What the report does not have is an empty field.
[[nodiscard]] std::string encode_sentence(const model::RadarReport& report);

}  // namespace selat::radar
