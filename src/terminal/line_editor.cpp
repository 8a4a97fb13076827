#include "terminal/line_editor.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "text/terminal.h"

namespace selat::terminal {
namespace {

constexpr char control(char letter) {
  return static_cast<char>(letter - 'A' + 1);
}
constexpr char kBackspace = 0x7f;
constexpr char kEscape = 0x1b;
constexpr std::size_t kLongestSequence = 16;

// What the sequences of keys mean, as the control character that does the same. After "ESC [" or "ESC O".
struct Key {
  std::string_view sequence;
  char meaning;
};
constexpr auto kKeys = std::to_array<Key>({
    {"A", control('P')},
    {"B", control('N')},
    {"C", control('F')},
    {"D", control('B')},
    {"H", control('A')},
    {"F", control('E')},
    {"1~", control('A')},
    {"7~", control('A')},
    {"4~", control('E')},
    {"8~", control('E')},
    {"3~", control('D')},
});

bool is_continuation(char byte) {
  return (static_cast<std::uint8_t>(byte) & 0xc0) == 0x80;
}

}  // namespace

LineEditor::LineEditor(std::string prompt, std::vector<std::string> earlier)
    : prompt_(std::move(prompt)), lines_(std::move(earlier)), recalled_(lines_.size()) {}

LineEditor::Typed LineEditor::take(std::string_view bytes) {
  Typed typed;
  for (const char byte : bytes) {
    take_byte(byte, typed);
  }
  return typed;
}

void LineEditor::take_byte(char byte, Typed& typed) {
  switch (reading_) {
    case Reading::escape:
      reading_ = byte == '[' || byte == 'O' ? Reading::sequence : Reading::text;
      return;
    case Reading::sequence:
      return take_sequence(byte);
    case Reading::text:
      break;
  }
  if (byte == kEscape) {
    reading_ = Reading::escape;
    sequence_.clear();
  } else if (byte == '\n' || byte == '\r') {
    enter(typed);
  } else if (byte == control('D') && text_.empty()) {
    typed.has_ended = true;
  } else if (byte == '\t') {
    insert(' ');
  } else if (byte == kBackspace || (byte >= 0 && byte < ' ')) {
    act(byte);
  } else {
    insert(byte);
  }
}

// A sequence ends with a letter or '~'.
void LineEditor::take_sequence(char byte) {
  sequence_ += byte;
  const bool is_end = (byte >= '@' && byte <= '~') || sequence_.size() >= kLongestSequence;
  if (!is_end) {
    return;
  }
  reading_ = Reading::text;
  const auto key = std::ranges::find(kKeys, std::string_view(sequence_), &Key::sequence);
  if (key != kKeys.end()) {
    act(key->meaning);
  }
}

void LineEditor::act(char key) {
  switch (key) {
    case control('A'):
      cursor_ = 0;
      return;
    case control('E'):
      cursor_ = text_.size();
      return;
    case control('B'):
      return move_left();
    case control('F'):
      return move_right();
    case control('H'):
    case kBackspace: {
      const std::size_t end = cursor_;
      move_left();
      return erase_to(end);
    }
    case control('D'): {
      const std::size_t begin = cursor_;
      move_right();
      const std::size_t end = std::exchange(cursor_, begin);
      return erase_to(end);
    }
    case control('K'):
      return erase_to(text_.size());
    case control('U'):
      return erase_to(std::exchange(cursor_, 0));
    case control('W'): {
      const std::size_t end = cursor_;
      const auto word = text_.find_last_not_of(' ', cursor_ == 0 ? 0 : cursor_ - 1);
      const auto blank = word == std::string::npos ? word : text_.rfind(' ', word);
      cursor_ = blank == std::string::npos ? 0 : std::min(blank + 1, end);
      return erase_to(end);
    }
    case control('P'):
      return recall(recalled_ == 0 ? 0 : recalled_ - 1);
    case control('N'):
      return recall(recalled_ + 1);
    default:
      return;
  }
}

void LineEditor::insert(char byte) {
  if (text_.size() < kLongestLine) {
    text_.insert(cursor_++, 1, byte);
  }
}

void LineEditor::enter(Typed& typed) {
  if (!text_.empty() && (lines_.empty() || lines_.back() != text_)) {
    lines_.push_back(text_);
    if (lines_.size() > kMostLines) {
      lines_.erase(lines_.begin());
    }
  }
  typed.lines.push_back(text_);
  clear();
}

void LineEditor::clear() {
  text_.clear();
  draft_.clear();
  cursor_ = 0;
  recalled_ = lines_.size();
}

void LineEditor::recall(std::size_t line) {
  line = std::min(line, lines_.size());
  if (line == recalled_) {
    return;
  }
  if (recalled_ == lines_.size()) {
    draft_ = text_;
  }
  recalled_ = line;
  text_ = line == lines_.size() ? draft_ : lines_[line];
  cursor_ = text_.size();
}

void LineEditor::erase_to(std::size_t end) {
  text_.erase(cursor_, end - cursor_);
}

void LineEditor::move_left() {
  do {
    cursor_ -= cursor_ > 0 ? 1U : 0U;
  } while (cursor_ > 0 && is_continuation(text_[cursor_]));
}

void LineEditor::move_right() {
  do {
    cursor_ += cursor_ < text_.size() ? 1U : 0U;
  } while (cursor_ < text_.size() && is_continuation(text_[cursor_]));
}

std::string LineEditor::drawn(std::size_t columns) const {
  // The last column stays free: a character there would move the cursor to the next row.
  const std::size_t prompt = text::columns_of(prompt_);
  const std::size_t room = columns > prompt + 2 ? columns - prompt - 1 : 1;
  const std::string before = text::for_terminal(std::string_view(text_).substr(0, cursor_));
  const std::string all = text::for_terminal(text_);
  const std::size_t cursor = text::columns_of(before);
  const std::size_t first = cursor < room ? 0 : cursor - room + 1;
  const std::string_view shown = text::columns(all, first, room);
  const std::size_t back = text::columns_of(shown) - (cursor - first);
  return "\r\x1b[K" + prompt_ + std::string(shown) +
         (back > 0 ? fmt::format("\x1b[{}D", back) : std::string());
}

std::string LineEditor::entered(std::string_view line) const {
  return prompt_ + text::for_terminal(line);
}

}  // namespace selat::terminal
