#pragma once
// Readers of items that several categories have, and what readers are made of. The bytes handed to a reader
// are as many as its item is long. No allocation, thread-safe.

#include <cstddef>
#include <cstdint>

#include "radar/asterix/item.h"

namespace selat::radar {

// Big-endian, of as many bytes as are named.
template <std::size_t kSize>
[[nodiscard]] constexpr std::uint32_t unsigned_at(Bytes bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < kSize; ++i) {
    value = value << 8 | bytes[at + i];
  }
  return value;
}
// The same in two's complement.
template <std::size_t kSize>
[[nodiscard]] constexpr std::int32_t signed_at(Bytes bytes, std::size_t at) {
  constexpr unsigned kUnused = 32 - 8 * kSize;
  return static_cast<std::int32_t>(unsigned_at<kSize>(bytes, at) << kUnused) >> kUnused;
}
// Bits of one byte, counted from its highest: 0–7.
[[nodiscard]] constexpr unsigned bits_of(std::uint8_t byte, unsigned first, unsigned count) {
  return static_cast<unsigned>(byte) >> (8 - first - count) & ((1U << count) - 1);
}

void read_source(Bytes bytes, Record& into);
void read_time_of_day(Bytes bytes, Record& into);
void read_polar_velocity(Bytes bytes, Record& into);
// Of 12 bits, or of 16: four bits before it are spare.
void read_track_number(Bytes bytes, Record& into);
// Eight characters of six bits each, without and with a byte before them.
void read_identification(Bytes bytes, Record& into);
void read_marked_identification(Bytes bytes, Record& into);
void read_size(Bytes bytes, Record& into);

// "SAC/SIC".
[[nodiscard]] model::SourceName source_name(std::uint16_t source);
// Two's complement of kSize bytes each, 180° in 2^kScale.
template <std::size_t kSize, unsigned kScale>
void read_position(Bytes bytes, Record& into) {
  constexpr double kDegrees = 180.0 / static_cast<double>(std::uint64_t{1} << kScale);
  const double latitude_deg = signed_at<kSize>(bytes, 0) * kDegrees;
  const double longitude_deg = signed_at<kSize>(bytes, kSize) * kDegrees;
  if (latitude_deg < -90 || latitude_deg > 90 || longitude_deg < -180 || longitude_deg > 180) {
    into.is_impossible = true;
  } else {
    into.report.position = geo::Position::degrees(latitude_deg, longitude_deg);
  }
}
// From the radar: how far, and in 2^16 of a circle.
void set_polar(Bytes bytes, Distance unit, Record& into);
// The same as metres east and north, where it was not sent as range and bearing.
void set_cartesian(Distance east, Distance north, Distance step, Record& into);
void set_velocity(Speed east, Speed north, Record& into);
// Of a track: whether it is confirmed, and whether this is its end.
void set_state(bool is_tentative, bool is_end, Record& into);
void set_detection(bool is_primary, bool is_transponder, Record& into);

constexpr Item fixed(std::string_view number, std::uint8_t size, Read read = nullptr) {
  return {number, {Shape::fixed, size, read}};
}
constexpr Item extended(std::string_view number, Read read = nullptr, std::uint8_t size = 1) {
  return {number, {Shape::extended, size, read}};
}
constexpr Item repeated(std::string_view number, std::uint8_t size) {
  return {number, {Shape::repeated, size}};
}
constexpr Item measured(std::string_view number) {
  return {number, {Shape::measured}};
}
constexpr Item compound(std::string_view number, std::span<const Part> parts) {
  return {number, {Shape::compound}, parts};
}
constexpr Item spare() {
  return {};
}

}  // namespace selat::radar
