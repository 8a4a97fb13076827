#pragma once
// One row a message type: how long it is, and who reads and writes it. Adding a type: its struct in
// message.h, its file decode/msg_N.cpp, its line in decoder_table.cpp.

#include <array>
#include <cstdint>
#include <expected>

#include "ais/bits.h"
#include "ais/message.h"
#include "ais/problem.h"

namespace selat::ais {

struct DecoderRow {
  // Reads bits that are at least min_bits long; nullptr: a lawful type that is not yet decoded.
  void (*decode)(const Bits& bits, Message& into) = nullptr;
  // Writes the message, which holds the struct that `decode` of this row makes.
  void (*encode)(const Message& message, Bits& into) = nullptr;
  std::uint16_t min_bits = 38;        // below: Problem::too_short
  std::uint16_t usual_min_bits = 38;  // outside these two: Remark::length
  std::uint16_t usual_max_bits = kMaxPayloadBits;
};

// By message type; row 0 stands for no type.
extern const std::array<DecoderRow, kLastType + 1> kDecoderTable;

// The message of these bits. `remarks` gains Remark::length where the length is not the standard's.
// Thread-safe, no allocation. Errors: too_short, unknown_type.
[[nodiscard]] std::expected<void, Problem> decode(const Bits& bits, Message& into, Remarks& remarks);

}  // namespace selat::ais
