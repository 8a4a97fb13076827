// The simulator's service on a real socket: what a client reads, and how it ends.

#include "service/simulate_service.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "runtime/command_error.h"
#include "runtime/machine_clock.h"
#include "service/ground_truth_file.h"
#include "service/simulate_file.h"
#include "text/translate.h"

namespace selat::service {
namespace {

using ::testing::HasSubstr;

// Reads all that comes until the other side closes.
class Client {
 public:
  Client(boost::asio::io_context& io, std::uint16_t port) : socket_(io) {
    socket_.connect({boost::asio::ip::address_v4::loopback(), port});
    read();
  }
  [[nodiscard]] auto sentences() const { return std::ranges::count(text_, '\n'); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void read() {
    socket_.async_read_some(boost::asio::buffer(buffer_),
                            [this](const boost::system::error_code& error, std::size_t size) {
                              text_.append(buffer_.data(), size);
                              if (!error) {
                                read();
                              }
                            });
  }

  boost::asio::ip::tcp::socket socket_;
  std::array<char, 4'096> buffer_{};
  std::string text_;
};

struct SimulateServiceTest : ::testing::Test {
  boost::asio::io_context io;
  bool has_ended = false;
  SimulateAddress address{.host = "127.0.0.1", .port = 0, .port_file = {}};
};

TEST_F(SimulateServiceTest, ALoadBeginsWithItsFirstClientAndHasExactlySoManySentences) {
  const SimulateOptions options{.duration = Span::milliseconds(200), .sentences_per_s = 1'000};
  SimulateService service(io, address, load_source(options, simulate::open_ocean(), runtime::read_clocks),
                          [this] { has_ended = true; });
  service.start();
  const Client client(io, service.port());
  ASSERT_TRUE(test::run_until(io, [&] { return has_ended && client.sentences() == 200; }));
  EXPECT_EQ(service.counters().lines, 200U);
  EXPECT_EQ(service.counters().sent_lines, 200U);
  EXPECT_EQ(service.counters().clients, 1U);
  EXPECT_THAT(as_json(service.counters()), HasSubstr("\"dropped_sentences\":0"));
}

TEST_F(SimulateServiceTest, TrafficComesWithItsHistory) {
  const SimulateOptions options{
      .vessels = 20, .history = Span::minutes(2), .duration = Span::seconds(30), .speed = 600};
  SimulateService service(io, address, traffic_source(options, simulate::strait(), runtime::read_clocks),
                          [this] { has_ended = true; });
  const Client client(io, service.port());
  // The service does not wait for clients that it has not accepted yet when its source ends.
  ASSERT_TRUE(test::run_until(io, [&] { return service.counters().clients == 1; }));
  service.start();
  ASSERT_TRUE(test::run_until(
      io, [&] { return has_ended && client.sentences() == static_cast<int>(service.counters().lines); }));
  EXPECT_GT(client.sentences(), 20);
  EXPECT_THAT(client.text(), HasSubstr("!AIVDM,"));
  EXPECT_EQ(
      text::translate(service.describe(), Language::en),
      "traffic of seed 1, the last 2 minutes at once on tcp://127.0.0.1:" + std::to_string(service.port()));
}

TEST_F(SimulateServiceTest, ABusyPortIsWrongUsage) {
  const SimulateOptions options{.sentences_per_s = 10};
  const SimulateService first(io, address, load_source(options, simulate::open_ocean(), runtime::read_clocks),
                              [] {});
  address.port = first.port();
  EXPECT_THROW(
      SimulateService(io, address, load_source(options, simulate::open_ocean(), runtime::read_clocks), [] {}),
      runtime::UsageError);
}

TEST_F(SimulateServiceTest, ThePortIsWrittenOnceItIsOpen) {
  const test::TemporaryDirectory directory;
  address.port_file = directory.path() / "port";
  const SimulateService service(
      io, address, load_source({.sentences_per_s = 10}, simulate::open_ocean(), runtime::read_clocks), [] {});
  std::uint16_t written = 0;
  std::ifstream(address.port_file) >> written;
  EXPECT_EQ(written, service.port());
}

// As /dev/stdout or a pipe of a shell: it is written to, not replaced.
TEST_F(SimulateServiceTest, ThePortIsWrittenToADeviceAsItStands) {
  const test::TemporaryDirectory directory;
  address.port_file = directory.path() / "pipe";
  ASSERT_EQ(::mkfifo(address.port_file.c_str(), 0600), 0);
  const int reader = ::open(address.port_file.c_str(), O_RDONLY | O_NONBLOCK);
  const SimulateService service(
      io, address, load_source({.sentences_per_s = 10}, simulate::open_ocean(), runtime::read_clocks), [] {});
  std::array<char, 16> bytes{};
  const auto length = ::read(reader, bytes.data(), bytes.size());
  ::close(reader);
  ASSERT_GT(length, 0);
  EXPECT_EQ(std::string(bytes.data(), static_cast<std::size_t>(length)),
            std::to_string(service.port()) + "\n");
  EXPECT_TRUE(std::filesystem::is_fifo(address.port_file));
}

TEST_F(SimulateServiceTest, APortThatCannotBeWrittenIsAFailure) {
  const test::TemporaryDirectory directory;
  address.port_file = directory.path() / "nowhere" / "port";
  EXPECT_THROW(SimulateService(
                   io, address,
                   load_source({.sentences_per_s = 10}, simulate::open_ocean(), runtime::read_clocks), [] {}),
               runtime::Failure);
}

TEST(SimulateFile, TheSameSeedGivesTheSameBytes) {
  const SimulateOptions options{
      .seed = 7, .vessels = 20, .history = Span::minutes(1), .duration = Span::minutes(1)};
  std::ostringstream once, again;
  EXPECT_TRUE(write_traffic(options, simulate::strait(), once));
  EXPECT_TRUE(write_traffic(options, simulate::strait(), again));
  EXPECT_GT(once.str().size(), 1'000U);
  EXPECT_EQ(once.str(), again.str());
}

TEST(SimulateFile, ALoadHasExactlySoManySentences) {
  std::ostringstream out;
  EXPECT_TRUE(
      write_load({.duration = Span::seconds(3), .sentences_per_s = 100}, simulate::open_ocean(), out));
  EXPECT_EQ(std::ranges::count(out.str(), '\n'), 300);
}

TEST(SimulateFile, AFullDiskIsAFailure) {
  std::ofstream full("/dev/full");
  EXPECT_FALSE(
      write_load({.duration = Span::seconds(10), .sentences_per_s = 1'000}, simulate::open_ocean(), full));
}

TEST(SimulateFile, AGroundTruthThatCannotBeWrittenIsAFailure) {
  GroundTruthFile truth("/dev/full");
  truth.write_new({});
  EXPECT_THROW(truth.write_new({simulate::Inject{}}), runtime::Failure);
}

}  // namespace
}  // namespace selat::service
