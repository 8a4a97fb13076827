#include "feed/line_server.h"

#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>

#include "feed/feed.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

const Instant kStart = Instant::unix_seconds(1'767'225'600);

constexpr int kSmallRoom = 4 * 1024;
constexpr int kUsualRoom = 128 * 1024;

// A client that reads when it is told to, and the room that its kernel has for what it has not read.
class Reader {
 public:
  Reader(asio::io_context& io, std::uint16_t port, int room = kSmallRoom) : socket_(io) {
    socket_.open(tcp::v4());
    socket_.set_option(asio::socket_base::receive_buffer_size(room));
    socket_.connect({asio::ip::address_v4::loopback(), port});
  }
  void read_on() {
    socket_.async_read_some(asio::buffer(buffer_), [this](boost::system::error_code error, std::size_t size) {
      if (error) {
        is_ended = true;
        return;
      }
      bytes.append(buffer_.data(), size);
      read_on();
    });
  }
  void close() { socket_.close(); }
  std::string bytes;
  bool is_ended = false;

 private:
  tcp::socket socket_;
  std::array<char, 4096> buffer_{};
};

class LineServerTest : public testing::Test {
 protected:
  bool wait_until(const std::function<bool()>& holds) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!holds() && std::chrono::steady_clock::now() < deadline) {
      io_.restart();
      io_.run_one_for(std::chrono::milliseconds(50));
    }
    return holds();
  }
  // One line of `size` bytes.
  static std::string line(int number, std::size_t size = 20) {
    std::string text = "!" + std::to_string(number);
    text.append(size - text.size() - 2, '.');
    return text + "\r\n";
  }
  void say(LineServer& server, int from, int to, std::size_t size = 20) {
    for (int i = from; i < to; ++i) {
      server.append(kStart + Span::seconds(i), line(i, size), 1);
      said_ += line(i, size);
    }
  }
  asio::io_context io_;
  std::string said_;
};

