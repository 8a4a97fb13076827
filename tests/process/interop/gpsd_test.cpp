// What `selat ingest` hands on, as other programs take it: Debian's gpsd, and Selat itself.

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/multicast.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../child.h"
#include "ais/encode.h"
#include "support/other_program.h"
#include "support/temporary_directory.h"

namespace selat {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using asio::ip::tcp;
using asio::ip::udp;
using nlohmann::json;

// What a receiver says: vessels that move a little with each round, and two sentences of static data.
std::string sentences(int round) {
  std::string lines;
  for (const std::uint32_t mmsi : {525'000'001U, 533'000'002U, 563'000'003U}) {
    ais::PositionA message;
    message.mmsi = model::Mmsi(mmsi);
    message.position = geo::Position::degrees(1.2 + round * 1e-4, 103.8);
    message.sog = Speed::knots(12.3);
    lines += ais::encode(message).front() + "\r\n";
  }
  ais::StaticVoyage voyage;
  voyage.mmsi = model::Mmsi(525'000'001);
  voyage.name = "KM UJI COBA";
  voyage.destination = ShortText<20>("ROUND " + std::to_string(round));  // the same again is not sent
  for (const std::string& sentence : ais::encode(voyage)) {
    lines += sentence + "\r\n";
  }
  return lines;
}

// The lines that a server on this machine sends.
class LineReader {
 public:
  LineReader(asio::io_context& io, std::uint16_t port) : socket_(io) {
    socket_.connect({asio::ip::address_v4::loopback(), port});
    read_on();
  }
  void say(const std::string& words) { asio::write(socket_, asio::buffer(words)); }
  std::string bytes;

 private:
  void read_on() {
    socket_.async_read_some(asio::buffer(buffer_), [this](boost::system::error_code error, std::size_t size) {
      bytes.append(buffer_.data(), size);
      if (!error) {
        read_on();
      }
    });
  }
  tcp::socket socket_;
  std::array<char, 65'536> buffer_{};
};

class HandedOn : public testing::Test {
 protected:
  HandedOn() {
    fs::create_directory(directory_ / "run");
    fs::permissions(directory_ / "run", fs::perms::owner_all);
    std::ofstream(directory_ / "selat.toml")
        << "[[feed]]\nname = \"lumut\"\nuri = \"tcp://127.0.0.1:" << receiver_.local_endpoint().port()
        << "\"\n[[output]]\nname = \"charts\"\nuri = \"tcp-listen://127.0.0.1:" << port_
        << "\"\ntag_blocks = " << (has_tag_blocks() ? "true" : "false") << "\n"
        << (is_to_group() ? group_output() : "");
    receiver_.async_accept(station_, [this](boost::system::error_code error) { is_heard_ = !error; });
    ingest_.emplace(std::vector<std::string>{"ingest", "--run-directory", (directory_ / "run").string(),
                                             "--data-directory", (directory_ / "data").string(), "--config",
                                             (directory_ / "selat.toml").string()},
                    directory_ / "output");
  }
  ~HandedOn() override {
    if (HasFailure()) {
      std::cerr << ingest_->output() << '\n';
    }
  }
  [[nodiscard]] bool is_ready() {
    return test::run_until(io_, [this] { return is_heard_; }) &&
           ingest_->until_said("output 'charts': nmea to tcp-listen://");
  }
  // Goes on saying something new until it has come through.
  [[nodiscard]] bool say_until(const std::function<bool()>& holds) {
    return test::run_until(io_, [&] {
      asio::write(station_, asio::buffer(sentences(++round_)));
      return holds();
    });
  }
  [[nodiscard]] static bool has_tag_blocks() {
    return std::string_view(testing::UnitTest::GetInstance()->current_test_info()->name()).contains("Tag");
  }

  [[nodiscard]] static bool is_to_group() {
    return std::string_view(testing::UnitTest::GetInstance()->current_test_info()->name()).contains("Group");
  }
  [[nodiscard]] std::string group_output() const {
    return "[[output]]\nname = \"group\"\nuri = \"udp://" + std::string(kGroup) + ":" +
           std::to_string(group_port_) + "?interface=lo\"\npeers = \"" + std::string(kGroup) +
           "\"\nunencrypted = true\n";
  }

