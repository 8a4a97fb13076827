#pragma once
// JSON appended to a buffer that is used again: no allocation once it is as large as the longest line. Only
// what the decoder writes: objects, arrays, numbers, words, texts. Not thread-safe.
//
// The caller is responsible for valid JSON; this class writes the commas.

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace selat::ais {

// A number of 0–999: its digits, their count, and the same with leading zeros.
struct ThreeDigits {
  std::array<char, 3> digits{};
  std::uint8_t count = 0;
  std::array<char, 3> padded{};
};
inline constexpr auto kThreeDigits = [] {
  std::array<ThreeDigits, 1'000> all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    ThreeDigits& own = all[i];
    own.count = i >= 100 ? 3 : (i >= 10 ? 2 : 1);
    own.padded = {static_cast<char>('0' + i / 100), static_cast<char>('0' + i / 10 % 10),
                  static_cast<char>('0' + i % 10)};
    for (std::size_t at = 0; at < own.count; ++at) {
      own.digits[at] = own.padded[3 - own.count + at];
    }
  }
  return all;
}();

class JsonText {
 public:
  void clear() { size_ = 0; }
  // Takes back what was written behind the first `size` bytes.
  void shorten(std::size_t size) { size_ = size; }
  [[nodiscard]] std::string_view view() const { return {buffer_.data(), size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }

  // Text that is already JSON.
  template <std::size_t N>
  void literal(const char (&text)[N]) {
    std::memcpy(room(N - 1), text, N - 1);
    size_ += N - 1;
  }
  void raw(std::string_view text) {
    std::memcpy(room(text.size()), text.data(), text.size());
    size_ += text.size();
  }
  void character(char value) {
    *room(1) = value;
    ++size_;
  }

  // `,"name":` or `"name":`, whichever is due. Inlined: the length of nearly every name is a constant.
  [[gnu::always_inline]] void key(std::string_view name) {
    char* at = room(name.size() + 4);
    std::size_t used = comma(at);
    at[used++] = '"';
    std::memcpy(at + used, name.data(), name.size());
    used += name.size();
    at[used++] = '"';
    at[used++] = ':';
    size_ += used;
  }
  // The same for a name with an ending, such as "status" and "_text".
  [[gnu::always_inline]] void key(std::string_view name, std::string_view ending) {
    char* at = room(name.size() + ending.size() + 4);
    std::size_t used = comma(at);
    at[used++] = '"';
    std::memcpy(at + used, name.data(), name.size());
    used += name.size();
    std::memcpy(at + used, ending.data(), ending.size());
    used += ending.size();
    at[used++] = '"';
    at[used++] = ':';
    size_ += used;
  }
  // A comma, if one is needed before the next element of an array.
  void begin_item() {
    char* at = room(1);
    size_ += comma(at);
  }

  void number(std::int64_t value) {
    char* at = room(kLongestNumber);
    char* const start = at;
    auto left = static_cast<std::uint64_t>(value);
    if (value < 0) {
      *at++ = '-';
      left = 0 - left;
    }
    size_ += static_cast<std::size_t>(put_number(at, left) - start);
  }
  // value / 10^kPlaces, written with just these places.
  template <unsigned kPlaces>
  void decimal(std::int64_t value) {
    static_assert(kPlaces >= 1 && kPlaces <= 9);
    constexpr std::uint64_t kUnit = kPowersOfTen[kPlaces];
    char* const start = room(kLongestNumber);
    char* at = start;
    auto left = static_cast<std::uint64_t>(value);
    if (value < 0) {
      *at++ = '-';
      left = 0 - left;
    }
    at = put_number(at, left / kUnit);
    *at++ = '.';
    put_places<kPlaces>(at, left % kUnit);
    size_ += static_cast<std::size_t>(at + kPlaces - start);
  }
  // To so many places, rounded as printf does.
  void decimal(double value, unsigned places) {
    char* at = room(kLongestDouble);
    const auto end =
        std::to_chars(at, at + kLongestDouble, value, std::chars_format::fixed, static_cast<int>(places)).ptr;
    size_ += static_cast<std::size_t>(end - at);
  }
  // At least `width` digits, filled up with zeros.
  void digits(std::uint64_t value, unsigned width) {
    char digits[kLongestNumber];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    const auto length = static_cast<std::size_t>(end - digits);
    for (std::size_t i = length; i < width; ++i) {
      character('0');
    }
    raw({digits, length});
  }
  // Without a branch: which it is cannot be guessed.
  void boolean(bool value) {
    static constexpr char kWords[2][8] = {"false", "true"};
    std::memcpy(room(sizeof kWords[0]), kWords[value ? 1 : 0], sizeof kWords[0]);
    size_ += value ? 4 : 5;
  }
  // A word without anything to escape, in quotes.
  void word(std::string_view word) {
    character('"');
    raw(word);
    character('"');
  }
  // Any bytes, in quotes. What is not printable ASCII is escaped by its number (Latin-1), so that hostile
  // bytes cannot break the line or the encoding.
  void text(std::string_view text) {
    char* at = room(text.size() * kLongestEscape + 2);
    char* const start = at;
    *at++ = '"';
    for (const char character : text) {
      const auto byte = static_cast<std::uint8_t>(character);
      if (byte >= 0x20 && byte < 0x7F) [[likely]] {
        if (character == '"' || character == '\\') {
          *at++ = '\\';
        }
        *at++ = character;
      } else {
        constexpr char kHex[] = "0123456789abcdef";
        std::string_view("\\u00").copy(at, 4);
        at[4] = kHex[byte >> 4];
        at[5] = kHex[byte & 15U];
        at += kLongestEscape;
      }
    }
    *at++ = '"';
    size_ += static_cast<std::size_t>(at - start);
  }

 private:
  static constexpr std::size_t kLongestNumber = 24;
  static constexpr std::size_t kLongestDouble = 64;
  static constexpr std::size_t kLongestEscape = 6;
  static constexpr std::uint64_t kPowersOfTen[] = {
      1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

  // Where the next `count` bytes go. The buffer is written past size(): it is a reservoir, not the text. A
  // call for each of a message's hundred pieces would take longer than writing them.
  [[gnu::always_inline]] char* room(std::size_t count) {
    if (buffer_.size() - size_ < count) [[unlikely]] {
      grow(count);
    }
    return buffer_.data() + size_;
  }
  [[gnu::noinline]] void grow(std::size_t count) { buffer_.resize((buffer_.size() + count) * 2 + 4096); }
  // Three digits at a time, and always three are copied: how many there are cannot be guessed.
  static char* put_number(char* at, std::uint64_t value) {
    if (value >= 1'000) {
      at = put_number(at, value / 1'000);
      put_places<3>(at, value % 1'000);
      return at + 3;
    }
    std::memcpy(at, kThreeDigits[value].digits.data(), 3);
    return at + kThreeDigits[value].count;
  }
  template <unsigned kPlaces>
  static void put_places(char* at, std::uint64_t value) {
    if constexpr (kPlaces > 3) {
      put_places<kPlaces - 3>(at, value / 1'000);
      put_places<3>(at + kPlaces - 3, value % 1'000);
    } else {
      std::memcpy(at, kThreeDigits[value].padded.data() + 3 - kPlaces, kPlaces);
    }
  }
  // Writes a comma unless the text before is an opening.
  std::size_t comma(char* at) const {
    const char before = size_ > 0 ? at[-1] : '{';
    if (before == '{' || before == '[' || before == '\n') {
      return 0;
    }
    *at = ',';
    return 1;
  }

  std::string buffer_;
  std::size_t size_ = 0;
};

}  // namespace selat::ais
