#include "nmea/json_values.h"

#include <algorithm>
#include <charconv>

namespace selat::nmea {
namespace {

// Of a number, true, false or null.
bool is_part_of_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' || c == '-' || c == '+' || c == '.';
}

// The character of \u0021; control characters and all beyond ASCII are no part of a sentence.
char character_of(std::string_view digits) {
  unsigned code = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  const bool is_plain = error == std::errc{} && end == digits.data() + digits.size() && code < 0x7F;
  return is_plain ? static_cast<char>(code) : '?';
}

}  // namespace

bool JsonValues::next() {
  while (at_ < line_.size()) {
    if (line_[at_] == '"') {
      take_text();
      if (!is_key()) {
        return true;
      }
    } else if (is_part_of_word(line_[at_])) {
      take_word();
      return true;
    } else {
      ++at_;
    }
  }
  return false;
}

void JsonValues::take_text() {
  const std::size_t begin = ++at_;
  while (at_ < line_.size() && line_[at_] != '"') {
    at_ += line_[at_] == '\\' ? 2U : 1U;
  }
  at_ = std::min(at_, line_.size());
  value_ = line_.substr(begin, at_ - begin);
  is_text_ = true;
  at_ = std::min(at_ + 1, line_.size());
}

void JsonValues::take_word() {
  const std::size_t begin = at_;
  while (at_ < line_.size() && is_part_of_word(line_[at_])) {
    ++at_;
  }
  value_ = line_.substr(begin, at_ - begin);
  is_text_ = false;
}

// Whether the text just taken is followed by a colon.
bool JsonValues::is_key() {
  const std::size_t next = line_.find_first_not_of(" \t", at_);
  if (next == std::string_view::npos || line_[next] != ':') {
    return false;
  }
  key_ = value_;
  at_ = next + 1;
  return true;
}

std::size_t unescape(std::string_view text, char* into) {
  std::size_t size = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (c == '\\' && at + 1 < text.size()) {
      c = text[++at];
      if (c == 'u') {
        c = character_of(text.substr(at + 1, 4));
        at += 4;
      } else if (c == 'n' || c == 'r' || c == 't') {
        continue;
      }
    }
    if (static_cast<unsigned char>(c) >= ' ') {
      into[size++] = c;
    }
  }
  return size;
}

}  // namespace selat::nmea
