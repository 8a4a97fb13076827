// Which filters of MQTT have a topic in common.
#include "mqtt/topic_filter.h"

#include <gtest/gtest.h>

namespace selat::mqtt {
namespace {

bool overlap(std::string_view one, std::string_view other) {
  EXPECT_EQ(do_overlap(one, other), do_overlap(other, one)) << one << " " << other;
  return do_overlap(one, other);
}

TEST(TopicFilter, OverlapsWhereSomeTopicComesToBoth) {
  EXPECT_TRUE(overlap("ais/a", "ais/a"));
  EXPECT_TRUE(overlap("ais/#", "ais/a/b"));
  EXPECT_TRUE(overlap("ais/#", "ais")) << "the parent too";
  EXPECT_TRUE(overlap("#", "ais/a"));
  EXPECT_TRUE(overlap("+/a", "ais/+"));
  EXPECT_TRUE(overlap("ais/+/nmea", "ais/a/#"));
  EXPECT_TRUE(overlap("$share/x/ais/#", "ais/a"));
  EXPECT_TRUE(overlap("$share/x/ais", "$share/y/ais"));
}

TEST(TopicFilter, DoesNotWhereNoneDoes) {
  EXPECT_FALSE(overlap("ais/a", "ais/b"));
  EXPECT_FALSE(overlap("ais/a", "ais"));
  EXPECT_FALSE(overlap("ais/+", "ais"));
  EXPECT_FALSE(overlap("ais/+", "ais/a/b"));
  EXPECT_FALSE(overlap("ais/", "ais"));
  EXPECT_FALSE(overlap("#", "$SYS/uptime")) << "of the broker itself";
  EXPECT_FALSE(overlap("$share/x/ais/#", "$share/x/ais/a")) << "each brings a part";
}

}  // namespace
}  // namespace selat::mqtt
