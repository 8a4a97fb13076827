// What `selat top` hears of a system that runs: real processes' publishers on a bus of their own.

#include "service/top.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bus/bus.h"
#include "bus/publisher.h"
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

// They would be waited for for longer than any test may take.
TEST_F(TopTest, WaitsNotForWhoIsGoneNorForLongForWhoIsStopped) {
  runtime::Process up("up", settings);
  up.on_health([](model::ProcessHealth& health) {
    health.children = {{.name = "coordinate", .pid = 0, .restarts = 1}, {.name = "detect", .pid = 1}};
  });
  boost::asio::io_context nobody_runs_it;
  bus::Bus bus(nobody_runs_it, runtime::bus_options(settings, ""), "detect");
  const bus::Publisher stopped(bus, {});
  Top top(up.io(), settings, {});
  EXPECT_TRUE(top.listen(Span::hours(10)));
  EXPECT_THAT(top.picture().missing(runtime::read_clocks().steady),
              testing::UnorderedElementsAre("coordinate", "detect"));
}

TEST_F(TopTest, HearsNothingWhereNothingRuns) {
  boost::asio::io_context io;
  Top top(io, settings, {});
  EXPECT_FALSE(top.listen(Span::hours(10)));
}

TEST_F(TopTest, EndsListeningWhenItIsStopped) {
  boost::asio::io_context nobody_runs_it;
  bus::Bus bus(nobody_runs_it, runtime::bus_options(settings, ""), "detect");
  const bus::Publisher silent(bus, {});
  boost::asio::io_context io;
  Top top(io, settings, {});
  boost::asio::post(io, [&io] { io.stop(); });
  EXPECT_FALSE(top.listen(kNoLongerThanNeeded));
}

}  // namespace
}  // namespace selat::service
