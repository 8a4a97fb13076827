#include "bus/bound_endpoint.h"

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bus/publisher.h"
#include "bus/subscriber.h"
#include "harness.h"

namespace selat::bus {
namespace {

using test::Machine;

struct BoundEndpointTest : testing::Test {
  void say() {
    model::Anomaly anomaly;
    anomaly.id = ++said;
    publisher.publish(anomaly);
  }
  [[nodiscard]] bool hears(const std::vector<std::uint64_t>& heard) {
    return machine.until([&] { return !heard.empty() && heard.back() == said; });
  }
  [[nodiscard]] static Subscription into(std::vector<std::uint64_t>& heard) {
    return subscribe<model::Anomaly>(
        "detect", {.apply = [&heard](const model::Anomaly& one, const Stamp&) { heard.push_back(one.id); }});
  }

  Machine machine;
  std::uint64_t said = 0;
  Bus bus{machine.io, machine.options(), "detect"};
  Publisher publisher{bus, {.term = 1, .heartbeat_every = Span::milliseconds(100)}};
};

TEST_F(BoundEndpointTest, WhereTheDirectoryIsRemovedOldAndNewReadersHear) {
  std::vector<std::uint64_t> early, late;
  Bus one(machine.io, machine.options(), "coordinate");
  const Subscriber before(one, {into(early)});
  say();
  ASSERT_TRUE(hears(early));
  EXPECT_EQ(bus.restore_endpoints(), 0U) << "nothing is missing";

  std::filesystem::remove_all(machine.directory.path());
  EXPECT_EQ(bus.restore_endpoints(), 2U) << "publish and request";
  EXPECT_EQ(bus.restore_endpoints(), 0U);
  Bus other(machine.io, machine.options(), "top.1");
  const Subscriber after(other, {into(late)});
  say();
  ASSERT_TRUE(hears(early));
  ASSERT_TRUE(hears(late)) << "the repair too: it hears what was said before";
  EXPECT_EQ(early, (std::vector<std::uint64_t>{1, 2})) << "nobody was cut off";
  EXPECT_EQ(late, early);
}

TEST_F(BoundEndpointTest, ANameThatAnotherHasTakenMeanwhileIsLeftToIt) {
  std::filesystem::remove_all(machine.directory.path());
  Bus taker(machine.io, machine.options(), "detect");
  const Publisher its(taker, {.term = 2});
  EXPECT_THROW(bus.restore_endpoints(), BusError);
  EXPECT_EQ(taker.restore_endpoints(), 0U) << "it is undisturbed";
}

TEST_F(BoundEndpointTest, ADirectoryThatIsRemovedAgainAndAgainIsGivenUp) {
  for (int i = 0; i < 100; ++i) {
    std::filesystem::remove_all(machine.directory.path());
    ASSERT_EQ(bus.restore_endpoints(), 2U) << i;
  }
  std::filesystem::remove_all(machine.directory.path());
  EXPECT_THROW(bus.restore_endpoints(), BusError) << "listeners are bounded";
}

}  // namespace
}  // namespace selat::bus
