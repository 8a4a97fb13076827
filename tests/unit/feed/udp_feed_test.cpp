#include <string>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <boost/asio/ip/multicast.hpp>
#include <boost/asio/ip/udp.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <net/if.h>
#include <sys/socket.h>

#include "listening_post.h"
#include "nmea/checksum.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::string_literals;

class UdpFeed : public testing::Test {
 protected:
  void send(udp::socket& from, std::string_view bytes) {
    from.send_to(asio::buffer(bytes),
                 udp::endpoint(asio::ip::address_v4::loopback(), post_.feed->status().port));
  }
  ListeningPost post_;
  udp::socket sender_{post_.io, udp::v4()};
};

TEST_F(UdpFeed, SeveralSentencesInADatagramAndOneWithoutALineEnd) {
  post_.start("udp://127.0.0.1:0");
  send(sender_, "!one\r\n!two\r\n!three");
  send(sender_, "!four");
  ASSERT_TRUE(post_.wait_for_lines(4));
  EXPECT_THAT(post_.lines(), ElementsAre("!one", "!two", "!three", "!four"));
  EXPECT_EQ(post_.feed->status().counters.datagrams, 2U);
  EXPECT_EQ(post_.feed->status().counters.bytes, 23U);
}

TEST_F(UdpFeed, WhoIsNotAmongThePeersIsNotHeard) {
  post_.hear_only({"192.0.2.0/24", "2001:db8::/32"});
  post_.start("udp://127.0.0.1:0");
  send(sender_, "!one\r\n");
  ASSERT_TRUE(post_.wait_until([&] { return post_.feed->status().counters.refused_senders == 1; }));
  EXPECT_EQ(post_.heard.size(), 0U);
  post_.feed->stop();
  post_.hear_only({"127.0.0.1"});
  post_.start("udp://127.0.0.1:0");
  send(sender_, "!two\r\n");
  EXPECT_TRUE(post_.wait_for_lines(1));
}

TEST_F(UdpFeed, DatagramsOfAsterixAreHandedOnWhole) {
  std::vector<std::string> whole;
  post_.hear_whole([&](const WholeDatagram& datagram) { whole.emplace_back(datagram.bytes); });
  post_.start("udp://127.0.0.1:0?format=asterix");
  const std::string block = "\x30\x00\x08\x80\n\r!\\"s;
  send(sender_, block);
  send(sender_, block + block);
  ASSERT_TRUE(post_.wait_until([&] { return whole.size() == 2; }));
  EXPECT_THAT(whole, ElementsAre(block, block + block));
  EXPECT_EQ(post_.heard.size(), 0U);
  EXPECT_EQ(post_.feed->status().counters.datagrams, 2U);
  EXPECT_EQ(post_.feed->status().counters.bytes, 24U);
}

// As a box does that puts a serial line into datagrams by the byte.
TEST_F(UdpFeed, DatagramsCutAnywhereGiveWholeLines) {
  post_.start("udp://127.0.0.1:0");
  udp::socket other(post_.io, udp::v4());
  std::string all;
  std::vector<std::string> expected;
  for (int i = 0; i < 40; ++i) {
    const std::string between = "AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208" + std::to_string(10 + i) + ",0";
    expected.push_back("!" + between + nmea::checksum_suffix(between));
    all += expected.back() + "\r\n";
  }
  for (std::size_t at = 0; at < all.size(); at += 37) {
    send(sender_, all.substr(at, 37));
    send(other, expected[at / 37 % expected.size()]);
  }
  ASSERT_TRUE(post_.wait_for_lines(expected.size() + (all.size() + 36) / 37));
  std::vector<std::string> got;
  for (const auto& heard : post_.heard) {
    if (heard.sender == post_.heard.front().sender) {
      got.push_back(heard.line);
    }
  }
  const bool is_cut_one = got == expected;
  got.clear();
  for (const auto& heard : post_.heard) {
    if (heard.sender != post_.heard.front().sender) {
      got.push_back(heard.line);
    }
  }
  EXPECT_TRUE(is_cut_one || got == expected);
}

TEST_F(UdpFeed, TwoSendersAreKeptApart) {
  post_.start("udp://127.0.0.1:0");
  udp::socket other(post_.io, udp::v4());
  send(sender_, "!one");
  send(other, "!two");
  send(sender_, "!three");
  ASSERT_TRUE(post_.wait_for_lines(3));
  EXPECT_EQ(post_.heard[0].sender, post_.heard[2].sender);
  EXPECT_NE(post_.heard[0].sender, post_.heard[1].sender);
}

TEST_F(UdpFeed, TheHeaderOfIec61162Part450IsTakenOffAndItsOtherKindsAreCounted) {
  post_.start("udp://127.0.0.1:0");
  send(sender_, "RaUdP\0picture\r\n"s);
  send(sender_, "UdPbC\0\\s:AI0001,n:1*1F\\!AIVDM\r\n"s);
  ASSERT_TRUE(post_.wait_for_lines(1));
  EXPECT_THAT(post_.lines(), ElementsAre("\\s:AI0001,n:1*1F\\!AIVDM"));
  EXPECT_EQ(post_.feed->status().counters.foreign_datagrams, 1U);
}

