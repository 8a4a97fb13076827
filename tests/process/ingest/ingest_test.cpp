// `selat ingest` as a real process: what it publishes, what it says, and how it ends.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include "../child.h"
#include "ais/encode.h"
#include "base/random.h"
#include "bus/subscriber.h"
#include "model/feed_health.h"
#include "model/process_health.h"
#include "runtime/machine_clock.h"
#include "support/temporary_directory.h"

namespace selat {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

constexpr std::string_view kPosition = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n";
constexpr std::string_view kDamaged = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5D\r\n";
constexpr std::string_view kHalf =
    "!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E\r\n";

class IngestProcess : public testing::Test {
 protected:
  IngestProcess() {
    fs::create_directory(bus_directory_);
    fs::permissions(bus_directory_, fs::perms::owner_all);
  }
  fs::path write(const std::string& name, std::string_view content) const {
    std::ofstream(directory_ / name) << content;
    return directory_ / name;
  }

  void start(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"ingest", "--run-directory", bus_directory_.string()});
    ingest_.emplace(std::move(arguments), directory_ / ("output" + std::to_string(++started_)));
  }
  int wait_for_end() { return ingest_->wait_for_end(); }
  [[nodiscard]] std::string output() const { return ingest_->output(); }

  test::TemporaryDirectory directory_;
  fs::path bus_directory_ = directory_ / "run";
  int started_ = 0;
  std::optional<test::Child> ingest_;
};

// What one subscriber has got from ingest.
struct Listener {
  explicit Listener(const fs::path& directory)
      : bus(io, {.directory = directory, .remote = {}, .keys = {}, .clock = runtime::read_clocks},
            "listener"),
        subscriber(bus, {bus::subscribe<bus::ReceivedReports>(
                             "ingest", {.apply = [this](const bus::ReceivedReports& batch,
                                                        const bus::Stamp&) { count(batch); }}),
                         bus::subscribe<model::FeedTable>(
                             "ingest", {.apply = [this](const model::FeedTable& table,
                                                        const bus::Stamp&) { feeds = table.feeds; }}),
                         bus::subscribe<model::ProcessHealth>(
                             "ingest", {.apply = [this](const model::ProcessHealth& health,
                                                        const bus::Stamp&) { process = health; }})}) {}

  void count(const bus::ReceivedReports& batch) {
    batch.for_each([this](const model::Report& report) {
      ++reports;
      latest[std::string(model::header_of(report).source.view())] = model::header_of(report).observed_at;
    });
  }
  [[nodiscard]] std::uint64_t published() const {
    for (const auto& counter : process.counters) {
      if (counter.name == "reports_published") {
        return counter.count;
      }
    }
    return 0;
  }
  [[nodiscard]] bool until(const std::function<bool()>& holds) { return test::run_until(io, holds); }

  boost::asio::io_context io;
  std::uint64_t reports = 0;
  std::map<std::string, Instant> latest;  // by source
  std::vector<model::FeedHealth> feeds;
  model::ProcessHealth process;
  bus::Bus bus;
  bus::Subscriber subscriber;
};

std::uint64_t accounted_for(const model::FeedHealth& feed) {
  std::uint64_t sum = feed.sentences_in_messages + feed.sentences_not_yet_decoded + feed.sentences_pending;
  for (const auto& problem : feed.problems) {
    sum += problem.count;
  }
  return sum;
}

