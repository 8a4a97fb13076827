#include "feed/uri.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feed/feed_table.h"

namespace selat::feed {
namespace {

Uri split(std::string_view uri) {
  const auto parts = split_uri(uri);
  EXPECT_TRUE(parts.has_value()) << uri;
  return parts.value_or(Uri{});
}

void expect_host_and_port(std::string_view uri, std::string_view host, std::uint16_t port) {
  const auto place = host_and_port(split(uri).place, 0);
  ASSERT_TRUE(place.has_value()) << place.error().what.in_english();
  EXPECT_EQ(place->host, host);
  EXPECT_EQ(place->port, port);
}

TEST(FeedUri, IsSchemePlaceAndOption) {
  const Uri uri = split("udp-multicast://239.192.0.4:60004?interface=eth0");
  EXPECT_EQ(uri.scheme, "udp-multicast");
  EXPECT_EQ(uri.place.text, "239.192.0.4:60004");
  EXPECT_EQ(uri.place.at, 16);
  const auto option = only_option(uri.query, "interface");
  ASSERT_TRUE(option.has_value() && option->has_value());
  EXPECT_EQ((*option)->text, "eth0");
  EXPECT_EQ((*option)->at, 44);
  const auto none = only_option(split("tcp://a:1").query, "interface");
  EXPECT_TRUE(none.has_value() && !none->has_value());
}

TEST(FeedUri, APlaceIsHostAndPortOrAPath) {
  expect_host_and_port("tcp://ais.example.org:10110", "ais.example.org", 10110);
  expect_host_and_port("tcp://[::1]:4001/", "::1", 4001);
  expect_host_and_port("tcp-listen://127.0.0.1:0?senders=3", "127.0.0.1", 0);
  expect_host_and_port("udp-multicast://[ff12::1]:60004", "ff12::1", 60004);
  EXPECT_EQ(path_of(split("file:///var/log/a%20b.nmea.gz").place, tr("missing")), "/var/log/a b.nmea.gz");
  EXPECT_EQ(path_of(split("file://../data/x.nmea?speed=max").place, tr("missing")), "../data/x.nmea");
  EXPECT_EQ(path_of(split("file://-?speed=2.5").place, tr("missing")), "-");
}

// RFC 3986: scheme and host mean the same in any case. A final dot only says that the name is whole.
TEST(FeedUri, SchemeAndHostAreWrittenInAnyCase) {
  EXPECT_EQ(usual_uri("TCP://LOCALHOST:1?X=Y"), "tcp://localhost:1?X=Y");
  EXPECT_EQ(usual_uri("MQTT://User@Host.Example/AIS/#"), "mqtt://User@host.example/AIS/#");
  EXPECT_EQ(usual_uri("FILE:///Tmp/A.nmea"), "file:///Tmp/A.nmea");
  EXPECT_EQ(usual_uri("udp://[FE80::1%Eth0]:1"), "udp://[fe80::1%Eth0]:1");
  EXPECT_EQ(usual_uri("nothing"), "nothing");
  expect_host_and_port("tcp://ais.example.org.:1", "ais.example.org", 1);
  for (const char* uri :
       {"TCP://LOCALHOST:1", "Udp://127.0.0.1:1", "tcp://localhost.:1", "Serial:///dev/ttyS0"}) {
    EXPECT_TRUE(parse_uri(uri).has_value()) << uri;
  }
}

TEST(FeedUri, APortThatIsUsualNeedNotBeWritten) {
  for (const char* uri : {"gpsd://host", "gpsd://[::1]", "gpsd://host/?reconnect_after=60", "mqtt://host/ais",
                          "mqtts://somebody@host/ais"}) {
    EXPECT_TRUE(parse_uri(uri).has_value()) << uri;
  }
  EXPECT_EQ(host_and_port(split("gpsd://host").place, 1, usual_port("gpsd"))->port, 2947);
  for (const char* uri : {"tcp://host", "gpsd://host:", "udp://127.0.0.1"}) {
    EXPECT_FALSE(parse_uri(uri).has_value()) << uri;
  }
}

TEST(FeedUri, WhatEachKindOfFeedTakes) {
  for (const std::string_view uri :
       {"tcp://ais.example.org:10110", "tcp://ais.example.org:10110?reconnect_after=300",
        "tcp-listen://0.0.0.0:4002", "tcp-listen://127.0.0.1:0?senders=1024", "udp://0.0.0.0:0",
        "udp-multicast://239.192.0.4:60004?interface=eth0", "udp-multicast://[ff12::1]:60004",
        "udp://0.0.0.0:8600?format=asterix", "udp://0.0.0.0:10110?format=nmea",
        "udp-multicast://239.192.0.4:8600?format=asterix&interface=eth0", "serial:///dev/ttyUSB0",
        "serial:///dev/ttyUSB0?baud=4800", "file:///x.nmea",
        "file:///x.nmea?start=2026-01-31T06:00:00Z&speed=max", "file://x.nmea?speed=max",
        "file://-?speed=2.5"}) {
    const auto parsed = parse_uri(uri);
    EXPECT_TRUE(parsed.has_value()) << parsed.error().message.in_english();
  }
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
    Wrong{"HTTP://localhost:1", UriProblem::unknown_scheme, 1},
    Wrong{"tcp://", UriProblem::bad_host, 7},
    Wrong{"tcp://:10110", UriProblem::bad_host, 7},
    Wrong{"tcp://ho st:1", UriProblem::bad_host, 9},
    Wrong{"tcp://[::1:4001", UriProblem::bad_host, 7},
    Wrong{"tcp://[xyz]:4001", UriProblem::bad_host, 8},
    Wrong{"tcp://[fe80::zz]:4001", UriProblem::bad_host, 8},
    Wrong{"tcp://192.168.1.300:1", UriProblem::bad_host, 7},
    Wrong{"udp://*:10110", UriProblem::bad_host, 7},
    Wrong{"udp://0.0.0.0:8600?format=cat48", UriProblem::bad_option, 27},
    Wrong{"udp-multicast://239.192.0.4:60004?format=", UriProblem::bad_option, 42},
    Wrong{"udp-multicast://239.192.0.400:1", UriProblem::bad_host, 17},
    Wrong{"udp-multicast://[fe80::1]:1", UriProblem::bad_host, 17},
    Wrong{"tcp://host:1?reconnect_after=0", UriProblem::bad_option, 30},
    Wrong{"tcp://host:1?reconnect_after=soon", UriProblem::bad_option, 30},
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
    Wrong{"file:///x.nmea?speed=max&start=noon", UriProblem::bad_option, 32},
    Wrong{"file:///x.nmea?begin=1", UriProblem::unknown_option, 16},
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
