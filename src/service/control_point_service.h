#pragma once
// A control point's terminal: connects the agent of coordinate/ with the coordination server and with a
// person (with auto-accept no person is needed). What the person types and is told is kept in
// <data directory>/control-point-NAME.sqlite (store/terminal_store.h).
//
// Thread: that of the process's io_context. The process and the console must outlive it, and the process must
// not run after its destruction. The process is stopped with kUsage if the server does not know the name, or
// another running terminal has it; with kFailure when the console cannot be written any more.

#include <memory>
#include <string>
#include <string_view>

#include "config/settings.h"
#include "terminal/console.h"

namespace selat::runtime {
class Process;
}

namespace selat::service {

struct ControlPointOptions {
  std::string name;                // the control point's id
  bool is_auto_accepting = false;  // every offer is accepted at once
  bool is_headless = false;        // reads no commands; waits while another terminal has the name
  bool takes_over = false;         // ends another running terminal of this name
};

class ControlPointService {
 public:
  ControlPointService(runtime::Process& process, const config::Settings& settings,
                      ControlPointOptions options, terminal::Console& console);
  ~ControlPointService();
  ControlPointService(const ControlPointService&) = delete;
  ControlPointService& operator=(const ControlPointService&) = delete;

  // As if a person had typed the line.
  void carry_out(std::string_view line);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
