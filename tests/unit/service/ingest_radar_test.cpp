// One feed of radars through real files and datagrams: what is handed on, what is counted, and what is said
// of it when something is wrong.

#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/named_feeds.h"
#include "nmea/checksum.h"
#include "radar/asterix/writer.h"
#include "runtime/machine_clock.h"
#include "service/event_time.h"
#include "service/ingest_feed.h"
#include "service/report_batches.h"
#include "support/other_program.h"
#include "support/temporary_directory.h"

namespace selat::service {
namespace {

using radar::asterix_block;
using radar::AsterixBytes;
using radar::AsterixRecord;
using radar::big_endian;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using radar::operator+;

class IngestRadarTest : public ::testing::Test {
 protected:
  ~IngestRadarTest() override {
    feed_.reset();
    io_.restart();
    io_.poll();
  }

  IngestFeed& make(const std::string& uri) {
    IngestSurroundings around{io_,
                              duplicates_,
                              event_time_,
                              batches_,
                              cpu_,
                              [this] { return Now{runtime::read_clocks().steady + ahead_, wall_}; },
                              [] { return true; },
                              [] {}};
    around.radars = radars_;
    around.on_radar_report = [this](const radar::ReceivedReport& one, std::string_view feed) {
      EXPECT_EQ(feed, "lumut");
      reports_.push_back(one.report);
    };
    feed_ = std::make_unique<IngestFeed>(cli::named_feeds({"lumut=" + uri}).front(), around);
    return *feed_;
  }
  void read_file(std::string_view content) {
    const auto path = (directory_ / "x.nmea").string();
    std::ofstream(path) << content;
    ASSERT_FALSE(make("file://" + path + "?speed=max").start().has_value());
    ASSERT_TRUE(wait_until([&] { return feed_->has_ended(); }));
  }
  // Opens a port for data blocks, or for lines.
  void listen(const std::string& options = "?format=asterix") {
    to_ = {boost::asio::ip::address_v4::loopback(), test::free_port(SOCK_DGRAM)};
    ASSERT_FALSE(make("udp://127.0.0.1:" + std::to_string(to_.port()) + options).start().has_value());
  }
  // Sends a datagram, and waits until it was read.
  template <typename Bytes>
  void send(const Bytes& bytes) {
    const std::uint64_t before = health().transport[model::FeedCount::datagrams];
    sender_.send_to(boost::asio::buffer(bytes), to_);
    ASSERT_TRUE(wait_until([&] { return health().transport[model::FeedCount::datagrams] > before; }));
  }
  void send_line(const std::string& fields) { send("$" + fields + nmea::checksum_suffix(fields) + "\r\n"); }
  [[nodiscard]] bool wait_until(const std::function<bool()>& happened) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!happened() && std::chrono::steady_clock::now() < deadline) {
      io_.restart();
      io_.run_one_for(std::chrono::milliseconds(20));
    }
    return happened();
  }
  [[nodiscard]] model::FeedHealth health() const { return feed_->health(); }
  [[nodiscard]] std::string reason() const { return feed_->reason().in_english(); }
  void pass(Span span) {
    wall_ = wall_ + span;
    ahead_ = ahead_ + span;
  }
  // A plot of CAT 048, with its time.
  [[nodiscard]] AsterixBytes plot_at(Instant at, std::int64_t range = 1'280, int sic = 201) const {
    const std::int64_t of_day_us = at.in_unix_microseconds() % (86'400LL * 1'000'000);
    return AsterixRecord()
        .item(1, {25, static_cast<std::uint8_t>(sic)})
        .item(2, big_endian(of_day_us * 128 / 1'000'000, 3))
        .item(4, big_endian(range, 2) + big_endian(16'384, 2))
        .bytes();
  }

  std::vector<model::Radar> radars_;  // of the settings
  std::vector<model::RadarReport> reports_;
  Span ahead_;  // of the machine's steady clock
  boost::asio::io_context io_;
  boost::asio::ip::udp::socket sender_{io_, boost::asio::ip::udp::v4()};
  boost::asio::ip::udp::endpoint to_;
  runtime::SampledCpu cpu_;
  Instant wall_ = Instant::unix_seconds(1'700'000'000);
  ais::Duplicates duplicates_;
  EventTime event_time_{detect::EngineOptions{}};
  ReportBatches batches_{io_, [](bus::ReportBatch&) {}, runtime::read_clocks};
  test::TemporaryDirectory directory_;
  std::unique_ptr<IngestFeed> feed_;
};

using Counts = std::vector<model::NamedCount>;

TEST_F(IngestRadarTest, ARadarsLinesAreReadBesideThoseOfAis) {
  read_file(
      "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"
      "$GPGLL,0112.000,N,10330.000,E,021500.00,A,A*6C\r\n"
      "$RATTM,02,2.50,045.0,T,22.4,031.0,T,0.1,3.2,N,BOAT,T,,021500.00,A*1B\r\n"
      "$RATTM,02,2.50,045.0,T,22.4,031.0,T,0.1,3.2,N,BOAT,T,,021500.00,A*00\r\n$AIALR,1*4A\r\n");
  ASSERT_THAT(reports_, SizeIs(1));
  EXPECT_EQ(reports_.front().source.view(), "lumut");
  EXPECT_TRUE(reports_.front().position);
  EXPECT_EQ(health().sentences, 1U);
  const model::RadarFeedHealth radar = health().radar;
  EXPECT_EQ(radar.sentences, 3U);
  EXPECT_EQ(radar.reports, 1U);
  EXPECT_EQ(radar.own_ship_sentences, 1U);
  EXPECT_EQ(radar.problems, (Counts{{.name = "checksum_bad", .count = 1}}));
  EXPECT_EQ(health().other_sentences, 4U) << "all that carry no AIS";
}

TEST_F(IngestRadarTest, ARadarOfTheSettingsIsThatOfItsFeed) {
  model::Radar elsewhere;
  elsewhere.id = "elsewhere";
  elsewhere.feed = "belawan";
  model::Radar hill;
  hill.id = "hill";
  hill.feed = "lumut";
  hill.position = geo::Position::degrees(4.2, 100.6);
  radars_ = {elsewhere, hill};
  read_file("$RATTM,02,2.50,045.0,T,22.4,031.0,T,0.1,3.2,N,BOAT,T,,021500.00,A*1B\r\n");
  ASSERT_THAT(reports_, SizeIs(1));
  EXPECT_EQ(reports_.front().source.view(), "hill");
  EXPECT_EQ(reports_.front().measured_from, hill.position);
  EXPECT_TRUE(reports_.front().is_position_computed);
}

TEST_F(IngestRadarTest, AsterixComesInDatagrams) {
  listen();
  send(asterix_block(48, plot_at(wall_) + plot_at(wall_, 1'300)) + asterix_block(99, {1}));
  ASSERT_THAT(reports_, SizeIs(2));
  EXPECT_EQ(reports_.front().source.view(), "25/201");
  EXPECT_TRUE(feed_->has_understood());
  const model::RadarFeedHealth radar = health().radar;
  EXPECT_EQ(radar.records, 2U);
  EXPECT_EQ(radar.reports, 2U);
  EXPECT_EQ(radar.warnings, (Counts{{.name = "own_position_missing", .count = 2}}));
  EXPECT_EQ(radar.unknown_categories, (std::map<std::uint32_t, std::uint64_t>{{99, 1}}));
  EXPECT_EQ(health().state, feed::State::receiving);
}

TEST_F(IngestRadarTest, ARadarOfWhichNothingSaysWhereItStandsIsNamed) {
  listen();
  send(asterix_block(48, plot_at(wall_)));
  EXPECT_THAT(reason(), HasSubstr("nothing says where radar 25/201 stands: 1 report without a position"));
  pass(Span::minutes(3));
  EXPECT_THAT(reason(), Not(HasSubstr("25/201")));
}

// The settings name one radar and not its source; a second comes in the same feed.
TEST_F(IngestRadarTest, ARadarWithoutASourceIsNoneOfSeveral) {
  model::Radar hill;
  hill.id = "hill";
  hill.feed = "lumut";
  hill.position = geo::Position::degrees(4.2, 100.6);
  radars_ = {hill};
  listen();
  send(asterix_block(48, plot_at(wall_)));
  EXPECT_EQ(reports_.back().source.view(), "hill");
  EXPECT_TRUE(reason().empty()) << reason();
  send(asterix_block(48, plot_at(wall_, 900, 202)) + asterix_block(48, plot_at(wall_, 1'000)));
  ASSERT_THAT(reports_, SizeIs(3));
  EXPECT_EQ(reports_[1].source.view(), "25/202");
  EXPECT_FALSE(reports_[1].position) << "it does not stand where hill stands";
  EXPECT_EQ(reports_[2].source.view(), "25/201");
  EXPECT_EQ(
      reason(),
      "radars 25/201, 25/202 come in this feed, and nothing says which of them is hill, so none is: give "
      "its [[radar]] the source, as in source = \"25/201\", and each other a [[radar]] of its own");
}

TEST_F(IngestRadarTest, StationsOfOneFeedOfLinesAreRadarsOfTheirOwn) {
  model::Radar hill;
  hill.id = "hill";
  hill.feed = "lumut";
  radars_ = {hill};
  const std::string boat = "$RATTM,02,2.50,045.0,T,22.4,031.0,T,0.1,3.2,N,BOAT,T,,021500.00,A*1B\r\n";
  const auto from = [&](const std::string& station) {
    return "\\s:" + station + nmea::checksum_suffix("s:" + station) + "\\" + boat;
  };
  read_file(from("CAPE") + from("ISLE") + from("CAPE"));
  ASSERT_THAT(reports_, SizeIs(3));
  EXPECT_EQ(reports_[1].source.view(), "ISLE");
  EXPECT_EQ(reports_[2].source.view(), "CAPE");
  EXPECT_THAT(reason(), HasSubstr("radars CAPE, ISLE come in this feed"));
}

TEST_F(IngestRadarTest, ARelativeBearingWithoutAHeadingIsNamedWithItsRadar) {
  listen("");
  send_line("GPGLL,0112.000,N,10330.000,E,021500.00,A,A");
  send_line("RATTM,02,2.50,045.0,R,22.4,031.0,T,0.1,3.2,N,BOAT,T,,021500.00,A");
  EXPECT_THAT(reason(), HasSubstr("bearings of radar lumut are relative, and nothing says its heading"));
}

TEST_F(IngestRadarTest, AScanThatIsSentAgainIsLeftOutAndNamed) {
  listen();
  const AsterixBytes north =
      AsterixRecord()
          .item(1, {25, 201})
          .item(2, {1})
          .item(11, big_endian(30, 2) + big_endian(58'254, 3) + big_endian(4'835'100, 3))
          .bytes();
  const AsterixBytes scan =
      asterix_block(34, north) + asterix_block(48, plot_at(wall_) + plot_at(wall_, 900));
  send(scan);
  EXPECT_TRUE(reason().empty()) << reason();
  pass(Span::seconds(2.5));
  send(scan);
  send(scan);
  EXPECT_THAT(reports_, SizeIs(2));
  EXPECT_EQ(health().radar.reports, 2U);
  EXPECT_EQ(health().radar.repeats, 4U);
  EXPECT_EQ(health().radar.statuses, 3U);
  EXPECT_EQ(reason(), "radar 25/201 sends scans again: 4 reports left out");
  pass(Span::seconds(2.5));
  send(asterix_block(48, plot_at(wall_)));
  EXPECT_THAT(reports_, SizeIs(3));
}

TEST_F(IngestRadarTest, AClockThatIsAMinuteBehindIsFoundAndReceptionCounts) {
  listen();
  for (int scan = 0; scan < 20; ++scan) {
    pass(Span::seconds(2.5));
    send(asterix_block(48, plot_at(wall_ - Span::seconds(60))));
  }
  ASSERT_THAT(reports_, SizeIs(20));
  EXPECT_EQ(reports_.front().observed_at, reports_.front().received_at - Span::seconds(60))
      << "not known yet";
  EXPECT_EQ(reports_.back().observed_at, reports_.back().received_at);
  EXPECT_THAT(reason(), HasSubstr("the clock of radar 25/201 is 60 s behind"));
}

TEST_F(IngestRadarTest, AClockThatIsAMinuteAheadGivesNoPlotOfTheFuture) {
  listen();
  send(asterix_block(48, plot_at(wall_ + Span::seconds(59))));
  ASSERT_THAT(reports_, SizeIs(1));
  EXPECT_EQ(reports_.front().observed_at, wall_);
  EXPECT_THAT(reason(), HasSubstr("the clock of radar 25/201 is ahead"));
}

TEST_F(IngestRadarTest, DataBlocksOfCategoriesThatNobodyReadsAreNamed) {
  listen();
  send(asterix_block(21, {1, 2, 3, 4}));
  pass(Span::seconds(40));
  send(asterix_block(21, {1, 2, 3, 4}) + asterix_block(240, {1}));
  EXPECT_EQ(health().state, feed::State::silent);
  EXPECT_FALSE(feed_->has_understood());
  EXPECT_EQ(reason(), "data blocks arrive, but only of category 21, 240, which nothing here reads");
}

TEST_F(IngestRadarTest, LinesWhereDataBlocksShouldComeAreTold) {
  listen();
  send(std::string("!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"));
  pass(Span::seconds(40));
  send(std::string("!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"));
  EXPECT_EQ(health().state, feed::State::silent);
  EXPECT_EQ(reason(),
            "datagrams arrive, but no data block of a radar for 40 s; it looks like lines of NMEA: leave out "
            "format=asterix");
}

TEST_F(IngestRadarTest, DataBlocksWhereLinesShouldComeAreTold) {
  listen("");
  const AsterixBytes blocks = asterix_block(48, plot_at(wall_)) + asterix_block(48, plot_at(wall_, 900));
  send(blocks);
  pass(Span::seconds(40));
  send(blocks);
  EXPECT_THAT(reason(), HasSubstr("it looks like ASTERIX, the data blocks of radars"));
}

TEST_F(IngestRadarTest, AnOwnShipWithoutTargetsIsNoRadar) {
  listen("");
  send_line("GPGLL,0112.000,N,10330.000,E,021500.00,A,A");
  pass(Span::seconds(40));
  send_line("GPGLL,0112.000,N,10330.000,E,021540.00,A,A");
  EXPECT_FALSE(feed_->has_understood());
  EXPECT_EQ(health().state, feed::State::silent);
  EXPECT_THAT(reason(), HasSubstr("lines arrive, but no target of a radar for 40 s; it looks like NMEA"));
}

}  // namespace
}  // namespace selat::service
