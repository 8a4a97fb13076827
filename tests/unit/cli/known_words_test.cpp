#include "cli/known_words.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "feed/feed_table.h"
#include "support/temporary_directory.h"

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

std::string own_name() {
  std::array<char, 256> name{};
  EXPECT_EQ(::gethostname(name.data(), name.size() - 1), 0);
  return name.data();
}

std::string feed(const std::string& name, const std::string& uri) {
  return "[[feed]]\nname = \"" + name + "\"\nuri = \"" + uri +
         "\"\npeers = \"192.0.2.0/24 239.192.0.0/16\"\nunencrypted = true\n";
}
std::string output(const std::string& uri) {
  return "[[output]]\nname = \"out\"\nuri = \"" + uri +
         "\"\npeers = \"192.0.2.0/24 239.192.0.0/16\"\nunencrypted = true\n";
}

TEST(KnownWords, TwoThatWantTheSamePlaceOfThisMachineAreRefusedHoweverItIsWritten) {
  struct Pair {
    std::string one, other;
  };
  for (const auto& [one, other] :
       std::vector<Pair>{{"udp://127.0.0.1:9", "udp://localhost:9"},
                         {"udp://0.0.0.0:9", "udp://127.0.0.1:9"},
                         {"udp://[::]:9", "udp://127.0.0.1:9"},
                         {"tcp-listen://192.0.2.1:9", "tcp-listen://0.0.0.0:9"},
                         {"tcp-listen://127.0.0.1:9", "http-listen://127.0.0.1:9?token_file=/t"},
                         {"udp://0.0.0.0:9", "udp-multicast://239.192.0.4:9"}}) {
    SCOPED_TRACE(one + " " + other);
    EXPECT_THAT(problems_of(feed("a", one) + feed("b", other)),
                testing::ElementsAre(HasSubstr(":8:7: feed[2].uri: is where feed a is already")));
  }
  for (const auto& [one, other] : std::vector<Pair>{
           {"udp://127.0.0.1:9", "udp://127.0.0.1:10"},
           {"udp://127.0.0.1:9", "udp://[::1]:9"},  // two sockets
           {"tcp-listen://localhost:9", "tcp-listen://[::1]:9"},
           {"udp://127.0.0.1:9", "tcp-listen://127.0.0.1:9"},
           {"udp://192.0.2.1:9", "udp://127.0.0.1:9"},
           {"udp://127.0.0.1:0", "udp://127.0.0.1:0"},
           {"udp-multicast://239.192.0.4:9?interface=a", "udp-multicast://239.192.0.4:9?interface=b"}}) {
    SCOPED_TRACE(one + " " + other);
    EXPECT_THAT(problems_of(feed("a", one) + feed("b", other)), testing::IsEmpty());
  }
}

TEST(KnownWords, AFeedAtAPortOfTheBusIsRefused) {
  const std::string bus =
      "[bus]\nkeys = \"keys\"\n[bus.remote.coordinate]\npublish = \"tcp://192.0.2.1:5\"\nrequest = "
      "\"tcp://192.0.2.1:7\"\n";
  EXPECT_THAT(
      problems_of(bus + feed("a", "tcp-listen://0.0.0.0:5")),
      testing::ElementsAre(HasSubstr("feed[1].uri: is where bus.remote.coordinate.publish is already")));
  EXPECT_THAT(problems_of(bus + feed("a", "tcp-listen://192.0.2.1:8")), testing::SizeIs(1))
      << "orders go beside requests";
  EXPECT_THAT(problems_of(bus + feed("a", "tcp-listen://192.0.2.1:6")), testing::IsEmpty());
}

