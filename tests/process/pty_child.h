#pragma once
// `selat`, or a shell in which it runs, on a terminal of its own (a pseudo-terminal), as a person has it:
// what it prints is read here, what is written here are keys.

#include <array>
#include <cerrno>
#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include "child.h"

namespace selat::test {

class PtyChild {
 public:
  static constexpr char kStop = 0x13;  // Ctrl-S
  static constexpr char kGoOn = 0x11;  // Ctrl-Q

  static constexpr winsize kUsualSize{.ws_row = 24, .ws_col = 100, .ws_xpixel = 0, .ws_ypixel = 0};

  static constexpr char kSuspend = 0x1a;  // Ctrl-Z
  static constexpr const char* kSelat = SELAT_BINARY_DIR "/bin/selat";

  explicit PtyChild(std::vector<std::string> arguments, const winsize& size = kUsualSize,
                    const std::string& program = kSelat) {
    arguments.insert(arguments.begin(), program);
    std::vector<char*> words;
    for (auto& argument : arguments) {
      words.push_back(argument.data());
    }
    words.push_back(nullptr);
    EXPECT_EQ(::openpty(&master_, &slave_, nullptr, nullptr, &size), 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::setenv("TERM", "xterm", 1);
      ::close(master_);
      ::login_tty(slave_);
      ::execv(words[0], words.data());
      ::_exit(127);
    }
    ::fcntl(master_, F_SETFL, O_NONBLOCK);
  }
  ~PtyChild() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
    hang_up();
  }
  PtyChild(const PtyChild&) = delete;
  PtyChild& operator=(const PtyChild&) = delete;

  void type(const std::string& keys) const {
    EXPECT_EQ(::write(master_, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
  }
  void press(char key) const { type(std::string(1, key)); }
  // The terminal is closed, as when the connection to the machine is lost.
  void hang_up() {
    for (int* const end : {&slave_, &master_}) {
      if (*end >= 0) {
        ::close(std::exchange(*end, -1));
      }
    }
  }
  // All that was printed so far.
  const std::string& output() {
    std::array<char, 65'536> bytes;
    for (auto length = ::read(master_, bytes.data(), bytes.size()); length > 0;
         length = ::read(master_, bytes.data(), bytes.size())) {
      output_.append(bytes.data(), static_cast<std::size_t>(length));
    }
    return output_;
  }
  [[nodiscard]] bool says(const std::string& words) { return output().find(words) != std::string::npos; }
  // Keys are printed as they are typed, by the terminal itself: what a shell expects of it.
  [[nodiscard]] bool has_echo() const {
    termios mode{};
    return ::tcgetattr(slave_, &mode) == 0 && (mode.c_lflag & ECHO) != 0;
  }
  // The open file that the terminal's other users share is still one that waits.
  [[nodiscard]] bool is_blocking() const { return (::fcntl(slave_, F_GETFL) & O_NONBLOCK) == 0; }
  // Its exit status; -1 when it did not end by itself in time. Reads nothing meanwhile.
  int wait_for_end() { return exit_status_of(pid_); }
  // Whether it has ended. What it prints meanwhile is read: a terminal that nobody reads holds up its end.
  [[nodiscard]] bool has_ended() {
    (void)output();
    if (pid_ != 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_) {
      pid_ = 0;
    }
    return pid_ == 0;
  }

 private:
  int master_ = -1;
  int slave_ = -1;
  pid_t pid_ = 0;
  std::string output_;
};

}  // namespace selat::test
