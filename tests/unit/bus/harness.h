#pragma once
// What the tests of the bus share: a directory of their own, and an io_context that runs until something
// holds. A deadline ends what never comes; no test sleeps.

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "bus/bus.h"
#include "runtime/machine_clock.h"
#include "support/run_until.h"
#include "support/temporary_directory.h"
#include "units/instant.h"

namespace selat::bus::test {

// Runs handlers until `holds`; false when it never did.
[[nodiscard]] inline bool run_until(boost::asio::io_context& io, const std::function<bool()>& holds,
                                    std::chrono::seconds deadline = std::chrono::seconds(60)) {
  return selat::test::run_until(io, holds, deadline);
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
