#include <filesystem>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include "listening_post.h"
#include "support/temporary_directory.h"

namespace selat::feed {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The receiver's end of a serial line; the other is a device in /dev/pts.
class Receiver {
 public:
  Receiver() : master_(::posix_openpt(O_RDWR | O_NOCTTY)) {
    if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0) {
      throw std::runtime_error("no pseudo-terminal");
    }
    device_ = ::ptsname(master_);
  }
  ~Receiver() { ::close(master_); }
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  [[nodiscard]] const std::string& device() const { return device_; }
  void send(std::string_view bytes) const {
    ASSERT_EQ(::write(master_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  [[nodiscard]] speed_t speed() const {
    termios line{};
    ::tcgetattr(master_, &line);
    return ::cfgetispeed(&line);
  }

 private:
  int master_;
  std::string device_;
};

class SerialFeed : public testing::Test {
 protected:
  void plug_in() {
    receiver_.emplace();
    std::filesystem::remove(link_);
    std::filesystem::create_symlink(receiver_->device(), link_);
  }
  test::TemporaryDirectory directory_;
  std::filesystem::path link_ = directory_ / "ttyUSB0";
  std::optional<Receiver> receiver_;
  ListeningPost post_;
};

TEST_F(SerialFeed, LinesAndTheBaudRateOfTheLine) {
  plug_in();
  post_.start("serial://" + link_.string() + "?baud=4800");
  ASSERT_TRUE(post_.wait_for(State::connected));
  EXPECT_EQ(receiver_->speed(), static_cast<speed_t>(B4800));
  receiver_->send("!AIVDM,1\r\n!AIV");
  receiver_->send("DM,2\r\n");
  ASSERT_TRUE(post_.wait_for_lines(2));
  EXPECT_THAT(post_.lines(), ElementsAre("!AIVDM,1", "!AIVDM,2"));
}

TEST_F(SerialFeed, ADevicePluggedInLaterAndPulledAndPutBack) {
  post_.start("serial://" + link_.string());
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  EXPECT_THAT(post_.feed->status().reason.in_english(), HasSubstr("No such file"));
  plug_in();
  ASSERT_TRUE(post_.wait_for(State::connected));
  receiver_->send("!one\n");
  ASSERT_TRUE(post_.wait_for_lines(1));
  receiver_.reset();
  ASSERT_TRUE(post_.wait_for(State::disconnected));
  plug_in();
  ASSERT_TRUE(post_.wait_for(State::connected));
  receiver_->send("!two\n");
  ASSERT_TRUE(post_.wait_for_lines(2));
  EXPECT_THAT(post_.lines(), ElementsAre("!one", "!two"));
  EXPECT_EQ(post_.feed->status().counters.reconnects, 1U);
}

}  // namespace
}  // namespace selat::feed
