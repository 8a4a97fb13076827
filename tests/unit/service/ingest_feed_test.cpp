#include "service/ingest_feed.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ais/encode.h"
#include "base/random.h"
#include "bus/report_batch_impl.h"
#include "bus/subscription.h"
#include "cli/command_line.h"
#include "cli/named_feeds.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/event_time.h"
#include "service/report_batches.h"
#include "support/other_program.h"
#include "support/temporary_directory.h"

namespace selat::service {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

// Published vectors: a Class A position, and a static report of two parts.
constexpr std::string_view kPosition = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C";
constexpr std::string_view kStaticFirst =
    "!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E";
constexpr std::string_view kStaticSecond = "!AIVDM,2,2,3,B,1@0000000000000,2*55";

std::uint64_t sum_of(const model::FeedHealth& health) {
  std::uint64_t sum =
      health.sentences_in_messages + health.sentences_not_yet_decoded + health.sentences_pending;
  for (const auto& problem : health.problems) {
    sum += problem.count;
  }
  return sum;
}

class IngestFeedTest : public testing::Test {
 protected:
  IngestFeedTest()
      : batches_(
            io_,
            [this](bus::ReportBatch& batch) {
              sizes_.push_back(0);
              bus::ReceivedReports(batch.impl().envelope.reports())
                  .for_each([this](const model::Report& report) {
                    ++sizes_.back();
                    reports_.push_back(report);
                  });
            },
            runtime::read_clocks) {}
  ~IngestFeedTest() override {
    feed_.reset();
    io_.restart();
    io_.poll();
  }
  IngestFeed& make(const std::string& uri) {
    const IngestSurroundings around{io_,
                                    duplicates_,
                                    event_time_,
                                    batches_,
                                    cpu_,
                                    [this] { return Now{runtime::read_clocks().steady + ahead_, wall_}; },
                                    [this] { return may_read_; },
                                    [this] { ++ends_; }};
    feed_ = std::make_unique<IngestFeed>(cli::named_feeds({"lumut=" + uri}).front(), around);
    return *feed_;
  }
  void read_file(std::string_view content) {
    const auto path = (directory_ / "x.nmea").string();
    std::ofstream(path) << content;
    ASSERT_FALSE(make("file://" + path + "?speed=max").start().has_value());
    ASSERT_TRUE(wait_until([&] { return feed_->has_ended(); }));
    batches_.flush();
  }
  [[nodiscard]] bool wait_until(const std::function<bool()>& happened) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!happened() && std::chrono::steady_clock::now() < deadline) {
      io_.restart();
      io_.run_one_for(std::chrono::milliseconds(20));
    }
    return happened();
  }
  [[nodiscard]] model::FeedHealth health() const { return feed_->health(); }
  std::map<std::string, std::uint64_t> problems() const {
    std::map<std::string, std::uint64_t> counts;
    const auto now = health();
    for (const auto& problem : now.problems) {
      counts[problem.name] = problem.count;
    }
    return counts;
  }

  Span ahead_;  // of the machine's steady clock
  boost::asio::io_context io_;
  runtime::SampledCpu cpu_;
  Instant wall_ = Instant::unix_seconds(1'700'000'000);
  ais::Duplicates duplicates_;
  EventTime event_time_{detect::EngineOptions{}};
  std::vector<model::Report> reports_;
  std::vector<std::size_t> sizes_;
  ReportBatches batches_;
  test::TemporaryDirectory directory_;
  std::unique_ptr<IngestFeed> feed_;
  int ends_ = 0;
  bool may_read_ = true;
};

std::string lines(std::initializer_list<std::string_view> all) {
  std::string text;
  for (const auto line : all) {
    text += std::string(line) + "\r\n";
  }
  return text;
}

// Two Class A positions of one ship, the second with a UTC second 20 s later.
std::string untimed_positions() {
  std::string text;
  for (const int second : {10, 30}) {
    ais::PositionA message;
    message.mmsi = model::Mmsi(525'000'001);
    message.position = geo::Position::degrees(2.5, 101.0 + second * 1e-3);
    message.time_stamp.utc_second = static_cast<std::uint8_t>(second);
    text += ais::encode(message).front() + "\r\n";
  }
  return text;
}

