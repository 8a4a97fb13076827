#pragma once
// The functions with which the files of this folder write their lists of fields.

#include <cstdint>
#include <span>
#include <string_view>

#include "ais/application.h"

namespace selat::ais {

constexpr Field spare(std::uint16_t width) {
  return {.kind = FieldKind::spare, .width = width};
}
constexpr Field flag(std::string_view name) {
  return {.kind = FieldKind::flag, .name = name, .width = 1};
}
// A whole number; raw values outside [low, high] are "not available".
constexpr Field number(std::string_view name, std::uint16_t width, std::int64_t low, std::int64_t high,
                       std::string_view unit = {}) {
  return {.kind = FieldKind::number, .name = name, .width = width, .unit = unit, .low = low, .high = high};
}
constexpr Field number(std::string_view name, std::uint16_t width) {
  return {.kind = FieldKind::number, .name = name, .width = width};
}
// The value is (raw + offset) / divisor, with `places` decimal places.
constexpr Field scaled(Field field, double divisor, std::uint8_t places, std::int32_t offset = 0) {
  field.divisor = divisor;
  field.places = places;
  field.offset = offset;
  return field;
}
constexpr Field with_sign(Field field) {
  field.kind = FieldKind::signed_number;
  return field;
}
constexpr Field sign_and_amount(Field field) {
  field.kind = FieldKind::sign_and_amount;
  return field;
}
constexpr Field quoted(Field field) {
  field.kind = FieldKind::quoted_number;
  return field;
}
// A code; `words` are those of 0, 1, 2 …, `otherwise` that of each other code.
constexpr Field code(std::string_view name, std::uint16_t width, std::span<const std::string_view> words,
                     std::string_view otherwise = {}) {
  return {.kind = FieldKind::number, .name = name, .width = width, .words = words, .otherwise = otherwise};
}
constexpr Field word(std::string_view name, std::uint16_t width, std::span<const std::string_view> words) {
  return {.kind = FieldKind::word, .name = name, .width = width, .words = words};
}
constexpr Field text(std::string_view name, std::uint16_t characters) {
  return {.kind = FieldKind::text, .name = name, .width = static_cast<std::uint16_t>(characters * 6)};
}
constexpr Field remaining_text(std::string_view name) {
  return {.kind = FieldKind::remaining_text, .name = name};
}
constexpr Field remaining_bits(std::string_view name) {
  return {.kind = FieldKind::remaining_bits, .name = name};
}
constexpr Field time(std::string_view name, TimeLayout layout = TimeLayout::month_day_hour_minute) {
  const bool has_month = layout != TimeLayout::day_hour_minute;
  return {.kind = FieldKind::time,
          .name = name,
          .width = static_cast<std::uint16_t>(has_month ? 20 : 16),
          .layout = layout};
}
constexpr Field count(std::string_view name, std::uint16_t width) {
  return {.kind = FieldKind::count, .name = name, .width = width};
}
constexpr Field list(std::string_view name, std::span<const Field> item, std::uint8_t most) {
  return {.kind = FieldKind::list, .name = name, .item = item, .most = most};
}
constexpr Field selector(std::string_view name, std::uint16_t width,
                         std::span<const std::string_view> words) {
  return {.kind = FieldKind::selector, .name = name, .width = width, .words = words};
}
constexpr Field variant(std::uint16_t width, std::span<const std::span<const Field>> layouts) {
  return {.kind = FieldKind::variant, .width = width, .layouts = layouts};
}

// Coordinates in units of 1/1,000 minute (25 and 24 bits) and 1/10,000 minute (28 and 27 bits).
constexpr Field coordinate(std::string_view name, std::uint16_t width, std::int64_t degrees,
                           std::int64_t per_degree, std::uint8_t places) {
  return scaled(with_sign(number(name, width, -degrees * per_degree, degrees * per_degree, "°")),
                static_cast<double>(per_degree), places);
}
constexpr Field longitude_25(std::string_view name = "lon") {
  return coordinate(name, 25, 180, 60'000, 5);
}
constexpr Field latitude_24(std::string_view name = "lat") {
  return coordinate(name, 24, 90, 60'000, 5);
}
constexpr Field longitude_28(std::string_view name = "lon") {
  return coordinate(name, 28, 180, 600'000, 6);
}
constexpr Field latitude_27(std::string_view name = "lat") {
  return coordinate(name, 27, 90, 600'000, 6);
}
// Degrees from true north; 360 and over are "not available".
constexpr Field direction(std::string_view name, std::uint16_t width = 9) {
  return number(name, width, 0, 359, "°");
}

}  // namespace selat::ais
