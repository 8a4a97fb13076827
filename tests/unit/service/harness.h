#pragma once
// What the tests of services share: a directory of their own, and waiting for what must come.

#include <chrono>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <string>

#include <boost/asio/io_context.hpp>

#include "bus/bus.h"
#include "config/settings.h"
#include "runtime/process.h"
#include "support/run_until.h"
#include "support/temporary_directory.h"

namespace selat::test {

inline constexpr auto kDeadline = std::chrono::seconds(120);

// Runs handlers until `holds`; false when it never did.
[[nodiscard]] inline bool run_until(boost::asio::io_context& io, const std::function<bool()>& holds) {
  return run_until(io, holds, kDeadline);
}

// The same for processes with an io_context each.
[[nodiscard]] inline bool run_until(std::initializer_list<boost::asio::io_context*> contexts,
                                    const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + kDeadline;
  while (!holds() && std::chrono::steady_clock::now() < deadline) {
    for (boost::asio::io_context* const io : contexts) {
      io->restart();
      io->run_one_for(std::chrono::milliseconds(1));
    }
  }
  return holds();
}

// Settings of a system of its own, and another process on its bus that shares an io_context.
struct System {
  System() {
    settings.bus.directory = directory.path() / "run";
    settings.data_directory = directory.path();
    settings.geodata = SELAT_SOURCE_DIR "/geodata";
  }
  [[nodiscard]] bus::Bus join(boost::asio::io_context& io, const std::string& name) const {
    return {io, runtime::bus_options(settings, name), name};
  }

  TemporaryDirectory directory;
  config::Settings settings;
};

}  // namespace selat::test
