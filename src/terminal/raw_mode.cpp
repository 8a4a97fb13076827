#include "terminal/raw_mode.h"

#include <csignal>
#include <optional>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <termios.h>
#include <unistd.h>

namespace selat::terminal {
namespace {

// A process in the background must not set the terminal's mode: the kernel would stop it.
bool is_in_foreground() {
  return ::isatty(STDIN_FILENO) == 1 && ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
}

}  // namespace

bool is_in_background() {
  return ::isatty(STDIN_FILENO) == 1 && ::tcgetpgrp(STDIN_FILENO) != ::getpgrp();
}

struct RawMode::Impl {
  Impl(boost::asio::io_context& io, Handlers its_handlers)
      : handlers(std::move(its_handlers)), stops(io), changes(io) {
    enter();
    if (::isatty(STDIN_FILENO) == 1) {
      stops.add(SIGTSTP);
      changes.add(SIGCONT);
      changes.add(SIGWINCH);
      wait_for_stop();
      wait_for_change();
    }
  }
  ~Impl() { leave(); }

  void enter() {
    termios mode{};
    if (!is_in_foreground() || ::tcgetattr(STDIN_FILENO, &mode) != 0) {
      return;
    }
    if (!before) {
      before = mode;
    }
    mode.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    mode.c_cc[VMIN] = 1;
    mode.c_cc[VTIME] = 0;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &mode);
  }

  void leave() {
    if (before && is_in_foreground()) {
      ::tcsetattr(STDIN_FILENO, TCSANOW, &*before);
      before.reset();
    }
  }

  void wait_for_stop() {
    stops.async_wait([this](const boost::system::error_code& failed, int) {
      if (!failed) {
        stop();
        wait_for_stop();
      }
    });
  }

  // The signal's own effect stops the process within raise(), which returns when it goes on.
  void stop() {
    leave();
    handlers.stopping();
    stops.remove(SIGTSTP);
    ::raise(SIGTSTP);
    stops.add(SIGTSTP);
    enter();
    handlers.continued();
  }

  // One that was stopped in another way finds the shell's mode.
  void wait_for_change() {
    changes.async_wait([this](const boost::system::error_code& failed, int) {
      if (!failed) {
        enter();
        handlers.continued();
        wait_for_change();
      }
    });
  }

  Handlers handlers;
  boost::asio::signal_set stops, changes;
  std::optional<termios> before;
};

RawMode::RawMode(boost::asio::io_context& io, Handlers handlers)
    : impl_(std::make_unique<Impl>(io, std::move(handlers))) {}
RawMode::~RawMode() = default;

bool RawMode::is_set() const {
  return impl_->before.has_value();
}

}  // namespace selat::terminal
