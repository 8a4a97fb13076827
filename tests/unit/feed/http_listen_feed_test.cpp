#include <filesystem>
#include <fstream>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feed/secret_file.h"
#include "listening_post.h"
#include "support/temporary_directory.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using asio::ip::tcp;
using testing::ElementsAre;
using testing::HasSubstr;

class HttpListenFeed : public testing::Test {
 protected:
  std::string file(const std::string& content, fs::perms others = fs::perms::none) {
    const auto path = directory_ / "token";
    std::ofstream(path) << content;
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write | others);
    return path.string();
  }
  void start() { post_.start("http-listen://127.0.0.1:0?token_file=" + file("correct-horse-battery\n")); }
  void send(const std::string& body,
            const std::string& head = "Authorization: Bearer correct-horse-battery\r\n") {
    client_.connect({asio::ip::address_v4::loopback(), post_.feed->status().port});
    asio::write(client_, asio::buffer("POST / HTTP/1.1\r\nHost: x\r\n" + head +
                                      "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
  }
  test::TemporaryDirectory directory_;
  ListeningPost post_;
  tcp::socket client_{post_.io};
};

TEST_F(HttpListenFeed, SentencesThatArePosted) {
  start();
  EXPECT_EQ(post_.feed->status().state, State::connecting);
  send("!one\r\n!two");
  ASSERT_TRUE(post_.wait_for_lines(2));
  EXPECT_THAT(post_.lines(), ElementsAre("!one", "!two"));
  EXPECT_EQ(post_.feed->status().state, State::receiving);
}

TEST_F(HttpListenFeed, EachMessageOfAisCatchersPostIsALine) {
  start();
  send(
      "{\n\t\"protocol\": \"jsonaiscatcher\",\n\t\"receiver\":\n\t\t{\"version\": 39},\n\t\"msgs\": [ \n"
      "\t\t{\"rxtime\":\"20221102171324\",\"nmea\":[\"!one\"]},\n\t\t{\"nmea\":[\"!two\"]}\n\t]\n}\n");
  ASSERT_TRUE(post_.wait_for_lines(2));
  EXPECT_THAT(post_.lines()[0], HasSubstr("{\"rxtime\":\"20221102171324\",\"nmea\":[\"!one\"]}"));
  EXPECT_THAT(post_.lines()[1], testing::StartsWith("{\"nmea\":[\"!two\"]}"));
}

// As AIS-catcher does with GZIP on.
TEST_F(HttpListenFeed, WhatIsPackedIsUnpacked) {
  start();
  const std::string packed(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x53\xcc\xcf\x4b\xe5"
      "\x52\x2c\x29\xcf\xe7\x02\x00\x9c\x6d\x49\x36\x0a\x00\x00\x00",
      30);
  send(packed, "Authorization: Bearer correct-horse-battery\r\nContent-Encoding: gzip\r\n");
  ASSERT_TRUE(post_.wait_for_lines(2));
  EXPECT_THAT(post_.lines(), ElementsAre("!one", "!two"));
}

TEST_F(HttpListenFeed, WithoutTheTokenNothingIsTakenAndTheFeedSaysSo) {
  start();
  send("!one\r\n", "");
  ASSERT_TRUE(
      post_.wait_until([&] { return !post_.feed->status().reason.in_english().ends_with("posted"); }));
  EXPECT_EQ(post_.feed->status().reason.in_english(),
            "nothing has been posted with the token; 1 requests were refused");
  EXPECT_EQ(post_.feed->status().counters.refused_senders, 1U);
  EXPECT_THAT(post_.heard, testing::IsEmpty());
}

TEST_F(HttpListenFeed, ATokenThatOthersMayReadOrThatIsTooShortIsRefused) {
  for (const auto& path : {file("correct-horse-battery", fs::perms::others_read)}) {
    EXPECT_THROW(post_.start("http-listen://127.0.0.1:0?token_file=" + path), FeedError);
  }
  EXPECT_THROW(post_.start("http-listen://127.0.0.1:0?token_file=" + file("short\n")), FeedError);
  EXPECT_THROW(post_.start("http-listen://127.0.0.1:0?token_file=/no/such/file"), FeedError);
}

TEST_F(HttpListenFeed, BeyondThisMachineItIsRefused) {
  for (const std::string place : {"0.0.0.0:1", "192.0.2.1:1", "host:1", "[::]:1"}) {
    EXPECT_FALSE(parse_uri("http-listen://" + place + "?token_file=/x").has_value()) << place;
  }
  EXPECT_TRUE(parse_uri("http-listen://[::1]:1?token_file=/x").has_value());
  EXPECT_FALSE(parse_uri("http-listen://127.0.0.1:1").has_value()) << "without a token";
}

TEST_F(HttpListenFeed, ASecretIsTheFirstLine) {
  EXPECT_EQ(secret_in(file("  a secret of its own \r\nsecond"), 1), "a secret of its own");
  EXPECT_FALSE(secret_in(file("\nsecond"), 1).has_value());
  EXPECT_FALSE(secret_in(directory_.path().string(), 1).has_value());
}

}  // namespace
}  // namespace selat::feed
