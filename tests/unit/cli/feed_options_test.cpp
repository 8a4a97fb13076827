#include "cli/feed_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/command_error.h"

namespace selat::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

FeedOptions parsed(std::vector<std::string> words) {
  CommandLine line("ingest", tr("Takes AIS sentences in."));
  FeedOptions options;
  options.describe(line, tr("A feed."));
  words.insert(words.begin(), "ingest");
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  EXPECT_FALSE(line.parse(static_cast<int>(words.size()), argv.data()));
  return options;
}

TEST(FeedOptions, OfThisMachineNeedNothingElse) {
  const auto feeds = parsed({"--feed", "a=tcp://127.0.0.1:1", "--feed", "file:///x.nmea"}).feeds({});
  ASSERT_EQ(feeds.size(), 2U);
  EXPECT_EQ(feeds[0].name, "a");
  EXPECT_TRUE(parsed({}).empty());
}

TEST(FeedOptions, BeyondItNeedPeersAndTheWord) {
  const std::vector<std::string> beyond = {"--feed", "tcp://192.0.2.7:1"};
  try {
    static_cast<void>(parsed(beyond).feeds({}));
    FAIL() << "it was taken";
  } catch (const runtime::UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("--feed tcp://192.0.2.7:1: is beyond this machine"));
    EXPECT_THAT(error.what(), HasSubstr("--peers 192.0.2.0/24, and say --unencrypted"));
  }
  const FeedOptions consented =
      parsed({"--feed", "tcp://192.0.2.7:1", "--peers", "192.0.2.0/24", "--unencrypted"});
  const auto feeds = consented.feeds({});
  ASSERT_EQ(feeds.size(), 1U);
  EXPECT_THAT(feeds[0].peers, ElementsAre("192.0.2.0/24"));
  EXPECT_TRUE(feeds[0].is_unencrypted);
  EXPECT_THAT(consented.arguments(),
              ElementsAre("--feed", "tcp://192.0.2.7:1", "--peers", "192.0.2.0/24", "--unencrypted"));
}

}  // namespace
}  // namespace selat::cli
