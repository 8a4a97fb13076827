#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/tcp.h>

#include "base/random.h"
#include "feed/likeness.h"
#include "listening_post.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::string_literals;

// A sender of AIS sentences on a port of its own.
class Server {
 public:
  explicit Server(asio::io_context& io, std::uint16_t port = 0)
      : acceptor_(io, tcp::endpoint(asio::ip::address_v4::loopback(), port)), socket_(io) {
    // The handler may run after the server has gone.
    acceptor_.async_accept(socket_, [is = is_connected_](boost::system::error_code error) { *is = !error; });
  }
  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  [[nodiscard]] std::string uri() const { return "tcp://127.0.0.1:" + std::to_string(port()); }
  [[nodiscard]] bool is_connected() const { return *is_connected_; }
  [[nodiscard]] tcp::socket& socket() { return socket_; }
  void send(std::string_view bytes) { asio::write(socket_, asio::buffer(bytes)); }

 private:
  tcp::acceptor acceptor_;
  tcp::socket socket_;
  std::shared_ptr<bool> is_connected_ = std::make_shared<bool>(false);
};

class TcpFeed : public testing::Test {
 protected:
  void connect() {
    server_.emplace(post_.io);
    post_.start(server_->uri());
    ASSERT_TRUE(post_.wait_until([&] { return server_->is_connected(); }));
  }
  ListeningPost post_;
  std::optional<Server> server_;
};

TEST_F(TcpFeed, WhoIsNotAmongThePeersIsNotMet) {
  server_.emplace(post_.io);
  post_.hear_only({"192.0.2.0/24"});
  post_.start(server_->uri());
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr("its address is not among the peers"));
  EXPECT_FALSE(server_->is_connected());
}

TEST_F(TcpFeed, LinesComeWholeHoweverTheyAreSent) {
  connect();
  server_->socket().set_option(tcp::no_delay(true));
  std::size_t sent = 0;
  for (const std::size_t size : {1U, 7U, 64U, 1'460U}) {
    std::string bytes;
    for (int i = 0; i < 50; ++i) {
      bytes += "!AIVDM,1,1,,A," + std::to_string(sent++) + "\r\n";
    }
    for (std::size_t at = 0; at < bytes.size(); at += size) {
      server_->send(std::string_view(bytes).substr(at, size));
      post_.io.poll();
    }
  }
  ASSERT_TRUE(post_.wait_for_lines(sent));
  for (std::size_t i = 0; i < sent; ++i) {
    EXPECT_EQ(post_.heard[i].line, "!AIVDM,1,1,,A," + std::to_string(i));
  }
  EXPECT_EQ(post_.heard.size(), sent);
  EXPECT_EQ(post_.feed->status().state, State::receiving);
}

TEST_F(TcpFeed, AServerThatGoesAndComesBackIsFoundAgain) {
  connect();
  server_->send("!one\r\n!cut");
  ASSERT_TRUE(post_.wait_for_lines(1));
  const auto port = server_->port();
  server_.reset();
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  EXPECT_THAT(post_.lines(), ElementsAre("!one", "!cut"));
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr("closed"));

  server_.emplace(post_.io, port);
  ASSERT_TRUE(post_.wait_until([&] { return server_->is_connected(); }));
  server_->send("!two\r\n");
  ASSERT_TRUE(post_.wait_for_lines(3));
  EXPECT_EQ(post_.heard[2].line, "!two");
  EXPECT_NE(post_.heard[2].sender, post_.heard[0].sender) << "two connections are two streams";
  EXPECT_EQ(post_.feed->status().counters.reconnects, 1U);
  EXPECT_EQ(post_.feed->status().reason.in_english(), "");
}

TEST_F(TcpFeed, AServerThatStartsLaterIsFound) {
  std::uint16_t port = 0;
  {
    const Server taken(post_.io);
    port = taken.port();
  }
  post_.start("tcp://127.0.0.1:" + std::to_string(port));
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr("refused"));
  server_.emplace(post_.io, port);
  ASSERT_TRUE(post_.wait_for(State::connected));
}

TEST_F(TcpFeed, ANameThatCannotBeResolvedIsShownAndTriedAgain) {
  post_.start("tcp://" + std::string(70, 'x') + ":10110");  // labels of names end at 63 characters
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr("waits for a name server"));
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr(":10110: "));
  EXPECT_EQ(post_.ends, 0);
}

