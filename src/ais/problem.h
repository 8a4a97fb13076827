#pragma once
// The closed lists of what can be wrong with what a feed hands in. Each is counted by kind; none stops
// or slows the stream.

#include <cstdint>

#include "base/enum_names.h"

namespace selat::ais {

// Why a sentence brought no message. Every kind counts sentences: a message of two sentences that is too
// short counts 2, so that the sums of ReceiverCounters match exactly.
enum class Problem : std::uint8_t {
  checksum_missing,
  checksum_bad,
  malformed,   // a field is missing, or holds what it cannot
  count_zero,  // "of 0 parts"
  count_over_9,
  part_zero,
  part_over_count,
  pad_bits_over_5,
  bad_character,  // outside the six-bit alphabet
  payload_empty,
  payload_too_long,  // over kMaxPayloadCharacters in all its parts
  line_too_long,     // over kMaxLineLength
  duplicate_part,    // the same part again, while its message was still open: harmless
  orphan_part,       // a later part whose first part did not come
  incomplete,        // a first part whose rest did not come
  parts_of_two,      // the wrapper's checksum says that they are not of one message
  evicted,           // open groups are bounded in number: the oldest gave way
  too_short,         // fewer bits than its type needs
  unknown_type,      // type 0, or over 27
};

// Why a TAG block was ignored; its sentence is kept.
enum class TagProblem : std::uint8_t {
  checksum_missing,
  checksum_bad,
  unterminated,
  malformed_field,  // a known code with a value it cannot have: that field alone is ignored
};

// What is odd about a message that was kept.
enum class Remark : std::uint8_t {
  length,             // bits more or fewer than the standard gives its type
  checksum_not_held,  // checksum bad or missing on a feed that is configured lenient
  tag_ignored,        // its TAG block had a problem
  time_ahead,         // the time it came with lies in the future: received_at was taken instead
  time_behind,        // the time it came with is older than the feed's limit
};

}  // namespace selat::ais

namespace selat {
template <>
inline constexpr auto enum_names<ais::Problem> = std::to_array<std::string_view>(
    {"checksum_missing", "checksum_bad", "malformed", "count_zero", "count_over_9", "part_zero",
     "part_over_count", "pad_bits_over_5", "bad_character", "payload_empty", "payload_too_long",
     "line_too_long", "duplicate_part", "orphan_part", "incomplete", "parts_of_two", "evicted", "too_short",
     "unknown_type"});
template <>
inline constexpr auto enum_names<ais::TagProblem> =
    std::to_array<std::string_view>({"checksum_missing", "checksum_bad", "unterminated", "malformed_field"});
template <>
inline constexpr auto enum_names<ais::Remark> = std::to_array<std::string_view>(
    {"length", "checksum_not_held", "tag_ignored", "time_ahead", "time_behind"});
}  // namespace selat

namespace selat::ais {

// A set of remarks.
class Remarks {
 public:
  constexpr Remarks() = default;
  constexpr void add(Remark remark) { bits_ = static_cast<std::uint8_t>(bits_ | (1U << index(remark))); }
  constexpr void add(Remarks others) { bits_ = static_cast<std::uint8_t>(bits_ | others.bits_); }
  [[nodiscard]] constexpr bool has(Remark remark) const { return ((bits_ >> index(remark)) & 1U) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  template <typename Each>
  constexpr void for_each(Each&& each) const {
    for (std::size_t i = 0; i < enum_count<Remark>; ++i) {
      if (((bits_ >> i) & 1U) != 0) {
        each(static_cast<Remark>(i));
      }
    }
  }
  friend constexpr bool operator==(const Remarks&, const Remarks&) = default;

 private:
  static constexpr unsigned index(Remark remark) { return static_cast<unsigned>(remark); }
  std::uint8_t bits_ = 0;
};

}  // namespace selat::ais
