#include "feed/peer_ranges.h"

#include <array>

#include <boost/asio/ip/address.hpp>
#include <gtest/gtest.h>

namespace selat::feed {
namespace {

bool contain(const std::vector<std::string>& ranges, const char* address) {
  const auto parsed = PeerRanges::parse(ranges);
  EXPECT_TRUE(parsed) << parsed.error().in_english();
  return parsed && parsed->contains(boost::asio::ip::make_address(address));
}

TEST(PeerRanges, OfIpv4HoldTheirAddressesAndNoOthers) {
  EXPECT_TRUE(contain({"192.0.2.0/24"}, "192.0.2.0"));
  EXPECT_TRUE(contain({"192.0.2.0/24"}, "192.0.2.255"));
  EXPECT_FALSE(contain({"192.0.2.0/24"}, "192.0.3.0"));
  EXPECT_TRUE(contain({"192.0.2.128/25"}, "192.0.2.128"));
  EXPECT_FALSE(contain({"192.0.2.128/25"}, "192.0.2.127"));
  EXPECT_TRUE(contain({"10.0.0.0/8"}, "10.255.1.2"));
  EXPECT_TRUE(contain({"192.0.2.7"}, "192.0.2.7"));
  EXPECT_FALSE(contain({"192.0.2.7"}, "192.0.2.6"));
  EXPECT_TRUE(contain({"192.0.2.7/24"}, "192.0.2.9")) << "the bits behind the range do not count";
}

TEST(PeerRanges, OfIpv6HoldTheirs) {
  EXPECT_TRUE(contain({"2001:db8::/32"}, "2001:db8:1::5"));
  EXPECT_FALSE(contain({"2001:db8::/32"}, "2001:db9::5"));
  EXPECT_TRUE(contain({"fe80::1"}, "fe80::1"));
  EXPECT_TRUE(contain({"2001:db8::/33"}, "2001:db8:7fff::"));
  EXPECT_FALSE(contain({"2001:db8::/33"}, "2001:db8:8000::"));
}

// A socket of both families shows IPv4 peers so.
TEST(PeerRanges, KnowAnIpv4AddressWrittenAsIpv6) {
  EXPECT_TRUE(contain({"192.0.2.0/24"}, "::ffff:192.0.2.9"));
  EXPECT_FALSE(contain({"192.0.2.0/24"}, "2001:db8::9"));
  EXPECT_FALSE(contain({"2001:db8::/32"}, "192.0.2.9"));
}

TEST(PeerRanges, AnyOfSeveralCounts) {
  EXPECT_TRUE(contain({"192.0.2.0/24", "2001:db8::/32"}, "2001:db8::1"));
  EXPECT_FALSE(contain({}, "127.0.0.1")) << "no range holds nobody";
}

TEST(PeerRanges, WhatIsNoneOrWouldNameNobodyIsRefused) {
  for (const char* const text :
       {"", "all", "192.0.2", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "192.0.2.0/24x", "host.example",
        "2001:db8::/129", "0.0.0.0/0", "10.0.0.0/7", "::/0", "2000::/15", "::ffff:0.0.0.0/96"}) {
    const std::array<std::string, 1> ranges = {text};
    EXPECT_FALSE(PeerRanges::parse(ranges)) << text;
  }
}

}  // namespace
}  // namespace selat::feed
