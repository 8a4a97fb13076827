#include "http/server.h"

#include <chrono>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const std::string kAuthorised = "Authorization: Bearer correct-horse-battery\r\n";

class HttpServer : public testing::Test {
 protected:
  ~HttpServer() override {
    server_.reset();
    io_.restart();
    io_.poll();
  }
  void listen(ServerOptions options = {}) {
    options.token = "correct-horse-battery";
    server_.emplace(io_, options, [this](const Request& request) {
      bodies_.emplace_back(request.body);
      return Answer{.status = 200, .body = std::string(request.method) + " " + std::string(request.target)};
    });
    ASSERT_EQ(server_->listen(), std::nullopt);
  }
  tcp::socket connect() {
    tcp::socket socket(io_);
    socket.connect({asio::ip::address_v4::loopback(), server_->port()});
    return socket;
  }
  void run_until(const std::function<bool()>& happened) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!happened() && std::chrono::steady_clock::now() < deadline) {
      io_.restart();
      io_.run_one_for(std::chrono::milliseconds(20));
    }
    EXPECT_TRUE(happened());
  }
  // What has come when `ending` has, or when the server has closed.
  std::string answer(tcp::socket& socket, const std::string& ending) {
    std::string all;
    bool is_over = false;
    std::array<char, 4'096> bytes;
    std::function<void()> read = [&] {
      socket.async_read_some(asio::buffer(bytes), [&](boost::system::error_code error, std::size_t size) {
        all.append(bytes.data(), size);
        is_over = error || all.ends_with(ending);
        if (!is_over) {
          read();
        }
      });
    };
    read();
    run_until([&] { return is_over; });
    return all;
  }
  std::string post(const std::string& head, const std::string& body) {
    auto socket = connect();
    asio::write(socket, asio::buffer("POST /ais HTTP/1.1\r\nHost: x\r\n" + head +
                                     "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
    return answer(socket, "POST /ais");
  }

  asio::io_context io_;
  std::optional<Server> server_;
  std::vector<std::string> bodies_;
};

TEST_F(HttpServer, APostWithTheTokenIsHandled) {
  listen();
  EXPECT_THAT(post(kAuthorised, "one\ntwo\n"), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(bodies_, ElementsAre("one\ntwo\n"));
  EXPECT_EQ(server_->counters().requests, 1U);
}

TEST_F(HttpServer, WithoutTheTokenNothingIsReadAndTheAnswerArrives) {
  listen();
  EXPECT_THAT(post("", std::string(100'000, 'x')), StartsWith("HTTP/1.1 401 Unauthorized\r\n"));
  EXPECT_THAT(post("Authorization: Bearer wrong\r\n", "x"), HasSubstr("WWW-Authenticate: Bearer"));
  EXPECT_THAT(bodies_, IsEmpty());
  EXPECT_EQ(server_->counters().refused_requests, 2U);
}

TEST_F(HttpServer, SeveralRequestsOnOneConnection) {
  listen();
  auto socket = connect();
  for (const std::string target : {"/a", "/b"}) {
    asio::write(socket, asio::buffer("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + kAuthorised + "\r\n"));
    EXPECT_THAT(answer(socket, "GET " + target), testing::EndsWith("GET " + target));
  }
  EXPECT_EQ(server_->counters().connections, 1U);
}

// As curl asks before it sends more than a kilobyte.
TEST_F(HttpServer, WhoAsksBeforeTheBodyIsToldToGoOn) {
  listen();
  auto socket = connect();
  asio::write(socket, asio::buffer("POST /ais HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n" + kAuthorised +
                                   "Content-Length: 5\r\n\r\n"));
  EXPECT_THAT(answer(socket, "\r\n\r\n"), StartsWith("HTTP/1.1 100 Continue"));
  asio::write(socket, asio::buffer("whole", 5));
  EXPECT_THAT(answer(socket, "POST /ais"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(bodies_, ElementsAre("whole"));
}

TEST_F(HttpServer, ABodyOfPieces) {
  listen();
  auto socket = connect();
  asio::write(socket, asio::buffer("POST /ais HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" +
                                   kAuthorised + "\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"));
  EXPECT_THAT(answer(socket, "POST /ais"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(bodies_, ElementsAre("onetwo"));
}

TEST_F(HttpServer, WhatIsTooLongIsRefused) {
  listen({.longest_body = 1'000});
  EXPECT_THAT(post(kAuthorised, std::string(1'001, 'x')), StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(post(kAuthorised + "X-Padding: " + std::string(10'000, 'x') + "\r\n", "x"),
              StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(bodies_, IsEmpty());
}

TEST_F(HttpServer, WhoIsTooSlowIsDisconnected) {
  listen({.patience = std::chrono::milliseconds(100)});
  auto slow = connect();
  asio::write(slow, asio::buffer("POST /ais HTTP/1.1\r\n", 20));
  EXPECT_EQ(answer(slow, "never"), "");
  auto slow_body = connect();
  asio::write(slow_body, asio::buffer("POST /ais HTTP/1.1\r\nHost: x\r\n" + kAuthorised +
                                      "Content-Length: 5\r\n\r\nwho"));
  EXPECT_EQ(answer(slow_body, "never"), "");
  EXPECT_EQ(server_->counters().refused_requests, 2U);
  EXPECT_EQ(server_->connections_now(), 0U);
}

TEST_F(HttpServer, WhoSpeaksNoHttpIsDisconnected) {
  listen();
  auto socket = connect();
  asio::write(socket, asio::buffer("!AIVDM,1,1,,A,x,0*00\r\n\r\n", 24));
  EXPECT_EQ(answer(socket, "never"), "");
  EXPECT_EQ(server_->counters().refused_requests, 1U);
}

// Each begins a request and leaves it at that, as does whoever wants to shut the others out.
TEST_F(HttpServer, HalfRequestsHoweverManyKeepNobodyOutWhoHasTheToken) {
  listen({.most_strangers = 8});
  std::vector<tcp::socket> half_open;
  const auto begin_requests = [&](std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      half_open.push_back(connect());
      asio::write(half_open.back(), asio::buffer("POST /ais HTTP/1.1\r\nHost: x\r\n", 29));
    }
  };
  begin_requests(200);
  EXPECT_THAT(post(kAuthorised, "one"), StartsWith("HTTP/1.1 200 OK\r\n"));
  auto steady = connect();
  asio::write(steady, asio::buffer("GET /a HTTP/1.1\r\nHost: x\r\n" + kAuthorised + "\r\n"));
  EXPECT_THAT(answer(steady, "GET /a"), StartsWith("HTTP/1.1 200"));
  begin_requests(200);
  run_until([&] { return server_->counters().connections == 402; });
  EXPECT_LE(server_->connections_now(), 9U);
  EXPECT_GE(server_->counters().gave_way, 392U);
  asio::write(steady, asio::buffer("GET /b HTTP/1.1\r\nHost: x\r\n" + kAuthorised + "\r\n"));
  EXPECT_THAT(answer(steady, "GET /b"), StartsWith("HTTP/1.1 200")) << "it has shown the token";
  EXPECT_THAT(bodies_, ElementsAre("one", "", ""));
}

// Who was answered and says nothing more gives way to the next; who is in the middle of a request does not.
TEST_F(HttpServer, OverTheLimitOfConnectionsTheOldestThatWasAnsweredGivesWay) {
  listen({.most_connections = 2});
  auto waiting = connect();
  asio::write(waiting, asio::buffer("GET /a HTTP/1.1\r\nHost: x\r\n" + kAuthorised + "\r\n"));
  EXPECT_THAT(answer(waiting, "GET /a"), StartsWith("HTTP/1.1 200"));
  const auto begin = [this] {
    auto socket = connect();
    asio::write(socket, asio::buffer("POST /ais HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n" +
                                     kAuthorised + "Content-Length: 5\r\n\r\n"));
    return socket;
  };
  auto one = begin();
  EXPECT_THAT(answer(one, "\r\n\r\n"), StartsWith("HTTP/1.1 100"));
  auto two = begin();
  EXPECT_THAT(answer(two, "\r\n\r\n"), StartsWith("HTTP/1.1 100"));
  EXPECT_EQ(server_->counters().gave_way, 1U);
  EXPECT_EQ(answer(waiting, "never"), "");
  EXPECT_THAT(post(kAuthorised, "x"), StartsWith("HTTP/1.1 503 "));
  asio::write(one, asio::buffer("whole", 5));
  EXPECT_THAT(answer(one, "POST /ais"), StartsWith("HTTP/1.1 200"));
}

TEST_F(HttpServer, ABusyPortIsALine) {
  listen();
  Server second(io_, {.port = server_->port(), .token = "correct-horse-battery"},
                [](const Request&) { return Answer{}; });
  const auto refused = second.listen();
  ASSERT_TRUE(refused.has_value());
  EXPECT_THAT(refused->in_english(), HasSubstr("in use"));
}

TEST_F(HttpServer, MayBeClosedByWhatItCalls) {
  server_.emplace(io_, ServerOptions{.token = "correct-horse-battery"}, [this](const Request&) {
    server_->close();
    return Answer{};
  });
  ASSERT_EQ(server_->listen(), std::nullopt);
  EXPECT_EQ(post(kAuthorised, "x"), "");
}

}  // namespace
}  // namespace selat::http
