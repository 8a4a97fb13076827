#include "text/typed_coordinate.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <string>
#include <system_error>

namespace selat::text {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kDigits = "0123456789";
// Beyond it a number is no part of a coordinate, whatever its unit.
constexpr std::size_t kMostDigits = 20;

struct Side {
  std::string_view word;  // in small letters
  Axis axis;
  bool is_negative;
};
// What begins with another stands before it.
constexpr auto kSides = std::to_array<Side>({
    {"north", Axis::latitude, false},  {"south", Axis::latitude, true}, {"utara", Axis::latitude, false},
    {"selatan", Axis::latitude, true}, {"lu", Axis::latitude, false},   {"ls", Axis::latitude, true},
    {"n", Axis::latitude, false},      {"s", Axis::latitude, true},     {"u", Axis::latitude, false},
    {"east", Axis::longitude, false},  {"west", Axis::longitude, true}, {"timur", Axis::longitude, false},
    {"barat", Axis::longitude, true},  {"bt", Axis::longitude, false},  {"bb", Axis::longitude, true},
    {"e", Axis::longitude, false},     {"w", Axis::longitude, true},    {"t", Axis::longitude, false},
    {"b", Axis::longitude, true},
});
constexpr auto kNames = std::to_array<std::array<std::string_view, 4>>(
    {{"latitude", "latitud", "lintang", "lat"}, {"longitude", "longitud", "bujur", "lon"}});
constexpr auto kDegreeMarks = std::to_array<std::string_view>({"°", "º", "˚", "deg"});
constexpr auto kMinuteMarks = std::to_array<std::string_view>({"′", "'", "’", "´", "min"});
constexpr auto kSecondMarks = std::to_array<std::string_view>({"″", "\"", "”", "′′", "''", "sec"});

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}
bool begins_with_digit(std::string_view text) {
  return !text.empty() && kDigits.contains(text.front());
}

// Takes it off the front, in small or capital letters.
bool take(std::string_view& text, std::string_view word) {
  const bool is_there =
      text.size() >= word.size() &&
      std::ranges::equal(text.substr(0, word.size()), word, [](char a, char b) { return lower(a) == b; });
  text.remove_prefix(is_there ? word.size() : 0);
  return is_there;
}

// A mark may stand after a blank ("12.5 '").
bool take_mark(std::string_view& text, std::span<const std::string_view> marks) {
  std::string_view after = without_blanks_before(text);
  const bool is_there = std::ranges::any_of(marks, [&](std::string_view mark) { return take(after, mark); });
  text = is_there ? after : text;
  return is_there;
}

struct Figure {
  double value = 0;
  std::size_t whole_digits = 0;
  bool has_fraction = false;
  bool has_comma = false;
};

std::optional<Figure> take_figure(std::string_view& text, Comma comma) {
  const std::size_t whole = std::min(text.find_first_not_of(kDigits), text.size());
  std::size_t fraction = 0;
  const bool has_sign =
      whole < text.size() &&
      (text[whole] == '.' || (comma == Comma::is_decimal && whole > 0 && text[whole] == ','));
  if (has_sign) {
    const std::string_view after = text.substr(whole + 1);
    fraction = std::min(after.find_first_not_of(kDigits), after.size());
  }
  if (whole + fraction == 0 || whole + fraction > kMostDigits) {
    return std::nullopt;
  }
  const std::size_t length = fraction > 0 ? whole + 1 + fraction : whole;
  std::string digits(text.substr(0, length));
  Figure figure{
      .whole_digits = whole, .has_fraction = fraction > 0, .has_comma = fraction > 0 && digits[whole] == ','};
  std::ranges::replace(digits, ',', '.');
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), figure.value);
  text.remove_prefix(length);
  return error == std::errc() && end == digits.data() + digits.size() ? std::optional(figure) : std::nullopt;
}

std::optional<Side> take_side(std::string_view& text, Axis axis) {
  for (const Side& side : kSides) {
    std::string_view after = text;
    if (side.axis == axis && take(after, side.word) && (after.empty() || !is_letter(after.front()))) {
      text = after;
      return side;
    }
  }
  return std::nullopt;
}

// "lat", "Lintang:", before the coordinate.
void skip_name(std::string_view& text, Axis axis) {
  for (const std::string_view name : kNames[static_cast<std::size_t>(axis)]) {
    std::string_view after = text;
    if (take(after, name) || (axis == Axis::longitude && take(after, "long"))) {
      (void)(take(after, ".") || take(after, ":") || take(after, "="));
      after = without_blanks_before(after);
      text = !after.empty() && !is_letter(after.front()) ? after : text;
      return;
    }
  }
}

// What stands before the figures.
struct Front {
  bool has_sign = false, is_negative = false;
  std::optional<Side> side;
};

Front take_front(std::string_view& text, Axis axis) {
  Front front;
  skip_name(text, axis);
  std::string_view after = text;
  if (auto side = take_side(after, axis)) {
    after = without_blanks_before(after);
    front.side = side;
    text = after;
  }
  front.is_negative = take(text, "-") || take(text, "−");
  front.has_sign = front.is_negative || take(text, "+");
  return front;
}

