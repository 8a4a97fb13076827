#pragma once
// What the tests of services share: a directory of their own, and waiting for what must come.

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <stdlib.h>

#include "bus/subscriber.h"
#include "config/settings.h"
#include "runtime/process.h"

namespace selat::test {

inline constexpr auto kDeadline = std::chrono::seconds(60);

// Runs handlers until `holds`; false when it never did.
[[nodiscard]] inline bool run_until(boost::asio::io_context& io, const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + kDeadline;
  boost::asio::steady_timer tick(io);
  while (!holds() && std::chrono::steady_clock::now() < deadline) {
    tick.expires_after(std::chrono::milliseconds(5));
    tick.async_wait([](const boost::system::error_code&) {});
    io.restart();
    io.run_one();
  }
  return holds();
}

// Gone with all that is in it when the test ends.
class TemporaryDirectory {
 public:
  explicit TemporaryDirectory(const std::string& name) {
    std::string pattern = (std::filesystem::temp_directory_path() / (name + "-XXXXXX")).string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace selat::test
