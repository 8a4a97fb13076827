#pragma once
// A control point's terminal: the agent of coordinate/ between the coordination server's messages and a
// person (or, with auto-accept, nobody).
//
// Thread: that of the process's io_context. The process must outlive it, and not run any more once it is
// gone. The process is stopped with kUsage where the name is unknown to the server or another live terminal
// has it.

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
  bool is_headless = false;        // reads no commands; stands by while another terminal has the name
  bool takes_over = false;         // ends another live terminal of this name
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
