#pragma once
// TAG blocks of NMEA 0183 4.10 (IEC 61162-450): "\s:station,c:1384257600*hh\" before a sentence or on a line
// of its own, and the $PGHP sentence, which says the same by another road. Values without allocation.

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string_view>

#include "ais/problem.h"
#include "base/short_text.h"
#include "model/report.h"
#include "units/instant.h"

namespace selat::ais {

// "g:1-2-73874": sentence 1 of 2 in group 73874.
struct TagGroup {
  std::uint8_t number = 0;
  std::uint8_t count = 0;
  std::uint64_t id = 0;
  friend constexpr bool operator==(const TagGroup&, const TagGroup&) = default;
};

struct TagBlock {
  std::optional<Instant> time;        // c: seconds, milliseconds, microseconds or seconds with a fraction
  model::SourceName source;           // s: who received it
  ShortText<31> destination;          // d:
  std::optional<TagGroup> group;      // g:
  std::optional<std::uint64_t> line;  // n: line count
  std::optional<std::uint64_t> relative_time;  // r: in units the sender chose
  ShortText<63> text;                          // t: or i:
  model::SourceName network;  // si: as Denmark's network writes it; stands in for a missing s:

  // Empty again. Part by part: to assign a new one would ask each part whether it is there.
  void clear() {
    const auto renew = [](auto&... parts) { (std::construct_at(&parts), ...); };
    renew(time, source, destination, group, line, relative_time, text, network);
  }
  // Takes over what the other has.
  void merge(const TagBlock& other);
  friend bool operator==(const TagBlock&, const TagBlock&) = default;
};

// Reads what stands between two backslashes, checksum included. Unknown codes are skipped; a known code with
// a value it cannot have makes the whole block a malformed_field.
[[nodiscard]] std::expected<TagBlock, TagProblem> parse_tag_block(std::string_view between);

// The same into a block that is there already; where there is a problem, what it then holds is of no use.
[[nodiscard]] std::optional<TagProblem> read_tag_block(std::string_view between, TagBlock& into);

// One "code:value" of a block; false where a known code has a value it cannot have.
[[nodiscard]] bool take_tag_field(TagBlock& block, std::string_view code, std::string_view value);

// "$PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,62*26" (GateHouse): time to the millisecond, MMSI of the base
// station, and the checksum of the sentence it speaks of.
struct Wrapper {
  std::optional<Instant> time;
  model::SourceName station;
  std::optional<std::uint8_t> checksum_of_next;
};
[[nodiscard]] bool is_wrapper(std::string_view text);
// Text from '$' on. Empty where its checksum does not hold or its time is none.
[[nodiscard]] std::optional<Wrapper> parse_wrapper(std::string_view text);

}  // namespace selat::ais
