// Outputs on real sockets: readers that follow, that are slow, that are dead; and datagrams.

#include "feed/output.h"

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/multicast.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feed/feed.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using ::testing::HasSubstr;

// A program that reads what it is sent, once it is told to.
class Program {
 public:
  Program(asio::io_context& io, std::uint16_t port) : socket_(io) {
    socket_.open(tcp::v4());
    socket_.set_option(asio::socket_base::receive_buffer_size(4 * 1024));
    socket_.connect({asio::ip::address_v4::loopback(), port});
  }
  void read_on() {
    socket_.async_read_some(asio::buffer(buffer_), [this](boost::system::error_code error, std::size_t size) {
      is_ended = static_cast<bool>(error);
      bytes.append(buffer_.data(), size);
      if (!error) {
        read_on();
      }
    });
  }
  void say(std::string_view words) { asio::write(socket_, asio::buffer(words)); }
  std::string bytes;
  bool is_ended = false;

 private:
  tcp::socket socket_;
  std::array<char, 65'536> buffer_{};
};

class OutputTest : public testing::Test {
 protected:
  std::unique_ptr<Output> open(const std::string& uri, std::vector<std::string> peers = {},
                               std::function<std::string()> greeting = {}) {
    return open_output(io_, parse_output_uri(uri).value(),
                       {.clock = [this] { return now_; },
                        .peers = PeerRanges::parse(peers).value(),
                        .greeting = std::move(greeting)});
  }
  bool wait_until(const std::function<bool()>& holds) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!holds() && std::chrono::steady_clock::now() < deadline) {
      io_.restart();
      io_.run_one_for(std::chrono::milliseconds(20));
    }
    return holds();
  }
  void pass(Span time) { now_.steady = now_.steady + time; }

  asio::io_context io_;
  Now now_;
};

TEST_F(OutputTest, EachProgramGetsWhatComesFromThenOnAfterItsGreeting) {
  const auto output = open("tcp-listen://127.0.0.1:0", {}, [] { return std::string("open\n"); });
  output->send("nobody hears this\n", 1);
  Program one(io_, output->status().port);
  one.read_on();
  ASSERT_TRUE(wait_until([&] { return one.bytes == "open\n"; }));
  output->send("a\nb\n", 2);
  ASSERT_TRUE(wait_until([&] { return one.bytes == "open\na\nb\n"; }));
  Program other(io_, output->status().port);
  other.read_on();
  ASSERT_TRUE(wait_until([&] { return output->status().clients == 2; }));
  output->send("c\n", 1);
  ASSERT_TRUE(wait_until([&] { return one.bytes == "open\na\nb\nc\n" && other.bytes == "open\nc\n"; }));
  EXPECT_EQ(output->status().sent, 4U);
  EXPECT_EQ(output->status().dropped, 0U);
}

TEST_F(OutputTest, AGroupIsReachedByTheInterfaceThatIsNamed) {
  udp::socket member(io_, {asio::ip::make_address("239.192.77.21"), 0});
  member.set_option(asio::ip::multicast::join_group(asio::ip::make_address_v4("239.192.77.21"),
                                                    asio::ip::address_v4::loopback()));
  std::string heard(100, '\0');
  std::size_t size = 0;
  member.async_receive(asio::buffer(heard),
                       [&](boost::system::error_code, std::size_t received) { size = received; });
  const std::string group = "udp://239.192.77.21:" + std::to_string(member.local_endpoint().port());
  const auto output = open(group + "?interface=lo");
  output->send("a\n", 1);
  ASSERT_TRUE(wait_until([&] { return size > 0; }));
  EXPECT_EQ(heard.substr(0, size), "a\n");
  EXPECT_THROW((void)open(group + "?interface=nosuch0"), FeedError);
}

