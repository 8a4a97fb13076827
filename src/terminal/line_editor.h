#pragma once
// The line that a person types at a prompt, from the bytes of a terminal in raw mode: inserting, moving,
// deleting, recalling earlier lines; and how its row of the screen is drawn. What is printed meanwhile goes
// above it, so the row can be erased and drawn anew at any time; a longer line is shown in part.
//
// Keys: arrows, Home, End, Delete, Backspace, Ctrl-A E B F D H K U W N P L. Other control characters and
// escape sequences are ignored. Pure; thread: one.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace selat::terminal {

class LineEditor {
 public:
  static constexpr std::size_t kLongestLine = 4'096;  // bytes; further characters are not taken
  static constexpr std::size_t kMostLines = 500;      // that can be recalled

  LineEditor(std::string prompt, std::vector<std::string> earlier);

  struct Typed {
    std::vector<std::string> lines;  // entered
    bool has_ended = false;          // Ctrl-D on an empty line
  };
  [[nodiscard]] Typed take(std::string_view bytes);

  [[nodiscard]] const std::string& text() const { return text_; }
  void clear();
  // The row from its first column: erases it, writes prompt and text, and puts the cursor where it is.
  [[nodiscard]] std::string drawn(std::size_t columns) const;
  // A line as it stays on the screen once it is entered.
  [[nodiscard]] std::string entered(std::string_view line) const;

 private:
  enum class Reading : std::uint8_t { text, escape, sequence };

  void take_byte(char byte, Typed& typed);
  void take_sequence(char byte);
  void act(char key);  // a control character, or what a sequence means
  void insert(char byte);
  void enter(Typed& typed);
  void recall(std::size_t line);
  void erase_to(std::size_t end);
  void move_left();
  void move_right();

  std::string prompt_;
  std::string text_;
  std::size_t cursor_ = 0;  // a byte of text_ where a character begins, or its end
  std::vector<std::string> lines_;
  std::size_t recalled_ = 0;  // index in lines_; their number: the line being typed
  std::string draft_;         // that line while another is recalled
  Reading reading_ = Reading::text;
  std::string sequence_;
};

}  // namespace selat::terminal
