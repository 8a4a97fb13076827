#pragma once
// A console whose output is a text in memory, for tests of what is printed.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "terminal/console.h"

namespace selat::test {

class PaperConsole : public terminal::Console {
 public:
  void start(Handlers handlers, std::vector<std::string> earlier) override {
    handlers_ = std::move(handlers);
    recalled = std::move(earlier);
  }
  void print(std::string_view lines) override { text += lines; }
  void hold_piped(bool is_held) override { holds_piped = is_held; }
  [[nodiscard]] std::string unfinished() const override { return {}; }
  [[nodiscard]] bool is_interactive() const override { return has_person; }
  [[nodiscard]] bool has_reader() const override { return is_read; }
  void drop_prompt() override { has_prompt = false; }
  [[nodiscard]] std::size_t columns() const override { return 0; }
  [[nodiscard]] bool has_colour() const override { return false; }
  [[nodiscard]] bool is_drained() const override { return !is_stopped; }

  // A person types a line and enters it.
  void type(std::string_view line) { handlers_.line(line); }
  // Nothing can be typed any more.
  void end_input() {
    is_read = false;
    handlers_.end_of_input();
  }
  // The output goes on after a stop.
  void go_on() {
    is_stopped = false;
    handlers_.drained();
  }
  [[nodiscard]] bool says(std::string_view words) const { return text.find(words) != std::string::npos; }
  [[nodiscard]] std::size_t times_said(std::string_view words) const {
    std::size_t count = 0;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
      ++count;
    }
    return count;
  }

  std::string text;
  std::vector<std::string> recalled;
  bool has_person = false;
  bool is_read = true;
  bool has_prompt = true;
  bool is_stopped = false;
  bool holds_piped = false;

 private:
  Handlers handlers_;
};

}  // namespace selat::test
