// Debian's mosquitto as the broker.

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mosquitto.h>

#include "listening_post.h"
#include "support/other_program.h"
#include "support/temporary_directory.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

// Publishes as AIS-catcher does.
class Publisher {
 public:
  explicit Publisher(std::uint16_t port, const char* user = nullptr, const char* password = nullptr)
      : client_(mosquitto_new(nullptr, true, nullptr), mosquitto_destroy) {
    mosquitto_username_pw_set(client_.get(), user, password);
    while (mosquitto_connect(client_.get(), "127.0.0.1", port, 10) != MOSQ_ERR_SUCCESS && ++tries_ < 1'000) {
      ::usleep(20'000);  // the broker has not begun yet
    }
    EXPECT_EQ(mosquitto_loop_start(client_.get()), MOSQ_ERR_SUCCESS);
  }
  ~Publisher() {
    mosquitto_disconnect(client_.get());
    mosquitto_loop_stop(client_.get(), false);
  }
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;
  void publish(const char* topic, const std::string& payload) {
    EXPECT_EQ(mosquitto_publish(client_.get(), nullptr, topic, static_cast<int>(payload.size()),
                                payload.data(), 1, false),
              MOSQ_ERR_SUCCESS);
  }

 private:
  std::unique_ptr<mosquitto, decltype(&mosquitto_destroy)> client_;
  int tries_ = 0;
};

class MqttFeed : public testing::Test {
 protected:
  MqttFeed() { mosquitto_lib_init(); }
  ~MqttFeed() override { mosquitto_lib_cleanup(); }
  void run_broker(const std::string& more = "allow_anonymous true\n") {
    std::ofstream(directory_ / "broker.conf")
        << "listener " << port_ << " 127.0.0.1\nuser root\npersistence false\n"
        << more;
    broker_.emplace(
        std::vector<std::string>{"/usr/sbin/mosquitto", "-c", (directory_ / "broker.conf").string()});
  }
  void start(const std::string& user = "", const std::string& options = "") {
    post_.start("mqtt://" + user + "127.0.0.1:" + std::to_string(port_) + "/ais/#" + options);
  }
  test::TemporaryDirectory directory_;
  std::uint16_t port_ = test::free_port();
  ListeningPost post_;
  std::optional<test::OtherProgram> broker_;
};

TEST_F(MqttFeed, GivesWhatIsPublishedUnderItsTopic) {
  run_broker();
  Publisher publisher(port_);
  start();
  ASSERT_TRUE(post_.wait_for(State::connected));
  publisher.publish("other", "!not for us");
  publisher.publish("ais/lumut", "!one\r\n!two");
  publisher.publish("ais/batam", R"({"rxuxtime":1384257600,"nmea":["!three"]})");
  ASSERT_TRUE(post_.wait_for_lines(3));
  EXPECT_THAT(post_.lines(), ElementsAre("!one", "!two", R"({"rxuxtime":1384257600,"nmea":["!three"]})"));
  EXPECT_EQ(post_.heard[0].sender, post_.heard[1].sender);
  EXPECT_NE(post_.heard[0].sender, post_.heard[2].sender) << "two topics are two streams";
}

TEST_F(MqttFeed, ABrokerThatStartsLaterAndComesBackIsFound) {
  start();
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr("refused"));
  run_broker();
  ASSERT_TRUE(post_.wait_for(State::connected));
  broker_.reset();
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  run_broker();
  ASSERT_TRUE(post_.wait_for(State::connected));
  EXPECT_EQ(post_.feed->status().counters.reconnects, 1U);
}

