#pragma once
// The end of a context of ZeroMQ. That waits for libzmq's own thread, and libzmq looks up names of hosts in
// it: where no name server answers, each takes ten seconds. Nobody waits for that who wants to end.
//
// Thread: that of the bus; what is not waited for ends on another, or with the process.

#include <chrono>
#include <functional>

namespace selat::bus {

// Whether `end` has come back within `patience`; else it goes on by itself.
[[nodiscard]] bool ends_within(std::chrono::milliseconds patience, std::function<void()> end);

struct ContextEnd {
  bool looks_up_names = false;
  void operator()(void* context) const;
};

}  // namespace selat::bus
