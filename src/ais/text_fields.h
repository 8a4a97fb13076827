#pragma once
// Reading numbers and comma-separated fields of sentences without allocation.

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace selat::ais {

// The whole text as a decimal number without sign; nothing where it is empty, too large or anything else.
template <typename Number>
[[nodiscard]] std::optional<Number> parse_number(std::string_view text) {
  if (text.empty() || text.front() == '-') {
    return std::nullopt;
  }
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

// Takes the next field, up to the delimiter, off the front of the text; nothing after the last.
class FieldList {
 public:
  explicit constexpr FieldList(std::string_view text, char delimiter = ',')
      : rest_(text), delimiter_(delimiter) {}

  constexpr std::optional<std::string_view> next() {
    if (is_done_) {
      return std::nullopt;
    }
    const auto at = rest_.find(delimiter_);
    const auto field = rest_.substr(0, at);
    if (at == std::string_view::npos) {
      is_done_ = true;
    } else {
      rest_.remove_prefix(at + 1);
    }
    return field;
  }
  // The same, an absent field being an empty one.
  constexpr std::string_view next_or_empty() { return next().value_or(std::string_view()); }

 private:
  std::string_view rest_;
  char delimiter_;
  bool is_done_ = false;
};

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

// The two digits of each byte, the first one lowest.
inline constexpr auto kHexPairs = [] {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::array<std::uint16_t, 256> pairs{};
  for (std::size_t i = 0; i < 256; ++i) {
    pairs[i] = static_cast<std::uint16_t>(kDigits[i / 16] | kDigits[i % 16] << 8);
  }
  return pairs;
}();

// Whether the two characters say this checksum, in capitals or small letters. From the checksum to its digits
// and not the other way: whether a digit is a letter cannot be guessed.
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

}  // namespace selat::ais
