#pragma once
// One process of Selat with a pipe to what it reads and a file of what it says.

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/run_until.h"

namespace selat::test {

inline constexpr auto kDeadline = std::chrono::seconds(240);

// Runs handlers until `holds`; false when it never did.
[[nodiscard]] inline bool run_until(boost::asio::io_context& io, const std::function<bool()>& holds) {
  return run_until(io, holds, kDeadline);
}

// Waits for its end, and then makes the pid 0. -1 when it did not end by itself in time.
inline int exit_status_of(pid_t& pid) {
  pollfd end{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)), POLLIN, 0};
  const bool has_ended = ::poll(&end, 1, static_cast<int>(std::chrono::milliseconds(kDeadline).count())) == 1;
  ::close(end.fd);
  if (!has_ended) {
    return -1;
  }
  int status = 0;
  ::waitpid(std::exchange(pid, 0), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Child {
 public:
  Child(std::vector<std::string> arguments, std::filesystem::path output) : output_(std::move(output)) {
    arguments.insert(arguments.begin(), SELAT_BINARY_DIR "/bin/selat");
    std::vector<char*> words;
    for (auto& argument : arguments) {
      words.push_back(argument.data());
    }
    words.push_back(nullptr);
    std::array<int, 2> input{};
    EXPECT_EQ(::pipe2(input.data(), O_CLOEXEC), 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      const int out = ::open(output_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
      ::dup2(input[0], STDIN_FILENO);
      ::dup2(out, STDOUT_FILENO);
      ::dup2(out, STDERR_FILENO);
      ::execv(words[0], words.data());
      ::_exit(127);
    }
    ::close(input[0]);
    input_ = input[1];
  }
  ~Child() {
    kill_at_once();
    ::close(input_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void kill_at_once() {
    if (pid_ <= 0) {
      return;
    }
    ::kill(pid_, SIGKILL);
    ::waitpid(std::exchange(pid_, 0), nullptr, 0);
  }
  // No file that it writes may grow beyond this: what a full disk is from inside. Empty: no limit.
  void limit_files(std::optional<std::uintmax_t> bytes) const {
    const rlimit limit{.rlim_cur = bytes.value_or(RLIM_INFINITY), .rlim_max = RLIM_INFINITY};
    EXPECT_EQ(::prlimit(pid_, RLIMIT_FSIZE, &limit, nullptr), 0);
  }
  void ask_to_end(int signal = SIGINT) const { ::kill(pid_, signal); }
  void type(const std::string& line) const {
    const std::string bytes = line + "\n";
    EXPECT_EQ(::write(input_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  // Its exit status; -1 when it did not end by itself in time.
  int wait_for_end() { return exit_status_of(pid_); }
  [[nodiscard]] std::string output() const {
    std::ostringstream text;
    text << std::ifstream(output_).rdbuf();
    return text.str();
  }

  // Until it has said so; false when it never did.
  [[nodiscard]] bool until_said(const std::string& words) const {
    boost::asio::io_context io;
    return run_until(io, [&] { return output().find(words) != std::string::npos; });
  }

 private:
  std::filesystem::path output_;
  pid_t pid_ = 0;
  int input_ = -1;
};

}  // namespace selat::test
