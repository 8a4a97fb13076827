// Alerts over a real connection: those that are open first, then each change.

#include "service/alert_outputs.h"

#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "runtime/machine_clock.h"

namespace selat::service {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

model::Alert alert(std::uint64_t id, double latitude_deg, std::uint32_t mmsi) {
  model::Alert alert;
  alert.id = id;
  alert.number = static_cast<std::uint32_t>(id);
  alert.anomaly.rule = "zone";
  alert.anomaly.severity = model::Severity::alarm;
  alert.anomaly.place = geo::Position::degrees(latitude_deg, 103.5);
  alert.anomaly.vessels.push_back({.mmsi = model::Mmsi(mmsi), .name = {}});
  return alert;
}

class AlertOutputsTest : public testing::Test {
 protected:
  AlertOutputsTest() {
    for (int port = 20'000; port < 60'000 && port_ == 0; ++port) {
      boost::system::error_code busy;
      tcp::acceptor acceptor(io_);
      acceptor.open(tcp::v4());
      acceptor.bind({asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port)}, busy);
      port_ = busy ? 0 : static_cast<std::uint16_t>(port);
    }
  }
  void open(config::OutputSettings settings) {
    settings.name = "alerts";
    settings.uri = "tcp-listen://127.0.0.1:" + std::to_string(port_);
    settings.format = config::OutputSettings::Format::alerts;
    outputs_.emplace(io_, std::vector{settings},
                     AlertOutputs::Dependencies{.clock = runtime::read_clocks,
                                                .words = {Language::en, [](std::string_view) { return ""; }},
                                                .all_alerts = [this] { return known_; }});
    reader_.connect({asio::ip::address_v4::loopback(), port_});
    read_on();
  }
  void read_on() {
    reader_.async_read_some(asio::buffer(buffer_), [this](boost::system::error_code error, std::size_t size) {
      bytes_.append(buffer_.data(), size);
      if (!error) {
        read_on();
      }
    });
  }
  // The ids of the lines, when there are so many.
  std::vector<std::string> ids(std::ptrdiff_t lines) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::ranges::count(bytes_, '\n') < lines && std::chrono::steady_clock::now() < deadline) {
      io_.restart();
      io_.run_one_for(std::chrono::milliseconds(20));
    }
    std::vector<std::string> ids;
    std::istringstream in(bytes_);
    for (std::string line; std::getline(in, line);) {
      ids.push_back(nlohmann::json::parse(line)["id"].get<std::string>());
    }
    return ids;
  }

  asio::io_context io_;
  std::uint16_t port_ = 0;
  std::vector<model::Alert> known_;
  std::optional<AlertOutputs> outputs_;
  tcp::socket reader_{io_};
  std::array<char, 65'536> buffer_{};
  std::string bytes_;
};

TEST_F(AlertOutputsTest, TheOpenOnesComeFirstThenEachChange) {
  known_ = {alert(1, 1.5, 525'000'001), alert(2, 1.5, 525'000'002)};
  known_[1].state = model::AlertState::ended;
  open({});
  EXPECT_EQ(ids(1), std::vector<std::string>{"1"});
  outputs_->take(alert(3, 1.5, 525'000'003));
  outputs_->take(known_[1]);
  EXPECT_EQ(ids(3), (std::vector<std::string>{"1", "3", "2"}));
  model::ProcessHealth health;
  outputs_->describe(health);
  ASSERT_EQ(health.outputs.size(), 1U);
  EXPECT_EQ(health.outputs[0].format, "alerts");
  EXPECT_EQ(health.outputs[0].lines, 2U);
}

TEST_F(AlertOutputsTest, OnlyThoseWithinTheAreaAndOfTheVesselsPass) {
  known_ = {alert(1, 1.5, 525'000'001), alert(2, 3, 525'000'001), alert(3, 1.5, 525'000'009)};
  open({.mmsis = {525'000'001},
        .area = geo::Box{geo::Position::degrees(1, 103), geo::Position::degrees(2, 104)}});
  EXPECT_EQ(ids(1), std::vector<std::string>{"1"});
  for (const model::Alert& one :
       {alert(4, 3, 525'000'001), alert(5, 1.5, 525'000'009), alert(6, 1.5, 525'000'001)}) {
    outputs_->take(one);
  }
  EXPECT_EQ(ids(2), (std::vector<std::string>{"1", "6"}));
}

}  // namespace
}  // namespace selat::service
