#pragma once
// What the tests of the bus share: a directory of their own, and an io_context that runs until something
// holds. A deadline ends what never comes; no test sleeps.

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

#include "bus/bus.h"
#include "runtime/machine_clock.h"
#include "support/temporary_directory.h"
#include "units/instant.h"

namespace selat::bus::test {

// Runs handlers until `holds`; false when it never did.
[[nodiscard]] inline bool run_until(boost::asio::io_context& io, const std::function<bool()>& holds,
                                    std::chrono::seconds deadline = std::chrono::seconds(30)) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  // Wakes the loop even when nothing happens, so that a condition that depends on time alone is seen.
  boost::asio::steady_timer tick(io);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) {
      return false;
    }
    tick.expires_after(std::chrono::milliseconds(20));
    tick.async_wait([](const boost::system::error_code&) {});
    io.restart();
    io.run_one();
  }
  return true;
}

// One machine with a bus directory; buses on it share one io_context.
struct Machine {
  selat::test::TemporaryDirectory directory;
  boost::asio::io_context io{1};
  Span ahead;  // of the steady clock, so that a test need not wait

  [[nodiscard]] BusOptions options() const {
    return {.directory = directory.path(), .remote = {}, .keys = {}, .clock = [this] {
              Now now = runtime::read_clocks();
              now.steady = now.steady + ahead;
              return now;
            }};
  }
  [[nodiscard]] bool until(const std::function<bool()>& holds) { return run_until(io, holds); }
};

}  // namespace selat::bus::test
