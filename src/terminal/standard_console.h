#pragma once
// Standard input and output as a console. On a terminal the line is edited here (terminal/line_editor.h),
// with the terminal in raw mode until this object is destroyed, and what is printed goes above the line. A
// library for that (libedit) would write to the terminal by itself and wait for it, so that Ctrl-S would stop
// the whole process and its signs of life. Elsewhere lines are read and written as they are.
//
// Thread: that of the io_context.

#include <memory>
#include <string>
#include <vector>

#include "terminal/console.h"

namespace boost::asio {
class io_context;
}

namespace selat::terminal {

class StandardConsole : public Console {
 public:
  struct Options {
    std::string prompt;
    bool is_reading = true;  // false: standard input is left alone
  };
  StandardConsole(boost::asio::io_context& io, Options options);
  ~StandardConsole() override;
  StandardConsole(const StandardConsole&) = delete;
  StandardConsole& operator=(const StandardConsole&) = delete;

  void start(Handlers handlers, std::vector<std::string> earlier) override;
  void print(std::string_view lines) override;
  void hold_piped(bool is_held) override;
  [[nodiscard]] std::string unfinished() const override;
  [[nodiscard]] bool is_interactive() const override;
  [[nodiscard]] bool has_reader() const override;
  void drop_prompt() override;
  [[nodiscard]] std::size_t columns() const override;
  [[nodiscard]] bool has_colour() const override;
  [[nodiscard]] bool is_drained() const override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::terminal