TEST_F(MqttFeed, WithAUserAndAPasswordFromAFile) {
  std::ofstream(directory_ / "users") << "selat:correct horse\n";
  fs::permissions(directory_ / "users", fs::perms::owner_read | fs::perms::owner_write);
  const test::OtherProgram hash({"/usr/bin/mosquitto_passwd", "-U", (directory_ / "users").string()});
  ASSERT_TRUE(post_.wait_until([&] {
    std::ifstream file(directory_ / "users");
    return std::string(std::istreambuf_iterator<char>(file), {}).contains("selat:$");
  }));
  run_broker("allow_anonymous false\npassword_file " + (directory_ / "users").string() + "\n");
  const auto secret = directory_ / "secret";
  std::ofstream(secret) << "wrong horse\n";
  fs::permissions(secret, fs::perms::owner_read | fs::perms::owner_write);
  start("selat@", "?password_file=" + secret.string());
  ASSERT_TRUE(
      post_.wait_until([&] { return post_.feed->status().reason.in_english().contains("not authorised"); }));
  post_.feed->stop();
  std::ofstream(secret) << "correct horse\n";
  start("selat@", "?password_file=" + secret.string());
  ASSERT_TRUE(post_.wait_for(State::connected));
}

TEST_F(MqttFeed, WhatIsNoBrokerIsSaidSo) {
  asio::ip::tcp::acceptor acceptor(post_.io, {asio::ip::address_v4::loopback(), port_});
  std::optional<asio::ip::tcp::socket> peer;
  acceptor.async_accept([&](boost::system::error_code, asio::ip::tcp::socket socket) {
    peer = std::move(socket);
    const std::string sentence = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n";
    asio::write(*peer, asio::buffer(sentence + sentence + sentence));
  });
  start();
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  EXPECT_THAT(post_.feed->status().reason.in_english(), testing::Not(testing::IsEmpty()));
}

// Says yes to all it is asked, and begins a message of 20 MB.
TEST_F(MqttFeed, ABrokerThatNeverEndsAMessageIsLeft) {
  asio::ip::tcp::acceptor acceptor(post_.io, {asio::ip::address_v4::loopback(), port_});
  std::optional<asio::ip::tcp::socket> peer;
  const std::string yes("\x20\x02\x00\x00\x90\x03\x00\x01\x00", 9);     // CONNACK, SUBACK
  const std::string begun("\x30\x80\xDA\xC4\x09\x00\x05\x61is/1", 12);  // PUBLISH, 20,000,000 bytes
  const std::string more(1'000'000, 'x');
  std::function<void()> send = [&] {
    asio::async_write(*peer, asio::buffer(more), [&](boost::system::error_code error, std::size_t) {
      if (!error) {
        send();
      }
    });
  };
  acceptor.async_accept([&](boost::system::error_code, asio::ip::tcp::socket socket) {
    peer = std::move(socket);
    asio::write(*peer, asio::buffer(yes + begun));
    send();
  });
  start();
  ASSERT_TRUE(post_.wait_until(
      [&] { return post_.feed->status().reason.in_english().contains("a message is longer"); }));
  EXPECT_EQ(post_.feed->status().state, State::disconnected);
  EXPECT_THAT(post_.heard, testing::IsEmpty());
  peer.reset();
  post_.io.restart();
  post_.io.poll();  // its handlers end before what they use
}

TEST_F(MqttFeed, StopInsideTheCallbackIsTheEnd) {
  run_broker();
  Publisher publisher(port_);
  start();
  ASSERT_TRUE(post_.wait_for(State::connected));
  post_.on_chunk = [&] { post_.feed->stop(); };
  publisher.publish("ais/1", "!one");
  publisher.publish("ais/1", "!two");
  ASSERT_TRUE(post_.wait_for_lines(1));
  post_.io.restart();
  post_.io.run();  // ends: nothing is under way any more
  EXPECT_THAT(post_.lines(), ElementsAre("!one"));
}

