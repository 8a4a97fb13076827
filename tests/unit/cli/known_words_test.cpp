#include "cli/known_words.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feed/feed_table.h"

namespace selat::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

std::vector<std::string> problems_of(const std::string& toml) {
  std::vector<std::string> lines;
  const auto settings = config::parse_settings(toml, "/etc/x.toml", known_words());
  if (!settings) {
    for (const config::SettingsProblem& problem : settings.error()) {
      lines.push_back(problem.message().in_english());
    }
  }
  return lines;
}

// One check decides: what parse_uri() refuses, a settings file is refused for, at the line and column of the
// URI.
TEST(KnownWords, AUriThatNoFeedCanBeMadeOfIsAProblemAtItsPlace) {
  for (const std::string uri : {"tcp://host", "tcp://192.0.2.1:99999", "tcp://192.0.2.999:1", "udp://*:10110",
                                "serial:///dev/ttyS0?baud=14400", "file:///x.nmea?speed=2,5",
                                "tcp://192.0.2.1:1?x=1", "gopher://host:1", "host:10110"}) {
    SCOPED_TRACE(uri);
    const auto refused = feed::parse_uri(uri);
    ASSERT_FALSE(refused.has_value());
    const auto problems = problems_of("[[feed]]\nname = \"a\"\nuri = \"" + uri + "\"\n");
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_THAT(problems.front(), AllOf(StartsWith("/etc/x.toml:3:7: feed[1].uri: "),
                                        HasSubstr(refused.error().what.in_english())));
  }
}

TEST(KnownWords, AUriOfEveryKindOfFeedIsTaken) {
  std::string toml;
  for (const std::string uri :
       {"tcp://host:1", "tcp-listen://0.0.0.0:4002", "udp://0.0.0.0:10110",
        "udp-multicast://239.192.0.4:60004?interface=eth0", "serial:///dev/ttyUSB0", "file:///x.nmea"}) {
    toml += "[[feed]]\nname = \"" + uri.substr(0, uri.find(':')) + "\"\nuri = \"" + uri +
            "\"\npeers = \"192.0.2.0/24\"\nunencrypted = true\n";
  }
  EXPECT_THAT(problems_of(toml), testing::IsEmpty());
}

TEST(KnownWords, LinesBeyondThisMachineNeedPeersAndTheWordAtTheirPlace) {
  const auto told = problems_of(
      "[[feed]]\nname = \"a\"\nuri = \"tcp://192.0.2.7:1\"\n"
      "[[feed]]\nname = \"b\"\nuri = \"udp://0.0.0.0:1\"\npeers = \"everybody\"\n"
      "[[output]]\nname = \"c\"\nuri = \"tcp-listen://0.0.0.0:1\"\npeers = \"192.0.2.0/24\"\n"
      "[[output]]\nname = \"d\"\nuri = \"tcp://127.0.0.1:1\"\n");
  ASSERT_EQ(told.size(), 4U);
  EXPECT_THAT(told[0], StartsWith("/etc/x.toml:3:7: feed[1].uri: is beyond this machine"));
  EXPECT_THAT(told[0], HasSubstr("peers = \"192.0.2.0/24\", with unencrypted = true"));
  EXPECT_THAT(told[1], StartsWith("/etc/x.toml:7:9: feed[2].peers: 'everybody' is no range of addresses"));
  EXPECT_THAT(told[2],
              StartsWith("/etc/x.toml:10:7: output[1].uri: travels unencrypted beyond this machine"));
  EXPECT_THAT(told[3], StartsWith("/etc/x.toml:14:7: output[2].uri: an output begins with tcp-listen://"));
}

}  // namespace
}  // namespace selat::cli
