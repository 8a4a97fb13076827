#pragma once
// Which application the bits of a binary message belong to.

#include <cstdint>

namespace selat::ais {

// Designated area code (1 = international, else a country's MID) and function identifier within it
// (ITU-R M.1371-5 annex 5 §2.1).
struct ApplicationId {
  std::uint16_t dac = 0;  // 0–1023
  std::uint8_t fi = 0;    // 0–63
  friend constexpr bool operator==(const ApplicationId&, const ApplicationId&) = default;
};

}  // namespace selat::ais