TEST(KnownWords, AFeedThatReadsWhatAnOutputSendsIsRefused) {
  struct Pair {
    std::string in, out;
  };
  for (const auto& [in, out] :
       std::vector<Pair>{{"tcp://127.0.0.1:9", "tcp-listen://0.0.0.0:9"},
                         {"tcp://localhost:9", "tcp-listen://127.0.0.1:9"},
                         {"udp://0.0.0.0:9", "udp://127.0.0.1:9"},
                         {"udp-multicast://239.192.0.4:9", "udp://239.192.0.4:9"},
                         {"TCP://LOCALHOST.:9", "tcp-listen://127.0.0.1:9"},
                         {"tcp://[::ffff:127.0.0.1]:9", "tcp-listen://127.0.0.1:9"},
                         {"tcp://127.0.0.1:04002", "tcp-listen://127.0.0.1:4002"},
                         {"gpsd://127.0.0.1", "tcp-listen://127.0.0.1:2947"},
                         {"tcp://" + own_name() + ":9", "tcp-listen://192.0.2.7:9"}}) {
    SCOPED_TRACE(in + " " + out);
    EXPECT_THAT(
        problems_of(feed("a", in) + output(out)),
        testing::ElementsAre(HasSubstr(":8:7: output[1].uri: goes round: feed a reads what output out")));
  }
  for (const auto& [in, out] : std::vector<Pair>{{"tcp://192.0.2.7:9", "tcp-listen://0.0.0.0:9"},
                                                 {"udp://0.0.0.0:9", "udp://192.0.2.7:9"},
                                                 {"tcp://127.0.0.1:9", "tcp-listen://127.0.0.1:10"}}) {
    SCOPED_TRACE(in + " " + out);
    EXPECT_THAT(problems_of(feed("a", in) + output(out)), testing::IsEmpty());
  }
}

TEST(KnownWords, OneFileUnderTwoNamesIsOne) {
  const test::TemporaryDirectory directory;
  const auto path = [&](const std::string& name) { return (directory / name).string(); };
  std::ofstream(path("a.nmea")) << "!AIVDM";
  std::ofstream(path("b.nmea")) << "!AIVDM";
  std::filesystem::create_symlink(path("a.nmea"), path("link"));
  std::filesystem::create_hard_link(path("a.nmea"), path("hard"));
  std::filesystem::create_symlink("/dev/null", path("device"));
  for (const std::string& other : {"file://" + path("link"), "file://" + path("hard")}) {
    EXPECT_THAT(problems_of(feed("a", "file://" + path("a.nmea")) + feed("b", other)),
                testing::ElementsAre(HasSubstr(":8:7: feed[2].uri: reads what feed a reads already")));
  }
  EXPECT_THAT(problems_of(feed("a", "serial:///dev/null") + feed("b", "serial://" + path("device"))),
              testing::ElementsAre(HasSubstr(":8:7: feed[2].uri: reads what feed a reads already")));
  EXPECT_THAT(problems_of(feed("a", "file://" + path("a.nmea")) + feed("b", "file://" + path("b.nmea"))),
              testing::IsEmpty());
}

TEST(KnownWords, TopicsThatTwoFeedsHaveAreRefused) {
  EXPECT_THAT(
      problems_of(feed("a", "mqtt://192.0.2.7/$share/a/ais") + feed("b", "mqtt://192.0.2.7/$share/b/ais")),
      testing::SizeIs(1));
  EXPECT_THAT(problems_of(feed("a", "mqtt://192.0.2.7/ais/#") + feed("b", "mqtt://192.0.2.7/ais/batam")),
              testing::ElementsAre(HasSubstr(":8:7: feed[2].uri: has topics that feed a reads already")));
}

// A program may listen at one of them, and another at the other.
TEST(KnownWords, TheTwoLoopbackAddressesAreWarnedOf) {
  std::vector<std::string> warnings;
  config::Vocabulary words = known_words();
  words.on_warning = [&](const config::SettingsProblem& problem) {
    warnings.push_back(problem.message().in_english());
  };
  const std::string settings = feed("a", "tcp://[::1]:9") + feed("b", "gpsd://localhost:9");
  EXPECT_TRUE(config::parse_settings(settings, "/etc/x.toml", words).has_value());
  EXPECT_THAT(warnings, testing::ElementsAre(HasSubstr(":8:7: feed[2].uri: may read what feed a reads")));
}

