#pragma once
// Work done in a copy of the process (fork): it sees everything as it is when it begins, while the process
// goes on. Memory is shared until one of the two changes it. For work that takes seconds and only reads, such
// as writing a large state to disk.
//
// The copy has no open files, sockets or threads of the process, runs at low priority, and is the first to go
// when memory runs out. One task at a time. Thread: one, that which runs the process.

#include <functional>
#include <optional>

#include <sys/types.h>

namespace selat::runtime {

class ForkedTask {
 public:
  ForkedTask() = default;
  ~ForkedTask() { stop(); }
  ForkedTask(const ForkedTask&) = delete;
  ForkedTask& operator=(const ForkedTask&) = delete;

  // `work` returns whether it succeeded. False if no copy could be made. Not while one runs (checked).
  [[nodiscard]] bool start(const std::function<bool()>& work);
  [[nodiscard]] bool is_running() const { return pid_ > 0; }
  // How it ended, once; empty while it runs.
  [[nodiscard]] std::optional<bool> take_result();
  void stop();  // wherever the work is

 private:
  pid_t pid_ = 0;
};

}  // namespace selat::runtime
