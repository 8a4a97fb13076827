#include "feed/uri.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::feed {
namespace {

template <typename Options>
void expect_options(std::string_view uri, const Options& expected) {
  const auto parsed = parse_uri(uri);
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message.in_english();
  ASSERT_TRUE(std::holds_alternative<Options>(*parsed)) << uri;
  EXPECT_EQ(std::get<Options>(*parsed), expected) << uri;
}

TEST(FeedUri, EveryKindOfFeedIsUnderstood) {
  expect_options("tcp://ais.example.org:10110", TcpOptions{"ais.example.org", 10110});
  expect_options("tcp://[::1]:4001/", TcpOptions{"::1", 4001});
  expect_options("tcp-listen://0.0.0.0:4002", TcpListenOptions{"0.0.0.0", 4002, 64});
  expect_options("tcp-listen://127.0.0.1:0?senders=3", TcpListenOptions{"127.0.0.1", 0, 3});
  expect_options("udp://0.0.0.0:10110", UdpOptions{"0.0.0.0", 10110});
  expect_options("udp-multicast://239.192.0.4:60004?interface=eth0",
                 UdpMulticastOptions{"239.192.0.4", 60004, "eth0"});
  expect_options("udp-multicast://[ff12::1]:60004", UdpMulticastOptions{"ff12::1", 60004, ""});
  expect_options("serial:///dev/ttyUSB0", SerialOptions{"/dev/ttyUSB0", 38'400});
  expect_options("serial:///dev/ttyUSB0?baud=4800", SerialOptions{"/dev/ttyUSB0", 4'800});
  expect_options("file:///var/log/a%20b.nmea.gz", FileOptions{"/var/log/a b.nmea.gz", 1.0});
  expect_options("file://../data/x.nmea?speed=max", FileOptions{"../data/x.nmea", std::nullopt});
  expect_options("file://-?speed=2.5", FileOptions{"-", 2.5});
}

struct Wrong {
  std::string_view uri;
  UriProblem problem;
  std::size_t column;
};

const std::vector<Wrong> kWrong{
    Wrong{"", UriProblem::no_scheme, 1},
    Wrong{"localhost:10110", UriProblem::no_scheme, 1},
    Wrong{"http://localhost:10110", UriProblem::unknown_scheme, 1},
    Wrong{"TCP://localhost:1", UriProblem::unknown_scheme, 1},
    Wrong{"tcp://", UriProblem::bad_host, 7},
    Wrong{"tcp://:10110", UriProblem::bad_host, 7},
    Wrong{"tcp://ho st:1", UriProblem::bad_host, 9},
    Wrong{"tcp://[::1:4001", UriProblem::bad_host, 7},
    Wrong{"tcp://[xyz]:4001", UriProblem::bad_host, 8},
    Wrong{"tcp://user:word@host:1", UriProblem::bad_host, 7},
    Wrong{"tcp://localhost", UriProblem::bad_port, 16},
    Wrong{"tcp://localhost:", UriProblem::bad_port, 17},
    Wrong{"tcp://localhost:0", UriProblem::bad_port, 17},
    Wrong{"tcp://localhost:65536", UriProblem::bad_port, 17},
    Wrong{"tcp://localhost:4001x", UriProblem::bad_port, 17},
    Wrong{"tcp://localhost:4001?baud=4800", UriProblem::unknown_option, 22},
    Wrong{"tcp-listen://0.0.0.0:1?senders=0", UriProblem::bad_option, 32},
    Wrong{"tcp-listen://0.0.0.0:1?senders=9999", UriProblem::bad_option, 32},
    Wrong{"udp-multicast://192.168.1.1:60004", UriProblem::bad_host, 17},
    Wrong{"udp-multicast://239.192.0.4:60004?interface=", UriProblem::bad_option, 45},
    Wrong{"serial://ttyUSB0", UriProblem::bad_path, 10},
    Wrong{"serial://", UriProblem::bad_path, 10},
    Wrong{"serial:///dev/ttyUSB0?baud=38401", UriProblem::bad_option, 28},
    Wrong{"serial:///dev/ttyUSB0?baud=4800&baud=9600", UriProblem::bad_option, 33},
    Wrong{"file://", UriProblem::bad_path, 8},
    Wrong{"file:///a%2", UriProblem::bad_path, 10},
    Wrong{"file:///a%00b", UriProblem::bad_path, 10},
    Wrong{"file:///x.nmea?speed=fast", UriProblem::bad_option, 22},
    Wrong{"file:///x.nmea?speed=-1", UriProblem::bad_option, 22},
    Wrong{"file:///x.nmea?speed=nan", UriProblem::bad_option, 22},
    Wrong{"file:///x.nmea?pace=2", UriProblem::unknown_option, 16}};

TEST(FeedUri, AWrongOneSaysWhatIsWrongAndWhere) {
  for (const auto& wrong : kWrong) {
    SCOPED_TRACE(wrong.uri);
    const auto parsed = parse_uri(wrong.uri);
    if (parsed) {
      ADD_FAILURE() << "was taken as right";
      continue;
    }
    EXPECT_EQ(name_of(parsed.error().problem), name_of(wrong.problem)) << parsed.error().message.in_english();
    EXPECT_EQ(parsed.error().column, wrong.column) << parsed.error().message.in_english();
    EXPECT_THAT(parsed.error().message.in_english(), testing::Not(testing::HasSubstr("\n")));
  }
}

TEST(FeedUri, HostileCharactersDoNotReachTheMessage) {
  const auto parsed = parse_uri("\x1b[2Jtcp\n");
  ASSERT_FALSE(parsed.has_value());
  EXPECT_THAT(parsed.error().message.in_english(), testing::Not(testing::HasSubstr("\x1b")));
  EXPECT_THAT(parsed.error().message.in_english(), testing::Not(testing::HasSubstr("\n")));
}

TEST(FeedUri, AnEndlessUriIsRefused) {
  const auto parsed = parse_uri("file:///" + std::string(100'000, 'x'));
  ASSERT_FALSE(parsed.has_value());
  EXPECT_LT(parsed.error().message.in_english().size(), 400U);
}

}  // namespace
}  // namespace selat::feed
