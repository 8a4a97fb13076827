#include "bus/name_lock.h"

#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "bus/bus.h"
#include "bus/publisher.h"
#include "harness.h"

namespace selat::bus {
namespace {

namespace fs = std::filesystem;

std::set<std::string> names_in(const fs::path& directory) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

struct NameLockTest : testing::Test {
  // As of a process that was killed.
  void leave_behind(const std::string& name) const {
    for (const char* const suffix : {".lock", ".publish", ".request", ".orders"}) {
      std::ofstream(machine.directory.path() / (name + suffix)) << "4711";
    }
  }
  test::Machine machine;
};

TEST_F(NameLockTest, AProcessThatEndsTakesItsFilesAlong) {
  {
    Bus bus(machine.io, machine.options(), "terminal-7.lumut");
    const Publisher publisher(bus, {.term = 1});
    EXPECT_TRUE(names_in(machine.directory.path()).contains("terminal-7.lumut.lock"));
  }
  EXPECT_EQ(names_in(machine.directory.path()), std::set<std::string>());
}

TEST_F(NameLockTest, WhatKilledProcessesLeftIsSweptWhenAnotherBegins) {
  leave_behind("terminal-7.lumut");
  leave_behind("terminal-8.changi");
  std::ofstream(machine.directory.path() / "note.term") << "1";
  Bus alive(machine.io, machine.options(), "detect");
  const Publisher publisher(alive, {.term = 1});
  Bus bus(machine.io, machine.options(), "ingest");
  const Publisher other(bus, {.term = 1});
  EXPECT_EQ(names_in(machine.directory.path()),
            (std::set<std::string>{"detect.lock", "detect.publish", "detect.request", "ingest.lock",
                                   "ingest.publish", "ingest.request", "note.term"}))
      << "what lives, and what is no name, stays";
}

TEST_F(NameLockTest, ANameIsFreeForTheNext) {
  NameLock first;
  first.claim(machine.directory.path(), "detect");
  NameLock second;
  EXPECT_THROW(second.claim(machine.directory.path(), "detect"), BusError);
  first.release();
  EXPECT_NO_THROW(second.claim(machine.directory.path(), "detect"));
  first.release();
  EXPECT_TRUE(fs::exists(machine.directory.path() / "detect.lock")) << "it is no longer the first one's";
}

}  // namespace
}  // namespace selat::bus
