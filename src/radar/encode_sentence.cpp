#include "radar/encode_sentence.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "nmea/checksum.h"

namespace selat::radar {
namespace {

constexpr std::int64_t kDay_us = 86'400LL * 1'000'000;

// With zeros in front, so that at least `digits` stand before the point.
std::string decimal(double value, int digits, int behind_point) {
  std::array<char, 64> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, behind_point)
          .ptr;
  const std::string written(text.data(), end);
  const std::size_t wanted = static_cast<std::size_t>(digits + (behind_point > 0 ? 1 + behind_point : 0));
  return written.size() < wanted ? std::string(wanted - written.size(), '0') + written : written;
}

std::string bearing(const std::optional<Bearing>& given) {
  if (!given) {
    return {};
  }
  const std::string written = decimal(given->in_degrees(), 3, 1);
  return written == "360.0" ? "000.0" : written;
}

std::string time_of_day(Instant at) {
  const std::int64_t us = (at.in_unix_microseconds() % kDay_us + kDay_us) % kDay_us;
  const std::int64_t hundredths = us / 10'000;
  const auto two = [](std::int64_t number) { return decimal(static_cast<double>(number), 2, 0); };
  const std::int64_t seconds = hundredths / 100;
  return two(seconds / 3'600) + two(seconds / 60 % 60) + two(seconds % 60) + "." + two(hundredths % 100);
}

// Degrees and minutes.
std::string angle(double deg, int digits, char positive, char negative) {
  const auto ten_thousandths = std::llround(std::abs(deg) * 600'000);
  const auto minutes = static_cast<double>(ten_thousandths % 600'000) / 10'000;
  return decimal(static_cast<double>(ten_thousandths / 600'000), digits, 0) + decimal(minutes, 2, 4) + "," +
         (deg < 0 ? negative : positive);
}

// Nothing that could end the field or the sentence.
std::string name_of(const model::RadarReport& report) {
  std::string name(report.name.view());
  std::erase_if(name,
                [](char c) { return c == ',' || c == '*' || c == '$' || c == '!' || c < ' ' || c > '~'; });
  return name;
}

char state_of(const model::RadarReport& report) {
  switch (report.state) {
    case model::RadarTargetState::lost:
      return 'L';
    case model::RadarTargetState::acquiring:
      return 'Q';
    default:
      return 'T';
  }
}

std::string number_of(const model::RadarReport& report) {
  return report.number ? decimal(*report.number, 2, 0) : std::string();
}

std::string ttm(const model::RadarReport& report) {
  std::string fields = "RATTM," + number_of(report) + ',';
  fields += report.range ? decimal(report.range->in_nautical_miles(), 1, 2) : std::string();
  fields += ',' + bearing(report.bearing) + ",T,";
  fields += report.speed ? decimal(report.speed->in_knots(), 1, 1) : std::string();
  fields += ',' + bearing(report.course) + ",T,,,N," + name_of(report) + ',' + state_of(report) + ",,";
  return fields + time_of_day(report.observed_at) + ",A";
}

std::string tll(const model::RadarReport& report) {
  std::string fields = "RATLL," + number_of(report) + ',';
  fields += report.position ? angle(report.position->latitude_deg(), 2, 'N', 'S') + ',' +
                                  angle(report.position->longitude_deg(), 3, 'E', 'W')
                            : std::string(",,,");
  fields += ',' + name_of(report) + ',' + time_of_day(report.observed_at) + ',';
  return fields + state_of(report) + ',';
}

}  // namespace

std::string encode_sentence(const model::RadarReport& report) {
  const std::string fields = report.format == model::RadarFormat::tll ? tll(report) : ttm(report);
  return "$" + fields + nmea::checksum_suffix(fields);
}

}  // namespace selat::radar
