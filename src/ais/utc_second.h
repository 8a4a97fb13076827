#pragma once
// The UTC second inside a message, with which nmea/observation_time.h refines its time.

#include <cstdint>
#include <optional>

#include "ais/message.h"

namespace selat::ais {

// The UTC second the message carries, if its kind has one and it is set. Thread-safe.
[[nodiscard]] std::optional<std::uint8_t> utc_second_of(const Message& message);

}  // namespace selat::ais