TEST_F(LineServerTest, EachClientGetsTheMemoryThenWhatComes) {
  LineServer server(io_, {});
  say(server, 0, 5'000);
  Reader one(io_, server.port());
  one.read_on();
  ASSERT_TRUE(wait_until([&] { return one.bytes == said_; }));
  say(server, 5'000, 5'010);
  Reader other(io_, server.port());
  other.read_on();
  ASSERT_TRUE(wait_until([&] { return one.bytes == said_ && other.bytes == said_ && server.is_all_sent(); }));
  EXPECT_EQ(server.counters().sent_lines, 2 * 5'010U);
  EXPECT_EQ(server.counters().dropped_lines, 0U);
}

TEST_F(LineServerTest, TheMemoryIsShort) {
  LineServerOptions options;
  options.history = Span::seconds(100);
  LineServer server(io_, options);
  // Blocks are forgotten whole: 60 kB a line leaves one line a block.
  say(server, 0, 1'000, 60'000);
  Reader reader(io_, server.port());
  reader.read_on();
  ASSERT_TRUE(wait_until([&] { return reader.bytes.size() >= 101 * 60'000; }));
  EXPECT_EQ(reader.bytes.substr(0, 4), "!899");
  EXPECT_EQ(server.counters().dropped_lines, 0U);  // a newcomer has lost nothing
}

TEST_F(LineServerTest, ASlowClientLosesTheOldestAndItIsCounted) {
  LineServerOptions options;
  options.max_bytes = 2 << 20;
  LineServer server(io_, options);
  Reader slow(io_, server.port());
  ASSERT_TRUE(wait_until([&] { return server.clients_now() == 1; }));
  int said = 0;
  // Until the sockets' buffers are full and the memory has turned over.
  while (said < 2'000) {
    say(server, said, said + 10, 10'000);
    said += 10;
    io_.restart();
    io_.poll();
  }
  slow.read_on();
  ASSERT_TRUE(wait_until([&] { return server.is_all_sent(); }));
  const auto counters = server.counters();
  EXPECT_GT(counters.dropped_lines, 0U);
  EXPECT_EQ(counters.dropped_lines + counters.sent_lines, 2'000U);
  ASSERT_TRUE(wait_until([&] { return slow.bytes.size() == counters.sent_lines * 10'000; }));
  // What is left are whole lines, the last one among them.
  for (std::size_t at = 0; at < slow.bytes.size(); at += 10'000) {
    ASSERT_EQ(slow.bytes[at], '!');
  }
  EXPECT_TRUE(slow.bytes.ends_with(line(1'999, 10'000)));
}

TEST_F(LineServerTest, MemoryGivenOnceGoesOnWhereTheLastClientEnded) {
  LineServerOptions options;
  options.first = FirstLines::ungiven;
  LineServer server(io_, options);
  say(server, 0, 100);
  Reader first(io_, server.port());
  first.read_on();
  ASSERT_TRUE(wait_until([&] { return first.bytes == said_ && server.is_all_sent(); }));
  first.close();
  ASSERT_TRUE(wait_until([&] { return server.clients_now() == 0; }));
  const std::string before = said_;
  say(server, 100, 150);
  Reader second(io_, server.port());
  second.read_on();
  ASSERT_TRUE(wait_until([&] { return before + second.bytes == said_; }));
}

TEST_F(LineServerTest, ABusyPortIsSaid) {
  LineServer server(io_, {});
  LineServerOptions same;
  same.port = server.port();
  EXPECT_THROW(LineServer(io_, same), FeedError);
}

TEST_F(LineServerTest, TooManyClientsAreRefused) {
  LineServerOptions options;
  options.max_clients = 1;
  LineServer server(io_, options);
  Reader one(io_, server.port());
  Reader other(io_, server.port());
  one.read_on();
  other.read_on();
  ASSERT_TRUE(wait_until([&] { return other.is_ended || one.is_ended; }));
  EXPECT_EQ(server.clients_now(), 1U);
  EXPECT_EQ(server.counters().refused_clients, 1U);
}

// Both places are taken, by one that reads and one that never does. Its kernel takes all that is sent, and
// tells when it likes that it has no room for more: until then the next one is turned away and comes again.
TEST_F(LineServerTest, OneThatReadsNothingMakesRoomForTheNextAndOneThatReadsStays) {
  LineServerOptions options;
  options.max_clients = 2;
  options.slow = SlowClient::is_cut_off;
  LineServer server(io_, options);
  Reader reads(io_, server.port(), kUsualRoom);
  Reader idle(io_, server.port());
  reads.read_on();
  ASSERT_TRUE(wait_until([&] { return server.clients_now() == 2; }));
  SteadyTime now;
  const auto pass_second = [&] {
    now = now + Span::seconds(1);
    server.cut_off_stuck(now);
  };
  pass_second();
  say(server, 0, 16, 1'024);
  ASSERT_TRUE(wait_until([&] { return reads.bytes == said_ && server.is_all_sent(); }));
  for (int second = 0; second < 100; ++second) {
    pass_second();
  }
  ASSERT_EQ(server.counters().cut_off_clients, 0U) << "nobody needs its place";
  std::optional<Reader> next;
  const auto tries_again = [&] {
    pass_second();
    if (!next || next->is_ended) {
      next.emplace(io_, server.port(), kUsualRoom);
      next->read_on();
    }
    return server.counters().cut_off_clients > 0;
  };
  ASSERT_TRUE(wait_until(tries_again));
  EXPECT_EQ(server.clients_now(), 2U);
  say(server, 16, 17);
  ASSERT_TRUE(wait_until([&] { return reads.bytes == said_ && next->bytes == said_; }));
  EXPECT_FALSE(reads.is_ended);
  idle.read_on();
  EXPECT_TRUE(wait_until([&] { return idle.is_ended; }));
  EXPECT_EQ(server.counters().cut_off_clients, 1U);
}

TEST_F(LineServerTest, WhoFindsOnlyReadersIsTurnedAwayAndCounted) {
  LineServerOptions options;
  options.max_clients = 1;
  LineServer server(io_, options);
  Reader reads(io_, server.port(), kUsualRoom);
  reads.read_on();
  ASSERT_TRUE(wait_until([&] { return server.clients_now() == 1; }));
  SteadyTime now;
  for (int second = 0; second < 100; ++second) {
    say(server, second, second + 1, 1'024);
    ASSERT_TRUE(wait_until([&] { return reads.bytes == said_; }));
    now = now + Span::seconds(1);
    server.cut_off_stuck(now);
  }
  Reader next(io_, server.port());
  next.read_on();
  ASSERT_TRUE(wait_until([&] { return next.is_ended; }));
  EXPECT_FALSE(reads.is_ended);
  EXPECT_EQ(server.counters().without_place, 1U);
  EXPECT_EQ(server.counters().cut_off_clients, 0U);
}

}  // namespace
}  // namespace selat::feed
