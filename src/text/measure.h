#pragma once
// Numbers with their unit as a mariner writes them, in the reader's language (decimal comma in Bahasa
// Indonesia).
//
// Thread: any. Pure.

#include <string>

#include "base/language.h"
#include "geo/position.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::text {

[[nodiscard]] std::string number(double value, int decimals, Language language);
// Metres below 1 km, nautical miles with one decimal from there on.
[[nodiscard]] std::string distance(Distance distance, Language language);
[[nodiscard]] std::string speed(Speed speed, Language language);
// "45 s", "15 min", "2 h 10 min".
[[nodiscard]] std::string duration(Span span, Language language);
// "3 min ago"; after a day the date and time; a time that is still to come counts as now.
[[nodiscard]] std::string age(Instant at, Instant now, Language language);
// "047°", three digits, true.
[[nodiscard]] std::string bearing(Bearing bearing);
// Degrees and decimal minutes: "1°14.83′N 103°50.12′E".
[[nodiscard]] std::string position(geo::Position position, Language language);
// As JSON has knots and degrees of a course: a tenth is what AIS measures.
[[nodiscard]] double tenth(double value);
// "14:03:59" UTC.
[[nodiscard]] std::string time_of_day(Instant at);
// "2026-01-12T14:03:59Z"
[[nodiscard]] std::string date_and_time(Instant at);

}  // namespace selat::text
