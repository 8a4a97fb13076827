#include "nmea/checksum.h"

#include "nmea/eight_bytes.h"

namespace selat::nmea {

std::uint8_t checksum_of(std::string_view between) {
  return plain::checksum(between);
}

std::string checksum_suffix(std::string_view between) {
  const std::uint16_t pair = kHexPairs[checksum_of(between)];
  return {'*', static_cast<char>(pair & 0xFFU), static_cast<char>(pair >> 8)};
}

}  // namespace selat::nmea
