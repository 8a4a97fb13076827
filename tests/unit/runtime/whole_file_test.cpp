#include "runtime/whole_file.h"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/temporary_directory.h"

namespace selat::runtime {
namespace {

namespace fs = std::filesystem;

TEST(WholeFile, IsReadAsItWasWritten) {
  const test::TemporaryDirectory directory;
  const fs::path file = directory.path() / "state";
  const std::string bytes("a\0b\n", 4);
  ASSERT_TRUE(write_whole(file, {bytes, "", "end"}));
  EXPECT_EQ(read_whole(file), bytes + "end");
  ASSERT_TRUE(write_whole(file, {"new"}));
  EXPECT_EQ(read_whole(file), "new");
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(WholeFile, WhatIsNotThereIsEmpty) {
  const test::TemporaryDirectory directory;
  EXPECT_EQ(read_whole(directory.path() / "none"), std::nullopt);
  EXPECT_EQ(read_whole(directory.path()), std::nullopt);
}

// Whatever fails before the renaming leaves the old content.
TEST(WholeFile, StaysAsItWasWhereItCannotBeWritten) {
  const test::TemporaryDirectory directory;
  const fs::path file = directory.path() / "state";
  ASSERT_TRUE(write_whole(file, {"old"}));
  fs::create_directory(file.string() + ".new");
  const auto written = write_whole(file, {"new"});
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error(), "Is a directory");
  EXPECT_EQ(read_whole(file), "old");
  EXPECT_FALSE(write_whole(directory.path() / "nowhere" / "state", {"x"}).has_value());
}

// A pipe, as a device, would be gone for everybody.
TEST(WholeFile, WhatIsNoFileIsNotReplaced) {
  const test::TemporaryDirectory directory;
  const fs::path pipe = directory.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto written = write_whole(pipe, {"x"});
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error(), "File exists");
  EXPECT_TRUE(fs::is_fifo(pipe));
  EXPECT_EQ(write_whole(directory.path(), {"x"}).error(), "Is a directory");
  EXPECT_FALSE(fs::exists(directory.path().string() + ".new"));
}

// As the umask lets others read it; to a device the bytes go as it stands.
TEST(WholeFile, OfAPersonIsForOthersToo) {
  const test::TemporaryDirectory directory;
  const fs::path file = directory.path() / "picture";
  const auto umask = ::umask(022);
  ASSERT_TRUE(write_output(file, "new"));
  ::umask(umask);
  EXPECT_EQ(read_whole(file), "new");
  EXPECT_NE(fs::status(file).permissions() & fs::perms::others_read, fs::perms::none);
  EXPECT_TRUE(write_output("/dev/null", "x"));
  EXPECT_EQ(write_output("/dev/full", "x").error(), "No space left on device");
  EXPECT_EQ(write_output(directory.path(), "x").error(), "Is a directory");
}

}  // namespace
}  // namespace selat::runtime