  static constexpr std::string_view kGroup = "239.192.77.20";
  test::TemporaryDirectory directory_;
  asio::io_context io_;
  std::uint16_t group_port_ = test::free_port(SOCK_DGRAM);
  tcp::acceptor receiver_{io_, {asio::ip::address_v4::loopback(), 0}};
  tcp::socket station_{io_};
  bool is_heard_ = false;
  int round_ = 0;
  std::uint16_t port_ = test::free_port();
  std::optional<test::Child> ingest_;
};

// The vessels that gpsd names, by MMSI with the types of their messages.
std::map<int, std::set<int>> vessels_in(const std::string& lines) {
  std::map<int, std::set<int>> vessels;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) {
    const json told = json::parse(line, nullptr, false);
    if (told.is_object() && told.value("class", "") == "AIS") {
      vessels[told.value("mmsi", 0)].insert(told.value("type", 0));
    }
  }
  return vessels;
}

void expect_that_gpsd_takes_it(std::uint16_t port, const fs::path& output,
                               const std::function<bool(const std::function<bool()>&)>& say_until,
                               asio::io_context& io) {
  const std::uint16_t own = test::free_port();
  const test::OtherProgram gpsd(
      {"/usr/sbin/gpsd", "-N", "-n", "-S", std::to_string(own), "tcp://127.0.0.1:" + std::to_string(port)},
      output);
  std::optional<LineReader> client;
  ASSERT_TRUE(test::run_until(io, [&] {
    try {
      client.emplace(io, own);
      return true;
    } catch (const boost::system::system_error&) {
      return false;  // it is not listening yet
    }
  })) << gpsd.output();
  client->say("?WATCH={\"enable\":true,\"json\":true,\"scaled\":true};\n");
  const std::map<int, std::set<int>> expected = {
      {525'000'001, {1, 5}}, {533'000'002, {1}}, {563'000'003, {1}}};
  ASSERT_TRUE(say_until([&] { return vessels_in(client->bytes) == expected; }))
      << client->bytes << gpsd.output();
  EXPECT_NE(client->bytes.find("KM UJI COBA"), std::string::npos);
}

TEST_F(HandedOn, GpsdTakesIt) {
  ASSERT_TRUE(is_ready());
  expect_that_gpsd_takes_it(
      port_, directory_ / "gpsd", [this](const auto& holds) { return say_until(holds); }, io_);
}

TEST_F(HandedOn, GpsdTakesItWithTagBlocksToo) {
  ASSERT_TRUE(is_ready());
  expect_that_gpsd_takes_it(
      port_, directory_ / "gpsd", [this](const auto& holds) { return say_until(holds); }, io_);
}

// Two programs of one machine hear what is sent once.
TEST_F(HandedOn, AMulticastGroupHearsIt) {
  struct Member {
    explicit Member(asio::io_context& io, std::uint16_t port) : socket(io) {
      socket.open(udp::v4());
      socket.set_option(udp::socket::reuse_address(true));
      socket.bind({asio::ip::make_address_v4(kGroup), port});
      socket.set_option(asio::ip::multicast::join_group(asio::ip::make_address_v4(kGroup),
                                                        asio::ip::address_v4::loopback()));
      read_on();
    }
    void read_on() {
      socket.async_receive(asio::buffer(buffer), [this](boost::system::error_code error, std::size_t size) {
        bytes.append(buffer.data(), size);
        if (!error) {
          read_on();
        }
      });
    }
    udp::socket socket;
    std::array<char, 65'536> buffer{};
    std::string bytes;
  };
  Member one(io_, group_port_), other(io_, group_port_);
  ASSERT_TRUE(is_ready());
  ASSERT_TRUE(say_until([&] {
    return one.bytes.find("!AIVDM,2,2") != std::string::npos &&
           other.bytes.find("!AIVDM,2,2") != std::string::npos;
  }));
}

TEST_F(HandedOn, DecodeReadsItBackWithTagBlocksAndAllThatWasHeard) {
  ASSERT_TRUE(is_ready());
  LineReader reader(io_, port_);
  constexpr std::size_t kMessages = 400;
  const auto lines = [&] { return static_cast<std::size_t>(std::ranges::count(reader.bytes, '\n')); };
  ASSERT_TRUE(say_until([&] { return lines() >= kMessages; }));
  std::ofstream(directory_ / "read.nmea") << reader.bytes.substr(0, reader.bytes.rfind('\n') + 1);
  test::OtherProgram decode({SELAT_BINARY_DIR "/bin/selat", "decode", (directory_ / "read.nmea").string()},
                            directory_ / "decoded");
  EXPECT_EQ(decode.wait_for_end(), 0);
  const std::string decoded = decode.output();
  EXPECT_EQ(vessels_in(decoded).size(), 3U);
  EXPECT_EQ(decoded.find("\"problems\""), std::string::npos) << decoded.substr(0, 2'000);
  EXPECT_NE(decoded.find("\"source\":\"lumut\""), std::string::npos);
}

}  // namespace
}  // namespace selat
