#pragma once
// Places as people type them. The one reader of them; text/measure.h writes them.
//
// Degrees ("3.1", "3.1N") or degrees and minutes ("3-06.0N", "3°06.0'N", and "3°06,00′N" as it is printed in
// Bahasa), latitude first; a minus sign or a last letter N, S, E or W, small or capital, gives the
// hemisphere.
//
// Thread: any. Pure.

#include <expected>
#include <optional>
#include <string_view>

#include "base/localized_message.h"
#include "geo/position.h"

namespace selat::text {

// The position, or what is wrong with one of the two words.
[[nodiscard]] std::expected<geo::Position, LocalizedMessage> typed_place(std::string_view latitude,
                                                                         std::string_view longitude);

// Both in one text, with a comma or blanks between them.
[[nodiscard]] std::expected<geo::Position, LocalizedMessage> typed_place(std::string_view both);

// What looks like a place but is none, so that it is neither a place nor the beginning of a text.
struct NoPlace {};

// Takes the place off the front of a line, with what separates it from the text that follows: "3.1,101.0",
// "3.8N 100.3E", "[3.1, 101.0]". Nothing, and the line as it was, if the line does not begin with a place.
[[nodiscard]] std::expected<std::optional<geo::Position>, NoPlace> take_place(std::string_view& line);

}  // namespace selat::text
