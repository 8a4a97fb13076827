#pragma once
// What the first bytes of a feed look like, for a feed that is connected and brings nothing usable: a wrong
// port, another program, another form of the same data. A guess, said as one.
//
// Thread: any. Pure.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/localized_message.h"

namespace selat::feed {

// How many of the first bytes are enough.
inline constexpr std::size_t kEnoughToTell = 512;

enum class Likeness : std::uint8_t {
  ais,
  nmea,  // sentences, but none of AIS
  http,
  tls,
  ssh,
  gpsd,
  json,
  utf16,
  packed,
  asterix,
  binary,
  text,
};

// Nothing if there are no bytes.
[[nodiscard]] std::optional<Likeness> likeness_of(std::string_view first_bytes);

// "it looks like HTTP: …"; empty for AIS.
[[nodiscard]] LocalizedMessage told(Likeness likeness);

}  // namespace selat::feed
