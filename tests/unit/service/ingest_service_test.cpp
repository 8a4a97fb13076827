// A recording through a real file feed and a real bus.

#include "service/ingest_service.h"

#include <array>
#include <fstream>
#include <string>
#include <vector>

#include <boost/asio/ip/udp.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bus/subscriber.h"
#include "harness.h"
#include "runtime/command_error.h"
#include "runtime/exit_status.h"
#include "runtime/machine_clock.h"

namespace selat::service {
namespace {

using ::testing::HasSubstr;

struct IngestServiceTest : ::testing::Test, test::System {
  [[nodiscard]] config::Settings recording(const std::string& lines) const {
    const auto file = directory.path() / "lines.nmea";
    std::ofstream(file) << lines;
    config::Settings with_feed = settings;
    with_feed.feeds = {
        {.name = "lumut", .uri = "file://" + file.string() + "?speed=max", .source = "lumut", .station = {}}};
    return with_feed;
  }

  runtime::Process process{"ingest", settings};
  bus::Bus listener_bus{process.io(), runtime::bus_options(settings, "top.1"), "top.1"};
  std::vector<model::Report> reports;
  std::vector<model::RadarMessage> radar;
  model::FeedTable table;
  bus::Subscriber listener{
      listener_bus,
      {bus::subscribe<bus::ReceivedReports>(
           "ingest", {.apply =
                          [this](const bus::ReceivedReports& batch, const bus::Stamp&) {
                            batch.for_each(
                                [this](const model::Report& report) { reports.push_back(report); });
                          }}),
       bus::subscribe<model::RadarMessage>(
           "ingest",
           {.apply = [this](const model::RadarMessage& one, const bus::Stamp&) { radar.push_back(one); }}),
       bus::subscribe<model::FeedTable>(
           "ingest", {.apply = [this](const model::FeedTable& heard, const bus::Stamp&) { table = heard; }},
           bus::Start::live)}};
};

TEST_F(IngestServiceTest, ARecordingBecomesReportsOnTheBusAndItsHealthIsTold) {
  IngestService ingest(process, recording("!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\nno sentence\n"),
                       false);
  ingest.start();
  ASSERT_TRUE(test::run_until(process.io(), [&] {
    return !reports.empty() && !table.feeds.empty() &&
           table.feeds.front().state == model::FeedState::finished;
  }));
  EXPECT_EQ(model::header_of(reports.front()).mmsi.number(), 477'553'000U);
  EXPECT_EQ(table.feeds.front().name, "lumut");
  EXPECT_EQ(table.feeds.front().sentences, 1U);
  EXPECT_EQ(table.feeds.front().transport[model::FeedCount::unrecognised_lines], 1U);
  EXPECT_TRUE(ingest.refusal().empty());
}

TEST_F(IngestServiceTest, WhatARadarSaysIsOnTheBusInItsOrder) {
  IngestService ingest(process,
                       recording("$GPGLL,0112.000,N,10330.000,E,021500.00,A,A*6C\n"
                                 "$RATTM,02,2.50,045.0,T,22.4,031.0,T,0.1,3.2,N,BOAT,T,,021500.00,A*1B\n"
                                 "$RATLL,07,0113.500,N,10331.250,E,PILOT,021503.00,T,*67\n"),
                       false);
  ingest.start();
  ASSERT_TRUE(test::run_until(process.io(), [&] { return radar.size() == 2; }));
  const auto& ttm = std::get<model::RadarReport>(radar.front());
  EXPECT_EQ(ttm.format, model::RadarFormat::ttm);
  EXPECT_EQ(ttm.source.view(), "lumut");
  EXPECT_TRUE(ttm.is_position_computed);
  EXPECT_EQ(std::get<model::RadarReport>(radar.back()).name.view(), "PILOT");
  ASSERT_TRUE(test::run_until(process.io(), [&] {
    return !table.feeds.empty() && table.feeds.front().state == model::FeedState::finished;
  }));
  EXPECT_EQ(table.feeds.front().radar.reports, 2U);
  EXPECT_EQ(table.feeds.front().radar.own_ship_sentences, 1U);
}

TEST_F(IngestServiceTest, WhatIsNewGoesToTheOutputsOnce) {
  boost::asio::ip::udp::socket reader(process.io(), {boost::asio::ip::address_v4::loopback(), 0});
  config::Settings with_output = recording(
      "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n");
  with_output.outputs = {
      {.name = "charts", .uri = "udp://127.0.0.1:" + std::to_string(reader.local_endpoint().port())}};
  IngestService ingest(process, with_output, false);
  ingest.start();
  ASSERT_TRUE(test::run_until(process.io(), [&] {
    return !table.feeds.empty() && table.feeds.front().state == model::FeedState::finished;
  }));
  std::array<char, 1'024> buffer{};
  EXPECT_EQ(std::string(buffer.data(), reader.receive(boost::asio::buffer(buffer))),
            "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n");
  EXPECT_EQ(table.feeds.front().duplicates, 1U);
  EXPECT_EQ(reader.available(), 0U);
}

TEST_F(IngestServiceTest, NoiseAloneIsRefused) {
  IngestService ingest(process, recording("noise\n"), false);
  ingest.start();
  EXPECT_EQ(process.run(), runtime::kUsage);
  EXPECT_THAT(ingest.refusal().in_english(), HasSubstr("not a single AIS sentence in 6 bytes"));
}

TEST_F(IngestServiceTest, EndsWithItsRecordingsWhenAskedTo) {
  IngestService ingest(process, recording("!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n"), true);
  ingest.start();
  EXPECT_EQ(process.run(), runtime::kSuccess);
}

TEST_F(IngestServiceTest, AFileThatIsNotThereIsWrongUsage) {
  config::Settings with_feed = settings;
  with_feed.feeds = {{.name = "x", .uri = "file:///nowhere.nmea", .source = "x", .station = {}}};
  IngestService ingest(process, with_feed, false);
  EXPECT_THROW(ingest.start(), runtime::UsageError);
}

}  // namespace
}  // namespace selat::service
