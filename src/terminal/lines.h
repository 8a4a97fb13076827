#pragma once
// Lines of a screen before they are cut to its width and coloured.
//
// Thread: any. Pure.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace selat::terminal {

// A tone never says more than the text does.
enum class Tone : std::uint8_t { plain, bold, dim, red, yellow, green, reverse };

struct Line {
  std::string text;  // safe for a terminal
  Tone tone = Tone::plain;
};
using Lines = std::vector<Line>;

// Cut to the width; with the SGR sequences of ECMA-48 if it is to be coloured.
[[nodiscard]] std::string finished(const Line& line, std::size_t columns, bool has_colour);

// A column of a table. The last one of a table takes the remaining width.
struct Column {
  std::string title;
  std::size_t width = 0;
  bool is_right = false;
};
[[nodiscard]] std::string cells(const std::vector<Column>& columns, const std::vector<std::string>& values);
[[nodiscard]] Line titles_of(const std::vector<Column>& columns);

void append(Lines& lines, Lines more);

}  // namespace selat::terminal
