#include "base/library_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <span>
#include <string>

namespace selat {
namespace {

struct Cause {
  std::string_view part;  // of what is said
  MessageId words;
};

// The first that is found counts.
constexpr auto kOfShapes = std::to_array<Cause>({
    {"Self-intersection", tr("its boundary touches or crosses itself")},
    {"Hole lies outside shell", tr("a hole lies outside its polygon")},
    {"Holes are nested", tr("a hole lies in another hole")},
    {"Nested shells", tr("a polygon lies in another one")},
    {"Interior is disconnected", tr("its inside falls into parts that hang together at a point only")},
    {"Duplicate Rings", tr("a ring is in it twice")},
    {"Too few points", tr("a ring has fewer than three corners")},
    {"Invalid Coordinate", tr("a coordinate is no number")},
    {"Ring is not closed", tr("a ring is not closed")},
});

constexpr auto kOfToml = std::to_array<Cause>({
    {"encountered end-of-file",
     tr("it ends in the middle of a value, perhaps without a closing quotation mark or "
        "bracket")},
    {"redefine", tr("it is written twice")},
    {"expected '='", tr("after the key stands no '='")},
    {"expected 'inf'", tr("the value is none of TOML: texts stand in quotes")},
    {"expected 'nan'", tr("the value is none of TOML: texts stand in quotes")},
    {"parsing boolean", tr("the value is none of TOML: texts stand in quotes")},
    {"could not determine value type", tr("the value is none of TOML: texts stand in quotes")},
    {"expected value,", tr("after '=' stands no value")},
    {"expected value-terminator", tr("after the value stands more than a comment")},
    {"expected a comment or whitespace", tr("after the value stands more than a comment")},
    {"leading zeroes", tr("a number begins with 0: write it without, or in quotes")},
    {"unknown escape sequence", tr("a backslash in a text stands for itself when doubled")},
    {"expected keys, tables", tr("a line begins with what is neither a key nor a [table]")},
    {"expected bare key", tr("a line begins with what is neither a key nor a [table]")},
    {"closing ']'", tr("a list has no closing bracket, or a comma too many")},
    {"expected ']'", tr("a [table] has no closing bracket")},
    {"closing '}'", tr("a table in braces does not end on its line")},
    {"control characters", tr("a text has no closing quotation mark on its line")},
    {"parsing date", tr("there is no such date: texts stand in quotes")},
    {"parsing time", tr("there is no such time of day: texts stand in quotes")},
    {"utf-8", tr("it is no UTF-8 text")},
});

std::optional<MessageId> cause_of(std::string_view said, std::span<const Cause> causes) {
  for (const Cause& cause : causes) {
    if (said.contains(cause.part)) {
      return cause.words;
    }
  }
  return std::nullopt;
}

// A number of degrees to some ten metres; empty: it is none.
std::string rounded(std::string_view degrees) {
  double value = 0;
  const auto [end, error] = std::from_chars(degrees.data(), degrees.data() + degrees.size(), value);
  if (error != std::errc() || end != degrees.data() + degrees.size()) {
    return {};
  }
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.4f", value);
  return buffer.data();
}

// "103.15 1.15" at the end of it, as latitude and longitude.
std::string place_in(std::string_view said) {
  constexpr std::string_view kMark = "point ";
  const auto at = said.rfind(kMark);
  const std::string_view place = at == std::string_view::npos ? "" : said.substr(at + kMark.size());
  const auto blank = std::min(place.find(' '), place.size());
  const std::string longitude = rounded(place.substr(0, blank));
  const std::string latitude = rounded(place.substr(std::min(blank + 1, place.size())));
  return latitude.empty() || longitude.empty() ? std::string() : latitude + "," + longitude;
}

}  // namespace

LocalizedMessage shape_words(std::string_view said) {
  const auto cause = cause_of(said, kOfShapes);
  if (!cause) {
    return LocalizedMessage::from_outside(std::string(said));
  }
  const std::string place = place_in(said);
  return place.empty() ? LocalizedMessage(*cause)
                       : LocalizedMessage(tr("{cause}, at {place}"), {{"cause", *cause}, {"place", place}});
}

LocalizedMessage toml_words(std::string_view said) {
  const auto cause = cause_of(said, kOfToml);
  return cause ? LocalizedMessage(tr("{cause} (the reader says: \"{said}\")"),
                                  {{"cause", *cause}, {"said", said}})
               : LocalizedMessage(tr("the reader says: \"{said}\""), {{"said", said}});
}

}  // namespace selat
