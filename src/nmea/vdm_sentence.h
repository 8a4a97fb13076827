#pragma once
// The sentences VDM and VDO of IEC 61162-1: they carry the payload of a radio message, in one part or in
// several. Their fields are read here; the payload is not. Views point into the text handed in. No
// allocation, thread-safe.

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "nmea/problem.h"
#include "nmea/sentence.h"

namespace selat::nmea {

// Longest payload taken, all parts of a message together. The standard allows 178 characters.
inline constexpr std::size_t kMaxPayloadCharacters = 256;

struct VdmSentence {
  // AI, AB, AD, AN, AR, AS, AT, AX, BS, SA, B2 in the standard; any two letters or digits are taken.
  std::array<char, 2> talker{};
  bool is_own_ship = false;  // VDO
  std::uint8_t count = 1;    // parts of the message, 1–9
  std::uint8_t number = 1;   // of this part, 1–count
  std::optional<std::uint8_t> sequence_id;
  char channel = 0;           // 'A', 'B', '1', '2', …; 0 if the field is empty
  std::string_view payload;   // not empty; its characters are not yet checked
  std::uint8_t pad_bits = 0;  // 0–7; the standard has 0–5
  // 6, 7 or an empty field, from receivers that fill up bytes, or do not count at all.
  bool are_pad_bits_unusual = false;
  std::uint8_t checksum = 0;     // as written
  bool is_checksum_held = true;  // false only with ChecksumRule::lenient
  std::string_view suffix;       // what follows the checksum, without its comma
};

// Talker, channel, own ship or not, sequence id and count as one number, never 0. All parts of a message have
// the same key; other messages seldom have it.
[[nodiscard]] constexpr std::uint64_t message_key(const VdmSentence& sentence) {
  const auto byte = [](auto value) { return std::uint64_t{static_cast<std::uint8_t>(value)}; };
  constexpr std::uint8_t kNoSequenceId = 0xFF;
  return byte(sentence.talker[0]) | byte(sentence.talker[1]) << 8 | byte(sentence.channel) << 16 |
         byte(sentence.is_own_ship) << 24 | byte(sentence.sequence_id.value_or(kNoSequenceId)) << 32 |
         byte(sentence.count) << 40;
}

// The sequence id in such a number; 0xFF: none.
[[nodiscard]] constexpr std::uint16_t sequence_id_of(std::uint64_t message_key) {
  return static_cast<std::uint8_t>(message_key >> 32);
}

// Whether the text begins with "!", a talker, and "VDM," or "VDO,".
[[nodiscard]] bool is_vdm_sentence(std::string_view text);

// Reads one sentence; is_vdm_sentence() holds for the text, which goes to the next sentence or to the end of
// the line.
[[nodiscard]] std::expected<VdmSentence, SentenceProblem> parse_vdm_sentence(std::string_view text,
                                                                             ChecksumRule rule);

}  // namespace selat::nmea
