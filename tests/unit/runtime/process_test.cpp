// What every process of the system owes the others: a name of its own, a term that grows, a sign of life, an
// orderly end.

#include "runtime/process.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "bus/subscriber.h"
#include "runtime/machine_clock.h"
#include "support/temporary_directory.h"

namespace selat::runtime {
namespace {

struct ProcessTest : testing::Test {
  ProcessTest() { settings.bus.directory = directory.path(); }
  test::TemporaryDirectory directory;
  config::Settings settings;
};

TEST_F(ProcessTest, TermGrowsEvenWhenTheClockHasBeenPutBack) {
  const std::uint64_t future = 99'000'000'000'000'000;
  std::ofstream(settings.bus.directory / "ingest.term") << future;
  const auto first = Process("ingest", settings).term();
  const auto second = Process("ingest", settings).term();
  EXPECT_EQ(first, future + 1);
  EXPECT_EQ(second, future + 2);
}

TEST_F(ProcessTest, TermIsTheClocksMicroseconds) {
  const auto before = static_cast<std::uint64_t>(read_clocks().wall.in_unix_microseconds());
  const auto term = Process("ingest", settings).term();
  EXPECT_GE(term, before);
  EXPECT_LE(term, static_cast<std::uint64_t>(read_clocks().wall.in_unix_microseconds()));
}

TEST_F(ProcessTest, ASecondOfTheSameNameIsRefused) {
  const Process first("ingest", settings);
  EXPECT_THROW(Process("ingest", settings), bus::BusError);
  EXPECT_NO_THROW(Process("detect", settings));
}

TEST_F(ProcessTest, ASignalEndsItInOrder) {
  Process process("ingest", settings);
  std::vector<std::string> ended;
  process.on_stop([&] { ended.emplace_back("feeds"); });
  process.on_stop([&] { ended.emplace_back("the rest"); });
  process.every(Span::milliseconds(1), [] { std::raise(SIGTERM); });
  EXPECT_EQ(process.run(), 0);
  EXPECT_EQ(ended, (std::vector<std::string>{"feeds", "the rest"}));
}

TEST_F(ProcessTest, OtherSignalsDoNotEndIt) {
  Process process("ingest", settings);
  int turns = 0;
  process.every(Span::milliseconds(1), [&] {
    for (const int signal : {SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE}) {
      std::raise(signal);
    }
    if (++turns == 3) {
      process.stop(7);
    }
  });
  EXPECT_EQ(process.run(), 7);
}

TEST_F(ProcessTest, ATerminalThatIsClosedEndsItWhereThatIsAskedFor) {
  Process process("ingest", settings);
  process.on_hangup([&] { process.stop(7); });
  process.every(Span::milliseconds(1), [] { std::raise(SIGHUP); });
  EXPECT_EQ(process.run(), 7);
}

TEST_F(ProcessTest, StopGivesTheExitStatus) {
  Process process("ingest", settings);
  process.every(Span::milliseconds(1), [&] { process.stop(1); });
  EXPECT_EQ(process.run(), 1);
}

TEST_F(ProcessTest, WhatAHandlerThrowsEndsItWithAFailure) {
  Process process("ingest", settings);
  process.every(Span::milliseconds(1), [] { throw std::runtime_error("disk on fire"); });
  EXPECT_EQ(process.run(), 1);
}

TEST_F(ProcessTest, HealthIsPublishedWithWhatIsMissing) {
  Process process("top", settings);
  std::vector<model::ProcessHealth> heard;
  const bus::Subscriber subscriber(
      process.bus(), {bus::subscribe<model::ProcessHealth>(
                         "top", {.apply = [&](const model::ProcessHealth& health, const bus::Stamp&) {
                           heard.push_back(health);
                           process.stop();
                         }})});
  process.on_health([&](model::ProcessHealth& health) {
    health.missing.emplace_back(tr("no feed"));
    health.subscriptions = subscriber.health();
  });
  // The deadline of the test: health comes each second.
  process.every(Span::seconds(20), [&] { process.stop(1); });
  EXPECT_EQ(process.run(), 0);
  ASSERT_FALSE(heard.empty());
  EXPECT_EQ(heard.back().process, "top");
  EXPECT_EQ(heard.back().term, process.term());
  ASSERT_EQ(heard.back().missing.size(), 1U);
  EXPECT_EQ(heard.back().missing.front().in_english(), "no feed");
  EXPECT_GT(heard.back().cpu, Span());
  EXPECT_GT(heard.back().resident_bytes, 1'000'000U);
  ASSERT_EQ(heard.back().subscriptions.size(), 1U);
  EXPECT_EQ(heard.back().subscriptions.front().topic, "health");
}

TEST_F(ProcessTest, WhatStrangersDoIsCountedInItsHealth) {
  Process process("top", settings);
  const bus::Subscriber subscriber(
      process.bus(), {bus::subscribe<model::ProcessHealth>(
                         "top", {.apply = [&](const model::ProcessHealth& health, const bus::Stamp&) {
                           const auto failed = std::ranges::find(health.counters, "peers_handshake_failed",
                                                                 &model::NamedCount::name);
                           if (failed != health.counters.end() && failed->count == 1) {
                             process.stop();
                           }
                         }})});
  using boost::asio::local::stream_protocol;
  stream_protocol::socket stranger(process.io());
  stranger.connect(stream_protocol::endpoint((settings.bus.directory / "top.request").string()));
  boost::asio::write(stranger, boost::asio::buffer(std::string_view("GET / HTTP/1.1\r\n\r\n")));
  stranger.close();
  process.every(Span::seconds(20), [&] { process.stop(1); });
  EXPECT_EQ(process.run(), 0);
}

}  // namespace
}  // namespace selat::runtime
