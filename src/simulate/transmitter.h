#pragma once
// What a transmitter sends: its movement and identity as AIS messages.

#include <cstdint>
#include <vector>

#include "ais/message.h"
#include "simulate/simulated_vessel.h"
#include "units/instant.h"

namespace selat::simulate {

// The position report (types 1, 4, 18, 21) at this instant. `noise_seed` sets the small errors of the GNSS
// receiver: any number, the same for the same transmission.
[[nodiscard]] ais::Message position_message(const SimulatedVessel& vessel, Instant when,
                                            std::uint64_t noise_seed);
// The position report of this movement.
[[nodiscard]] ais::Message position_message(const Identity& identity, const Movement& movement, Instant when);

// Static messages: 5; 24 A and B; for a distress device message 14. None for base stations and aids.
[[nodiscard]] std::vector<ais::Message> static_messages(const Identity& identity, Instant when);

}  // namespace selat::simulate
