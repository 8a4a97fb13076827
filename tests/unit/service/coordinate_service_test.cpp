// The coordination server and a control point on a real bus and a real database.

#include "service/coordinate_service.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include <boost/asio/ip/udp.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "bus/publisher.h"
#include "bus/subscriber.h"
#include "chart/chart.h"
#include "harness.h"
#include "runtime/machine_clock.h"
#include "service/control_point_service.h"
#include "support/paper_console.h"

namespace selat::service {
namespace {

// The sectors of the chart, an hour from everywhere.
CoordinationSetup setup_of(const config::Settings& settings) {
  CoordinationSetup setup;
  // A new database waits for the leases of before, since only one of the control points is here to ask.
  setup.coordinator.timing.lease = Span::seconds(2);
  setup.coordinator.timing.renew_every = Span::milliseconds(500);
  setup.coordinator.timing.skew_bound = Span::milliseconds(100);
  setup.coordinator.sectors = chart::load_sectors(settings.geodata).value();
  setup.coordinator.control_points = chart::load_control_points(settings.geodata).value();
  std::vector<plan::TravelRow> rows;
  for (std::size_t s = 0; s < setup.coordinator.sectors.size(); ++s) {
    for (std::size_t c = 0; c < setup.coordinator.control_points.size(); ++c) {
      rows.push_back({.sector = s, .control_point = c, .asset = {}, .time = Span::hours(1)});
    }
  }
  setup.coordinator.travel =
      plan::TravelTable(setup.coordinator.sectors.size(), setup.coordinator.control_points.size(), rows);
  return setup;
}

struct CoordinateServiceTest : ::testing::Test, test::System {
  [[nodiscard]] bool until(const std::function<bool()>& holds) {
    return test::run_until({&server.io(), &terminal.io()}, holds);
  }
  // A sector that the control point holds.
  [[nodiscard]] std::optional<model::SectorId> held_sector() const {
    const auto row = std::ranges::find_if(table.rows, [](const model::SectorRow& one) {
      return one.assignment.holder.view() == "lumut" && one.assignment.state == model::SectorState::held;
    });
    return row == table.rows.end() ? std::nullopt : std::optional(row->assignment.sector);
  }
  [[nodiscard]] model::Anomaly distress_in(const model::SectorId& sector) const {
    model::Anomaly anomaly;
    anomaly.id = 77;
    anomaly.revision = 1;
    anomaly.rule = "distress";
    anomaly.grade = "active";
    anomaly.severity = model::Severity::distress;
    anomaly.vessels = {{model::Mmsi(970'123'456), ""}};
    anomaly.place = std::ranges::find(setup.coordinator.sectors, sector, &model::Sector::id)->area.centroid();
    anomaly.started_at = anomaly.decided_at = runtime::read_clocks().wall;
    return anomaly;
  }

  CoordinationSetup setup = setup_of(settings);
  runtime::Process server{"coordinate", settings};
  runtime::Process terminal{"control-point.lumut", settings};
  bus::Bus detect_bus{server.io(), runtime::bus_options(settings, "detect"), "detect"};
  bus::Publisher detect{detect_bus, {.term = 1}};
  model::SectorTable table;
  std::map<std::uint64_t, model::Alert> alerts;
  bus::Bus listener_bus{server.io(), runtime::bus_options(settings, "top.1"), "top.1"};
  bus::Subscriber listener{
      listener_bus,
      {bus::subscribe<model::SectorTable>(
           "coordinate",
           {.apply = [this](const model::SectorTable& heard, const bus::Stamp&) { table = heard; }}),
       bus::subscribe<model::Alert>(
           "coordinate",
           {.apply = [this](const model::Alert& alert, const bus::Stamp&) { alerts[alert.id] = alert; }})}};
};

TEST_F(CoordinateServiceTest, ADistressReachesWhoHoldsTheSectorAndIsAcknowledged) {
  const CoordinateService coordinate(server, setup, directory.path() / "coordinate.sqlite");
  test::PaperConsole out;
  ControlPointService point(terminal, settings, {.name = "lumut", .is_auto_accepting = true}, out);
  ASSERT_TRUE(until([&] { return held_sector().has_value(); }));
  detect.publish(distress_in(*held_sector()));
  ASSERT_TRUE(until([&] { return out.says("DISTRESS"); })) << out.text;
  point.carry_out("ack all");
  ASSERT_TRUE(until([&] {
    return std::ranges::any_of(alerts, [](const auto& alert) {
      return alert.second.acknowledged && alert.second.acknowledged->by.view() == "lumut";
    });
  }));
}

TEST_F(CoordinateServiceTest, AnAlertGoesToTheOutputsAsALineOfJson) {
  boost::asio::ip::udp::socket reader(server.io(), {boost::asio::ip::address_v4::loopback(), 0});
  setup.outputs = {{.name = "alerts",
                    .uri = "udp://127.0.0.1:" + std::to_string(reader.local_endpoint().port()),
                    .format = config::OutputSettings::Format::alerts}};
  const CoordinateService coordinate(server, setup, directory.path() / "coordinate.sqlite");
  detect.publish(distress_in(setup.coordinator.sectors.front().id));
  ASSERT_TRUE(until([&] { return reader.available() > 0; }));
  std::array<char, 65'536> buffer{};
  const std::string line(buffer.data(), reader.receive(boost::asio::buffer(buffer)));
  EXPECT_TRUE(line.ends_with("}\n"));
  const auto alert = nlohmann::json::parse(line);
  EXPECT_EQ(alert["id"], "77");
  EXPECT_EQ(alert["rule"], "distress");
  EXPECT_EQ(alert["sector"], std::string(setup.coordinator.sectors.front().id.view()));
  EXPECT_FALSE(alert["why"].get<std::string>().empty());
}

}  // namespace
}  // namespace selat::service
