#include "text/typed_place.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "text/terminal.h"
#include "text/typed_coordinate.h"

namespace selat::text {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kSeparators = ",;/";
constexpr std::string_view kEnds = " \t\r,;:./)]";
// Bare numbers at the front of a text are a place only with a longitude of these waters: "2.5, 12.5 m" is
// not.
constexpr double kLeastBareLongitude_deg = 90;
// Of what is said back to a person.
constexpr std::size_t kColumns = 40;
// A text is not searched further for a place.
constexpr std::size_t kMostSearched = 2'000;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view trimmed(std::string_view text) {
  text = without_blanks_before(text);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

struct Pair {
  TypedCoordinate latitude, longitude;
  std::string_view typed, rest;
  bool has_separator = false;  // not blanks alone

  [[nodiscard]] const LocalizedMessage& fault() const {
    return latitude.fault.empty() ? longitude.fault : latitude.fault;
  }
  [[nodiscard]] geo::Position position() const {
    return geo::Position::degrees(latitude.degrees, longitude.degrees);
  }
};

// The number ends here: no word or further number is joined to it.
bool ends_well(const TypedCoordinate& last) {
  const std::string_view rest = last.rest;
  const bool is_followed_by_digit = rest.size() > 1 && kDigits.contains(rest[1]);
  return rest.empty() || (kEnds.contains(rest.front()) &&
                          (!is_followed_by_digit || last.has_fraction || kBlanks.contains(rest.front())));
}

// The second coordinate has as many parts as the first, or fewer ("3°06'N 101°E").
std::optional<Pair> pair_after(std::string_view text, const TypedCoordinate& first, Axis second_axis,
                               Comma comma) {
  std::string_view between = without_blanks_before(first.rest);
  const bool has_separator = !between.empty() && kSeparators.contains(between.front());
  between = has_separator ? without_blanks_before(between.substr(1)) : between;
  const bool is_parted = between.size() < first.rest.size();
  std::optional<Pair> faulty;
  for (int parts = first.parts; parts > 0; --parts) {
    const auto second = take_coordinate(between, second_axis, parts, comma);
    if (!second || !ends_well(*second) || (!is_parted && !second->has_side)) {
      continue;
    }
    Pair pair{first, *second, text.substr(0, text.size() - second->rest.size()), second->rest, has_separator};
    if (second_axis == Axis::latitude) {
      std::swap(pair.latitude, pair.longitude);
    }
    if (pair.fault().empty()) {
      return pair;
    }
    faulty = faulty ? faulty : pair;
  }
  return faulty;
}

// What the text begins with; one with a fault only if it cannot be read as one without.
std::optional<Pair> pair_at_front(std::string_view text, Comma comma) {
  std::optional<Pair> faulty;
  for (const Axis axis : {Axis::latitude, Axis::longitude}) {
    const Axis other = axis == Axis::latitude ? Axis::longitude : Axis::latitude;
    for (int parts = 3; parts > 0; --parts) {
      const auto first = take_coordinate(text, axis, parts, comma);
      auto pair = first ? pair_after(text, *first, other, comma) : std::nullopt;
      const bool is_in_order = axis == Axis::latitude || (pair && first->has_side && pair->latitude.has_side);
      if (!pair || !is_in_order) {
        continue;
      }
      if (pair->fault().empty()) {
        return pair;
      }
      faulty = faulty ? faulty : pair;
    }
  }
  return faulty;
}

// From the next place of a list.
bool is_parted(std::string_view rest) {
  return rest.empty() || kBlanks.contains(rest.front()) || rest.front() == ';';
}

// Of a text that is a place, or a list of them.
std::expected<Pair, LocalizedMessage> pair_of(std::string_view text, bool is_whole) {
  LocalizedMessage fault;
  for (const Comma comma : {Comma::is_decimal, Comma::parts_coordinates}) {
    const auto pair = pair_at_front(text, comma);
    const bool has_ended = pair && (is_whole ? trimmed(pair->rest).empty() : is_parted(pair->rest));
    if (has_ended && pair->fault().empty()) {
      return *pair;
    }
    fault = pair && fault.empty() ? pair->fault() : fault;
  }
  if (!fault.empty()) {
    return std::unexpected(fault);
  }
  return std::unexpected(
      LocalizedMessage(tr("'{word}' is no place: write latitude and longitude in degrees as 1.25,103.8"),
                       {{"word", cut(text, kColumns)}}));
}

std::expected<double, LocalizedMessage> degrees_of(Axis axis, std::string_view word) {
  LocalizedMessage fault;
  for (int parts = 3; parts > 0; --parts) {
    const auto coordinate = take_coordinate(trimmed(word), axis, parts, Comma::is_decimal);
    if (!coordinate || !coordinate->rest.empty()) {
      continue;
    }
    if (coordinate->fault.empty()) {
      return coordinate->degrees;
    }
    fault = fault.empty() ? coordinate->fault : fault;
  }
  if (!fault.empty()) {
    return std::unexpected(fault);
  }
  const bool is_latitude = axis == Axis::latitude;
  return std::unexpected(
      LocalizedMessage(tr("{what} '{word}' is no number of degrees; write it as 1.25 or 1.25{side}"),
                       {{"what", is_latitude ? tr("latitude") : tr("longitude")},
                        {"word", word},
                        {"side", is_latitude ? "N" : "E"}}));
}

// Numbers in a free text are meant as a place, and not as counts, bearings or times.
bool is_meant(const Pair& pair) {
  const TypedCoordinate& latitude = pair.latitude;
  const TypedCoordinate& longitude = pair.longitude;
  if (latitude.has_side && longitude.has_side) {
    return true;
  }
  if (!latitude.is_bare() && !longitude.is_bare()) {
    const auto is_exact = [](const TypedCoordinate& one) { return one.parts > 1 || one.has_fraction; };
    return is_exact(latitude) && is_exact(longitude);
  }
  const bool has_lone_mark = (latitude.has_mark && !latitude.has_side) ||  // "030° 5.5 nm"
                             (longitude.has_mark && !longitude.has_side);
  const int fractions = static_cast<int>(latitude.has_fraction || latitude.has_side) +
                        static_cast<int>(longitude.has_fraction || longitude.has_side);
  return !has_lone_mark && std::abs(longitude.degrees) >= kLeastBareLongitude_deg &&
         fractions >= (pair.has_separator ? 1 : 2);
}

// "1,2 boats", "2.5 3.5 m waves": somebody might have meant a place.
bool is_doubtful(const Pair& pair) {
  const bool is_tight = pair.has_separator && pair.typed.find_first_of(kBlanks) == std::string_view::npos;
  return pair.latitude.is_bare() && pair.longitude.is_bare() &&
         (is_tight || (pair.latitude.has_fraction && pair.longitude.has_fraction));
}

LocalizedMessage is_half(std::string_view typed) {
  return {tr("'{word}' is only half a place: write latitude and longitude, such as 2-12.5N 101-42E"),
          {{"word", typed}}};
}

// "3°06'N two": one coordinate that is meant as one, without the other.
std::optional<LocalizedMessage> half_at_front(std::string_view text) {
  for (const Axis axis : {Axis::latitude, Axis::longitude}) {
    for (int parts = 3; parts > 0; --parts) {
      const auto half = take_coordinate(text, axis, parts, Comma::is_decimal);
      if (!half || !half->has_side) {
        continue;
      }
      const std::string_view next =
          half->rest.substr(std::min(half->rest.find_first_not_of(" \t\r,;/"), half->rest.size()));
      const bool is_before_number = !next.empty() && kDigits.contains(next.front());
      // "S05 3.5 nm off" is of a sector.
      const bool is_exact =
          half->has_fraction && !is_letter(half->typed.front()) && (half->parts > 1 || is_before_number);
      if (half->has_mark || is_exact) {
        return half->fault.empty() ? is_half(half->typed) : half->fault;
      }
    }
  }
  return std::nullopt;
}

// "two boats at 2.2N 101.7E": inside a text it is not taken for the place of it, which might be another.
std::string place_within(std::string_view text) {
  text = text.substr(0, kMostSearched);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_word = at > 0 && kBlanks.contains(text[at - 1]) && !kBlanks.contains(text[at]);
    const auto pair = is_word ? pair_at_front(text.substr(at), Comma::is_decimal) : std::nullopt;
    if (pair && pair->latitude.has_side && pair->longitude.has_side) {
      return std::string(pair->typed);
    }
  }
  return {};
}