// 40 MB in lines of 1 kB, more than is kept and the kernel takes.
TEST_F(OutputTest, OneThatIsSlowerThanAFloodIsCutOffAndTheOthersLoseNothing) {
  const auto output = open("tcp-listen://127.0.0.1:0");
  Program slow(io_, output->status().port);
  Program quick(io_, output->status().port);
  quick.read_on();
  ASSERT_TRUE(wait_until([&] { return output->status().clients == 2; }));
  const std::string line = std::string(1'023, 'x') + "\n";
  constexpr std::size_t kLines = 40'000;
  for (std::size_t sent = 0; sent < kLines; sent += 100) {
    for (int i = 0; i < 100; ++i) {
      output->send(line, 1);
    }
    ASSERT_TRUE(wait_until([&] { return quick.bytes.size() >= sent * line.size(); }));
  }
  ASSERT_TRUE(wait_until([&] { return quick.bytes.size() == kLines * line.size(); }));
  slow.read_on();
  ASSERT_TRUE(wait_until([&] { return slow.is_ended; }));
  EXPECT_EQ(output->status().cut_off, 1U);
  EXPECT_EQ(output->status().clients, 1U);
  EXPECT_GT(output->status().dropped, 0U);
  EXPECT_FALSE(quick.is_ended);
}

// It takes nothing, and too little is sent for it to fall behind.
TEST_F(OutputTest, OneThatTakesNothingForHalfAMinuteIsCutOff) {
  const auto output = open("tcp-listen://127.0.0.1:0");
  Program dead(io_, output->status().port);
  ASSERT_TRUE(wait_until([&] { return output->status().clients == 1; }));
  const std::string lines(8UL << 20, 'x');  // more than the kernel takes, less than is kept
  output->send(lines, 1);
  const auto second = [&] {
    io_.restart();
    io_.poll();
    pass(Span::seconds(1));
    output->tidy();
  };
  for (int i = 0; i < 29; ++i) {
    second();
  }
  EXPECT_EQ(output->status().clients, 1U) << "not yet";
  for (int i = 0; i < 5; ++i) {
    second();
  }
  EXPECT_EQ(output->status().clients, 0U);
  EXPECT_EQ(output->status().cut_off, 1U);
}

TEST_F(OutputTest, OneThatReadsNowAndThenIsNotCutOff) {
  const auto output = open("tcp-listen://127.0.0.1:0");
  Program calm(io_, output->status().port);
  calm.read_on();
  ASSERT_TRUE(wait_until([&] { return output->status().clients == 1; }));
  for (int i = 0; i < 100; ++i) {
    output->send("a line\n", 1);
    ASSERT_TRUE(wait_until([&] { return calm.bytes.size() == (static_cast<std::size_t>(i) + 1) * 7; }));
    pass(Span::seconds(20));
    output->tidy();
  }
  EXPECT_EQ(output->status().cut_off, 0U);
}

TEST_F(OutputTest, WhoIsNotAmongThePeersIsRefused) {
  const auto output = open("tcp-listen://127.0.0.1:0", {"192.0.2.0/24"});
  Program stranger(io_, output->status().port);
  stranger.read_on();
  ASSERT_TRUE(wait_until([&] { return stranger.is_ended; }));
  EXPECT_EQ(output->status().refused, 1U);
  EXPECT_EQ(output->status().clients, 0U);
}

TEST_F(OutputTest, WhatAReaderSendsIsCounted) {
  const auto output = open("tcp-listen://127.0.0.1:0");
  Program reader(io_, output->status().port);
  reader.say("\xff\xfe GET /");
  EXPECT_TRUE(wait_until([&] { return output->status().ignored == 8; }));
}

TEST_F(OutputTest, LinesThatBelongTogetherAreOneDatagram) {
  udp::socket reader(io_, {asio::ip::address_v4::loopback(), 0});
  const auto output = open("udp://127.0.0.1:" + std::to_string(reader.local_endpoint().port()));
  output->send("!a\r\n!b\r\n", 2);
  output->send("!c\r\n", 1);
  std::array<char, 2'048> buffer{};
  EXPECT_EQ(std::string(buffer.data(), reader.receive(asio::buffer(buffer))), "!a\r\n!b\r\n");
  EXPECT_EQ(std::string(buffer.data(), reader.receive(asio::buffer(buffer))), "!c\r\n");
  EXPECT_EQ(output->status().sent, 3U);
}

TEST_F(OutputTest, WhatNoDatagramHoldsIsDroppedAndSaid) {
  const auto output = open("udp://127.0.0.1:9");
  output->send(std::string(70'000, 'x'), 1);
  EXPECT_EQ(output->status().dropped, 1U);
  EXPECT_THAT(output->status().problem.in_english(), HasSubstr("too long"));
  output->send("x\n", 1);
  EXPECT_TRUE(output->status().problem.empty());
}

TEST_F(OutputTest, ABusyPortIsSaid) {
  const auto output = open("tcp-listen://127.0.0.1:0");
  EXPECT_THROW(open("tcp-listen://127.0.0.1:" + std::to_string(output->status().port)), FeedError);
}

TEST(OutputUri, NamesAnAddressToListenAtOrToSendTo) {
  EXPECT_EQ(parse_output_uri("tcp-listen://localhost:10110")->address, "127.0.0.1");
  EXPECT_EQ(parse_output_uri("udp://239.192.0.4:60004?interface=eth0")->interface_name, "eth0");
  EXPECT_FALSE(parse_output_uri("udp://192.0.2.7:60004?interface=eth0")) << "that goes by the route";
  EXPECT_FALSE(parse_output_uri("tcp-listen://127.0.0.1:1?interface=lo"));
  EXPECT_TRUE(parse_output_uri("udp://[::1]:10110")->is_udp);
  for (const auto* uri :
       {"tcp://127.0.0.1:1", "udp://127.0.0.1", "udp://127.0.0.1:0", "udp://station.example:1", "file:///x",
        "tcp-listen://127.0.0.1:1?senders=3", "udp://me:secret@127.0.0.1:1"}) {
    const auto place = parse_output_uri(uri);
    ASSERT_FALSE(place) << uri;
    EXPECT_THAT(place.error().message.in_english(), HasSubstr("output '")) << uri;
  }
}

}  // namespace
}  // namespace selat::feed
