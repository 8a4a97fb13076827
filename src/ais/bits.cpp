#include "ais/bits.h"

#include <algorithm>

#include "ais/armour.h"
#include "base/fingerprint.h"

namespace selat::ais {

Bits::Armoured Bits::assign_armoured(std::string_view payload, unsigned pad_bits) {
  if (payload.size() > kMaxPayloadCharacters) {
    return Armoured::too_long;
  }
  return end_words(payload.size(), pad_bits, remove_armour(payload, begin_words())) ? Armoured::appended
                                                                                    : Armoured::bad_character;
}

Bits::Armoured Bits::append_armoured(std::string_view payload, unsigned pad_bits) {
  if (size_ == 0) {
    return assign_armoured(payload, pad_bits);
  }
  if (size_ + payload.size() * 6 > kMaxPayloadBits) {
    return Armoured::too_long;
  }
  Bits more;
  if (more.assign_armoured(payload, pad_bits) != Armoured::appended) {
    return Armoured::bad_character;
  }
  for (std::size_t at = 0; at < more.size_; at += 48) {
    const auto width = static_cast<unsigned>(std::min<std::size_t>(more.size_ - at, 48));
    append(more.unsigned_at(at, width), width);
  }
  return Armoured::appended;
}

std::uint64_t Bits::fingerprint() const {
  std::uint64_t sum = size_;
  for (std::size_t word = 0; word * 64 < size_; ++word) {
    sum = join(sum, words_[word]);
  }
  return sum;
}

}  // namespace selat::ais
