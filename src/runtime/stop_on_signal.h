#pragma once
// Stops an io_context on SIGINT, SIGTERM or SIGHUP, and passes over SIGUSR1 and SIGUSR2: for commands without
// a Process.
//
// Thread: that of the io_context.

#include <memory>

namespace boost::asio {
class io_context;
}

namespace selat::runtime {

class StopOnSignal {
 public:
  explicit StopOnSignal(boost::asio::io_context& io);
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::runtime
