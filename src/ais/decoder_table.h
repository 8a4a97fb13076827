#pragma once
// One row a message type: how long it is, and which functions read and write it. Adding a type: its struct in
// message.h, its file decode/msg_N.cpp, its line in decoder_table.cpp.

#include <array>
#include <cstdint>
#include <expected>

#include "ais/message.h"
#include "ais/problem.h"
#include "base/bits.h"
#include "nmea/problem.h"

namespace selat::ais {

struct DecoderRow {
  // Reads bits that are at least min_bits long; nullptr: a valid type that is not yet decoded.
  void (*decode)(const Bits& bits, Message& into) = nullptr;
  // Writes the message, which holds the struct that `decode` of this row makes.
  void (*encode)(const Message& message, Bits& into) = nullptr;
  std::uint16_t min_bits = 38;        // below: MessageProblem::too_short
  std::uint16_t usual_min_bits = 38;  // outside these two: DecodeWarning::length
  std::uint16_t usual_max_bits = Bits::kMaxSize;
};

// By message type; row 0 is empty.
extern const std::array<DecoderRow, kLastType + 1> kDecoderTable;

// The message of these bits. Adds DecodeWarning::length if the length is not the standard's.
// Thread-safe, no allocation. Errors: too_short, unknown_type.
[[nodiscard]] inline std::expected<void, MessageProblem> decode(const Bits& bits, Message& into,
                                                                nmea::DecodeWarnings& warnings) {
  if (bits.size() < 6) {
    return std::unexpected(MessageProblem::too_short);
  }
  const auto type = static_cast<std::uint8_t>(bits.unsigned_at(0, 6));
  if (type == 0 || type > kLastType) {
    return std::unexpected(MessageProblem::unknown_type);
  }
  const DecoderRow& row = kDecoderTable[type];
  if (bits.size() < row.min_bits) {
    return std::unexpected(MessageProblem::too_short);
  }
  if (bits.size() < row.usual_min_bits || bits.size() > row.usual_max_bits) {
    warnings.add(nmea::DecodeWarning::length);
  }
  if (row.decode != nullptr) {
    row.decode(bits, into);
    return {};
  }
  auto& header = into.emplace<NotYetDecoded>();
  header.type = type;
  header.repeat = static_cast<std::uint8_t>(bits.unsigned_at(6, 2));
  header.mmsi = model::Mmsi(static_cast<std::uint32_t>(bits.unsigned_at(8, 30)));
  return {};
}

}  // namespace selat::ais
