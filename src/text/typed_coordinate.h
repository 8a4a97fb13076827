#pragma once
// One coordinate as people type it, taken off the front of a text (text/typed_place.h puts two together).
//
// Degrees, degrees and minutes, or degrees, minutes and seconds: "2.2", "2°12.5'", "2-12.5", "2 12.5N",
// "2:12:30N", "0212.5N"; the hemisphere before or after them as a letter or word of the three languages
// (N, north, U, LU, utara …), or a minus sign before; perhaps the coordinate's name in front ("lat 2.2").
//
// Thread: any. Pure.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/localized_message.h"

namespace selat::text {

enum class Axis : std::uint8_t { latitude, longitude };

// What a comma between two digits is: "2,5N 101,7E" has decimal commas, "2,101E" is two coordinates.
enum class Comma : std::uint8_t { is_decimal, parts_coordinates };

struct TypedCoordinate {
  double degrees = 0;  // south and west are negative
  int parts = 1;       // 2: with minutes, 3: with seconds
  bool has_side = false;
  bool has_mark = false;        // a degree sign
  bool has_fraction = false;    // decimals in its last part
  std::string_view typed;       // without blanks around it
  std::string_view rest;        // what stands behind it
  LocalizedMessage fault = {};  // why it is no place on Earth, or can be read in two ways; empty: it is one

  [[nodiscard]] bool is_bare() const { return !has_side && !has_mark; }
};

// Nothing if the text does not begin with a coordinate of so many parts.
[[nodiscard]] std::optional<TypedCoordinate> take_coordinate(std::string_view text, Axis axis, int parts,
                                                             Comma comma);

[[nodiscard]] std::string_view without_blanks_before(std::string_view text);

}  // namespace selat::text
