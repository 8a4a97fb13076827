#include "ais/sentence.h"

#include <algorithm>
#include <chrono>

#include "ais/armour_plain.h"
#include "ais/text_fields.h"

namespace selat::ais {

namespace {

constexpr std::size_t kHeaderLength = 7;  // "!AIVDM,"

[[nodiscard]] constexpr bool is_letter_or_digit(char character) {
  return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') ||
         (character >= '0' && character <= '9');
}

[[nodiscard]] constexpr bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

constexpr int kNoNumber = -1;

// One or two decimal digits.
[[nodiscard]] constexpr int small_number(std::string_view field) {
  if (field.size() == 1 && is_digit(field[0])) {
    return field[0] - '0';
  }
  if (field.size() == 2 && is_digit(field[0]) && is_digit(field[1])) {
    return (field[0] - '0') * 10 + (field[1] - '0');
  }
  return kNoNumber;
}

[[nodiscard]] std::optional<Problem> take_part_numbers(Sentence& sentence, std::string_view count,
                                                       std::string_view number) {
  const int parts = small_number(count);
  const int part = small_number(number);
  if (parts == kNoNumber || part == kNoNumber) {
    return Problem::malformed;
  }
  if (parts == 0) {
    return Problem::count_zero;
  }
  if (parts > 9) {
    return Problem::count_over_9;
  }
  if (part == 0) {
    return Problem::part_zero;
  }
  if (part > parts) {
    return Problem::part_over_count;
  }
  sentence.count = static_cast<std::uint8_t>(parts);
  sentence.number = static_cast<std::uint8_t>(part);
  return std::nullopt;
}

[[nodiscard]] std::optional<Problem> take_sequence_id(Sentence& sentence, std::string_view field) {
  if (field.empty()) {
    return std::nullopt;
  }
  const int id = small_number(field);
  if (id == kNoNumber) {
    return Problem::malformed;
  }
  sentence.sequence_id = static_cast<std::uint8_t>(id);
  return std::nullopt;
}

[[nodiscard]] std::optional<Problem> take_channel(Sentence& sentence, std::string_view field) {
  if (field.size() > 1 || (field.size() == 1 && !is_letter_or_digit(field.front()))) {
    return Problem::malformed;
  }
  sentence.channel = field.empty() ? '\0' : field.front();
  return std::nullopt;
}

[[nodiscard]] std::optional<Problem> take_pad_bits(Sentence& sentence, std::string_view field) {
  if (field.size() != 1 || !is_digit(field.front())) {
    return Problem::malformed;
  }
  if (field.front() > '5') {
    return Problem::pad_bits_over_5;
  }
  sentence.pad_bits = static_cast<std::uint8_t>(field.front() - '0');
  return std::nullopt;
}

// Fields of a character or two: looking at each is faster than searching. A missing field is an empty one.
class ShortFields {
 public:
  explicit constexpr ShortFields(std::string_view text) : text_(text) {}
  constexpr std::string_view next() {
    std::size_t length = 0;
    while (length < text_.size() && text_[length] != ',') {
      ++length;
    }
    const auto field = text_.substr(0, length);
    text_.remove_prefix(std::min(length + 1, text_.size()));
    return field;
  }
  [[nodiscard]] constexpr std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

// Between the header and '*'; the problem, if there is one.
[[nodiscard]] std::optional<Problem> take_fields(Sentence& sentence, std::string_view fields) {
  ShortFields list(fields);
  const auto count = list.next();
  const auto number = list.next();
  const auto sequence_id = list.next();
  const auto channel = list.next();
  const auto rest = list.rest();
  const auto comma = rest.find(',');
  if (comma == std::string_view::npos) {
    return Problem::malformed;
  }
  sentence.payload = rest.substr(0, comma);
  if (const auto problem = take_part_numbers(sentence, count, number)) {
    return problem;
  }
  if (const auto problem = take_sequence_id(sentence, sequence_id)) {
    return problem;
  }
  if (const auto problem = take_channel(sentence, channel)) {
    return problem;
  }
  if (const auto problem = take_pad_bits(sentence, rest.substr(comma + 1))) {
    return problem;
  }
  return sentence.payload.empty() ? std::optional(Problem::payload_empty) : std::nullopt;
}

}  // namespace

bool is_ais_sentence(std::string_view text) {
  return text.size() >= kHeaderLength && text[0] == '!' && is_letter_or_digit(text[1]) &&
         is_letter_or_digit(text[2]) && text[3] == 'V' && text[4] == 'D' &&
         (text[5] == 'M' || text[5] == 'O') && text[6] == ',';
}

std::uint8_t checksum_of(std::string_view between) {
  return plain::checksum(between);
}

std::expected<Sentence, Problem> parse_sentence(std::string_view text, ChecksumRule rule) {
  const auto star = text.find('*');
  const auto between = text.substr(1, star == std::string_view::npos ? star : star - 1);
  Sentence sentence;
  const auto written = star == std::string_view::npos ? std::nullopt : parse_hex_byte(text.substr(star + 1));
  if (!written || *written != checksum_of(between)) [[unlikely]] {
    if (rule == ChecksumRule::strict) {
      const bool is_there = star != std::string_view::npos && text.size() >= star + 3;
      return std::unexpected(is_there ? Problem::checksum_bad : Problem::checksum_missing);
    }
    sentence.is_checksum_held = false;
  }
  sentence.checksum = written.value_or(0);
  if (written && text.size() > star + 4 && text[star + 3] == ',') {
    sentence.suffix = text.substr(star + 4);
  }
  sentence.talker = {text[1], text[2]};
  sentence.is_own_ship = text[5] == 'O';
  auto fields = between.substr(std::min(kHeaderLength - 1, between.size()));
  if (star == std::string_view::npos) {
    fields = fields.substr(0, fields.find_last_not_of(" \t") + 1);
  }
  if (const auto problem = take_fields(sentence, fields)) {
    return std::unexpected(*problem);
  }
  return sentence;
}

namespace {

// Eight decimal digits at once.
[[nodiscard]] std::uint64_t eight_digits(std::uint64_t text) {
  const std::uint64_t values = text ^ plain::kZeros;
  const std::uint64_t pairs = (values * 10 + (values >> 8)) & 0x00FF00FF00FF00FFULL;
  const std::uint64_t fours = (pairs * 100 + (pairs >> 16)) & 0x0000FFFF0000FFFFULL;
  return (fours * 10'000 + (fours >> 32)) & 0xFFFFFFFFULL;
}
// Any of the top bits is set where a character is no digit.
[[nodiscard]] std::uint64_t no_digits(std::uint64_t text) {
  const std::uint64_t values = text ^ plain::kZeros;
  return (values + 0x76 * plain::kEach) | values;
}

constexpr std::int64_t kNoTime = -1;

// Whole seconds or milliseconds, as nearly all write them, in microseconds. The last eight digits overlap the
// first eight.
[[nodiscard]] std::int64_t parse_usual_time(std::string_view text) {
  const bool is_milliseconds = text.size() == 13;
  if (!is_milliseconds && text.size() != 10) {
    return kNoTime;
  }
  const char* const begin = text.data();
  const std::uint64_t first = plain::eight_at(begin);
  const std::uint64_t last = plain::eight_at(begin + text.size() - 8);
  if (((no_digits(first) | no_digits(last)) & plain::kTops) != 0) {
    return kNoTime;
  }
  const std::uint64_t head = eight_digits(first);
  const std::uint64_t tail = eight_digits(last);
  return static_cast<std::int64_t>(is_milliseconds ? (head * 100'000 + tail % 100'000) * 1'000
                                                   : (head * 100 + tail % 100) * 1'000'000);
}

}  // namespace

std::optional<Instant> parse_unix_time(std::string_view text) {
  if (const std::int64_t us = parse_usual_time(text); us != kNoTime) {
    return Instant::unix_microseconds(us);
  }
  const auto dot = text.find('.');
  const auto whole = parse_number<std::int64_t>(text.substr(0, dot));
  const auto digits = text.substr(0, dot).size();
  if (!whole) {
    return std::nullopt;
  }
  if (dot == std::string_view::npos) {
    switch (digits) {
      case 10:
        return Instant::unix_seconds(*whole);
      case 13:
        return Instant::unix_milliseconds(*whole);
      case 16:
        return Instant::unix_microseconds(*whole);
      default:
        return std::nullopt;
    }
  }
  auto fraction = text.substr(dot + 1);
  if (digits != 10 || fraction.empty() ||
      fraction.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  fraction = fraction.substr(0, 6);
  std::int64_t micros = parse_number<std::int64_t>(fraction).value_or(0);
  for (std::size_t i = fraction.size(); i < 6; ++i) {
    micros *= 10;
  }
  return Instant::unix_microseconds(*whole * 1'000'000 + micros);
}

Suffix parse_suffix(std::string_view suffix) {
  Suffix read;
  FieldList list(suffix);
  while (const auto field = list.next()) {
    if (const auto time = parse_unix_time(*field)) {
      if (!read.time) {  // what recorders write behind it is the time of something else
        read.time = time;
      }
    } else if (field->size() > 1 &&
               (field->front() == 'r' || field->front() == 'b' || field->front() == 'D')) {
      read.station = ShortText<31>(*field);
    }
  }
  return read;
}

namespace {

// "2013-11-12T12:00:00", also with a blank in place of the T.
[[nodiscard]] std::optional<Instant> parse_iso_time(std::string_view text) {
  if (text.size() < 19 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ') ||
      text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  const auto year = parse_number<int>(text.substr(0, 4));
  const auto month = parse_number<unsigned>(text.substr(5, 2));
  const auto day = parse_number<unsigned>(text.substr(8, 2));
  const auto hour = parse_number<unsigned>(text.substr(11, 2));
  const auto minute = parse_number<unsigned>(text.substr(14, 2));
  const auto second = parse_number<unsigned>(text.substr(17, 2));
  if (!year || !month || !day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(*day)};
  if (!date.ok()) {
    return std::nullopt;
  }
  const auto time = std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
                    std::chrono::seconds(*second);
  return Instant::unix_seconds(time.time_since_epoch().count());
}

}  // namespace

std::optional<Instant> parse_prefix_time(std::string_view prefix) {
  const auto is_around = [](char c) {
    return c == ' ' || c == '\t' || c == ',' || c == ';' || c == '[' || c == ']';
  };
  while (!prefix.empty() && is_around(prefix.front())) {
    prefix.remove_prefix(1);
  }
  while (!prefix.empty() && is_around(prefix.back())) {
    prefix.remove_suffix(1);
  }
  if (const auto time = parse_iso_time(prefix)) {
    const auto rest = prefix.substr(19);
    if (rest.empty() || rest == "Z") {
      return time;
    }
    const auto fraction = rest.substr(0, rest.size() - (rest.back() == 'Z' ? 1 : 0));
    if (fraction.size() >= 2 && fraction.size() <= 7 && fraction.front() == '.') {
      if (auto micros = parse_number<std::int64_t>(fraction.substr(1))) {
        for (std::size_t i = fraction.size(); i < 7; ++i) {
          *micros *= 10;
        }
        return *time + Span::microseconds(*micros);
      }
    }
    return std::nullopt;
  }
  return parse_unix_time(prefix);
}

}  // namespace selat::ais