TEST(KnownWords, TwoFeedsThatReadTheSameAreRefusedHoweverItIsWritten) {
  struct Pair {
    std::string one, other;
  };
  for (const auto& [one, other] :
       std::vector<Pair>{{"tcp://192.0.2.7:9", "TCP://192.0.2.7:09?reconnect_after=60"},
                         {"tcp://192.0.2.7:2947", "gpsd://192.0.2.7"},
                         {"tcp://[::ffff:192.0.2.7]:9", "tcp://192.0.2.7:9"},
                         {"mqtt://Broker.example/ais/#", "mqtt://somebody@broker.example.:1883/ais/#"},
                         {"udp-multicast://239.192.0.4:9", "udp-multicast://239.192.0.4:9"},
                         {"tcp://localhost:9", "tcp://127.0.0.1:9"},
                         {"serial:///dev/ttyS0", "serial:///dev/ttyS0?baud=4800"},
                         {"serial:///dev/ttyS0", "file:///dev/../dev/ttyS0"},
                         {"file:///x.nmea", "file:///y/../x.nmea"},
                         {"file:///x.nmea", "file:///x.nmea?speed=max"}}) {
    SCOPED_TRACE(one + " " + other);
    EXPECT_THAT(problems_of(feed("a", one) + feed("b", other)),
                testing::ElementsAre(HasSubstr(":8:7: feed[2].uri: reads what feed a reads already")));
  }
  for (const auto& [one, other] :
       std::vector<Pair>{{"tcp://192.0.2.7:9", "tcp://192.0.2.8:9"},
                         {"mqtt://192.0.2.7/ais/a", "mqtt://192.0.2.7/ais/b"},
                         {"mqtt://192.0.2.7/ais/a", "mqtt://192.0.2.7/AIS/a"},
                         {"mqtt://192.0.2.7/$share/a/ais", "mqtt://192.0.2.7/$share/a/ais"},  // each a half
                         {"tcp://127.0.0.1:9", "tcp://[::1]:9"},
                         {"tcp://127.0.0.1:9", "tcp://127.0.0.2:9"},
                         {"file:///x.nmea", "file:///X.nmea"},
                         {"udp://127.0.0.1:0", "udp://127.0.0.1:0"}}) {
    SCOPED_TRACE(one + " " + other);
    EXPECT_THAT(problems_of(feed("a", one) + feed("b", other)), testing::IsEmpty());
  }
}

TEST(KnownWords, ThresholdsThatContradictEachOtherAreRefused) {
  EXPECT_THAT(problems_of("[rules.rendezvous]\ndistance_m = 400\nleave_distance_m = 350\n"),
              testing::ElementsAre(AllOf(
                  StartsWith("/etc/x.toml:3:20: rules.rendezvous.leave_distance_m: is less than distance_m"),
                  HasSubstr("which is 400; the rule would contradict itself"))));
  EXPECT_THAT(problems_of("[rules.rendezvous]\nspeed_kn = 5\n"),
              testing::ElementsAre(HasSubstr("speed_kn: is more than leave_speed_kn, which is 4")));
  EXPECT_THAT(
      problems_of("[rules.rendezvous]\napart_m = 200\n"),
      testing::ElementsAre(HasSubstr(":2:11: rules.rendezvous.apart_m: is less than leave_distance_m")));
  EXPECT_THAT(problems_of("[rules.zone]\nconfirm_s = 600\ndwell_s = 300\n"),
              testing::ElementsAre(HasSubstr(":3:11: rules.zone.dwell_s: is less than confirm_s")));
  EXPECT_THAT(problems_of("[rules.rendezvous]\nspeed_kn = 5\nleave_speed_kn = 5\n"), testing::IsEmpty());
}

TEST(KnownWords, APeersTableIsOfAKeyAndSpeaksForItsOwner) {
  EXPECT_THAT(problems_of("[bus.peer.lumut]\ntopics = \"alert\"\n"),
              testing::ElementsAre(HasSubstr("write [bus.peer.\"control-point.lumut\"]")));
  EXPECT_THAT(problems_of("[bus.peer.\"control-point.lumutt\"]\ntopics = \"alert\"\n"),
              testing::ElementsAre(HasSubstr("there is no control point 'lumutt'")));
  EXPECT_THAT(problems_of("[bus.peer.\"control-point.lumut\"]\norders_from = \"belawan\"\n"),
              testing::ElementsAre(
                  AllOf(HasSubstr(":2:15: "), HasSubstr("lets the key of lumut speak for belawan"))));
  EXPECT_THAT(problems_of("[bus.peer.second]\norders_from = \"lumut\"\n"), testing::IsEmpty());
  EXPECT_THAT(problems_of("[bus.peer.second]\ntopics = \"\"\n"),
              testing::ElementsAre(HasSubstr("topics: is empty")));
}

}  // namespace
}  // namespace selat::cli