TEST_F(IngestFeedTest, ARecordingWithoutTimesIsPacedByItsReportsAndSaysSo) {
  const auto path = (directory_ / "untimed.nmea").string();
  std::ofstream(path) << untimed_positions();
  const auto play = [&](const std::string& options) {
    reports_.clear();
    EXPECT_FALSE(make("file://" + path + "?speed=max" + options).start().has_value());
    EXPECT_TRUE(wait_until([&] { return feed_->has_ended(); }));
    batches_.flush();
    EXPECT_FALSE(health().reason.empty());
    return std::pair(model::header_of(reports_.at(0)).observed_at,
                     model::header_of(reports_.at(1)).observed_at);
  };
  const Instant start = Instant::unix_seconds(1'767'268'800);
  EXPECT_EQ(play("&start=2026-01-01T12:00:00Z"),
            std::pair(start + Span::seconds(10), start + Span::seconds(30)));
  duplicates_ = ais::Duplicates();
  const auto first = play("");
  EXPECT_EQ(first.second - first.first, Span::seconds(20));
  duplicates_ = ais::Duplicates();
  EXPECT_EQ(play(""), first) << "the same whenever it is played";
}

TEST_F(IngestFeedTest, ARecordingWithTimesKeepsThem) {
  read_file("\\c:1384257600*51\\!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n");
  EXPECT_TRUE(health().reason.empty());
}

TEST_F(IngestFeedTest, ARecordingWaitsForThoseWhoReadIt) {
  const auto path = (directory_ / "waits.nmea").string();
  std::ofstream(path) << lines({"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C"});
  may_read_ = false;
  ASSERT_FALSE(make("file://" + path + "?speed=max").start().has_value());
  int asked = 0;
  boost::asio::steady_timer later(io_, std::chrono::milliseconds(50));
  later.async_wait([&](const boost::system::error_code&) {
    asked = feed_->has_ended() ? -1 : 1;
    may_read_ = true;
  });
  ASSERT_TRUE(wait_until([&] { return feed_->has_ended(); }));
  EXPECT_EQ(asked, 1) << "it did not wait";
  EXPECT_EQ(feed_->sentences(), 1U);
}

TEST_F(IngestFeedTest, ARecordingBecomesReportsAndEverySentenceIsAccountedFor) {
  read_file(lines({kPosition, kStaticFirst, kStaticSecond, "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*00",
                   kStaticFirst, "$GPRMC,1*00", "garbage"}));
  const auto now = health();
  EXPECT_EQ(now.state, model::FeedState::finished);
  EXPECT_EQ(now.lines, 7U);
  EXPECT_EQ(now.sentences, 5U);
  EXPECT_EQ(now.sentences_in_messages, 3U);
  EXPECT_EQ(now.sentences_pending, 0U);
  EXPECT_EQ(sum_of(now), now.sentences);
  EXPECT_THAT(problems(), SizeIs(2));
  EXPECT_EQ(problems()["checksum_bad"], 1U);
  EXPECT_EQ(now.other_sentences, 1U);
  EXPECT_EQ(now.reports, 2U);
  ASSERT_THAT(reports_, SizeIs(2));
  EXPECT_EQ(model::header_of(reports_[0]).mmsi.number(), 477'553'000U);
  EXPECT_EQ(model::header_of(reports_[0]).source, "lumut");
  EXPECT_EQ(batches_.published(), 2U);
  EXPECT_EQ(ends_, 1);
  EXPECT_FALSE(now.delay_p50.has_value()) << "a recording's delay says nothing";
}

TEST_F(IngestFeedTest, WhatWasHeardBeforeIsToldAsAlsoHeard) {
  read_file(lines({kPosition, kPosition}));
  EXPECT_EQ(health().duplicates, 1U);
  EXPECT_EQ(health().reports, 2U);
  ASSERT_THAT(reports_, SizeIs(2));
  EXPECT_TRUE(std::holds_alternative<model::AlsoHeard>(reports_[1]));
}

TEST_F(IngestFeedTest, BatchesHoldAtMostSixtyFourReports) {
  std::string text;
  for (int i = 0; i < 100; ++i) {
    text += lines({kPosition});
  }
  read_file(text);
  EXPECT_THAT(sizes_, ElementsAre(64, 36));
}

TEST_F(IngestFeedTest, ABatchThatDoesNotFillIsPublishedAfterAWhile) {
  const auto path = (directory_ / "x.nmea").string();
  std::ofstream(path) << lines({kPosition});
  ASSERT_FALSE(make("file://" + path + "?speed=max").start().has_value());
  EXPECT_TRUE(wait_until([&] { return reports_.size() == 1; }));
}

TEST_F(IngestFeedTest, GarbageIsCountedAndNoMore) {
  Random random(20'131'112);
  std::string garbage;
  for (int i = 0; i < 200'000; ++i) {
    garbage += static_cast<char>(random.below(256));
  }
  read_file(garbage);
  EXPECT_EQ(sum_of(health()), health().sentences);
  EXPECT_THAT(reports_, testing::IsEmpty());
}

using boost::asio::ip::udp;

// A free port, which may be taken again at once: nothing is left behind by a UDP socket.
udp::endpoint free_port(boost::asio::io_context& io) {
  return udp::socket(io, udp::endpoint(boost::asio::ip::address_v4::loopback(), 0)).local_endpoint();
}

TEST_F(IngestFeedTest, HalvesOfTwoSendersAreNotJoined) {
  const auto to = free_port(io_);
  ASSERT_FALSE(make("udp://127.0.0.1:" + std::to_string(to.port())).start().has_value());
  udp::socket one(io_, udp::v4()), two(io_, udp::v4());
  one.send_to(boost::asio::buffer(kStaticFirst), to);
  two.send_to(boost::asio::buffer(kStaticSecond), to);
  ASSERT_TRUE(wait_until([&] { return health().sentences == 2; }));
  EXPECT_EQ(health().reports, 0U);
  EXPECT_EQ(sum_of(health()), 2U);
  one.send_to(boost::asio::buffer(kStaticSecond), to);
  ASSERT_TRUE(wait_until([&] { return health().sentences == 3; }));
  EXPECT_EQ(health().reports, 1U);
  EXPECT_EQ(sum_of(health()), 3U);
  EXPECT_TRUE(health().delay_p50.has_value());
}

// A ship's position behind a TAG block with the station's name and time.
std::string told_by(const std::string& station, Instant at, std::uint32_t ship) {
  ais::PositionA message;
  message.mmsi = model::Mmsi(525'000'000 + ship);
  message.position = geo::Position::degrees(2.5, 101.0);
  return ais::encode(message, {.tag_source = station, .tag_time = at}).front() + "\r\n";
}

class LiveFeed : public IngestFeedTest {
 protected:
  LiveFeed() : to_(free_port(io_)), sender_(io_, udp::v4()) {
    EXPECT_FALSE(make("udp://127.0.0.1:" + std::to_string(to_.port())).start().has_value());
  }
  // The feed hears the line now, by the clock of the test.
  void hear(const std::string& line) {
    sender_.send_to(boost::asio::buffer(line), to_);
    ++sent_;
    ASSERT_TRUE(wait_until([&] { return health().sentences == sent_; }));
  }
  const model::ReportHeader& last() {
    batches_.flush();
    return model::header_of(reports_.back());
  }
  std::uint64_t count(model::FeedCount which) { return health().transport[which]; }

  udp::endpoint to_;
  udp::socket sender_;
  std::uint64_t sent_ = 0;
};

TEST_F(LiveFeed, OfAStationWhoseClockIsHoursOffReceptionCountsAndTheFeedSaysSo) {
  const Span behind = Span::hours(2);
  for (std::uint32_t i = 0; i < 5; ++i) {
    hear(told_by("good", wall_, 2 * i));
    hear(told_by("wrong", wall_ - behind, 2 * i + 1));
    wall_ = wall_ + Span::seconds(10);
  }
  EXPECT_EQ(last().source.view(), "wrong");
  EXPECT_EQ(last().observed_at, wall_ - Span::seconds(10)) << "when it was received";
  EXPECT_EQ(count(model::FeedCount::reports_too_late), 3U) << "until that was known";
  EXPECT_EQ(count(model::FeedCount::wrong_clocks), 1U);
  EXPECT_EQ(health().state, model::FeedState::receiving);
  EXPECT_THAT(health().reason.in_english(), testing::HasSubstr("that of wrong is 120 min behind"));
  hear(told_by("good", wall_, 100));
  EXPECT_EQ(last().observed_at, wall_);

  // Its clock is set right.
  for (std::uint32_t i = 0; i < 3; ++i) {
    wall_ = wall_ + Span::minutes(1);
    hear(told_by("wrong", wall_ - Span::seconds(1), 200 + i));
    EXPECT_EQ(last().observed_at, wall_ - Span::seconds(1));
  }
  EXPECT_TRUE(health().reason.empty()) << health().reason.in_english();
}

TEST_F(LiveFeed, TheLogSaysWhenAClockIsFoundWrongAndWhenItIsRightAgain) {
  std::vector<std::string> lines;
  const auto look = [&] {
    for (const std::string& line : feed_->clock_news()) {
      lines.push_back(line);
    }
  };
  for (std::uint32_t i = 0; i < 5; ++i) {
    hear(told_by("wrong", wall_ - Span::hours(2), i));
    wall_ = wall_ + Span::seconds(10);
    look();
  }
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], testing::HasSubstr("the clock of station 'wrong' is 2 h 0 min behind"));
  for (std::uint32_t i = 0; i < 3; ++i) {
    wall_ = wall_ + Span::minutes(1);
    hear(told_by("wrong", wall_, 200 + i));
    look();
  }
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[1], testing::HasSubstr("the clock of station 'wrong' is right again"));
}

