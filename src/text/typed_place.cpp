#include "text/typed_place.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace selat::text {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kDigits = "0123456789";

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// All of the word; empty if it is no number.
std::optional<double> number_of(std::string_view word) {
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool is_number =
      !word.empty() && error == std::errc() && end == word.data() + word.size() && std::isfinite(value);
  return is_number ? std::optional(value) : std::nullopt;
}

// Minutes may have a decimal comma, as two of the languages write them: "1°21,95′N", "1-21,95N". It stands
// between digits, after the degrees and before the mark of minutes or the hemisphere; elsewhere a comma parts
// latitude from longitude. The same length as the text.
std::string with_decimal_points(std::string_view text) {
  std::string pointed(text);
  for (std::size_t comma = text.find(','); comma != std::string_view::npos;
       comma = text.find(',', comma + 1)) {
    const std::string_view before = text.substr(0, comma);
    const std::string_view after = text.substr(comma + 1);
    const auto first = before.find_last_not_of(kDigits) + 1;
    const std::string_view degrees = before.substr(0, first);
    const std::string_view end = after.substr(std::min(after.find_first_not_of(kDigits), after.size()));
    const bool is_in_minutes =
        first < comma && end.size() < after.size() && (degrees.ends_with("°") || degrees.ends_with('-'));
    const bool is_ended = end.starts_with("′") || end.starts_with('\'') ||
                          (!end.empty() && std::string_view("NSEW").contains(upper(end.front())));
    if (is_in_minutes && is_ended) {
      pointed[comma] = '.';
    }
  }
  return pointed;
}

// "1.25", or degrees and minutes as mariners write them: "1°15.0'", "1-15.0".
std::optional<double> degrees_in(std::string_view digits) {
  for (const std::string_view mark : {"°", "-"}) {
    const auto at = digits.find(mark, 1);
    if (at == std::string_view::npos || at == 0) {
      continue;
    }
    std::string_view rest = digits.substr(at + mark.size());
    for (const std::string_view prime : {"′", "'"}) {
      rest = rest.ends_with(prime) ? rest.substr(0, rest.size() - prime.size()) : rest;
    }
    const auto deg = number_of(digits.substr(0, at));
    const auto minutes = rest.empty() ? std::optional(0.0) : number_of(rest);
    if (!deg || !minutes || *deg < 0 || *minutes < 0 || *minutes >= 60) {
      return std::nullopt;
    }
    return *deg + *minutes / 60;
  }
  return number_of(digits);
}

std::expected<double, LocalizedMessage> degrees_of(MessageId what, std::string_view word,
                                                   std::string_view sides, double most_deg) {
  const std::string pointed = with_decimal_points(word);
  std::string_view digits = pointed;
  std::optional<double> value;
  if (!digits.empty() && sides.contains(upper(digits.back()))) {
    digits.remove_suffix(1);
    value = degrees_in(digits);
    // A sign beside the letter would say the hemisphere twice.
    value = value && !std::signbit(*value) ? value : std::nullopt;
    value = value && upper(word.back()) == sides[1] ? -*value : value;
  } else {
    value = degrees_in(digits);
  }
  if (!value) {
    return std::unexpected(
        LocalizedMessage(tr("{what} '{word}' is no number of degrees; write it as 1.25 or 1.25{side}"),
                         {{"what", what}, {"word", word}, {"side", sides.substr(0, 1)}}));
  }
  if (std::abs(*value) > most_deg) {
    return std::unexpected(
        LocalizedMessage(tr("{what} {word} lies outside ±{most}°; latitude comes first"),
                         {{"what", what}, {"word", word}, {"most", static_cast<int>(most_deg)}}));
  }
  return *value;
}

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find_first_of(kBlanks));
}

// "12…", "-.5…", or one of the words that C++ reads as numbers.
bool begins_as_number(std::string_view word) {
  if (word.starts_with('-') || word.starts_with('+')) {
    word.remove_prefix(1);
  }
  std::array<char, 3> three{};
  std::ranges::transform(word.substr(0, 3), three.begin(), upper);
  const std::string_view begin(three.data(), three.size());
  word.remove_prefix(word.starts_with('.') ? 1 : 0);
  return (!word.empty() && kDigits.contains(word.front())) ||
         (word.size() == 3 && (begin == "NAN" || begin == "INF"));
}

