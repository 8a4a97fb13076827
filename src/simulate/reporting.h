#pragma once
// How often a transmitter transmits. Source: ITU-R M.1371-5 annex 1, tables 1 and 2; IEC 61097-14 (AIS-SART).

#include "simulate/behaviour.h"
#include "simulate/simulated_vessel.h"
#include "units/instant.h"

namespace selat::simulate {

// The time until the next position report of a vessel that moves like this.
[[nodiscard]] Span position_interval(Device device, const Movement& movement);

// Static and voyage data: type 5, or 24 A and B.
inline constexpr Span kStaticInterval = Span::minutes(6);

// A distress device sends a burst each minute of eight reports, two seconds apart; every fourth burst, and
// the first, begins with the text "SART ACTIVE" (message 14).
inline constexpr Span kBurstInterval = Span::minutes(1);
inline constexpr Span kBurstSpacing = Span::seconds(2);
inline constexpr int kReportsInBurst = 8;

}  // namespace selat::simulate
