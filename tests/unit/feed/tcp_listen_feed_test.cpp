#include <set>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "listening_post.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

class TcpListenFeed : public testing::Test {
 protected:
  tcp::socket connect() {
    tcp::socket socket(post_.io);
    socket.connect(tcp::endpoint(asio::ip::address_v4::loopback(), post_.feed->status().port));
    return socket;
  }
  static void send(tcp::socket& socket, std::string_view bytes) { asio::write(socket, asio::buffer(bytes)); }
  [[nodiscard]] bool wait_for_senders(std::size_t count) {
    return post_.wait_until([&] { return post_.feed->status().senders == count; });
  }
  ListeningPost post_;
};

TEST_F(TcpListenFeed, SeveralSendersAtOnceAreKeptApart) {
  post_.start("tcp-listen://127.0.0.1:0");
  EXPECT_EQ(post_.feed->status().state, State::connecting);
  auto one = connect();
  auto two = connect();
  send(one, "!one a");
  send(two, "!two a");
  ASSERT_TRUE(wait_for_senders(2));
  send(one, " b\n");
  send(two, " b\n");
  ASSERT_TRUE(post_.wait_for_lines(2));
  EXPECT_THAT(post_.lines(), UnorderedElementsAre("!one a b", "!two a b"));
  EXPECT_NE(post_.heard[0].sender, post_.heard[1].sender);
  one.close();
  two.close();
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  EXPECT_EQ(post_.feed->status().senders, 0U);
}

TEST_F(TcpListenFeed, WhoIsNotAmongThePeersIsNotHeard) {
  post_.hear_only({"192.0.2.0/24"});
  post_.start("tcp-listen://127.0.0.1:0");
  auto stranger = connect();
  ASSERT_TRUE(post_.wait_until([&] { return post_.feed->status().counters.refused_senders == 1; }));
  EXPECT_EQ(post_.feed->status().senders, 0U);
  post_.feed->stop();
  post_.hear_only({"127.0.0.0/8"});
  post_.start("tcp-listen://127.0.0.1:0");
  auto peer = connect();
  send(peer, "!one\n");
  EXPECT_TRUE(post_.wait_for_lines(1));
}

TEST_F(TcpListenFeed, ABusyPortIsAClearErrorAtTheStart) {
  post_.start("tcp-listen://127.0.0.1:0");
  ListeningPost second;
  try {
    second.start(post_.uri("tcp-listen://127.0.0.1:"));
    FAIL() << "a second listener on one port";
  } catch (const FeedError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot listen on 127.0.0.1:"));
    EXPECT_THAT(error.what(), HasSubstr("in use"));
    EXPECT_THAT(error.what(), testing::Not(HasSubstr("\n")));
  }
}

TEST_F(TcpListenFeed, OneSenderTooManyIsRefusedAndCounted) {
  post_.start("tcp-listen://127.0.0.1:0?senders=1");
  auto first = connect();
  ASSERT_TRUE(wait_for_senders(1));
  auto second = connect();
  ASSERT_TRUE(post_.wait_until([&] { return post_.feed->status().counters.refused_senders == 1; }));
  send(first, "!still here\n");
  ASSERT_TRUE(post_.wait_for_lines(1));
}

TEST_F(TcpListenFeed, ASilentSenderGivesWayToANewOne) {
  post_.setup().silent_after = Span::milliseconds(1);
  post_.start("tcp-listen://127.0.0.1:0?senders=1");
  auto silent = connect();
  ASSERT_TRUE(wait_for_senders(1));
  ASSERT_TRUE(post_.wait_for(State::silent));
  auto lively = connect();
  send(lively, "!here\n");
  ASSERT_TRUE(post_.wait_for_lines(1));
  EXPECT_EQ(post_.feed->status().senders, 1U);
  EXPECT_EQ(post_.feed->status().counters.refused_senders, 0U);
}

TEST_F(TcpListenFeed, AHundredSendersThatComeAndGoLeaveNothingBehind) {
  post_.start("tcp-listen://127.0.0.1:0?senders=8");
  for (int i = 0; i < 100; ++i) {
    auto socket = connect();
    send(socket, "!" + std::to_string(i) + "\n");
    ASSERT_TRUE(post_.wait_for_lines(static_cast<std::size_t>(i) + 1));
    socket.close();
    ASSERT_TRUE(wait_for_senders(0));
  }
  std::set<std::uint64_t> senders;
  for (const auto& each : post_.heard) {
    senders.insert(each.sender);
  }
  EXPECT_EQ(senders.size(), 100U);
}

}  // namespace
}  // namespace selat::feed
