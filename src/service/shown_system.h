#pragma once
// `selat up` and `selat demo`: the whole system, and its operational picture shown as it changes: in a
// terminal as the screen of the watch, elsewhere as a line for each event.
//
// Thread: one. Errors: as WholeSystem.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "model/sighting.h"
#include "service/whole_system.h"

namespace selat::service {

// On a terminal, before anything that may take long on a busy machine.
void say_that_it_starts(Language language);

class ShownSystem {
 public:
  struct Options {
    double seconds = 0;                   // end after this time; 0: never
    std::vector<std::string> hints = {};  // what to try, for the screen; elsewhere they are printed first
    bool asks_before_end = false;         // before 'q' ends the system
    bool ends_with_terminal = false;      // else it goes on without its terminal
    bool prints_summary = false;          // every ten seconds where there is no screen, and at the end
    std::optional<model::Sighting> sighting = {};  // entered by the watch, once the server answers
  };

  ShownSystem(const config::Settings& settings, const Geography& geography);
  ~ShownSystem();
  ShownSystem(const ShownSystem&) = delete;
  ShownSystem& operator=(const ShownSystem&) = delete;

  // Until a signal, 'q', or the end of its time; then ends the children. Returns the exit status.
  [[nodiscard]] int run(std::vector<runtime::ChildSpec> children, Options options);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
