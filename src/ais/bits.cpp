#include "ais/bits.h"

#include "base/fingerprint.h"

namespace selat::ais {

std::uint64_t Bits::fingerprint() const {
  std::uint64_t sum = size_;
  for (std::size_t word = 0; word * 64 < size_; ++word) {
    sum = join(sum, words_[word]);
  }
  return sum;
}

}  // namespace selat::ais
