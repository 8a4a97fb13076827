#pragma once
// What stands on a terminal after the bytes that were written to it: as much of xterm as full-screen programs
// of Selat use. A character in the last column leaves the cursor there until the next one (deferred
// wrapping), and erasing to the end of the row then erases that character, as in xterm.

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace selat::test {

class TerminalScreen {
 public:
  TerminalScreen(std::size_t rows, std::size_t columns)
      : columns_(columns), cells_(rows, std::vector<std::string>(columns, " ")) {}

  void write(std::string_view bytes) {
    pending_ += bytes;
    std::string_view left = pending_;
    while (!left.empty()) {
      const std::size_t taken = left[0] == '\x1b' ? take_sequence(left) : take_character(left);
      if (taken == 0) {
        break;  // the rest of it has yet to come
      }
      left.remove_prefix(taken);
    }
    pending_.erase(0, pending_.size() - left.size());
  }

  [[nodiscard]] std::size_t rows() const { return cells_.size(); }
  // Without the blanks at its end.
  [[nodiscard]] std::string row(std::size_t index) const {
    std::string text;
    for (const std::string& cell : cells_[index]) {
      text += cell;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  }
  // Of the first row that begins so; the number of rows if none does.
  [[nodiscard]] std::size_t row_that_begins(std::string_view words) const {
    std::size_t index = 0;
    while (index < cells_.size() && !row(index).starts_with(words)) {
      ++index;
    }
    return index;
  }
  [[nodiscard]] std::string text() const {
    std::string all;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      all += row(i) + "\n";
    }
    return all;
  }

 private:
  std::size_t take_character(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes[0]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (bytes.size() < length) {
      return 0;
    }
    if (first == '\r') {
      column_ = 0;
      wraps_ = false;
    } else if (first == '\n') {
      next_row();
    } else if (first >= 0x20) {
      put(bytes.substr(0, length));
    }
    return length;
  }

  void put(std::string_view character) {
    if (wraps_) {
      column_ = 0;
      next_row();
    }
    cells_[row_][column_] = character;
    wraps_ = column_ + 1 == columns_ && may_wrap_;
    column_ = std::min(column_ + 1, columns_ - 1);
  }

  void next_row() {
    wraps_ = false;
    if (row_ + 1 < cells_.size()) {
      ++row_;
      return;
    }
    cells_.erase(cells_.begin());
    cells_.emplace_back(columns_, " ");
  }

  std::size_t take_sequence(std::string_view bytes) {
    if (bytes.size() < 2) {
      return 0;
    }
    if (bytes[1] != '[') {
      return 2;
    }
    const std::size_t end = bytes.find_first_not_of("0123456789;?", 2);
    if (end == std::string_view::npos) {
      return 0;
    }
    obey(bytes[end], std::string(bytes.substr(2, end - 2)));
    return end + 1;
  }

  void obey(char command, const std::string& parameters) {
    const auto number = [&](const std::string& text) {
      return static_cast<std::size_t>(std::max(1L, std::strtol(text.c_str(), nullptr, 10)));
    };
    if (command == 'H') {
      const auto semicolon = parameters.find(';');
      row_ = std::min(number(parameters), cells_.size()) - 1;
      column_ = semicolon == std::string::npos
                    ? 0
                    : std::min(number(parameters.substr(semicolon + 1)), columns_) - 1;
      wraps_ = false;
    } else if (command == 'K' || command == 'J') {
      const bool is_whole = parameters == "2";
      for (std::size_t row = command == 'J' && is_whole ? 0 : row_; row < cells_.size(); ++row) {
        const std::size_t from = is_whole || row != row_ ? 0 : column_;
        std::fill(cells_[row].begin() + static_cast<std::ptrdiff_t>(from), cells_[row].end(), " ");
        if (command == 'K') {
          break;
        }
      }
      wraps_ = false;
    } else if (parameters == "?7") {
      may_wrap_ = command == 'h';
    }
  }

  std::size_t columns_;
  std::vector<std::vector<std::string>> cells_;
  std::string pending_;
  std::size_t row_ = 0, column_ = 0;
  bool wraps_ = false;  // the next character begins the next row
  bool may_wrap_ = true;
};

}  // namespace selat::test
