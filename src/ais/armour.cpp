#include "ais/armour.h"

#include "ais/kernels.h"

namespace selat::ais {

ArmourResult remove_armour(std::string_view payload, unsigned pad_bits, Bits& into) {
  if (payload.size() > nmea::kMaxPayloadCharacters) {
    return ArmourResult::too_long;
  }
  const bool is_good = fastest_kernels().remove_armour(payload, into.begin_words());
  return into.end_words(payload.size(), pad_bits, is_good) ? ArmourResult::removed
                                                           : ArmourResult::bad_character;
}

}  // namespace selat::ais