TEST_F(UdpFeed, ABusyPortIsAClearErrorAtTheStart) {
  post_.start("udp://127.0.0.1:0");
  ListeningPost second;
  EXPECT_THROW(second.start(post_.uri("udp://127.0.0.1:")), FeedError);
}

TEST_F(UdpFeed, WhatTheKernelDropsIsCounted) {
  post_.start("udp://127.0.0.1:0");
  const std::string datagram(nmea::kMaxLineLength + 1, 'x');
  const std::uint64_t burst = 10'000;  // more than 80 MB at once: more than the kernel keeps for us
  for (std::uint64_t i = 0; i < burst; ++i) {
    send(sender_, datagram);
  }
  post_.io.poll();
  ASSERT_TRUE(post_.wait_until([&] {
    const auto before = post_.feed->status().counters.datagrams;
    post_.io.restart();
    post_.io.poll();
    return post_.feed->status().counters.datagrams == before;
  }));
  send(sender_, "!last");  // carries the kernel's count
  ASSERT_TRUE(post_.wait_until([&] { return !post_.heard.empty(); }));
  const auto counters = post_.feed->status().counters;
  EXPECT_GT(counters.kernel_drops, 0U);
  EXPECT_EQ(counters.datagrams + counters.kernel_drops, burst + 1);
  EXPECT_EQ(counters.lines.overlong_lines, counters.datagrams - 1);
}

class UdpMulticastFeed : public UdpFeed {
 protected:
  void send_to_group(std::string_view group, std::string_view bytes) {
    sender_.set_option(asio::ip::multicast::outbound_interface(asio::ip::address_v4::loopback()));
    sender_.set_option(asio::ip::multicast::enable_loopback(true));
    sender_.send_to(asio::buffer(bytes),
                    udp::endpoint(asio::ip::make_address(std::string(group)), post_.feed->status().port));
  }
};

TEST_F(UdpMulticastFeed, AGroupJoinedByTheInterfacesAddress) {
  post_.start("udp-multicast://239.192.77.4:0?interface=127.0.0.1");
  send_to_group("239.192.77.4", "UdPbC\0\\s:AI0001*23\\!AIVDM,1\r\n\\s:AI0001*23\\!AIVDM,2\r\n"s);
  ASSERT_TRUE(post_.wait_for_lines(2));
  EXPECT_THAT(post_.lines(), ElementsAre("\\s:AI0001*23\\!AIVDM,1", "\\s:AI0001*23\\!AIVDM,2"));
}

TEST_F(UdpMulticastFeed, AGroupJoinedByTheInterfacesName) {
  post_.start("udp-multicast://239.192.77.5:0?interface=lo");
  send_to_group("239.192.77.5", "!AIVDM,1");
  ASSERT_TRUE(post_.wait_for_lines(1));
}

TEST_F(UdpMulticastFeed, OtherGroupsOnTheSamePortAreNotHeard) {
  post_.start("udp-multicast://239.192.77.6:0?interface=127.0.0.1");
  ListeningPost other;  // joins the second group, so that this machine receives it
  other.start("udp-multicast://239.192.77.7:" + std::to_string(post_.feed->status().port) +
              "?interface=127.0.0.1");
  send_to_group("239.192.77.7", "!not for us");
  send_to_group("239.192.77.6", "!for us");
  ASSERT_TRUE(post_.wait_for_lines(1));
  EXPECT_THAT(post_.lines(), ElementsAre("!for us"));
  ASSERT_TRUE(other.wait_for_lines(1));
  EXPECT_THAT(other.lines(), ElementsAre("!not for us"));
}

// The socket of this process that is bound to that port.
int socket_bound_to(std::uint16_t port) {
  for (int descriptor = 0; descriptor < 1'024; ++descriptor) {
    sockaddr_in bound{};
    socklen_t size = sizeof bound;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&bound), &size) == 0 &&
        bound.sin_family == AF_INET && ntohs(bound.sin_port) == port) {
      return descriptor;
    }
  }
  return -1;
}

// An interface that is removed takes the socket's membership with it; here the test takes it.
TEST_F(UdpMulticastFeed, AMembershipThatWasLostIsTakenAgain) {
  post_.start("udp-multicast://239.192.77.9:0?interface=lo");
  ip_mreqn membership{};
  membership.imr_multiaddr.s_addr = ::inet_addr("239.192.77.9");
  membership.imr_ifindex = static_cast<int>(::if_nametoindex("lo"));
  ASSERT_EQ(::setsockopt(socket_bound_to(post_.feed->status().port), IPPROTO_IP, IP_DROP_MEMBERSHIP,
                         &membership, sizeof membership),
            0);
  send_to_group("239.192.77.9", "!lost");
  ASSERT_TRUE(post_.wait_until([&] { return post_.feed->status().counters.reconnects == 1; }));
  send_to_group("239.192.77.9", "!heard");
  ASSERT_TRUE(post_.wait_for_lines(1));
  EXPECT_THAT(post_.lines(), ElementsAre("!heard"));
}

TEST_F(UdpMulticastFeed, AnInterfaceThatIsNotThereIsShownAndTriedAgain) {
  post_.start("udp-multicast://239.192.77.8:0?interface=nosuch0");
  EXPECT_EQ(post_.feed->status().state, State::disconnected);
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr("nosuch0: No such device"));
}

}  // namespace
}  // namespace selat::feed