// Not any number: one with a decimal point, a degree sign or the letter of a hemisphere.
bool looks_like_degrees(std::string_view word) {
  const std::string_view bare = word.ends_with(',') ? word.substr(0, word.size() - 1) : word;
  return begins_as_number(bare) && (bare.find_first_of(".\xc2") != std::string_view::npos ||
                                    std::string_view("NSEW").contains(upper(bare.back())));
}

// How much of the line looks like a place without brackets; 0: the line begins with a text.
std::size_t length_of_place(std::string_view line) {
  const std::string_view first = first_word(line);
  const auto comma = first.find(',');
  if (comma != std::string_view::npos && comma + 1 < first.size()) {
    const bool is_place =
        begins_as_number(first.substr(0, comma)) && begins_as_number(first.substr(comma + 1));
    return is_place ? first.size() : 0;
  }
  const std::string_view rest = trimmed(line.substr(first.size()));
  const std::string_view second = first_word(rest);
  const auto length = static_cast<std::size_t>(second.data() + second.size() - line.data());
  return looks_like_degrees(first) && looks_like_degrees(second) ? length : 0;
}

}  // namespace

std::expected<geo::Position, LocalizedMessage> typed_place(std::string_view latitude,
                                                           std::string_view longitude) {
  const auto latitude_deg = degrees_of(tr("latitude"), latitude, "NS", 90);
  if (!latitude_deg) {
    return std::unexpected(latitude_deg.error());
  }
  const auto longitude_deg = degrees_of(tr("longitude"), longitude, "EW", 180);
  if (!longitude_deg) {
    return std::unexpected(longitude_deg.error());
  }
  return geo::Position::degrees(*latitude_deg, *longitude_deg);
}

std::expected<geo::Position, LocalizedMessage> typed_place(std::string_view both) {
  const std::string pointed = with_decimal_points(trimmed(both));
  const std::string_view typed = pointed;
  const bool has_comma = typed.contains(',');
  const auto between = has_comma ? typed.find(',') : typed.find_first_of(kBlanks);
  if (between == std::string_view::npos) {
    return std::unexpected(LocalizedMessage(
        tr("'{word}' is no place: write latitude and longitude in degrees as 1.25,103.8"), {{"word", both}}));
  }
  return typed_place(trimmed(typed.substr(0, between)), trimmed(typed.substr(between + 1)));
}

std::expected<std::optional<geo::Position>, NoPlace> take_place(std::string_view& line) {
  const std::string pointed = with_decimal_points(line);
  const std::string_view whole = trimmed(pointed);
  std::string_view typed;
  std::string_view rest;
  if (whole.starts_with('[')) {
    const auto end = whole.find(']');
    typed = whole.substr(1, end == std::string_view::npos ? end : end - 1);
    rest = end == std::string_view::npos ? std::string_view() : whole.substr(end + 1);
    if (typed.find_first_of(kDigits) == std::string_view::npos && !typed.contains(',')) {
      return std::nullopt;  // "[urgent] two boats"
    }
  } else {
    const std::size_t length = length_of_place(whole);
    if (length == 0) {
      return std::nullopt;
    }
    typed = whole.substr(0, length);
    rest = whole.substr(length);
    while (typed.ends_with(',') || typed.ends_with(':') || typed.ends_with(';')) {
      typed.remove_suffix(1);
    }
  }
  const auto place = typed_place(typed);
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r,:;"), rest.size()));
  // "1,25 103,85" is one place with decimal commas, not the place 1°N 25°E.
  const std::string_view next = first_word(rest);
  const auto comma = next.find(',');
  if (!place || (begins_as_number(next) && comma + 1 < next.size())) {
    return std::unexpected(NoPlace());
  }
  const auto taken = rest.empty() ? line.size() : static_cast<std::size_t>(rest.data() - pointed.data());
  line = line.substr(taken, rest.size());
  return *place;
}

}  // namespace selat::text
