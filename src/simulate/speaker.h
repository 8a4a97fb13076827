#pragma once
// What a transmitter puts on the air: its movement and identity as AIS messages.

#include <cstdint>
#include <vector>

#include "ais/message.h"
#include "simulate/vessel.h"
#include "units/instant.h"

namespace selat::simulate {

// The position report (types 1, 4, 18, 21) of this instant. `roll` (any number, the same for the same
// transmission) sets the receiver's small errors.
[[nodiscard]] ais::Message position_message(const Vessel& vessel, Instant when, std::uint64_t roll);
// The position report of this movement.
[[nodiscard]] ais::Message position_message(const Identity& identity, const Movement& movement, Instant when);

// Static messages: 5; 24 A and B; for a distress device message 14. None for base stations and aids.
[[nodiscard]] std::vector<ais::Message> static_messages(const Identity& identity, Instant when);

}  // namespace selat::simulate
