// Debian's gpsd as the sender: it takes sentences in over UDP, and the feed gets them from it.

#include <optional>
#include <string>

#include <boost/asio/ip/udp.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "listening_post.h"
#include "support/other_program.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;

const std::string kPosition = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C";

class GpsdFeed : public testing::Test {
 protected:
  void run_gpsd() {
    gpsd_.emplace(std::vector<std::string>{"/usr/sbin/gpsd", "-N", "-n", "-S", std::to_string(port_),
                                           "udp://127.0.0.1:" + std::to_string(into_gpsd_)});
  }
  // Again and again, since neither gpsd nor the feed says when it is ready.
  [[nodiscard]] bool is_heard_again() {
    const std::size_t before = post_.heard.size();
    return post_.wait_until([&] {
      sender_.send_to(asio::buffer(kPosition + "\r\n"),
                      udp::endpoint(asio::ip::address_v4::loopback(), into_gpsd_));
      return post_.heard.size() > before && post_.heard.back().line == kPosition;
    });
  }
  std::uint16_t port_ = test::free_port();
  std::uint16_t into_gpsd_ = test::free_port(SOCK_DGRAM);
  ListeningPost post_;
  udp::socket sender_{post_.io, udp::v4()};
  std::optional<test::OtherProgram> gpsd_;
};

TEST_F(GpsdFeed, GivesTheSentencesThatGpsdReceivesAndFindsItAgain) {
  post_.start("gpsd://127.0.0.1:" + std::to_string(port_));
  ASSERT_TRUE(post_.wait_for(State::disconnected)) << "gpsd may start later";
  run_gpsd();
  ASSERT_TRUE(is_heard_again());
  EXPECT_EQ(post_.feed->status().state, State::receiving);
  gpsd_.reset();
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  run_gpsd();
  ASSERT_TRUE(is_heard_again());
  EXPECT_EQ(post_.feed->status().counters.reconnects, 1U);
}

}  // namespace
}  // namespace selat::feed
