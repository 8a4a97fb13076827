#include "runtime/paths.h"

#include <array>
#include <cstdlib>

#include <gtest/gtest.h>
#include <unistd.h>

namespace selat::runtime {
namespace {

class Paths : public testing::Test {
 protected:
  Paths() {
    for (const char* const name : kNames) {
      const char* const value = std::getenv(name);
      before_.emplace_back(value == nullptr ? "" : value);
      ::unsetenv(name);
    }
  }
  ~Paths() override {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      before_[i].empty() ? ::unsetenv(kNames[i]) : ::setenv(kNames[i], before_[i].c_str(), 1);
    }
  }

 private:
  static constexpr std::array kNames = {"RUNTIME_DIRECTORY", "STATE_DIRECTORY", "XDG_RUNTIME_DIR",
                                        "XDG_STATE_HOME", "HOME"};
  std::vector<std::string> before_;
};

TEST_F(Paths, WithoutAnyEnvironmentThereIsAPlaceToo) {
  EXPECT_EQ(default_run_directory(), "/tmp/selat-" + std::to_string(::getuid()));
  EXPECT_EQ(default_data_directory(), "/var/lib/selat");
}

TEST_F(Paths, FollowThePersonsEnvironment) {
  ::setenv("HOME", "/home/ani", 1);
  ::setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
  EXPECT_EQ(default_run_directory(), "/run/user/7/selat");
  EXPECT_EQ(default_data_directory(), "/home/ani/.local/state/selat");
  ::setenv("XDG_STATE_HOME", "/data", 1);
  EXPECT_EQ(default_data_directory(), "/data/selat");
}

// Others may enter the directory that systemd makes; nobody else that of the sockets.
TEST_F(Paths, OfAUnitAreThoseThatSystemdMadeForIt) {
  ::setenv("HOME", "/home/ani", 1);
  ::setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
  ::setenv("RUNTIME_DIRECTORY", "/run/selat:/run/other", 1);
  ::setenv("STATE_DIRECTORY", "/var/lib/selat", 1);
  EXPECT_EQ(default_run_directory(), "/run/selat/bus");
  EXPECT_EQ(default_data_directory(), "/var/lib/selat");
}

}  // namespace
}  // namespace selat::runtime