TEST_F(IngestProcess, ARecordingAtFullSpeedReachesThoseWhoComeLaterWhole) {
  std::string content;
  for (int i = 0; i < 20'000; ++i) {
    content += kPosition;
    content += i % 10 == 0 ? kDamaged : "";
    content += i % 100 == 0 ? kHalf : "";
  }
  start({"--feed", "lumut=file://" + write("x.nmea", content).string() + "?speed=max", "--feed",
         "batam=file://" + write("y.nmea", kPosition).string() + "?speed=max"});
  const auto is_finished = [](const Listener& listener) {
    return listener.feeds.size() == 2 && listener.feeds[0].state == model::FeedState::finished &&
           listener.feeds[1].state == model::FeedState::finished && listener.reports > 0 &&
           listener.reports == listener.published();
  };
  Listener early(bus_directory_);
  EXPECT_TRUE(early.until([&] { return is_finished(early); }));
  Listener late(bus_directory_);
  EXPECT_TRUE(late.until([&] { return is_finished(late); }));

  const auto& feed = late.feeds[0];
  EXPECT_EQ(feed.name, "lumut");
  EXPECT_EQ(feed.sentences, 20'000U + 2'000 + 200);
  EXPECT_EQ(accounted_for(feed), feed.sentences);
  EXPECT_EQ(feed.sentences_in_messages, 20'000U);
  EXPECT_EQ(feed.reports, 20'000U);
  EXPECT_EQ(late.reports, 20'001U);
  EXPECT_EQ(early.reports, 20'001U);
  ingest_->ask_to_end(SIGTERM);
  EXPECT_EQ(wait_for_end(), 0) << output();
}

TEST_F(IngestProcess, ExitAtEndEndsWithTheLastRecording) {
  start({"--exit-at-end", "--feed", "file://" + write("x.nmea", kPosition).string() + "?speed=max"});
  EXPECT_EQ(wait_for_end(), 0) << output();
}

TEST_F(IngestProcess, ARecordingWithoutAnySentenceIsWrongUsage) {
  start({"--feed", "file://" + write("x.nmea", std::string(100'000, 'x') + "\nnot AIS at all\n").string()});
  EXPECT_EQ(wait_for_end(), 2);
  EXPECT_THAT(output(), HasSubstr("not a single AIS sentence"));
  EXPECT_EQ(std::ranges::count(output(), '\n'), 1) << output();
}

TEST_F(IngestProcess, ARecordingThatMayNotBeReadIsWrongUsage) {
  if (::geteuid() == 0) {
    GTEST_SKIP() << "nothing is closed to root";
  }
  const fs::path file = write("closed.nmea", kPosition);
  fs::permissions(file, fs::perms::none);
  start({"--feed", "file://" + file.string()});
  EXPECT_EQ(wait_for_end(), 2);
  EXPECT_THAT(output(), HasSubstr("closed.nmea: Permission denied"));
  EXPECT_EQ(std::ranges::count(output(), '\n'), 1) << output();
}

TEST_F(IngestProcess, ASenderOfNoiseIsCountedAndIngestGoesOn) {
  namespace asio = boost::asio;
  asio::io_context io;
  asio::ip::tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  start({"--feed", "noise=tcp://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port())});
  asio::ip::tcp::socket sender = acceptor.accept();
  const std::uint64_t seed = 20;
  Random random(seed);
  std::string noise(100'000, ' ');
  for (char& byte : noise) {
    byte = static_cast<char>(random.below(256));
  }
  asio::write(sender, asio::buffer(noise));
  Listener listener(bus_directory_);
  const auto counted = [&] {
    if (listener.feeds.size() != 1 || listener.feeds[0].bytes != noise.size()) {
      return false;
    }
    return listener.feeds[0].transport[model::FeedCount::unrecognised_lines] > 100;
  };
  EXPECT_TRUE(listener.until(counted)) << "seed " << seed;
  asio::write(sender, asio::buffer("\n" + std::string(kPosition)));
  EXPECT_TRUE(listener.until([&] { return listener.reports == 1; }));
  EXPECT_EQ(listener.feeds[0].state, model::FeedState::receiving);
  ingest_->ask_to_end(SIGTERM);
  EXPECT_EQ(wait_for_end(), 0) << output();
}

// A station two hours behind beside one that is right. It takes half a minute to know that.
TEST_F(IngestProcess, OfAStationWhoseClockIsHoursOffReceptionCountsAndTheFeedSaysSo) {
  namespace asio = boost::asio;
  asio::io_context io;
  asio::ip::tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  start({"--feed", "coast=tcp://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port())});
  asio::ip::tcp::socket sender = acceptor.accept();
  Listener listener(bus_directory_);
  std::uint32_t ship = 525'000'000;
  const auto tell = [&](std::string_view station, Instant at) {
    ais::PositionA message;
    message.mmsi = model::Mmsi(++ship);
    message.position = geo::Position::degrees(2.5, 101.0);
    asio::write(sender,
                asio::buffer(ais::encode(message, {.tag_source = station, .tag_time = at}).front() + "\r\n"));
  };
  Instant told;
  const auto goes_on_until = [&](const std::function<bool()>& holds) {
    return listener.until([&] {
      if (const Instant now = runtime::read_clocks().wall; now - told >= Span::seconds(1)) {
        told = now;
        tell("right", now);
        tell("wrong", now - Span::hours(2));
      }
      return holds();
    });
  };
  EXPECT_TRUE(goes_on_until([&] {
    return !listener.feeds.empty() && listener.feeds[0].transport[model::FeedCount::wrong_clocks] == 1 &&
           listener.latest.contains("wrong") && told - listener.latest["wrong"] < Span::minutes(1);
  })) << output();
  EXPECT_THAT(listener.feeds[0].reason.in_english(), HasSubstr("that of wrong is 120 min behind"));
  EXPECT_GT(listener.feeds[0].transport[model::FeedCount::reports_too_late], 0U);
  EXPECT_EQ(listener.feeds[0].state, model::FeedState::receiving);
}

TEST_F(IngestProcess, AFeedThatCannotWorkIsReportedAndTheOthersAreReceived) {
  namespace asio = boost::asio;
  asio::io_context io;
  const asio::ip::tcp::acceptor taken(io, {asio::ip::address_v4::loopback(), 0});
  start({"--feed", "busy=tcp-listen://127.0.0.1:" + std::to_string(taken.local_endpoint().port()), "--feed",
         "good=file://" + write("x.nmea", kPosition).string() + "?speed=max"});
  Listener listener(bus_directory_);
  ASSERT_TRUE(listener.until([&] {
    return listener.feeds.size() == 2 && listener.feeds[1].reports == 1 && !listener.process.missing.empty();
  })) << output();
  EXPECT_EQ(listener.feeds[0].state, model::FeedState::failed);
  EXPECT_THAT(listener.feeds[0].reason.in_english(), HasSubstr("Address already in use"));
  EXPECT_EQ(listener.process.state, model::ProcessState::degraded);
  EXPECT_EQ(listener.process.missing.front().in_english(),
            "feed 'busy': " + listener.feeds[0].reason.in_english());
  ingest_->ask_to_end(SIGTERM);
  EXPECT_EQ(wait_for_end(), 0) << output();
}

TEST_F(IngestProcess, TheOnlyFeedThatCannotWorkEndsNothingAndWorksWhenItCan) {
  const fs::path token = write("token", "0123456789abcdef");
  fs::permissions(token, fs::perms::others_read, fs::perm_options::add);
  start({"--feed", "posted=http-listen://127.0.0.1:0?token_file=" + token.string()});
  Listener listener(bus_directory_);
  const auto is = [&](model::FeedState state) {
    return [&listener, state] { return !listener.feeds.empty() && listener.feeds[0].state == state; };
  };
  ASSERT_TRUE(listener.until(is(model::FeedState::failed))) << output();
  EXPECT_THAT(listener.feeds[0].reason.in_english(), HasSubstr("others may read it"));
  fs::permissions(token, fs::perms::owner_read);
  ASSERT_TRUE(listener.until(is(model::FeedState::connecting))) << output();
}

TEST_F(IngestProcess, ARecordingThatIsNotThereYetIsReadWhenItIs) {
  start({"--feed", "live=udp://127.0.0.1:0", "--feed",
         "late=file://" + (directory_ / "late.nmea").string() + "?speed=max"});
  Listener listener(bus_directory_);
  ASSERT_TRUE(listener.until([&] {
    return listener.feeds.size() == 2 && listener.feeds[1].state == model::FeedState::failed;
  })) << output();
  EXPECT_THAT(listener.feeds[1].reason.in_english(), HasSubstr("late.nmea: No such file"));
  write("late.part", kPosition);
  fs::rename(directory_ / "late.part", directory_ / "late.nmea");
  ASSERT_TRUE(listener.until([&] {
    return listener.feeds[1].state == model::FeedState::finished && listener.feeds[1].reports == 1;
  })) << output();
}

TEST_F(IngestProcess, AtItsEndItSaysWhatEachFeedBrought) {
  const std::string feed =
      "a=file://" + write("x.nmea", std::string(kPosition) + std::string(kDamaged)).string() + "?speed=max";
  start({"--feed", feed, "--exit-at-end"});
  EXPECT_EQ(wait_for_end(), 0);
  EXPECT_THAT(output(),
              HasSubstr("feed a: 2 lines, 2 AIS sentences (1 with problems), 0 messages heard before, "
                        "1 report"));
  start({"--feed", feed, "--exit-at-end", "--json"});
  EXPECT_EQ(wait_for_end(), 0);
  EXPECT_THAT(output(), HasSubstr(R"("sentences":2,"sentences_in_messages":1)"));
}

TEST_F(IngestProcess, WhatCanNeverWorkIsOneClearLineAndStatusTwo) {
  struct Wrong {
    std::vector<std::string> arguments;
    std::string says;
  };
  for (const auto& [arguments, says] : std::vector<Wrong>{
           {{"--feed", "garbage"}, "no '://'"},
           {{"--feed", "udp://127.0.0.1:9", "--feed", "udp://localhost:9"},
            "is where feed feed-1 is already"},
           {{"--feed", "file:///no/such/file.nmea"}, "No such file"},
           {{"--feed", "a=udp://127.0.0.1:0", "--feed", "a=udp://127.0.0.1:0"}, "another feed 'a'"},
           {{"--no-such-option"}, "--no-such-option"}}) {
    SCOPED_TRACE(arguments.back());
    start(arguments);
    EXPECT_EQ(wait_for_end(), 2);
    EXPECT_THAT(output(), HasSubstr(says));
    EXPECT_EQ(std::ranges::count(output(), '\n'), 1) << output();
  }
}

}  // namespace
}  // namespace selat
