#pragma once
// Ctrl-C for a command that only reads and writes: the first SIGINT or SIGTERM ends the read that waits, and
// the command goes on to its end; a second one ends the process. One object a process, one thread.

namespace selat::runtime {

class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  [[nodiscard]] static bool has_come();
};

}  // namespace selat::runtime
