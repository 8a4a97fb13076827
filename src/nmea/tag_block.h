#pragma once
// TAG blocks of NMEA 0183 4.10 (IEC 61162-450): "\s:station,c:1384257600*hh\" before a sentence, or on a line
// of its own. Values without allocation; thread-safe.

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/short_text.h"
#include "model/report.h"
#include "nmea/problem.h"
#include "units/instant.h"

namespace selat::nmea {

// "g:1-2-73874": sentence 1 of 2 in group 73874.
struct TagGroup {
  std::uint8_t number = 0;
  std::uint8_t count = 0;
  std::uint64_t id = 0;
  friend constexpr bool operator==(const TagGroup&, const TagGroup&) = default;
};

struct TagBlock {
  std::optional<Instant> time;        // c: in seconds, milliseconds, microseconds or seconds with a fraction
  model::SourceName source;           // s: the station that received the sentence
  ShortText<31> destination;          // d:
  std::optional<TagGroup> group;      // g:
  std::optional<std::uint64_t> line;  // n: line count
  std::optional<std::uint64_t> relative_time;  // r: in units the sender chose
  ShortText<63> text;                          // t: or i:
  model::SourceName network;                   // si: as Denmark's network writes it; used if s: is missing

  // Makes the block empty. Member by member: assigning a new block would test each optional first.
  void clear() {
    const auto renew = [](auto&... members) { (std::construct_at(&members), ...); };
    renew(time, source, destination, group, line, relative_time, text, network);
  }
  // Copies each value that the other block has.
  void merge(const TagBlock& other);
  friend bool operator==(const TagBlock&, const TagBlock&) = default;
};

// Reads the text between two backslashes, checksum included. Unknown codes are skipped; a known code with a
// value it cannot have makes the whole block a malformed_field.
[[nodiscard]] std::expected<TagBlock, TagProblem> parse_tag_block(std::string_view between);

// The same into an existing block; if there is a problem, the content of the block is undefined.
[[nodiscard]] std::optional<TagProblem> read_tag_block(std::string_view between, TagBlock& into);

// One "code:value" of a block; false if a known code has a value it cannot have.
[[nodiscard]] bool take_tag_field(TagBlock& block, std::string_view code, std::string_view value);

// "\s:…,c:…*hh\" with the source, the time in milliseconds, or both; empty if there is neither.
[[nodiscard]] std::string write_tag_block(std::string_view source, std::optional<Instant> time);

}  // namespace selat::nmea