using Front = std::expected<std::pair<LeadingPlace, std::string_view>, LocalizedMessage>;

// What the text begins with, and what stands behind it.
Front unbracketed_front(std::string_view text) {
  for (const Comma comma : {Comma::is_decimal, Comma::parts_coordinates}) {
    const auto pair = pair_at_front(text, comma);
    if (!pair || !is_meant(*pair)) {
      continue;
    }
    if (!pair->fault().empty()) {
      return std::unexpected(pair->fault());
    }
    return std::pair(LeadingPlace{pair->position(), {}}, pair->rest);
  }
  const auto bare = pair_at_front(text, Comma::parts_coordinates);
  if (bare && is_doubtful(*bare)) {
    return std::pair(LeadingPlace{{}, std::string(bare->typed)}, text);
  }
  if (auto half = half_at_front(text)) {
    return std::unexpected(*std::move(half));
  }
  return std::pair(LeadingPlace{{}, place_within(text)}, text);
}

// In brackets anything is meant as a place that is no words: "[3 boats]" is none.
Front bracketed_front(std::string_view text) {
  const bool is_square = text.front() == '[';
  const auto end = text.find(is_square ? ']' : ')');
  const std::string_view inside = trimmed(text.substr(1, end == std::string_view::npos ? end : end - 1));
  const auto pair = pair_of(inside, true);
  if (pair && end != std::string_view::npos) {
    return std::pair(LeadingPlace{pair->position(), {}}, text.substr(end + 1));
  }
  const bool has_digits = inside.find_first_of(kDigits) != std::string_view::npos;
  const bool has_words = std::ranges::any_of(inside, is_letter) || !has_digits;
  const bool is_meant_as_one =
      inside.contains(',') || !has_words || pair_at_front(inside, Comma::is_decimal).has_value();
  if (!is_square || !is_meant_as_one) {
    return std::pair(LeadingPlace{{}, place_within(text)}, text);
  }
  return std::unexpected(
      pair ? LocalizedMessage(tr("the bracket before '{word}' is not closed"), {{"word", inside}})
           : pair.error());
}

