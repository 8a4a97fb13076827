#include "cli/named_feeds.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/command_error.h"

namespace selat::cli {
namespace {

using ::testing::SizeIs;

TEST(NamedFeeds, NamesComeBeforeTheUriAndMustDiffer) {
  const auto feeds = named_feeds({"tcp://a:1", "batam=file:///x.nmea?speed=max", "udp://b:2"});
  ASSERT_THAT(feeds, SizeIs(3));
  EXPECT_EQ(feeds[0].name, "feed-1");
  EXPECT_EQ(feeds[1].name, "batam");
  EXPECT_EQ(feeds[1].uri, "file:///x.nmea?speed=max");
  EXPECT_EQ(feeds[1].source, "batam");
  EXPECT_EQ(feeds[2].name, "feed-3");
  EXPECT_THROW(static_cast<void>(named_feeds({"a=tcp://a:1", "a=tcp://b:1"})), runtime::UsageError);
  EXPECT_THROW(static_cast<void>(named_feeds({"=tcp://a:1"})), runtime::UsageError);
  EXPECT_THROW(static_cast<void>(named_feeds({std::string(40, 'x') + "=tcp://a:1"})), runtime::UsageError);
  EXPECT_THROW(static_cast<void>(named_feeds({"garbage"})), runtime::UsageError);
}

}  // namespace
}  // namespace selat::cli
