#pragma once
// A full-screen view on the terminal: uses the alternate screen, hides the cursor, reads keys, and restores
// the terminal at its end and while it is stopped (Ctrl-Z). In the background it draws nothing.
//
// Thread: one, that of the io_context.

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "terminal/key.h"
#include "terminal/screen.h"

namespace boost::asio {
class io_context;
}

namespace selat::terminal {

// Standard output is a terminal that can be drawn on (TERM is not "dumb").
[[nodiscard]] bool is_terminal();
// NO_COLOR is not set (no-color.org).
[[nodiscard]] bool wants_colour();

class TerminalView {
 public:
  // `on_keys` is called with the keys that arrived together; Ctrl-C stays a signal.
  TerminalView(boost::asio::io_context& io, std::function<void(std::span<const Key>)> on_keys);
  ~TerminalView();
  TerminalView(const TerminalView&) = delete;
  TerminalView& operator=(const TerminalView&) = delete;

  // The terminal's size now, and whether it wants colour.
  [[nodiscard]] ScreenStyle style() const;
  void show(const std::vector<std::string>& lines);
  void ring_bell();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::terminal
