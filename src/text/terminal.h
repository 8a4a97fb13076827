#pragma once
// Makes text from outside safe for a terminal: each output to a terminal must pass such text through here.
//
// Thread: any. Pure.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace selat::text {

// Control characters (ANSI escapes, newlines, C1), invalid UTF-8 and characters that turn the direction of
// writing become visible as \x1b or \u202e; everything else stays. The result is one line of valid UTF-8
// that moves no cursor.
[[nodiscard]] std::string for_terminal(std::string_view text);

// Columns that a text made by for_terminal() takes: a wide character (East Asian, emoji) takes two, a
// combining one none.
[[nodiscard]] std::size_t columns_of(std::string_view text);
// Cut (with "…") or padded with spaces on the right to exactly so many columns.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t columns);
// The same, padded on the left.
[[nodiscard]] std::string fitted_right(std::string_view text, std::size_t columns);
// Cut (with "…") to at most so many columns.
[[nodiscard]] std::string cut(std::string_view text, std::size_t columns);
// The part of a text that takes `count` columns from column `first` on; shorter at the text's end.
[[nodiscard]] std::string_view columns(std::string_view text, std::size_t first, std::size_t count);
// Rows of at most `width` columns, broken between words; a longer word is broken within. Every row but the
// first begins with `indent` spaces.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace selat::text
