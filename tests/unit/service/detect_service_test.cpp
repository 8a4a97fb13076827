// Reports on a real bus become tracks and anomalies on it.

#include "service/detect_service.h"

#include <vector>

#include <gtest/gtest.h>

#include "bus/publisher.h"
#include "bus/subscriber.h"
#include "harness.h"
#include "runtime/machine_clock.h"

namespace selat::service {
namespace {

struct DetectServiceTest : ::testing::Test, test::System {
  void publish_distress() {
    model::PositionReport report;
    report.mmsi = model::Mmsi(970'123'456);  // AIS-SART, ITU-R M.585
    report.message_type = 1;
    report.received_at = report.observed_at = runtime::read_clocks().wall;
    report.position = geo::Position::degrees(1.2, 103.9);
    report.status = model::NavigationStatus::distress_device_active;
    batch.append(report);
    ingest.publish(batch);
  }

  runtime::Process process{"detect", settings};
  bus::Bus ingest_bus{process.io(), runtime::bus_options(settings, "ingest"), "ingest"};
  bus::Publisher ingest{ingest_bus, {.term = 1}};
  bus::ReportBatch batch;
  std::vector<model::Track> tracks;
  std::vector<model::Anomaly> anomalies;
  bus::Bus listener_bus{process.io(), runtime::bus_options(settings, "top.1"), "top.1"};
  bus::Subscriber listener{listener_bus,
                           {bus::subscribe<model::Track>(
                                "detect", {.apply = [this](const model::Track& track,
                                                           const bus::Stamp&) { tracks.push_back(track); }}),
                            bus::subscribe<model::Anomaly>(
                                "detect", {.apply = [this](const model::Anomaly& anomaly, const bus::Stamp&) {
                                  anomalies.push_back(anomaly);
                                }})}};
};

TEST_F(DetectServiceTest, ADistressCallIsATrackAndAnAnomaly) {
  const DetectService detect(process, {});
  publish_distress();
  ASSERT_TRUE(test::run_until(process.io(), [&] { return !tracks.empty() && !anomalies.empty(); }));
  EXPECT_EQ(anomalies.front().rule.view(), "distress");
  EXPECT_EQ(anomalies.front().vessels.front().mmsi.number(), 970'123'456U);
}

TEST_F(DetectServiceTest, OneThatComesLaterFindsWhatIngestStillRemembers) {
  publish_distress();
  const DetectService detect(process, {});
  EXPECT_TRUE(test::run_until(process.io(), [&] { return !anomalies.empty(); }));
}

}  // namespace
}  // namespace selat::service
