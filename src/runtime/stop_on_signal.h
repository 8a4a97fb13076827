#pragma once
// Stops an io_context on SIGINT or SIGTERM: for commands without a Process.
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
