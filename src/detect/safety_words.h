#pragma once
// What a safety text (types 12 and 14) says, as far as words tell. Texts are written by people, in English,
// Indonesian or Malay, or by the beacons of ITU-R M.1371-5 annex 9. Pure; hostile text does no harm.

#include <cstdint>
#include <string_view>

namespace selat::detect {

enum class SafetyMeaning : std::uint8_t {
  routine,        // anything else; also exercises, tests and denials
  beacon_test,    // "SART TEST", "MOB TEST", "EPIRB TEST"
  urgency,        // PAN PAN, fire, pirates …: somebody needs help soon
  distress,       // MAYDAY, sinking, a person in the water
  beacon_active,  // "SART ACTIVE", "MOB ACTIVE", "EPIRB ACTIVE"
};

[[nodiscard]] SafetyMeaning meaning_of(std::string_view text);

}  // namespace selat::detect
