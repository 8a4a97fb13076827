#pragma once
// What the benchmarks of real processes share: children of ours, a directory of theirs, and what
// `selat top --once --json` says of them.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/temporary_directory.h"

namespace selat::bench {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

// A child of ours, its output in a file.
class Child {
 public:
  Child(const std::vector<std::string>& words, const fs::path& out, const fs::path& err) {
    std::vector<char*> argv;
    for (const std::string& word : words) {
      argv.push_back(const_cast<char*>(word.c_str()));
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), kFlags, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), kFlags, 0600);
    const int failed = posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
      throw std::runtime_error(fmt::format("cannot start {}", words[0]));
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    end(SIGINT, std::chrono::seconds(5));
    end(SIGKILL, std::chrono::seconds(5));
  }

  // Whether it ends within that time.
  bool wait(std::chrono::milliseconds within) {
    const auto deadline = Clock::now() + within;
    while (!status_) {
      int status = 0;
      rusage usage{};
      const pid_t ended = wait4(pid_, &status, WNOHANG, &usage);
      if (ended == pid_) {
        status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        cpu_s_ = seconds(usage.ru_utime) + seconds(usage.ru_stime);
        break;
      }
      if (Clock::now() > deadline) {
        return false;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return true;
  }
  void end(int signal, std::chrono::milliseconds within) {
    if (!status_) {
      kill(pid_, signal);
      wait(within);
    }
  }
  [[nodiscard]] bool is_running() { return !wait(std::chrono::milliseconds(0)); }
  [[nodiscard]] int status() const { return status_.value_or(-1); }
  [[nodiscard]] double cpu_s() const { return cpu_s_; }

 private:
  static double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  }
  pid_t pid_ = -1;
  std::optional<int> status_;
  double cpu_s_ = 0;
};

inline std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The picture of the system whose run directory is `run` in `directory`.
inline nlohmann::json look(const std::string& program, const test::TemporaryDirectory& directory) {
  Child top({program, "top", "--once", "--json", "--run-directory", (directory / "run").string()},
            directory / "top.json", directory / "top.err");
  if (!top.wait(std::chrono::seconds(20)) || top.status() != 0) {
    throw std::runtime_error("selat top --once --json failed:\n" + content_of(directory / "top.err"));
  }
  return nlohmann::json::parse(content_of(directory / "top.json"));
}

}  // namespace selat::bench
