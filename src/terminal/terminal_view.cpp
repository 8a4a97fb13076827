#include "terminal/terminal_view.h"

#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "terminal/raw_mode.h"

namespace selat::terminal {
namespace {

void put(std::string_view bytes) {
  while (!bytes.empty()) {
    const ::ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written <= 0) {
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

// No row runs over into the next one, where a terminal takes a character for wider than it was counted.
constexpr std::string_view kEnter = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
constexpr std::string_view kLeave = "\x1b[?7h\x1b[?25h\x1b[?1049l";

}  // namespace

bool is_terminal() {
  const char* kind = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

bool wants_colour() {
  const char* refused = std::getenv("NO_COLOR");
  return refused == nullptr || *refused == '\0';
}

struct TerminalView::Impl {
  Impl(boost::asio::io_context& io, std::function<void(std::span<const Key>)> handler)
      : on_keys(std::move(handler)),
        keys(io),
        mode(io, {.stopping = [this] { leave(); }, .continued = [this] { go_on(); }}) {
    go_on();
  }
  ~Impl() { leave(); }

  void go_on() {
    if (mode.is_set() && !keys.is_open()) {
      keys.assign(::dup(STDIN_FILENO));
      read();
    }
  }

  void leave() {
    if (std::exchange(is_entered, false)) {
      put(kBracketNoPastes);
      put(kLeave);
    }
  }

  // In the background the terminal is the shell's.
  void show(std::string_view screen) {
    if (is_in_background()) {
      return;
    }
    if (!std::exchange(is_entered, true)) {
      put(kEnter);
      put(kBracketPastes);
    }
    put(screen);
  }

  void read() {
    keys.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                    [this](boost::system::error_code failed) {
                      std::array<char, 4'096> bytes;
                      const ::ssize_t size = failed ? 0 : ::read(STDIN_FILENO, bytes.data(), bytes.size());
                      if (size <= 0) {
                        return;  // the terminal is gone
                      }
                      on_keys(reader.read({bytes.data(), static_cast<std::size_t>(size)}));
                      read();
                    });
  }

  std::function<void(std::span<const Key>)> on_keys;
  boost::asio::posix::stream_descriptor keys;
  KeyReader reader;
  RawMode mode;
  bool is_entered = false;
};

TerminalView::TerminalView(boost::asio::io_context& io, std::function<void(std::span<const Key>)> on_keys)
    : impl_(std::make_unique<Impl>(io, std::move(on_keys))) {}

TerminalView::~TerminalView() = default;

ScreenStyle TerminalView::style() const {
  ScreenStyle style;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
    style.columns = size.ws_col;
    style.rows = size.ws_row;
  }
  style.has_colour = wants_colour();
  return style;
}

void TerminalView::ring_bell() {
  put("\a");
}

// Each row is erased before it is written: erased behind a row that fills the last column, it would lose its
// last character.
void TerminalView::show(const std::vector<std::string>& lines) {
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += fmt::format("\x1b[{};1H\x1b[2K{}", i + 1, lines[i]);
  }
  if (lines.size() < style().rows) {
    out += fmt::format("\x1b[{};1H\x1b[J", lines.size() + 1);
  }
  impl_->show(out);
}

}  // namespace selat::terminal
