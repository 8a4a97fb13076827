#pragma once
// One AIS sentence (VDM, VDO) of IEC 61162-1 / NMEA 0183: its fields, not yet its meaning. Views point into
// the text handed in. No allocation, thread-safe.

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "ais/problem.h"
#include "base/short_text.h"
#include "units/instant.h"

namespace selat::ais {

// Longest line taken, TAG block included and line ending not. Longer ones are refused whole.
inline constexpr std::size_t kMaxLineLength = 1024;

struct Sentence {
  // AI, AB, AD, AN, AR, AS, AT, AX, BS, SA, B2 in the standard; any two letters or digits are taken.
  std::array<char, 2> talker{};
  bool is_own_ship = false;  // VDO
  std::uint8_t count = 1;    // parts of the message, 1–9
  std::uint8_t number = 1;   // of this part, 1–count
  std::optional<std::uint8_t> sequence_id;
  char channel = 0;              // 'A', 'B', '1', '2', …; 0 where the field is empty
  std::string_view payload;      // not empty; its characters are not yet checked
  std::uint8_t pad_bits = 0;     // 0–5
  std::uint8_t checksum = 0;     // as written
  bool is_checksum_held = true;  // false only where the reader was told to be lenient
  std::string_view suffix;       // what follows the checksum, without its comma
};

// What the sentences of one message have in common, and others hardly, as one number that is never 0: talker,
// channel, own ship or not, sequence id and count.
[[nodiscard]] constexpr std::uint64_t message_key(const Sentence& sentence) {
  const auto byte = [](auto value) { return std::uint64_t{static_cast<std::uint8_t>(value)}; };
  constexpr std::uint8_t kNoSequenceId = 0xFF;
  return byte(sentence.talker[0]) | byte(sentence.talker[1]) << 8 | byte(sentence.channel) << 16 |
         byte(sentence.is_own_ship) << 24 | byte(sentence.sequence_id.value_or(kNoSequenceId)) << 32 |
         byte(sentence.count) << 40;
}

// Whether the text begins as an AIS sentence does: "!" talker "VDM," or "VDO,". What does not is another
// sentence, and no error.
[[nodiscard]] bool is_ais_sentence(std::string_view text);

enum class ChecksumRule : std::uint8_t { strict, lenient };

// Reads one sentence; text begins at '!' (is_ais_sentence) and goes to the next sentence or the line's end.
[[nodiscard]] std::expected<Sentence, Problem> parse_sentence(std::string_view text,
                                                              ChecksumRule rule = ChecksumRule::strict);

// What some networks write behind the checksum: the USCG's comma fields (",r003669945,1241544035"), or a
// plain Unix time.
struct Suffix {
  std::optional<Instant> time;
  ShortText<31> station;  // the "r…" or "b…" field: receiving station
};
[[nodiscard]] Suffix parse_suffix(std::string_view suffix);

// The time some loggers write before a sentence: Unix seconds (also with a fraction, or in milli- or
// microseconds), or 2013-11-12T12:00:00[.sss][Z]. Anything else is no time.
[[nodiscard]] std::optional<Instant> parse_prefix_time(std::string_view prefix);

// 10 digits: seconds, 13: milliseconds, 16: microseconds; seconds may have a fraction. Years 2001–2286.
[[nodiscard]] std::optional<Instant> parse_unix_time(std::string_view text);

// Exclusive or of all characters: the checksum of NMEA 0183.
[[nodiscard]] std::uint8_t checksum_of(std::string_view between);

}  // namespace selat::ais
