#pragma once
// The terminal's mode in which each key arrives at once and is not echoed, while this object lives; Ctrl-C,
// Ctrl-Z and Ctrl-S stay what they are. When Ctrl-Z stops the process, the shell gets the terminal as it was;
// when the process goes on, it takes the mode again. Without a terminal in the foreground nothing is set.
//
// Thread: that of the io_context.

#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace selat::terminal {

// Standard input is a terminal that belongs to another job now.
[[nodiscard]] bool is_in_background();

class RawMode {
 public:
  struct Handlers {
    std::function<void()> stopping;   // Ctrl-Z: the shell writes to the terminal next
    std::function<void()> continued;  // or the terminal has another size: what is shown is to be drawn anew
  };
  RawMode(boost::asio::io_context& io, Handlers handlers);
  ~RawMode();
  RawMode(const RawMode&) = delete;
  RawMode& operator=(const RawMode&) = delete;

  // The terminal is in this mode: keys can be read from standard input.
  [[nodiscard]] bool is_set() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::terminal
