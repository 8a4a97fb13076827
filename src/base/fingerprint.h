#pragma once
// A 64-bit fingerprint of bytes (FNV-1a with a final mix): the same on every machine and in every run,
// so it may stand in keys that are stored or sent. Not for secrets.

#include <cstdint>
#include <string_view>

namespace selat {

[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ (value >> 33);
}

[[nodiscard]] constexpr std::uint64_t fingerprint(std::string_view bytes,
                                                  std::uint64_t seed = 0xcbf29ce484222325ULL) {
  std::uint64_t hash = seed;
  for (const char byte : bytes) {
    hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001b3ULL;
  }
  return mix(hash);
}

// Joins two fingerprints; the order counts.
[[nodiscard]] constexpr std::uint64_t join(std::uint64_t a, std::uint64_t b) {
  return mix(a * 31 + b + 0x9e3779b97f4a7c15ULL);
}

}  // namespace selat
