#include "text/terminal.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace selat::text {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

struct Character {
  char32_t code;
  std::size_t bytes;
};

// The character at the start of `text`, or nothing where the bytes are not UTF-8 (RFC 3629).
std::optional<Character> first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) {
    return Character{lead, 1};
  }
  const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < bytes) {
    return std::nullopt;
  }
  char32_t code = lead & (0xffU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0) != 0x80) {
      return std::nullopt;
    }
    code = (code << 6) | (byte(i) & 0x3fU);
  }
  static constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
  return code < kLeast[bytes] || code > 0x10ffff || is_surrogate ? std::nullopt
                                                                 : std::optional(Character{code, bytes});
}

bool turns_direction(char32_t code) {
  return code == 0x061c || code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0x2028 || code == 0x2029 || code == 0xfeff;
}

bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

// Of the Unicode data file EastAsianWidth.txt, classes W and F; and the blocks of combining marks.
struct Block {
  char32_t first, last;
};
constexpr auto kWide = std::to_array<Block>({{0x1100, 0x115f},
                                             {0x2e80, 0x303e},
                                             {0x3041, 0xa4cf},
                                             {0xa960, 0xa97f},
                                             {0xac00, 0xd7a3},
                                             {0xf900, 0xfaff},
                                             {0xfe30, 0xfe6f},
                                             {0xff00, 0xff60},
                                             {0xffe0, 0xffe6},
                                             {0x1f300, 0x1faff},
                                             {0x20000, 0x3fffd}});
constexpr auto kCombining = std::to_array<Block>({{0x0300, 0x036f},
                                                  {0x1ab0, 0x1aff},
                                                  {0x1dc0, 0x1dff},
                                                  {0x200b, 0x200d},
                                                  {0x20d0, 0x20ff},
                                                  {0xfe00, 0xfe0f},
                                                  {0xfe20, 0xfe2f}});

std::size_t width_of(char32_t code) {
  const auto is_in = [code](const Block& block) { return code >= block.first && code <= block.last; };
  return std::ranges::any_of(kCombining, is_in) ? 0 : std::ranges::any_of(kWide, is_in) ? 2 : 1;
}

// The bytes at the start of `text` that take at most so many columns.
std::size_t bytes_within(std::string_view text, std::size_t columns) {
  std::size_t end = 0;
  while (end < text.size()) {
    const auto character = first_of(text.substr(end));
    const std::size_t width = character ? width_of(character->code) : 1;
    if (width > columns) {
      break;
    }
    columns -= width;
    end += character ? character->bytes : 1;
  }
  return end;
}

void append_hex(std::string& out, char32_t value, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    out += kHex[(value >> shift) & 0xf];
  }
}

}  // namespace

std::string for_terminal(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto character = first_of(text);
    const std::size_t bytes = character ? character->bytes : 1;
    if (!character) {
      out += "\\x";
      append_hex(out, static_cast<std::uint8_t>(text[0]), 2);
    } else if (is_control(character->code)) {
      out += "\\x";
      append_hex(out, character->code, 2);
    } else if (turns_direction(character->code)) {
      out += "\\u";
      append_hex(out, character->code, 4);
    } else {
      out += text.substr(0, bytes);
    }
    text.remove_prefix(bytes);
  }
  return out;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const auto character = first_of(text);
    columns += character ? width_of(character->code) : 1;
    text.remove_prefix(character ? character->bytes : 1);
  }
  return columns;
}

std::string cut(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) {
    return std::string(text);
  }
  if (columns == 0) {
    return {};
  }
  return std::string(text.substr(0, bytes_within(text, columns - 1))) + "…";
}

std::string fitted(std::string_view text, std::size_t columns) {
  std::string out = cut(text, columns);
  out.append(columns - columns_of(out), ' ');
  return out;
}

std::string fitted_right(std::string_view text, std::size_t columns) {
  const std::string out = cut(text, columns);
  return std::string(columns - columns_of(out), ' ') + out;
}

std::string_view columns(std::string_view text, std::size_t first, std::size_t count) {
  text.remove_prefix(bytes_within(text, first));
  return text.substr(0, bytes_within(text, count));
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::vector<std::string> rows;
  indent = std::min(indent, width / 2);
  while (!text.empty() || rows.empty()) {
    const std::size_t before = rows.empty() ? 0 : indent;
    std::string_view row = columns(text, 0, std::max<std::size_t>(width - before, 1));
    if (row.empty()) {
      row = columns(text, 0, 2);  // a wide character in a row of one column
    }
    const std::size_t blank = row.size() < text.size() && text[row.size()] != ' ' ? row.rfind(' ') : row.npos;
    if (blank != row.npos && row.find_first_not_of(' ') < blank) {
      row = row.substr(0, blank);
    }
    text.remove_prefix(row.size());
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    rows.push_back(std::string(before, ' ') + std::string(row));
  }
  return rows;
}

}  // namespace selat::text
