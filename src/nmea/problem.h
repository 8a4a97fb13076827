#pragma once
// Closed lists of what can be wrong with a line, and of what is unusual about a sentence that is kept. Each
// is counted by kind; none stops or slows the stream. What the payload itself may have wrong is listed by the
// room that decodes it.

#include <array>
#include <cstdint>
#include <string_view>

#include "base/enum_names.h"
#include "base/enum_set.h"

namespace selat::nmea {

// Why a sentence was dropped. Counts are of sentences: a message of two parts that is dropped counts 2.
enum class SentenceProblem : std::uint8_t {
  checksum_missing,
  checksum_bad,
  malformed,   // a field is missing, or has a value it cannot have
  count_zero,  // "of 0 parts"
  count_over_9,
  part_zero,
  part_over_count,
  pad_bits_over_7,
  bad_character,  // outside the six-bit alphabet
  payload_empty,
  payload_too_long,  // over kMaxPayloadCharacters in all its parts
  duplicate_part,    // the same part again while its message was still open: harmless
  orphan_part,       // a later part whose first part did not come
  incomplete,        // a first part whose other parts did not come
  parts_of_two,      // the wrapper's checksum shows that the parts are not of one message
  evicted,           // the number of open messages is limited: the oldest was removed
};

// Why a TAG block was ignored; its sentence is kept.
enum class TagProblem : std::uint8_t {
  checksum_missing,
  checksum_bad,
  unterminated,
  malformed_field,  // a known code with a value it cannot have: the whole block is ignored
};

// What is unusual about a message that was kept.
enum class DecodeWarning : std::uint8_t {
  length,             // longer or shorter than its standard says
  checksum_not_held,  // checksum bad or missing, on a feed configured as lenient
  tag_ignored,        // its TAG block had a problem
  time_ahead,         // its time lies in the future: received_at was taken instead
  time_behind,        // its time is older than the feed's limit
  pad_bits,           // 6, 7 or no pad bits: its receiver counts them in its own way
  date,               // the date or time of day in it cannot be
  part_by_order,      // probably of one message: a part that names no source, behind a first part that does
};

}  // namespace selat::nmea

namespace selat {
template <>
inline constexpr auto enum_names<nmea::SentenceProblem> = std::to_array<std::string_view>(
    {"checksum_missing", "checksum_bad", "malformed", "count_zero", "count_over_9", "part_zero",
     "part_over_count", "pad_bits_over_7", "bad_character", "payload_empty", "payload_too_long",
     "duplicate_part", "orphan_part", "incomplete", "parts_of_two", "evicted"});
template <>
inline constexpr auto enum_names<nmea::TagProblem> =
    std::to_array<std::string_view>({"checksum_missing", "checksum_bad", "unterminated", "malformed_field"});
template <>
inline constexpr auto enum_names<nmea::DecodeWarning> = std::to_array<std::string_view>(
    {"length", "checksum_not_held", "tag_ignored", "time_ahead", "time_behind", "pad_bits", "date", "part_by_order"});
}  // namespace selat

namespace selat::nmea {

using DecodeWarnings = EnumSet<DecodeWarning>;

}  // namespace selat::nmea
