#include "runtime/forked_task.h"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include "runtime/whole_file.h"
#include "support/temporary_directory.h"

namespace selat::runtime {
namespace {

bool result_of(ForkedTask& task) {
  while (true) {
    if (const auto result = task.take_result()) {
      return *result;
    }
    ::poll(nullptr, 0, 1);
  }
}

TEST(ForkedTask, SeesTheStateAsItWasAndChangesNothingHere) {
  const test::TemporaryDirectory directory;
  const auto file = directory.path() / "seen";
  std::string state = "as it was";
  ForkedTask task;
  EXPECT_EQ(task.take_result(), std::nullopt);
  ASSERT_TRUE(task.start([&] {
    const bool is_written = write_whole(file, {state}).has_value();
    state = "changed there";
    return is_written;
  }));
  state = "changed here";
  EXPECT_TRUE(result_of(task));
  EXPECT_FALSE(task.is_running());
  EXPECT_EQ(read_whole(file), "as it was");
  EXPECT_EQ(state, "changed here");
}

TEST(ForkedTask, SaysThatTheWorkFailed) {
  ForkedTask task;
  ASSERT_TRUE(task.start([] { return false; }));
  EXPECT_FALSE(result_of(task));
  ASSERT_TRUE(task.start([]() -> bool { throw std::runtime_error("full"); }));
  EXPECT_FALSE(result_of(task));
}

TEST(ForkedTask, EndsTheWorkWhenItIsStopped) {
  ForkedTask task;
  ASSERT_TRUE(task.start([] { return ::pause() == 0; }));
  EXPECT_EQ(task.take_result(), std::nullopt);
  task.stop();
  EXPECT_FALSE(task.is_running());
  EXPECT_EQ(task.take_result(), std::nullopt);
  ASSERT_TRUE(task.start([] { return true; }));
  EXPECT_TRUE(result_of(task));
}

}  // namespace
}  // namespace selat::runtime
