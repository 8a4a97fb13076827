#pragma once
// The frame of any sentence of NMEA 0183 / IEC 61162-1: what stands before the checksum, the checksum, and a
// suffix after it. The fields are not yet read. Views point into the text handed in. No allocation,
// thread-safe.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "nmea/checksum.h"
#include "nmea/problem.h"

namespace selat::nmea {

// Lenient: a bad or missing checksum only gives a warning. For feeds that remove checksums.
enum class ChecksumRule : std::uint8_t { strict, lenient };

struct Sentence {
  std::string_view fields;       // address and fields: "AIVDM,1,1,…", without start character and asterisk
  std::uint8_t checksum = 0;     // as written
  bool is_checksum_held = true;  // false only with ChecksumRule::lenient
  std::string_view suffix;       // what follows the checksum, without its comma
};

// Reads the frame of one sentence; the text begins with the start character ('!' or '$') and goes to the next
// sentence or to the end of the line. Errors: checksum_bad, checksum_missing.
[[nodiscard]] inline std::expected<Sentence, SentenceProblem> parse_sentence(std::string_view text,
                                                                             ChecksumRule rule) {
  const auto star = text.find('*');
  Sentence sentence;
  sentence.fields = text.substr(1, star == std::string_view::npos ? star : star - 1);
  const auto written = star == std::string_view::npos ? std::nullopt : parse_hex_byte(text.substr(star + 1));
  if (!written || *written != checksum_of(sentence.fields)) [[unlikely]] {
    if (rule == ChecksumRule::strict) {
      const bool is_there = star != std::string_view::npos && text.size() >= star + 3;
      return std::unexpected(is_there ? SentenceProblem::checksum_bad : SentenceProblem::checksum_missing);
    }
    sentence.is_checksum_held = false;
  }
  sentence.checksum = written.value_or(0);
  if (written && text.size() > star + 4 && text[star + 3] == ',') {
    sentence.suffix = text.substr(star + 4);
  }
  if (star == std::string_view::npos) {
    sentence.fields = sentence.fields.substr(0, sentence.fields.find_last_not_of(" \t") + 1);
  }
  return sentence;
}

}  // namespace selat::nmea
