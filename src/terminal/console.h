#pragma once
// Where a person sits: lines are typed in, lines are printed. A service knows it by this; StandardConsole is
// the process's own standard input and output.
//
// Thread: that of the io_context.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_message.h"

namespace selat::terminal {

class Console {
 public:
  struct Handlers {
    std::function<void(std::string_view line)> line;
    std::function<void()> end_of_input;
    std::function<void()> drained;                           // all that had to wait has been written
    std::function<void(LocalizedMessage why)> cannot_write;  // nothing is printed any more; called once
  };

  virtual ~Console() = default;
  // From now on lines are read and may be printed. `earlier`: lines that can be recalled, the oldest first.
  // To be called once.
  virtual void start(Handlers handlers, std::vector<std::string> earlier) = 0;
  // Complete lines, each with its line end.
  virtual void print(std::string_view lines) = 0;
  // While held, lines that are piped in wait, and none is lost. A person's lines come all the same.
  virtual void hold_piped(bool is_held) = 0;
  // What is typed and not entered yet, or piped in and not taken yet.
  [[nodiscard]] virtual std::string unfinished() const = 0;
  // A person reads and types here, at a terminal.
  [[nodiscard]] virtual bool is_interactive() const = 0;
  // Somebody may answer here: a person, or whoever writes into the other end of a pipe. Not where standard
  // input is a file or /dev/null, or has ended, nor where what is printed goes to /dev/null.
  [[nodiscard]] virtual bool has_reader() const = 0;
  // Nothing more is typed here: there is no prompt from now on.
  virtual void drop_prompt() = 0;
  // Columns to wrap at; 0: do not.
  [[nodiscard]] virtual std::size_t columns() const = 0;
  [[nodiscard]] virtual bool has_colour() const = 0;
  // All that was printed has been written.
  [[nodiscard]] virtual bool is_drained() const = 0;
};

}  // namespace selat::terminal
