#pragma once
// Reads numbers and delimited fields of a sentence without allocation. Both are a few characters long: a loop
// over them takes less time than a call of memchr or std::from_chars.

#include <charconv>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>

namespace selat::nmea {

// The whole text as a decimal number without sign; nothing if it is empty, too large or anything else.
template <typename Number>
[[nodiscard]] std::optional<Number> parse_number(std::string_view text) {
  if (text.empty() || text.front() == '-') {
    return std::nullopt;
  }
  Number value{};
  if (text.size() <= std::size_t{std::numeric_limits<Number>::digits10}) {
    for (const char character : text) {
      if (character < '0' || character > '9') {
        return std::nullopt;
      }
      value = static_cast<Number>(value * 10 + static_cast<Number>(character - '0'));
    }
    return value;
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

// Takes field after field from the front of a text; nothing after the last.
class FieldList {
 public:
  explicit constexpr FieldList(std::string_view text, char delimiter = ',')
      : rest_(text), delimiter_(delimiter) {}

  constexpr std::optional<std::string_view> next() {
    if (is_done_) {
      return std::nullopt;
    }
    std::size_t at = 0;
    while (at < rest_.size() && rest_[at] != delimiter_) {
      ++at;
    }
    const auto field = rest_.substr(0, at);
    is_done_ = at == rest_.size();
    rest_.remove_prefix(is_done_ ? at : at + 1);
    return field;
  }
  // The same; a missing field is an empty one.
  constexpr std::string_view next_or_empty() { return next().value_or(std::string_view()); }

 private:
  std::string_view rest_;
  char delimiter_;
  bool is_done_ = false;
};

}  // namespace selat::nmea
