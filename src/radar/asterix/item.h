#pragma once
// How ASTERIX describes a record: which items a category has, in which order, how long each is, and what
// reads it. A category is one table of such descriptions (cat048.cpp …); an item without a reader is skipped
// by its length, a spare one has none. Source: EUROCONTROL-SPEC-0149-1, §4.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "model/radar_report.h"
#include "units/instant.h"

namespace selat::radar {

using Bytes = std::span<const std::uint8_t>;
[[nodiscard]] inline Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// What is read of one record.
struct Record {
  model::RadarReport report;
  model::RadarStatus status;
  bool is_status = false;
  std::optional<std::uint16_t> source;  // SAC and SIC
  std::optional<Span> time_of_day;
  bool is_time_wrong = false;
  bool is_impossible = false;  // a position that is not on Earth
};

// How long an item, or a part of one, is.
enum class Shape : std::uint8_t {
  spare,     // nobody knows
  fixed,     // `size` bytes
  extended,  // groups of `size` bytes, each with a bit that says whether another follows
  repeated,  // a count, and so many times `size` bytes
  measured,  // its first byte says how long it is
  compound,  // bits that say which parts follow
};

using Read = void (*)(Bytes bytes, Record& into);

struct Part {
  Shape shape = Shape::spare;
  std::uint8_t size = 1;
  Read read = nullptr;
};

struct Item {
  std::string_view number;
  Part whole;
  std::span<const Part> parts = {};  // of a compound
};

struct Category {
  std::uint8_t number;
  std::optional<model::RadarFormat> format;  // of its targets; none: it tells of radars
  std::span<const Item> items;               // by their place in the record
};

// All that are read, by number.
[[nodiscard]] const Category* category_of(std::uint8_t number);

extern const Category kCat010;
extern const Category kCat034;
extern const Category kCat048;
extern const Category kCat062;
extern const Category kCat063;
extern const Category kCat065;

}  // namespace selat::radar
