// What `selat top` hears of a system that runs: real processes' publishers on a bus of their own.

#include "service/top.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include "harness.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"

namespace selat::service {
namespace {

struct TopTest : ::testing::Test {
  TopTest() { settings.bus.directory = directory.path(); }

  test::TemporaryDirectory directory;
  config::Settings settings;
  static constexpr Span kNoLongerThanNeeded = Span::seconds(60);
};

TEST_F(TopTest, HearsWhoIsThereAndNoLongerThanItTakes) {
  // `up` supervises nobody here: nobody else is expected.
  runtime::Process up("up", settings);
  Top top(up.io(), settings, {});
  EXPECT_TRUE(top.listen(kNoLongerThanNeeded));
  EXPECT_TRUE(top.picture().processes().contains("up"));
  EXPECT_TRUE(top.picture().missing(runtime::read_clocks().steady).empty());
}

TEST_F(TopTest, HearsNothingWhereNothingRuns) {
  boost::asio::io_context io;
  Top top(io, settings, {});
  EXPECT_FALSE(top.listen(Span::milliseconds(100)));
}

TEST_F(TopTest, EndsListeningWhenItIsStopped) {
  boost::asio::io_context io;
  Top top(io, settings, {});
  boost::asio::post(io, [&io] { io.stop(); });
  EXPECT_FALSE(top.listen(kNoLongerThanNeeded));
}

}  // namespace
}  // namespace selat::service
