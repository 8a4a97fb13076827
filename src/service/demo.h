#pragma once
// `selat demo`: the whole system with simulated traffic, and its operational picture shown as it changes: on
// a terminal as a screen, elsewhere as a line for each event.
//
// Thread: one. Errors: as WholeSystem.

#include <memory>
#include <vector>

#include "config/settings.h"
#include "service/whole_system.h"

namespace selat::service {

class Demo {
 public:
  Demo(const config::Settings& settings, const Geography& geography);
  ~Demo();
  Demo(const Demo&) = delete;
  Demo& operator=(const Demo&) = delete;

  // Until a signal, 'q', or for so many seconds (0: for ever); then ends the children and prints a summary.
  // Returns the exit status.
  [[nodiscard]] int run(std::vector<runtime::ChildSpec> children, double seconds);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
