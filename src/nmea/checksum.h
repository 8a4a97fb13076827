#pragma once
// The checksum of NMEA 0183: exclusive or of all characters between the start character and the asterisk,
// written as two hexadecimal digits. No allocation but in checksum_suffix(); thread-safe.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace selat::nmea {

[[nodiscard]] std::uint8_t checksum_of(std::string_view between);

// "*hh" for the text between '!' (or '$', or '\') and the asterisk, in upper case.
[[nodiscard]] std::string checksum_suffix(std::string_view between);

[[nodiscard]] constexpr std::optional<std::uint8_t> hex_digit(char character) {
  if (character >= '0' && character <= '9') {
    return static_cast<std::uint8_t>(character - '0');
  }
  if (character >= 'A' && character <= 'F') {
    return static_cast<std::uint8_t>(character - 'A' + 10);
  }
  if (character >= 'a' && character <= 'f') {
    return static_cast<std::uint8_t>(character - 'a' + 10);
  }
  return std::nullopt;
}

// Two hexadecimal digits at the front of the text.
[[nodiscard]] constexpr std::optional<std::uint8_t> parse_hex_byte(std::string_view text) {
  if (text.size() < 2) {
    return std::nullopt;
  }
  const auto high = hex_digit(text[0]);
  const auto low = hex_digit(text[1]);
  if (!high || !low) {
    return std::nullopt;
  }
  return static_cast<std::uint8_t>(*high << 4 | *low);
}

// The two digits of each byte, the first one in the low byte.
inline constexpr auto kHexPairs = [] {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::array<std::uint16_t, 256> pairs{};
  for (std::size_t i = 0; i < 256; ++i) {
    pairs[i] = static_cast<std::uint16_t>(kDigits[i / 16] | kDigits[i % 16] << 8);
  }
  return pairs;
}();

// Whether the two characters are this checksum, in upper or lower case. It converts the checksum to digits,
// not the digits to a number: the processor cannot predict which digits are letters.
[[nodiscard]] inline bool is_checksum(std::string_view two, std::uint8_t checksum) {
  const auto digits =
      static_cast<std::uint16_t>(static_cast<std::uint8_t>(two[0]) | static_cast<std::uint8_t>(two[1]) << 8);
  const std::uint16_t capitals = kHexPairs[checksum];
  if (digits == capitals) [[likely]] {
    return true;
  }
  const unsigned may_be_small = (capitals & 0x4040U) >> 1;
  return (digits & ~may_be_small) == capitals;
}

}  // namespace selat::nmea
