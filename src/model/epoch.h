#pragma once
// The numbers that fence orders about a sector: of two epochs of one sector the greater is the later, and who
// has seen it obeys no lower one. A contact that is handed over has epochs of its own, numbered in the same
// way: its number says nothing of the sector it is in.
//
//   term of the coordination server (32 bits) | nation (4 bits) | counter (28 bits)
//
// The nation is 0 in all that the server numbers. A nation that is cut off and must number by itself uses the
// term it knows with its own number, which is above all that the server numbers in that term and below the
// next term; so the server, when it hears of it, takes a term above.

#include <cstdint>

namespace selat::model {

inline constexpr std::uint32_t kMostEpochsInATerm = (1U << 28) - 1;

[[nodiscard]] constexpr std::uint64_t epoch_of_server(std::uint32_t term, std::uint32_t counter) {
  return (static_cast<std::uint64_t>(term) << 32) | counter;
}

[[nodiscard]] constexpr std::uint32_t term_of_epoch(std::uint64_t epoch) {
  return static_cast<std::uint32_t>(epoch >> 32);
}

}  // namespace selat::model
