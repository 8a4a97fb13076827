#pragma once
// One row a message type: how long it is, who sends it, and the function that reads it. The rows are made
// from the messages of message.h.

#include <array>
#include <cstdint>
#include <expected>

#include "ais/message.h"
#include "ais/message_header.h"
#include "ais/problem.h"
#include "base/bits.h"
#include "nmea/problem.h"

namespace selat::ais {

struct DecoderRow {
  // Reads bits that are at least form.min_bits long; adds a warning about what they say.
  void (*decode)(const Bits& bits, Message& into, nmea::DecodeWarnings& warnings) = nullptr;
  MessageForm form;
};

// By message type; row 0 is empty.
extern const std::array<DecoderRow, kLastType + 1> kDecoderTable;

// The message of these bits. Adds DecodeWarning::length if the length is not the standard's, and ::date if a
// date in it cannot be.
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
  if (bits.size() < row.form.min_bits) {
    return std::unexpected(MessageProblem::too_short);
  }
  if (bits.size() < row.form.usual_min_bits || bits.size() > row.form.usual_max_bits) {
    warnings.add(nmea::DecodeWarning::length);
  }
  row.decode(bits, into, warnings);
  return {};
}

}  // namespace selat::ais