TEST_F(LiveFeed, AClockThatIsAheadIsToldToo) {
  for (std::uint32_t i = 0; i < 5; ++i) {
    hear(told_by("early", wall_ + Span::hours(3), i));
    EXPECT_EQ(last().observed_at, wall_) << "nothing is sent after it was received";
    wall_ = wall_ + Span::seconds(10);
  }
  EXPECT_THAT(health().reason.in_english(), testing::HasSubstr("that of early is 180 min ahead"));
}

// A receiver sends what it has stored: each report is less late than the one before.
TEST_F(LiveFeed, WhatWasStoredKeepsItsTime) {
  for (std::uint32_t i = 0; i < 10; ++i) {
    const Instant at = wall_ - Span::hours(2) + Span::seconds(30) * i;
    hear(told_by("stored", at, i));
    EXPECT_EQ(last().observed_at, at);
    wall_ = wall_ + Span::seconds(5);
  }
  EXPECT_EQ(count(model::FeedCount::wrong_clocks), 0U);
  EXPECT_EQ(count(model::FeedCount::reports_too_late), 0U) << "nothing newer was heard";
}

// The clock of the machine is set forward by two hours: all stations seem to be wrong then.
TEST_F(LiveFeed, TheMachinesOwnClockMayBeTheWrongOne) {
  Instant right = wall_;
  std::uint32_t ship = 0;
  for (int i = 0; i < 12; ++i) {
    wall_ = right + (i < 6 ? Span() : Span::hours(2));
    hear(told_by("first", right, ++ship));
    hear(told_by("second", right - Span::seconds(1), ++ship));
    right = right + Span::seconds(10);
  }
  EXPECT_EQ(count(model::FeedCount::wrong_clocks), 2U);
  EXPECT_EQ(last().observed_at, wall_);
}