Front front_of(std::string_view text) {
  return text.starts_with('[') || text.starts_with('(') ? bracketed_front(text) : unbracketed_front(text);
}

// "at 2.2N 101.7E two boats": the word that leads to a place.
std::optional<std::string_view> behind_lead(std::string_view text) {
  constexpr auto kLeads =
      std::to_array<std::string_view>({"at", "in", "pos", "posn", "position", "di", "posisi", "kedudukan"});
  const auto end = std::min(text.find_first_of(" \t\r:"), text.size());
  std::string word(text.substr(0, end));
  std::ranges::transform(word, word.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const std::string_view behind = text.substr(end);
  return std::ranges::find(kLeads, word) != kLeads.end()
             ? std::optional(behind.substr(std::min(behind.find_first_not_of(" \t\r:"), behind.size())))
             : std::nullopt;
}

}  // namespace

std::expected<geo::Position, LocalizedMessage> typed_place(std::string_view latitude,
                                                           std::string_view longitude) {
  const auto latitude_deg = degrees_of(Axis::latitude, latitude);
  if (!latitude_deg) {
    return std::unexpected(latitude_deg.error());
  }
  const auto longitude_deg = degrees_of(Axis::longitude, longitude);
  if (!longitude_deg) {
    return std::unexpected(longitude_deg.error());
  }
  return geo::Position::degrees(*latitude_deg, *longitude_deg);
}

std::expected<geo::Position, LocalizedMessage> typed_place(std::string_view both) {
  const auto pair = pair_of(trimmed(both), true);
  if (!pair) {
    return std::unexpected(pair.error());
  }
  return pair->position();
}

std::expected<geo::Position, LocalizedMessage> next_place(std::string_view& list) {
  const auto pair = pair_of(trimmed(list), false);
  if (!pair) {
    return std::unexpected(pair.error());
  }
  const auto next = std::min(pair->rest.find_first_not_of(" \t\r;,/"), pair->rest.size());
  list = pair->rest.substr(next);
  return pair->position();
}

std::expected<LeadingPlace, LocalizedMessage> take_place(std::string_view& line) {
  const std::string_view text = trimmed(line);
  if (text.empty()) {
    return LeadingPlace{};
  }
  auto front = front_of(text);
  if (const auto behind = behind_lead(text); behind && !behind->empty() && (!front || !front->first.place)) {
    const auto led = front_of(*behind);
    front = led && !led->first.place && led->first.not_read.empty() ? front : led;
  }
  if (!front) {
    return std::unexpected(front.error());
  }
  const auto& [leading, rest] = *front;
  if (leading.place) {
    line = rest.substr(std::min(rest.find_first_not_of(" \t\r,:;"), rest.size()));
  }
  return leading;
}

LocalizedMessage not_read_as_place(std::string_view typed) {
  return {tr("'{word}' was NOT READ AS A PLACE and stays text; a place stands first, as in 2.2N 101.7E or "
             "[2.2,101.7]"),
          {{"word", cut(typed, kColumns)}}};
}

}  // namespace selat::text
