#pragma once
// Waiting for what an io_context brings about.

#include <chrono>
#include <functional>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

namespace selat::test {

// Runs handlers until `holds`; false when it never did within `deadline`, which no sound machine needs. Looks
// every 20 ms though nothing happens, so that a condition that depends on time alone is seen; sleeps
// meanwhile.
[[nodiscard]] inline bool run_until(boost::asio::io_context& io, const std::function<bool()>& holds,
                                    std::chrono::seconds deadline) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  const auto stays = boost::asio::make_work_guard(io);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) {
      return false;
    }
    io.restart();
    io.run_one_for(std::chrono::milliseconds(20));
  }
  return true;
}

}  // namespace selat::test