// A broker with a certificate that was made a moment ago, for 127.0.0.1 and no name.
class MqttsFeed : public MqttFeed {
 protected:
  MqttsFeed() {
    make_certificate("ca", {});
    make_certificate("broker", {"-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-addext",
                                "subjectAltName=IP:127.0.0.1"});
  }
  [[nodiscard]] std::string file(const std::string& name) const { return (directory_ / name).string(); }
  void make_certificate(const std::string& name, const std::vector<std::string>& more) {
    std::vector<std::string> words = {"/usr/bin/openssl",
                                      "req",
                                      "-x509",
                                      "-newkey",
                                      "ec",
                                      "-pkeyopt",
                                      "ec_paramgen_curve:prime256v1",
                                      "-nodes",
                                      "-days",
                                      "2",
                                      "-subj",
                                      "/CN=" + name,
                                      "-keyout",
                                      file(name + ".key"),
                                      "-out",
                                      file(name + ".pem")};
    words.insert(words.end(), more.begin(), more.end());
    test::OtherProgram openssl(words, file("openssl.out"));
    ASSERT_EQ(openssl.wait_for_end(), 0) << openssl.output();
  }
  // Encrypted on port_, and plain on another for those who publish.
  void run_encrypted_broker(const std::string& more = "") {
    run_broker("cafile " + file("ca.pem") + "\ncertfile " + file("broker.pem") + "\nkeyfile " +
               file("broker.key") + "\n" + more + "listener " + std::to_string(plain_port_) +
               " 127.0.0.1\nallow_anonymous true\n");
    publisher_.emplace(plain_port_);
  }
  void start_encrypted(const std::string& host, const std::string& options) {
    post_.start("mqtts://" + host + ":" + std::to_string(port_) + "/ais/#" + options);
  }
  [[nodiscard]] bool says(const std::string& words) {
    return post_.wait_until(
        [&] { return post_.feed->status().reason.in_english().find(words) != std::string::npos; });
  }
  std::uint16_t plain_port_ = test::free_port();
  std::optional<Publisher> publisher_;
};

