#include "radar/fields.h"

#include <array>
#include <cmath>

namespace selat::radar {
namespace {

constexpr std::size_t kMostDigits = 15;  // a double holds as many
constexpr auto kPowersOfTen = std::to_array<double>(
    {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15});

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) {
    text.remove_prefix(1);
  }
  std::int64_t digits = 0;
  std::size_t count = 0;
  std::size_t behind_point = 0;
  bool has_point = false;
  for (const char character : text) {
    if (character == '.' && !has_point) {
      has_point = true;
      continue;
    }
    if (character < '0' || character > '9' || ++count > kMostDigits) {
      return std::nullopt;
    }
    digits = digits * 10 + (character - '0');
    behind_point += has_point ? 1U : 0U;
  }
  if (count == 0) {
    return std::nullopt;
  }
  const double unit = kPowersOfTen[behind_point];
  const double value = static_cast<double>(digits) / unit;
  return Decimal{.value = is_negative ? -value : value, .step = 1 / unit};
}

std::string_view Fields::text() {
  const std::string_view field = list_.next_or_empty();
  const auto first = field.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view()
                                         : field.substr(first, field.find_last_not_of(' ') + 1 - first);
}

void Fields::skip(int fields) {
  for (int i = 0; i < fields; ++i) {
    static_cast<void>(list_.next());
  }
}

char Fields::letter() {
  const std::string_view field = text();
  return field.empty() ? '\0' : field.front();
}

void Fields::refuse(SentenceProblem problem) {
  if (!problem_) {
    problem_ = problem;
  }
}

std::optional<Decimal> Fields::decimal(double lowest, double highest) {
  const std::string_view field = text();
  if (field.empty()) {
    return std::nullopt;
  }
  const auto number = parse_decimal(field);
  if (!number || number->value < lowest || number->value > highest) {
    refuse(SentenceProblem::malformed);
    return std::nullopt;
  }
  return number;
}

std::optional<std::uint32_t> Fields::whole_number(std::uint32_t highest) {
  const std::string_view field = text();
  if (field.empty()) {
    return std::nullopt;
  }
  const auto number = nmea::parse_number<std::uint32_t>(field);
  if (!number || *number > highest) {
    refuse(SentenceProblem::malformed);
    return std::nullopt;
  }
  return number;
}

std::optional<double> Fields::angle_deg(double highest_deg, char positive, char negative) {
  const auto written = decimal(0, 18'060);
  const char sign = letter();
  if (!written || sign == '\0') {
    return std::nullopt;
  }
  const double whole_deg = std::floor(written->value / 100);
  const double minutes = written->value - whole_deg * 100;
  const double deg = whole_deg + minutes / 60;
  if ((sign != positive && sign != negative) || minutes >= 60 || deg > highest_deg) {
    refuse(SentenceProblem::malformed);
    return std::nullopt;
  }
  return sign == negative ? -deg : deg;
}

std::optional<geo::Position> Fields::position() {
  const auto latitude_deg = angle_deg(90, 'N', 'S');
  const auto longitude_deg = angle_deg(180, 'E', 'W');
  if (!latitude_deg || !longitude_deg) {
    return std::nullopt;
  }
  return geo::Position::degrees(*latitude_deg, *longitude_deg);
}

}  // namespace selat::radar