TEST_F(LiveFeed, AFeedThatInventsNamesOfStationsIsToldByItsOwn) {
  for (std::uint32_t i = 0; i < 600; ++i) {
    hear(told_by("station" + std::to_string(i), wall_, i));
  }
  EXPECT_EQ(last().source.view(), "lumut");
  EXPECT_EQ(count(model::FeedCount::stations), 512U);
  EXPECT_EQ(count(model::FeedCount::stations_refused), 88U);
  hear(told_by("station7", wall_, 1'000));
  EXPECT_EQ(last().source.view(), "station7");
}

TEST_F(IngestFeedTest, WhatCannotWorkSaysWhy) {
  const auto refused = make("file:///no/such/file.nmea").start();
  ASSERT_TRUE(refused.has_value());
  EXPECT_THAT(refused->in_english(), testing::HasSubstr("No such file"));
  EXPECT_EQ(health().state, feed::State::failed);
  EXPECT_EQ(health().reason, *refused);
  EXPECT_THROW(make("tcp://nowhere"), runtime::UsageError);
}

TEST_F(IngestFeedTest, AFeedThatBringsNothingUsableSaysWhatItLooksLike) {
  using boost::asio::ip::tcp;
  tcp::acceptor acceptor(io_, {boost::asio::ip::address_v4::loopback(), 0});
  std::optional<tcp::socket> peer;
  acceptor.async_accept([&](boost::system::error_code, tcp::socket socket) { peer = std::move(socket); });
  ASSERT_FALSE(
      make("tcp://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port())).start().has_value());
  ASSERT_TRUE(wait_until([&] { return peer.has_value(); }));
  const auto say = [&](std::string_view bytes) {
    const auto before = health().bytes;
    boost::asio::write(*peer, boost::asio::buffer(bytes));
    ASSERT_TRUE(wait_until([&] { return health().bytes == before + bytes.size(); }));
  };
  say("SSH-2.0-OpenSSH_9.2\r\n");
  EXPECT_TRUE(health().reason.empty()) << "it may be the beginning only";
  ahead_ = Span::seconds(6);
  say("Invalid SSH identification string.\r\n");
  EXPECT_THAT(health().reason.in_english(), testing::HasSubstr("it looks like SSH"));
  ahead_ = Span::seconds(40);
  say("x\r\n");
  EXPECT_EQ(health().state, feed::State::silent);
  EXPECT_THAT(health().reason.in_english(),
              testing::HasSubstr("no AIS sentence for 40 s; it looks like SSH"));
  say(kPosition);
  say("\r\n");
  EXPECT_EQ(health().sentences, 1U);
  EXPECT_TRUE(health().reason.empty());
}

TEST_F(IngestFeedTest, ALiveFeedThatCouldNotBeginBeginsWhenNothingIsInItsWayAnyMore) {
  using boost::asio::ip::udp;
  std::optional<udp::socket> taken(std::in_place, io_,
                                   udp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  const auto to = taken->local_endpoint();
  ASSERT_TRUE(make("udp://127.0.0.1:" + std::to_string(to.port())).start().has_value());
  ahead_ = Span::minutes(1);
  feed_->tidy();
  EXPECT_EQ(health().state, feed::State::failed) << "the port is still in use";
  EXPECT_FALSE(feed_->has_ended());
  taken.reset();
  ahead_ = Span::minutes(2);
  feed_->tidy();
  EXPECT_EQ(health().state, feed::State::connected);
  EXPECT_TRUE(health().reason.empty());
  udp::socket sender(io_, udp::v4());
  sender.send_to(boost::asio::buffer(kPosition), to);
  EXPECT_TRUE(wait_until([&] { return health().sentences == 1; }));
}

TEST_F(IngestFeedTest, SaysSinceWhenItsStateIsAsItIs) {
  const auto missing = directory_ / "later.nmea";
  ASSERT_TRUE(make("file://" + missing.string() + "?speed=max").start().has_value());
  const Instant failed_at = wall_;
  feed_->tidy();
  wall_ = failed_at + Span::minutes(1);
  feed_->tidy();
  EXPECT_EQ(health().state, feed::State::failed);
  EXPECT_EQ(health().state_since, failed_at);
  std::ofstream(missing) << lines({kPosition});
  ahead_ = Span::minutes(1);
  feed_->tidy();
  ASSERT_TRUE(wait_until([&] { return feed_->has_ended(); }));
  EXPECT_EQ(health().state_since, wall_) << "before it was noted too";
  feed_->tidy();
  wall_ = wall_ + Span::minutes(1);
  EXPECT_EQ(health().state, feed::State::finished);
  EXPECT_EQ(health().state_since, failed_at + Span::minutes(1));
}

}  // namespace
}  // namespace selat::service
