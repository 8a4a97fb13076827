#pragma once
// Seeded random numbers (xoshiro256**, Blackman and Vigna 2018), the same on every machine: one seed
// reproduces a run. Not for secrets.

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "base/fingerprint.h"

namespace selat {

class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) {
    for (std::size_t i = 0; i < state_.size(); ++i) {
      state_[i] = join(seed, i + 1);
    }
  }

  constexpr std::uint64_t next() {
    const std::uint64_t result = rotate(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  // In [0, 1).
  constexpr double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  constexpr double uniform(double low, double high) { return low + (high - low) * uniform(); }
  // In [0, bound); bound > 0. The bias is below 2^-32 for bounds below 2^32.
  constexpr std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  constexpr bool chance(double probability) { return uniform() < probability; }
  // Normal distribution (Box and Muller).
  double normal(double mean, double deviation) {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return mean + deviation * radius * std::cos(2.0 * std::numbers::pi * uniform());
  }

 private:
  static constexpr std::uint64_t rotate(std::uint64_t value, int by) {
    return (value << by) | (value >> (64 - by));
  }
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace selat