// The waits between connections grow as if it had not been there at all.
TEST_F(TcpFeed, ASenderThatSaysALineAndClosesIsMetEverMoreRarely) {
  tcp::acceptor acceptor(post_.io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  std::vector<std::chrono::steady_clock::time_point> met;
  std::function<void()> accept = [&] {
    acceptor.async_accept([&](boost::system::error_code error, tcp::socket socket) {
      if (!error) {
        met.push_back(std::chrono::steady_clock::now());
        asio::write(socket, asio::buffer("!one line\r\n"s));
        accept();
      }
    });
  };
  accept();
  post_.start("tcp://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()));
  ASSERT_TRUE(post_.wait_until([&] { return met.size() == 5; }));
  EXPECT_GE(met[4] - met[3], std::chrono::milliseconds(400)) << "half of a ceiling that has doubled thrice";
  EXPECT_EQ(post_.heard.size(), 4U);
}

TEST_F(TcpFeed, AConnectionThatFallsSilentIsMadeAnewIfAskedFor) {
  server_.emplace(post_.io);
  post_.start(server_->uri() + "?reconnect_after=1");
  ASSERT_TRUE(post_.wait_until([&] { return server_->is_connected(); }));
  server_->send("!one\n");
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr("no line for 1 s"));
  const auto port = server_->port();
  server_.reset();
  server_.emplace(post_.io, port);
  ASSERT_TRUE(post_.wait_until([&] { return server_->is_connected(); }));
  server_->send("!two\n");
  ASSERT_TRUE(post_.wait_for_lines(2));
  EXPECT_THAT(post_.lines(), ElementsAre("!one", "!two"));
}

TEST_F(TcpFeed, WhatItBeginsWithIsKeptUntilItIsUnderstood) {
  connect();
  server_->send("HTTP/1.1 400 Bad Request\r\n" + std::string(2'000, 'x') + "\r\n");
  ASSERT_TRUE(post_.wait_for_lines(2));
  EXPECT_THAT(post_.feed->first_bytes(), testing::StartsWith("HTTP/1.1 400"));
  EXPECT_EQ(post_.feed->first_bytes().size(), kEnoughToTell);
  post_.feed->set_understood();
  server_->send("!one\r\n");
  ASSERT_TRUE(post_.wait_for_lines(3));
  EXPECT_EQ(post_.feed->first_bytes(), "");
}

// gpsd says who it is, and sends sentences when it is asked for them.
TEST_F(TcpFeed, OfAGpsdIsAskedForItsSentences) {
  server_.emplace(post_.io);
  post_.start("gpsd://127.0.0.1:" + std::to_string(server_->port()));
  ASSERT_TRUE(post_.wait_until([&] { return server_->is_connected(); }));
  server_->send("{\"class\":\"VERSION\",\"release\":\"3.22\"}\r\n");
  std::string asked(100, '\0');
  std::size_t size = 0;
  server_->socket().async_read_some(asio::buffer(asked),
                                    [&](boost::system::error_code, std::size_t read) { size = read; });
  ASSERT_TRUE(post_.wait_until([&] { return size > 0; }));
  EXPECT_THAT(asked.substr(0, size), testing::StartsWith("?WATCH={\"enable\":true,\"nmea\":true"));
  EXPECT_THAT(asked.substr(0, size), testing::EndsWith("};\n"));
}

TEST_F(TcpFeed, IsConnectedUntilALineHasComeAndReceivingFromThenOn) {
  connect();
  ASSERT_TRUE(post_.wait_for(State::connected));
  EXPECT_TRUE(post_.feed->status().reason.empty());
  server_->send("!one\r\n");
  ASSERT_TRUE(post_.wait_for_lines(1));
  EXPECT_EQ(post_.feed->status().state, State::receiving);
  const auto port = server_->port();
  server_.reset();
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  server_.emplace(post_.io, port);
  ASSERT_TRUE(post_.wait_for(State::connected)) << "of the new connection nothing has come yet";
}

TEST_F(TcpFeed, AConnectedButSilentServerIsReported) {
  post_.setup().silent_after = Span::milliseconds(20);
  connect();
  ASSERT_TRUE(post_.wait_for(State::silent));
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr("no line for"));
  // In the very turn the line comes: later would depend on the machine's speed.
  State state_at_line = State::silent;
  post_.on_chunk = [&] { state_at_line = post_.feed->status().state; };
  server_->send("!here\n");
  ASSERT_TRUE(post_.wait_for_lines(1));
  EXPECT_EQ(state_at_line, State::receiving);
}

TEST_F(TcpFeed, GarbageIsBoundedAndDoesNotHideWhatFollows) {
  connect();
  Random random(20'131'112);
  std::string garbage;
  for (int i = 0; i < 1'000'000; ++i) {
    garbage += static_cast<char>(random.below(256));
  }
  bool is_heard_after = false;
  post_.on_chunk = [&] {
    for (const auto& each : std::exchange(post_.heard, {})) {
      EXPECT_LE(each.line.size(), nmea::kMaxLineLength);
      if (each.line == "!after") {
        is_heard_after = true;
      }
    }
  };
  for (std::size_t at = 0; at < garbage.size(); at += 10'000) {
    server_->send(std::string_view(garbage).substr(at, 10'000));
    post_.io.poll();
  }
  server_->send("\r\n!after\r\n");
  EXPECT_TRUE(post_.wait_until([&] { return is_heard_after; }));
  EXPECT_EQ(post_.feed->status().counters.bytes, garbage.size() + 10);
}

TEST_F(TcpFeed, ALineOfOneMegabyteIsDroppedAndCounted) {
  connect();
  const std::string part(10'000, '\0');
  for (int i = 0; i < 100; ++i) {
    server_->send(part);
    post_.io.poll();
  }
  server_->send("\n!after\n");
  ASSERT_TRUE(post_.wait_for_lines(1));
  EXPECT_THAT(post_.lines(), ElementsAre("!after"));
  EXPECT_EQ(post_.feed->status().counters.lines.dropped_bytes, 1'000'000U);
}

// The peer's end vanishes without a word, as after a power cut (TCP_REPAIR closes so).
TEST_F(TcpFeed, AHalfOpenConnectionIsNoticed) {
  connect();
  const int on = 1;
  if (::setsockopt(server_->socket().native_handle(), IPPROTO_TCP, TCP_REPAIR, &on, sizeof on) != 0) {
    GTEST_SKIP() << "needs CAP_NET_ADMIN";
  }
  server_.reset();
  EXPECT_TRUE(post_.wait_for(State::disconnected));
}

TEST_F(TcpFeed, StopInsideTheCallbackIsTheEnd) {
  connect();
  post_.on_chunk = [&] { post_.feed->stop(); };
  server_->send("!one\n");
  ASSERT_TRUE(post_.wait_for_lines(1));
  post_.on_chunk = nullptr;
  boost::system::error_code ignored;
  asio::write(server_->socket(), asio::buffer("!two\n"s), ignored);
  post_.io.restart();
  post_.io.run();  // ends: nothing is under way any more
  EXPECT_EQ(post_.heard.size(), 1U);
}

}  // namespace
}  // namespace selat::feed