// Degrees, minutes and seconds, as many as there are to be, with what stands between them.
struct Figures {
  std::array<double, 3> values{};
  std::size_t whole_digits = 0;  // of the degrees
  bool has_mark = false, has_fraction = false, has_comma = false;
  bool is_loose = false;  // parted by blanks or colons alone, as a time of day or two counts are
};

// From one part to the next.
bool take_gap(std::string_view& text, bool has_mark, Figures& figures) {
  if (!has_mark && take(text, "-")) {
    return begins_with_digit(text);
  }
  const std::string_view before = text;
  text = without_blanks_before(text);
  const bool is_parted = take(text, ":") || text.size() < before.size();
  figures.is_loose |= !has_mark;
  return (has_mark || is_parted) && begins_with_digit(text);
}

std::optional<Figures> take_figures(std::string_view& text, int parts, Comma comma) {
  constexpr std::array<std::span<const std::string_view>, 3> kMarks = {kDegreeMarks, kMinuteMarks,
                                                                       kSecondMarks};
  Figures figures;
  for (std::size_t part = 0; part < static_cast<std::size_t>(parts); ++part) {
    const auto figure = take_figure(text, comma);
    const bool is_last = part + 1 == static_cast<std::size_t>(parts);
    if (!figure || (figure->has_fraction && !is_last)) {
      return std::nullopt;
    }
    figures.values.at(part) = figure->value;
    figures.whole_digits = part == 0 ? figure->whole_digits : figures.whole_digits;
    figures.has_fraction = figure->has_fraction;
    figures.has_comma = figure->has_comma;
    const bool has_mark = take_mark(text, kMarks.at(part));
    figures.has_mark |= has_mark && part == 0;
    if (!is_last && !take_gap(text, has_mark, figures)) {
      return std::nullopt;
    }
  }
  return figures;
}

// "0212.5N", "10142E", "021230N": what stands so is degrees and minutes, or seconds too, without a mark.
void unpack(Figures& figures, Axis axis) {
  const std::size_t digits = figures.whole_digits - (axis == Axis::longitude ? 1 : 0);
  const double packed = figures.values[0];
  if (digits == 4) {
    figures.values = {std::floor(packed / 100), std::fmod(packed, 100), 0};
  } else if (digits == 6) {
    figures.values = {std::floor(packed / 1e4), std::fmod(std::floor(packed / 100), 100),
                      std::fmod(packed, 100)};
  }
}

LocalizedMessage fault_of(const TypedCoordinate& coordinate, const Front& front, const Figures& figures,
                          Axis axis) {
  const double most = axis == Axis::latitude ? 90 : 180;
  const LocalizedMessage::Argument word{"word", coordinate.typed};
  if (front.side && front.has_sign) {
    return {tr("'{word}' says the hemisphere twice: a sign or a letter, not both"), {word}};
  }
  if (figures.has_comma && coordinate.is_bare()) {
    return {tr("'{word}' can be read in two ways: write a decimal point, such as 1.25, or the hemisphere "
               "behind each number"),
            {word}};
  }
  if (figures.values[1] >= 60 || figures.values[2] >= 60) {
    return {tr("minutes and seconds go up to 59, those of '{word}' do not"), {word}};
  }
  if (std::abs(coordinate.degrees) > most) {
    const bool may_be_exchanged = axis == Axis::latitude && std::abs(coordinate.degrees) <= 180;
    return {may_be_exchanged ? tr("{what} {word} lies outside ±{most}°; latitude comes first")
                             : tr("{what} {word} lies outside ±{most}°"),
            {{"what", axis == Axis::latitude ? tr("latitude") : tr("longitude")},
             word,
             {"most", static_cast<int>(most)}}};
  }
  return {};
}

}  // namespace

std::string_view without_blanks_before(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text;
}

std::optional<TypedCoordinate> take_coordinate(std::string_view text, Axis axis, int parts, Comma comma) {
  std::string_view rest = text;
  Front front = take_front(rest, axis);
  auto figures = take_figures(rest, parts, comma);
  if (!figures) {
    return std::nullopt;
  }
  std::string_view after = without_blanks_before(rest);
  if (const auto side = take_side(after, axis); side && !front.side) {
    front.side = side;
    rest = after;
  }
  TypedCoordinate coordinate{.parts = parts,
                             .has_side = front.side.has_value(),
                             .has_mark = figures->has_mark,
                             .has_fraction = figures->has_fraction,
                             .typed = text.substr(0, text.size() - rest.size()),
                             .rest = rest};
  if (figures->is_loose && !coordinate.has_side) {
    return std::nullopt;
  }
  if (parts == 1 && coordinate.has_side && !coordinate.has_mark) {
    unpack(*figures, axis);
  }
  const bool is_negative = front.side ? front.side->is_negative : front.is_negative;
  coordinate.degrees =
      (figures->values[0] + figures->values[1] / 60 + figures->values[2] / 3600) * (is_negative ? -1 : 1);
  coordinate.fault = fault_of(coordinate, front, *figures, axis);
  return coordinate;
}

}  // namespace selat::text
