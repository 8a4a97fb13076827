#include "feed/plain_traffic.h"

#include <gtest/gtest.h>

namespace selat::feed {
namespace {

// The key in question, or "" where it may be used.
std::string fault(std::string_view uri, Flow flow, const PlainConsent& consent = {}) {
  const auto problem = plain_problem(uri, flow, consent);
  return problem ? std::string(problem->key) : std::string();
}

const PlainConsent kListed = {{"192.0.2.0/24", "2001:db8::/32"}, true};

TEST(PlainTraffic, OnThisMachineNeedsNothing) {
  for (const auto* uri :
       {"tcp://127.0.0.1:1", "tcp://localhost:1", "tcp-listen://[::1]:1", "udp://127.0.0.2:1",
        "TCP://LocalHost.:1", "tcp://[::FFFF:127.0.0.1]:1", "Mqtt://Somebody@LOCALHOST/ais"}) {
    EXPECT_EQ(fault(uri, Flow::in), "") << uri;
    EXPECT_FALSE(is_plain_beyond_machine(uri)) << uri;
  }
  EXPECT_EQ(fault("file:///x.nmea", Flow::in), "");
  EXPECT_EQ(fault("serial:///dev/ttyUSB0?baud=38400", Flow::in), "");
  EXPECT_EQ(fault("udp://127.0.0.1:1", Flow::out), "");
}

TEST(PlainTraffic, BeyondItNeedsPeersAndThatAPersonSaysSo) {
  for (const auto* uri : {"tcp://192.0.2.7:1", "tcp-listen://0.0.0.0:1", "udp://0.0.0.0:1", "udp://[::]:1",
                          "udp-multicast://239.192.0.1:60001", "tcp://station.example:1",
                          "gpsd://station.example", "mqtt://selat@192.0.2.7:1883/ais/#"}) {
    EXPECT_TRUE(is_plain_beyond_machine(uri)) << uri;
    EXPECT_EQ(fault(uri, Flow::in), "uri") << uri;
    EXPECT_EQ(fault(uri, Flow::in, {{"192.0.2.0/24"}, false}), "uri") << uri;
    EXPECT_EQ(fault(uri, Flow::in, {{}, true}), "uri") << uri;
    EXPECT_EQ(fault(uri, Flow::in, kListed), "") << uri;
  }
  EXPECT_EQ(fault("tcp-listen://0.0.0.0:1", Flow::out), "uri");
  EXPECT_EQ(fault("tcp-listen://0.0.0.0:1", Flow::out, kListed), "");
}

TEST(PlainTraffic, WhatIsEncryptedNeedsNeither) {
  EXPECT_FALSE(is_plain_beyond_machine("mqtts://selat@broker.example:8883/ais/#"));
  EXPECT_FALSE(is_plain_beyond_machine("MQTTS://selat@broker.example:8883/ais/#"));
  EXPECT_EQ(fault("mqtts://selat@broker.example:8883/ais/#", Flow::in), "");
  EXPECT_EQ(fault("mqtts://broker.example:8883/ais/#", Flow::in, {{"everybody"}, false}), "peers");
}

TEST(PlainTraffic, APeerThatIsNamedMustBeAmongThem) {
  EXPECT_EQ(fault("tcp://198.51.100.1:1", Flow::in, kListed), "uri");
  EXPECT_EQ(fault("udp://198.51.100.1:1", Flow::out, kListed), "uri");
  EXPECT_EQ(fault("udp://192.0.2.9:1", Flow::out, kListed), "");
  EXPECT_EQ(fault("tcp://[2001:db8::1]:1", Flow::in, kListed), "");
}

TEST(PlainTraffic, PeersThatAreNoneAreSaid) {
  EXPECT_EQ(fault("tcp://127.0.0.1:1", Flow::in, {{"everybody"}, true}), "peers");
}

}  // namespace
}  // namespace selat::feed
