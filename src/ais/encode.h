#pragma once
// Messages to sentences: for the simulator, and for tests that decode them again.
// The inverse of decoder_table.h; every message but NotYetDecoded. Source: ITU-R M.1371-5 annex 8,
// IEC 61162-1 (VDM, VDO), NMEA 4.10 (TAG blocks).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ais/message.h"
#include "base/bits.h"
#include "units/instant.h"

namespace selat::ais {

struct EncodeOptions {
  std::array<char, 2> talker{'A', 'I'};
  bool is_own_ship = false;  // VDO in place of VDM
  char channel = 'A';        // 'A', 'B', '1', '2'; 0 leaves the field empty
  // 0–9 (also two digits); only messages of several sentences carry it. The caller advances it.
  std::uint8_t sequence_id = 0;
  // With either of these each sentence begins with a TAG block: \s:…,c:…*hh\. Time in milliseconds.
  std::string_view tag_source;
  std::optional<Instant> tag_time;
  // Payload characters a sentence; 56 keeps one within 82 characters without its TAG block.
  std::size_t characters_per_sentence = 56;
};

// The bits of a message; none for NotYetDecoded.
[[nodiscard]] Bits encode_bits(const Message& message);

// The sentences of a message, in order, each with checksum and without line ending; none for
// NotYetDecoded. Values beyond the limits of the air interface become these limits.
[[nodiscard]] std::vector<std::string> encode(const Message& message, const EncodeOptions& options = {});

// The sentences of given bits (for tests of what the encoder itself would never write).
[[nodiscard]] std::vector<std::string> encode(const Bits& bits, const EncodeOptions& options = {});

}  // namespace selat::ais
