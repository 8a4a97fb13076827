#pragma once
// Places as people type them. The one reader of them; text/measure.h writes them.
//
// Latitude and longitude, each as text/typed_coordinate.h reads it, with a blank, a comma, a semicolon or a
// stroke between them. Longitude may come first where both name their hemisphere.
//
// Thread: any. Pure.

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/localized_message.h"
#include "geo/position.h"

namespace selat::text {

// The position, or what is wrong with one of the two words.
[[nodiscard]] std::expected<geo::Position, LocalizedMessage> typed_place(std::string_view latitude,
                                                                         std::string_view longitude);

// Both in one text.
[[nodiscard]] std::expected<geo::Position, LocalizedMessage> typed_place(std::string_view both);

// The next of several places with blanks between them, taken off the front of the list.
[[nodiscard]] std::expected<geo::Position, LocalizedMessage> next_place(std::string_view& list);

// What stands at the front of a free text.
struct LeadingPlace {
  std::optional<geo::Position> place = {};
  // What may have been meant as a place, but not surely ("1,2 boats"), so that it stays text: the person is
  // to be told.
  std::string not_read = {};
};

// Takes the place off the front of a free text, with what separates it from the text that follows:
// "3.1,101.0", "3.8N 100.3E", "[3.1, 101.0]". The line stays as it was if it does not begin with a place. An
// error is why what is meant as a place is none.
[[nodiscard]] std::expected<LeadingPlace, LocalizedMessage> take_place(std::string_view& line);

// What a person is told of LeadingPlace::not_read.
[[nodiscard]] LocalizedMessage not_read_as_place(std::string_view typed);

}  // namespace selat::text
