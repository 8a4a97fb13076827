#pragma once
// The texts, numbers and words of a line of JSON one after the other, each with its key; in a list, with the
// key of the list. How they are nested is not looked at. Linear, and content with JSON that is cut or
// unsound. A view; no allocation, thread-safe.

#include <cstddef>
#include <string_view>

namespace selat::nmea {

class JsonValues {
 public:
  explicit JsonValues(std::string_view line) : line_(line) {}

  // The next one; false at the end.
  [[nodiscard]] bool next();

  [[nodiscard]] std::string_view key() const { return key_; }
  [[nodiscard]] std::string_view value() const { return value_; }  // of a text with its escapes
  [[nodiscard]] bool is_text() const { return is_text_; }

 private:
  void take_text();
  void take_word();
  bool is_key();

  std::string_view line_;
  std::size_t at_ = 0;
  std::string_view key_, value_;
  bool is_text_ = false;
};

// Writes a text without its escapes and control characters, and returns its length: at most that of the text.
std::size_t unescape(std::string_view text, char* into);

}  // namespace selat::nmea