TEST_F(MqttsFeed, GivesWhatIsPublishedHoweverMuchComesAtOnce) {
  run_encrypted_broker();
  start_encrypted("127.0.0.1", "?ca_file=" + file("ca.pem"));
  ASSERT_TRUE(post_.wait_for(State::connected)) << post_.feed->status().reason.in_english();
  for (int i = 0; i < 1'000; ++i) {
    publisher_->publish("ais/1", "!" + std::to_string(i));
  }
  ASSERT_TRUE(post_.wait_for_lines(1'000));
  EXPECT_EQ(post_.lines().front(), "!0");
  EXPECT_EQ(post_.lines().back(), "!999");
}

TEST_F(MqttsFeed, ABrokerWhoseCertificateNobodyKnowsSignedIsRefused) {
  run_encrypted_broker();
  start_encrypted("127.0.0.1", "");
  EXPECT_TRUE(says("the broker's certificate is refused: "));
  EXPECT_EQ(post_.feed->status().state, State::disconnected);
}

TEST_F(MqttsFeed, AFileOfAuthoritiesThatIsMendedIsReadAgain) {
  make_certificate("other", {});
  fs::copy_file(file("other.pem"), file("trusted.pem"));
  run_encrypted_broker();
  start_encrypted("127.0.0.1", "?ca_file=" + file("trusted.pem"));
  ASSERT_TRUE(says("the broker's certificate is refused: "));
  fs::copy_file(file("ca.pem"), file("trusted.pem"), fs::copy_options::overwrite_existing);
  EXPECT_TRUE(post_.wait_for(State::connected)) << post_.feed->status().reason.in_english();
}

TEST_F(MqttsFeed, ABrokerOfAnotherNameIsRefused) {
  make_certificate("broker", {"-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-addext",
                              "subjectAltName=DNS:broker.example"});
  run_encrypted_broker();
  start_encrypted("127.0.0.1", "?ca_file=" + file("ca.pem"));
  EXPECT_TRUE(says("IP address mismatch"));
}

TEST_F(MqttsFeed, ACertificateThatNamesItsHostOnlyAsItsOwnerIsRefused) {
  make_certificate("localhost", {"-CA", file("ca.pem"), "-CAkey", file("ca.key")});
  fs::rename(file("localhost.pem"), file("broker.pem"));
  fs::rename(file("localhost.key"), file("broker.key"));
  run_encrypted_broker();
  start_encrypted("localhost", "?ca_file=" + file("ca.pem"));
  EXPECT_TRUE(says("ostname mismatch")) << post_.feed->status().reason.in_english();
}

TEST_F(MqttsFeed, ABrokerThatDoesNotSpeakTlsThereIsSaidNotTo) {
  run_encrypted_broker();
  post_.start("mqtts://127.0.0.1:" + std::to_string(plain_port_) + "/ais/#?ca_file=" + file("ca.pem"));
  EXPECT_TRUE(says("the broker does not seem to speak TLS on this port"));
}

TEST_F(MqttsFeed, ABrokerThatSpeaksTlsAloneIsSaidToPerhaps) {
  run_encrypted_broker();
  post_.start("mqtt://127.0.0.1:" + std::to_string(port_) + "/ais/#");
  EXPECT_TRUE(says("no broker, or one that speaks TLS (mqtts://)"));
}

TEST_F(MqttsFeed, WhereNobodyListensThatIsSaid) {
  start_encrypted("127.0.0.1", "?ca_file=" + file("ca.pem"));
  EXPECT_TRUE(says("onnection refused")) << post_.feed->status().reason.in_english();
}

TEST_F(MqttsFeed, WithACertificateOfOurOwn) {
  make_certificate("feed", {"-CA", file("ca.pem"), "-CAkey", file("ca.key")});
  run_encrypted_broker("require_certificate true\n");
  start_encrypted("127.0.0.1", "?ca_file=" + file("ca.pem"));
  ASSERT_TRUE(post_.wait_for(State::disconnected)) << "it is asked for";
  post_.feed->stop();
  start_encrypted("127.0.0.1", "?ca_file=" + file("ca.pem") + "&cert_file=" + file("feed.pem") +
                                   "&key_file=" + file("feed.key"));
  ASSERT_TRUE(post_.wait_for(State::connected)) << post_.feed->status().reason.in_english();
}

TEST_F(MqttsFeed, AKeyThatOthersMayReadAndAFileThatIsNoneAreRefused) {
  fs::permissions(directory_ / "broker.key", fs::perms::group_read, fs::perm_options::add);
  EXPECT_THROW(
      start_encrypted("127.0.0.1", "?cert_file=" + file("broker.pem") + "&key_file=" + file("broker.key")),
      FeedError);
}

TEST_F(MqttsFeed, AFileThatCannotBeReadIsNamedWithItsOptionAndWhatToDo) {
  const auto told = [&](const std::string& options) {
    try {
      start_encrypted("127.0.0.1", options);
      return std::string();
    } catch (const FeedError& error) {
      return std::string(error.what());
    }
  };
  EXPECT_THAT(
      told("?ca_file=" + file("nowhere.pem")),
      HasSubstr("ca_file " + file("nowhere.pem") + ": No such file or directory; put the file there"));
  EXPECT_THAT(told("?ca_file=" + directory_.path().string()),
              HasSubstr("ca_file " + directory_.path().string() + ": is a directory; name a file in it"));
  std::ofstream(directory_ / "text.pem") << "no certificate\n";
  EXPECT_THAT(told("?ca_file=" + file("text.pem")),
              AllOf(HasSubstr("ca_file " + file("text.pem")), HasSubstr("it must be in PEM form")));
  EXPECT_THAT(told("?cert_file=" + file("broker.pem") + "&key_file=" + file("nowhere.key")),
              HasSubstr("key_file " + file("nowhere.key") + ": No such file or directory"));
}

TEST_F(MqttFeed, UrisOfBrokers) {
  for (const std::string uri :
       {"mqtt://host:1883", "mqtt://host:1883/", "mqtt://host:/ais", "mqtt://user:word@host:1883/ais",
        "mqtt://@host:1883/ais", "mqtt://host:1883/a#b", "mqtt://host:1883/ais?topic=x"}) {
    EXPECT_FALSE(parse_uri(uri).has_value()) << uri;
  }
  EXPECT_TRUE(parse_uri("mqtt://some%40body@host:1883/ais/+/nmea").has_value());
  EXPECT_TRUE(parse_uri("mqtt://somebody@host/ais").has_value()) << "the port is the usual one";
  EXPECT_TRUE(parse_uri("mqtts://host:8883/ais?password_file=/p&ca_file=/a&cert_file=/c&key_file=/k"));
  EXPECT_FALSE(parse_uri("mqtts://host:8883/ais?cert_file=/c").has_value()) << "a certificate needs its key";
  EXPECT_FALSE(parse_uri("mqtt://host:1883/ais?ca_file=/a").has_value()) << "nothing is encrypted there";
}

}  // namespace
}  // namespace selat::feed
