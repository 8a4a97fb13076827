#include "terminal/standard_console.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "terminal/line_editor.h"
#include "terminal/output_writer.h"
#include "terminal/raw_mode.h"
#include "terminal/standard_input.h"
#include "terminal/terminal_view.h"

namespace selat::terminal {
namespace {

constexpr std::size_t kUsualColumns = 80;
// Of a line that is piped in; the rest is cut. Longer than any text that a command takes.
constexpr std::size_t kLongestPiped = 65'536;
constexpr std::string_view kEraseRow = "\r\x1b[K";

bool is_null_device(const struct stat& what) {
  struct stat null_device{};
  return S_ISCHR(what.st_mode) && ::stat("/dev/null", &null_device) == 0 &&
         what.st_rdev == null_device.st_rdev;
}

// Somebody can type into it: a terminal, or a pipe or socket whose other end a person or a program has.
bool can_be_answered_through(int descriptor) {
  struct stat what{};
  return ::fstat(descriptor, &what) == 0 && !S_ISREG(what.st_mode) && !is_null_device(what);
}

bool is_read_by_nobody(int descriptor) {
  struct stat what{};
  return ::fstat(descriptor, &what) != 0 || is_null_device(what);
}

}  // namespace

struct StandardConsole::Impl {
  Impl(boost::asio::io_context& its_io, Options its_options)
      : io(its_io),
        options(std::move(its_options)),
        is_interactive(options.is_reading && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1),
        has_reader(options.is_reading && can_be_answered_through(STDIN_FILENO) &&
                   !is_read_by_nobody(STDOUT_FILENO)) {}
  ~Impl() {
    if (editor && writer) {
      writer->write(kEraseRow);
    }
  }

  void start(Handlers its_handlers, std::vector<std::string> earlier) {
    handlers = std::move(its_handlers);
    if (is_interactive && is_terminal()) {
      editor.emplace(options.prompt, std::move(earlier));
    }
    writer = std::make_unique<OutputWriter>(
        io, [this] { handlers.drained(); },
        [this](LocalizedMessage why) { handlers.cannot_write(std::move(why)); });
    if (!options.is_reading) {
      return;
    }
    if (editor) {
      raw_mode.emplace(io, RawMode::Handlers{.stopping = [this] { writer->write(kEraseRow); },
                                             .continued = [this] { draw(); }});
    }
    input = std::make_unique<StandardInput>(
        io, [this](std::string_view bytes) { editor ? take_keys(bytes) : take_lines(bytes); },
        [this] { end(); });
    draw();
  }

  void take_keys(std::string_view bytes) {
    if (!editor) {
      return;
    }
    const LineEditor::Typed typed = editor->take(bytes);
    for (const std::string& line : typed.lines) {
      writer->write(std::string(kEraseRow) + editor->entered(line) + "\n");
      handlers.line(line);
    }
    draw();
    if (typed.has_ended) {
      handlers.end_of_input();
    }
  }

  void take_lines(std::string_view bytes) {
    unread.append(bytes);
    take_unread();
  }

  // Up to the line after which no more are taken for now. A line that is being carried out is read: what ends
  // the terminal is not said to be unfinished.
  void take_unread() {
    while (!is_held && !unread.empty()) {
      const auto end = unread.find('\n');
      const std::size_t length = std::min(end, unread.size());
      piped.append(unread, 0, std::min(length, kLongestPiped - piped.size()));
      unread.erase(0, end == std::string::npos ? length : length + 1);
      if (end != std::string::npos) {
        handlers.line(std::exchange(piped, {}));
      }
    }
  }

  void hold_piped(bool its_hold) {
    if (editor || !input || its_hold == is_held) {
      return;
    }
    is_held = its_hold;
    take_unread();
    input->hold(is_held);
  }

  // The last line that is piped in may lack its line end.
  void end() {
    has_reader = false;
    if (!piped.empty()) {
      handlers.line(std::exchange(piped, {}));
    }
    handlers.end_of_input();
  }

  void print(std::string_view lines) {
    writer->write(editor ? std::string(kEraseRow).append(lines) : std::string(lines));
    draw();
  }

  // The prompt and what is typed.
  void draw() {
    if (editor && has_prompt) {
      writer->write(editor->drawn(columns()));
    }
  }

  [[nodiscard]] static std::size_t columns() {
    winsize size{};
    return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsualColumns;
  }

  boost::asio::io_context& io;
  Options options;
  bool is_interactive;
  bool has_reader;
  bool has_prompt = true;
  Handlers handlers;
  std::optional<LineEditor> editor;
  std::unique_ptr<OutputWriter> writer;
  std::optional<RawMode> raw_mode;
  std::unique_ptr<StandardInput> input;
  std::string piped;   // of the line that has not ended yet
  std::string unread;  // what was read after it, while held
  bool is_held = false;
};

StandardConsole::StandardConsole(boost::asio::io_context& io, Options options)
    : impl_(std::make_unique<Impl>(io, std::move(options))) {}
StandardConsole::~StandardConsole() = default;

void StandardConsole::start(Handlers handlers, std::vector<std::string> earlier) {
  impl_->start(std::move(handlers), std::move(earlier));
}
void StandardConsole::print(std::string_view lines) {
  impl_->print(lines);
}
void StandardConsole::hold_piped(bool is_held) {
  impl_->hold_piped(is_held);
}
std::string StandardConsole::unfinished() const {
  const std::optional<LineEditor>& editor = impl_->editor;
  return editor ? editor->text() : impl_->piped + impl_->unread;
}
bool StandardConsole::is_interactive() const {
  return impl_->is_interactive;
}
bool StandardConsole::has_reader() const {
  return impl_->has_reader;
}
void StandardConsole::drop_prompt() {
  if (std::exchange(impl_->has_prompt, false) && impl_->editor) {
    impl_->writer->write(kEraseRow);
  }
}
std::size_t StandardConsole::columns() const {
  return impl_->is_interactive ? Impl::columns() : 0;
}
bool StandardConsole::has_colour() const {
  return is_terminal() && wants_colour();
}
bool StandardConsole::is_drained() const {
  return impl_->writer->is_drained();
}

}  // namespace selat::terminal
