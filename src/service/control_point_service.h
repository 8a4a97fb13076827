#pragma once
// A control point's terminal: connects the agent of coordinate/ with the coordination server and with a
// person (with auto-accept no person is needed).
//
// Thread: that of the process's io_context. The process must outlive it and must not run after its
// destruction. The process is stopped with kUsage if the server does not know the name, or another running
// terminal has it.

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

#include "config/settings.h"

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
  // What happens is printed to `out`; standard input is read unless it is headless.
  ControlPointService(runtime::Process& process, const config::Settings& settings,
                      ControlPointOptions options, std::ostream& out);
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
