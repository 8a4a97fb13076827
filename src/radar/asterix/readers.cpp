#include "radar/asterix/readers.h"

#include <array>
#include <charconv>
#include <cmath>

namespace selat::radar {
namespace {

constexpr double kCircle16_deg = 360.0 / 65'536;

// ICAO's six bits: letters, digits and the space.
char six_bit_character(std::uint64_t code) {
  if (code >= 1 && code <= 26) {
    return static_cast<char>('A' + code - 1);
  }
  if (code >= 48 && code <= 57) {
    return static_cast<char>('0' + code - 48);
  }
  return ' ';
}

}  // namespace

model::SourceName source_name(std::uint16_t source) {
  std::array<char, 8> text{};
  char* at = std::to_chars(text.data(), text.data() + text.size(), source >> 8).ptr;
  *at++ = '/';
  at = std::to_chars(at, text.data() + text.size(), source & 0xFFU).ptr;
  return {std::string_view(text.data(), at)};
}

void read_source(Bytes bytes, Record& into) {
  into.source = static_cast<std::uint16_t>(unsigned_at<2>(bytes, 0));
}

void read_time_of_day(Bytes bytes, Record& into) {
  constexpr std::uint32_t kDay128 = 86'400 * 128;
  const std::uint32_t time_128 = unsigned_at<3>(bytes, 0);
  into.is_time_wrong = time_128 >= kDay128;
  if (!into.is_time_wrong) {
    into.time_of_day = Span::microseconds(std::int64_t{time_128} * 1'000'000 / 128);
  }
}

void read_polar_velocity(Bytes bytes, Record& into) {
  constexpr Speed kUnit = Speed::knots(3'600.0 / 16'384);  // nautical miles a second
  into.report.speed = kUnit * unsigned_at<2>(bytes, 0);
  into.report.course = Bearing::degrees(unsigned_at<2>(bytes, 2) * kCircle16_deg);
}

void read_track_number(Bytes bytes, Record& into) {
  into.report.number = unsigned_at<2>(bytes, 0) & 0x0FFFU;
}

void read_identification(Bytes bytes, Record& into) {
  const std::uint64_t codes = std::uint64_t{unsigned_at<3>(bytes, 0)} << 24 | unsigned_at<3>(bytes, 3);
  std::array<char, 8> text{};
  for (std::size_t i = 0; i < text.size(); ++i) {
    text[i] = six_bit_character(codes >> (42 - 6 * i) & 0x3FU);
  }
  const std::string_view all(text.data(), text.size());
  into.report.name = all.substr(0, all.find_last_not_of(' ') + 1);
}

void read_marked_identification(Bytes bytes, Record& into) {
  read_identification(bytes.subspan(1), into);
}

void read_size(Bytes bytes, Record& into) {
  into.report.length = Distance::metres(bytes[0] >> 1U);
  if (bytes.size() > 1) {
    into.report.orientation = Bearing::degrees((bytes[1] >> 1U) * (360.0 / 128));
  }
  if (bytes.size() > 2) {
    into.report.width = Distance::metres(bytes[2] >> 1U);
  }
}

void set_polar(Bytes bytes, Distance unit, Record& into) {
  into.report.range = unit * unsigned_at<2>(bytes, 0);
  into.report.range_step = unit;
  into.report.bearing = Bearing::degrees(unsigned_at<2>(bytes, 2) * kCircle16_deg);
  into.report.bearing_step = Angle::degrees(kCircle16_deg);
}

void set_cartesian(Distance east, Distance north, Distance step, Record& into) {
  if (into.report.range) {
    return;
  }
  into.report.range = Distance::metres(std::hypot(east.in_metres(), north.in_metres()));
  into.report.range_step = step;
  into.report.bearing = Bearing::radians(std::atan2(east.in_metres(), north.in_metres()));
}

void set_velocity(Speed east, Speed north, Record& into) {
  if (into.report.speed) {
    return;
  }
  const double east_ms = east.in_metres_per_second();
  const double north_ms = north.in_metres_per_second();
  into.report.speed = Speed::metres_per_second(std::hypot(east_ms, north_ms));
  if (east_ms != 0 || north_ms != 0) {
    into.report.course = Bearing::radians(std::atan2(east_ms, north_ms));
  }
}

void set_state(bool is_tentative, bool is_end, Record& into) {
  using enum model::RadarTargetState;
  into.report.state = is_end ? lost : (is_tentative ? acquiring : tracking);
}

void set_detection(bool is_primary, bool is_transponder, Record& into) {
  using enum model::RadarDetection;
  into.report.detection =
      is_primary ? (is_transponder ? both : primary) : (is_transponder ? transponder : unknown);
}

}  // namespace selat::radar
