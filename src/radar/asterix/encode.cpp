#include "radar/asterix/encode.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include "base/check.h"

namespace selat::radar {
namespace {

constexpr double kCircle16 = 65'536.0 / 360.0;
constexpr std::int64_t kDay_us = 86'400LL * 1'000'000;
constexpr std::uint8_t kMore = 1;  // the bit that says that another byte follows

// SAC and SIC; of a source that is none, zeros.
AsterixBytes source_of(const model::SourceName& source) {
  const std::string_view text = source.view();
  const auto slash = std::min(text.find('/'), text.size());
  const auto number = [](std::string_view digits) {
    unsigned value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return static_cast<std::uint8_t>(value);
  };
  return {number(text.substr(0, slash)), number(text.substr(std::min(slash + 1, text.size())))};
}

AsterixBytes time_of(Instant at) {
  const std::int64_t us = at.in_unix_microseconds();
  const std::int64_t of_day_us = (us % kDay_us + kDay_us) % kDay_us;
  return big_endian(of_day_us * 128 / 1'000'000, 3);
}

AsterixBytes number_of(double value, double highest, std::size_t size) {
  return big_endian(std::llround(std::clamp(value, 0.0, highest)), size);
}
AsterixBytes signed_number_of(double value, std::size_t size) {
  const double highest = std::ldexp(1.0, static_cast<int>(8 * size) - 1) - 1;
  return big_endian(std::llround(std::clamp(value, -highest, highest)), size);
}

AsterixBytes bearing_of(Bearing bearing) {
  return big_endian(std::llround(bearing.in_degrees() * kCircle16) % 65'536, 2);
}

AsterixBytes polar_of(const model::RadarReport& report, Distance unit) {
  return number_of(*report.range / unit, 65'535, 2) + bearing_of(*report.bearing);
}

// Two's complement of `size` bytes each, 180° in 2^scale.
AsterixBytes position_of(geo::Position position, std::size_t size, int scale) {
  const double steps = std::ldexp(1.0, scale) / 180.0;
  return signed_number_of(position.latitude_deg() * steps, size) +
         signed_number_of(position.longitude_deg() * steps, size);
}

AsterixBytes polar_velocity_of(const model::RadarReport& report) {
  return number_of(report.speed->in_knots() * (16'384.0 / 3'600.0), 65'535, 2) +
         bearing_of(report.course.value_or(Bearing()));
}

AsterixBytes velocity_of(const model::RadarReport& report) {
  const double quarters = report.speed->in_metres_per_second() * 4;
  const double course = report.course.value_or(Bearing()).in_radians();
  return signed_number_of(quarters * std::sin(course), 2) + signed_number_of(quarters * std::cos(course), 2);
}

std::uint8_t bit(bool is_set, unsigned from_highest) {
  return is_set ? static_cast<std::uint8_t>(0x80U >> from_highest) : std::uint8_t{0};
}
bool is_acquiring(const model::RadarReport& report) {
  return report.state == model::RadarTargetState::acquiring;
}
bool is_lost(const model::RadarReport& report) {
  return report.state == model::RadarTargetState::lost;
}
bool is_primary(const model::RadarReport& report) {
  return report.detection == model::RadarDetection::primary ||
         report.detection == model::RadarDetection::both;
}

AsterixBytes record_010(const model::RadarReport& report) {
  AsterixRecord record;
  const std::uint8_t type = is_primary(report) ? 0x60 : 0x80;  // primary; not defined
  record.item(1, source_of(report.source)).item(2, {1}).item(4, time_of(report.observed_at));
  record.item(
      3, report.is_test ? AsterixBytes{static_cast<std::uint8_t>(type | kMore), 0x20} : AsterixBytes{type});
  if (report.range && report.bearing) {
    record.item(6, polar_of(report, Distance::metres(1)));
  }
  if (report.position && !report.is_position_computed) {
    record.item(5, position_of(*report.position, 4, 31));
  }
  if (report.speed) {
    record.item(8, polar_velocity_of(report));
  }
  if (report.number) {
    record.item(10, big_endian(*report.number & 0x0FFFU, 2));
    record.item(11, {static_cast<std::uint8_t>(bit(is_acquiring(report), 0) | bit(is_lost(report), 1))});
  }
  if (report.length) {
    record.item(19, {static_cast<std::uint8_t>(
                        static_cast<unsigned>(std::clamp(report.length->in_metres(), 0.0, 127.0)) << 1U)});
  }
  return record.bytes();
}

AsterixBytes record_048(const model::RadarReport& report) {
  AsterixRecord record;
  record.item(1, source_of(report.source)).item(2, time_of(report.observed_at));
  record.item(3, {static_cast<std::uint8_t>(bit(is_primary(report), 2) | bit(report.is_test, 3))});
  if (report.range && report.bearing) {
    record.item(4, polar_of(report, Distance::nautical_miles(1.0 / 256)));
  }
  if (report.speed) {
    record.item(13, polar_velocity_of(report));
  }
  if (report.number) {
    record.item(11, big_endian(*report.number & 0x0FFFU, 2));
    const auto first = static_cast<std::uint8_t>(bit(is_acquiring(report), 0) | kMore);
    record.item(14, {first, bit(is_lost(report), 0)});
  }
  return record.bytes();
}

AsterixBytes record_062(const model::RadarReport& report) {
  AsterixRecord record;
  record.item(1, source_of(report.source)).item(4, time_of(report.observed_at));
  if (report.position) {
    record.item(5, position_of(*report.position, 4, 25));
  }
  if (report.speed) {
    record.item(7, velocity_of(report));
  }
  record.item(12, big_endian(report.number.value_or(0), 2));
  // That nothing but an echo is heard of it: no secondary radar, no Mode S.
  constexpr std::uint8_t kNoTransponder = 0x30;
  record.item(13, {static_cast<std::uint8_t>(bit(is_acquiring(report), 6) | kMore),
                   static_cast<std::uint8_t>(bit(is_lost(report), 1) | bit(report.is_test, 0) | kMore), kMore,
                   static_cast<std::uint8_t>(kNoTransponder | bit(!is_primary(report), 1))});
  return record.bytes();
}

struct Encoder {
  model::RadarFormat format;
  std::uint8_t category;
  AsterixBytes (*record)(const model::RadarReport&);
};
constexpr auto kEncoders = std::to_array<Encoder>({{model::RadarFormat::asterix_010, 10, record_010},
                                                   {model::RadarFormat::asterix_048, 48, record_048},
                                                   {model::RadarFormat::asterix_062, 62, record_062}});

}  // namespace

AsterixBytes encode_block(std::span<const model::RadarReport> reports) {
  require(!reports.empty(), "a data block has at least one record");
  const auto encoder = std::ranges::find(kEncoders, reports.front().format, &Encoder::format);
  require(encoder != kEncoders.end(), "only formats of ASTERIX are data blocks");
  AsterixBytes records;
  for (const model::RadarReport& report : reports) {
    const AsterixBytes record = encoder->record(report);
    records.insert(records.end(), record.begin(), record.end());
  }
  return asterix_block(encoder->category, records);
}

AsterixBytes encode_block(const model::RadarStatus& status) {
  constexpr std::uint8_t kNorth = 1;
  constexpr std::uint8_t kSector = 2;
  AsterixRecord record;
  record.item(1, source_of(status.source)).item(3, time_of(status.observed_at));
  record.item(2, {status.event == model::RadarEvent::sector_crossing ? kSector : kNorth});
  if (status.sector) {
    record.item(4, number_of(status.sector->in_degrees() * (256.0 / 360.0), 255, 1));
  }
  if (status.turn) {
    record.item(5, number_of(status.turn->in_seconds() * 128, 65'535, 2));
  }
  if (status.position) {
    record.item(11, big_endian(0, 2) + position_of(*status.position, 3, 23));
  }
  return asterix_block(34, record.bytes());
}

}  // namespace selat::radar
