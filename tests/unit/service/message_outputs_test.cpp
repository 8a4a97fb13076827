// The outputs of ingest on real sockets: what is sent is decoded again and compared with what was heard.

#include "service/message_outputs.h"

#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "ais/encode.h"
#include "ais/receiver.h"
#include "nmea/line_splitter.h"
#include "nmea/tag_block.h"
#include "runtime/command_error.h"
#include "runtime/machine_clock.h"
#include "service/message_filter.h"

namespace selat::service {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const Instant kAt = Instant::unix_seconds(1'767'225'600);

constexpr std::string_view kPosition = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C";  // 477553000
constexpr std::string_view kStatic =
    "!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E\r\n"
    "!AIVDM,2,2,3,B,1@0000000000000,2*55";  // 369190000

std::string position_at(std::uint32_t mmsi, double latitude_deg, double longitude_deg) {
  ais::PositionA message;
  message.mmsi = model::Mmsi(mmsi);
  message.position = geo::Position::degrees(latitude_deg, longitude_deg);
  return ais::encode(message).front();
}

std::string text_of(std::uint32_t mmsi) {
  ais::SafetyBroadcast message;
  message.mmsi = model::Mmsi(mmsi);
  message.text = "ENGINE TROUBLE";
  return ais::encode(message).front();
}

template <typename Sink>
void receive(const std::string& text, Sink&& sink) {
  nmea::SplitCounters counters;
  nmea::LineSplitter splitter(counters);
  ais::ReceiverOptions options;
  options.source = "lumut";
  ais::Receiver receiver(options);
  const std::string lines = text + "\r\n";
  const auto space = splitter.space();
  std::ranges::copy(lines, space.begin());
  receiver.receive(splitter.split(lines.size()), kAt, sink);
}

class MessageOutputsTest : public testing::Test {
 protected:
  // What arrives at a UDP output with these settings.
  std::vector<std::string> sent(config::OutputSettings settings, const std::vector<std::string>& heard) {
    udp::socket reader(io_, {asio::ip::address_v4::loopback(), 0});
    reader.non_blocking(true);
    settings.name = "x";
    settings.uri = "udp://127.0.0.1:" + std::to_string(reader.local_endpoint().port());
    MessageOutputs outputs(io_, {settings}, runtime::read_clocks);
    for (const std::string& lines : heard) {
      receive(lines, [&](const ais::Received& received) { outputs.take(received, "feed"); });
    }
    outputs.describe(health_);
    std::vector<std::string> datagrams;
    std::array<char, 8'192> buffer{};
    boost::system::error_code none;
    for (std::size_t size = 0; !none;) {
      size = reader.receive(asio::buffer(buffer), 0, none);
      if (!none) {
        datagrams.emplace_back(buffer.data(), size);
      }
    }
    return datagrams;
  }

  asio::io_context io_;
  model::ProcessHealth health_;
};

TEST_F(MessageOutputsTest, SentencesHaveTheBitsThatWereHeard) {
  const auto datagrams = sent({}, {std::string(kPosition), std::string(kStatic)});
  ASSERT_EQ(datagrams.size(), 2U);
  EXPECT_EQ(datagrams[0], std::string(kPosition) + "\r\n");
  EXPECT_THAT(datagrams[1],
              StartsWith("!AIVDM,2,1,1,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E5"));
  std::size_t compared = 0;
  receive(std::string(kStatic), [&](const ais::Received& heard) {
    receive(datagrams[1], [&](const ais::Received& again) {
      EXPECT_EQ(again.header.fingerprint, heard.header.fingerprint) << "who hears both takes them for one";
      EXPECT_EQ(again.bits, heard.bits);
      ++compared;
    });
  });
  EXPECT_EQ(compared, 1U);
  ASSERT_EQ(health_.outputs.size(), 1U);
  EXPECT_EQ(health_.outputs[0].lines, 3U);
  EXPECT_EQ(health_.outputs[0].sent, 3U);
}

TEST_F(MessageOutputsTest, TagBlocksSayWhoHeardItAndWhen) {
  const auto datagrams = sent({.has_tag_blocks = true}, {std::string(kPosition)});
  ASSERT_EQ(datagrams.size(), 1U);
  EXPECT_THAT(datagrams[0], StartsWith("\\s:lumut,c:"));
  receive(datagrams[0], [&](const ais::Received& again) {
    EXPECT_EQ(again.header.source.view(), "lumut");
    EXPECT_EQ(again.tag.time.has_value(), true);
  });
}

TEST_F(MessageOutputsTest, JsonLinesAreThoseOfDecode) {
  const auto datagrams = sent({.format = config::OutputSettings::Format::json}, {std::string(kPosition)});
  ASSERT_EQ(datagrams.size(), 1U);
  const auto line = nlohmann::json::parse(datagrams[0]);
  EXPECT_EQ(line["class"], "AIS");
  EXPECT_EQ(line["device"], "feed");
  EXPECT_EQ(line["mmsi"], 477'553'000);
  EXPECT_EQ(line["source"], "lumut");
  EXPECT_TRUE(line.contains("toa"));
}

TEST_F(MessageOutputsTest, OnlyTheTypesAskedForPass) {
  const std::vector<std::string> heard = {std::string(kPosition), std::string(kStatic)};
  EXPECT_THAT(sent({.types = {5, 24}}, heard), ElementsAre(StartsWith("!AIVDM,2,1,")));
  EXPECT_THAT(sent({.types = {18}}, heard), IsEmpty());
}

TEST_F(MessageOutputsTest, OnlyTheVesselsAskedForPass) {
  const std::vector<std::string> heard = {std::string(kPosition), std::string(kStatic)};
  EXPECT_THAT(sent({.mmsis = {477'553'000}}, heard), ElementsAre(StartsWith("!AIVDM,1,1,")));
}

TEST_F(MessageOutputsTest, OfTheVesselsInTheAreaTextsPassToo) {
  config::OutputSettings settings;
  settings.area = geo::Box{geo::Position::degrees(1, 103), geo::Position::degrees(2, 104)};
  const std::string inside = position_at(525'000'001, 1.5, 103.5);
  const std::string outside = position_at(525'000'001, 2.5, 103.5);
  const std::string text = text_of(525'000'001);
  const std::string of_other = text_of(525'000'002);
  EXPECT_THAT(sent(settings, {text, inside, text, of_other, outside, text}),
              ElementsAre(inside + "\r\n", StartsWith(text)));
}

// 200,000 vessels within the area: those heard last are known.
TEST_F(MessageOutputsTest, TheAreaForgetsThoseHeardLeastLately) {
  config::OutputSettings settings;
  settings.area = geo::Box{geo::Position::degrees(1, 103), geo::Position::degrees(2, 104)};
  MessageFilter filter(settings);
  std::size_t passed = 0;
  const auto hear = [&](const std::string& line) {
    receive(line, [&](const ais::Received& received) { passed += filter.passes(received) ? 1 : 0; });
  };
  constexpr std::uint32_t kVessels = 120'000;
  for (std::uint32_t n = 0; n < kVessels; ++n) {
    hear(position_at(200'000'000 + n, 1.5, 103.5));
  }
  EXPECT_EQ(passed, kVessels);
  hear(text_of(200'000'000));
  EXPECT_EQ(passed, kVessels);
  hear(text_of(200'000'000 + kVessels - 1));
  EXPECT_EQ(passed, kVessels + 1);
}

TEST_F(MessageOutputsTest, OfAlertsAreNotIngests) {
  const MessageOutputs outputs(
      io_, {{.name = "x", .uri = "nonsense", .format = config::OutputSettings::Format::alerts}},
      runtime::read_clocks);
  EXPECT_TRUE(outputs.empty());
}

TEST_F(MessageOutputsTest, OneWhosePortIsBusyIsToldAndTriedAgain) {
  std::optional<asio::ip::tcp::acceptor> taker;
  taker.emplace(io_, asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  Now now;
  const config::OutputSettings busy{
      .name = "charts", .uri = "tcp-listen://127.0.0.1:" + std::to_string(taker->local_endpoint().port())};
  MessageOutputs outputs(io_, {busy}, [&now] { return now; });
  const auto health = [&outputs] {
    model::ProcessHealth told;
    outputs.describe(told);
    return told;
  };
  EXPECT_EQ(health().state, model::ProcessState::degraded);
  EXPECT_THAT(health().missing.at(0).in_english(), testing::HasSubstr("output 'charts': cannot listen on"));
  EXPECT_FALSE(health().outputs.at(0).problem.empty());
  receive(std::string(kPosition), [&](const ais::Received& received) { outputs.take(received, "feed"); });
  taker.reset();
  outputs.tidy();
  EXPECT_EQ(health().missing.size(), 1U) << "not yet";
  now.steady = now.steady + Span::seconds(30);
  outputs.tidy();
  EXPECT_EQ(health().missing.size(), 0U);
  EXPECT_EQ(health().outputs.at(0).lines, 1U);
}

TEST_F(MessageOutputsTest, OneThatCannotBeUnderstoodIsWrongUsage) {
  const config::OutputSettings wrong{.name = "x", .uri = "nonsense"};
  EXPECT_THROW(MessageOutputs(io_, {wrong}, runtime::read_clocks), runtime::UsageError);
}

TEST_F(MessageOutputsTest, JsonLinesHaveWhatRadarsSayWhereNothingOfAisIsAskedFor) {
  udp::socket reader(io_, {asio::ip::address_v4::loopback(), 0});
  config::OutputSettings settings;
  settings.name = "x";
  settings.format = config::OutputSettings::Format::json;
  settings.uri = "udp://127.0.0.1:" + std::to_string(reader.local_endpoint().port());
  config::OutputSettings of_ships = settings;
  of_ships.types = {1};
  config::OutputSettings sentences = settings;
  sentences.format = config::OutputSettings::Format::nmea;
  MessageOutputs outputs(io_, {of_ships, sentences, settings}, runtime::read_clocks);
  radar::ReceivedReport received;
  received.report.number = 7;
  outputs.take(received, "point");
  std::array<char, 2'000> buffer{};
  const std::size_t size = reader.receive(asio::buffer(buffer));
  const auto line = nlohmann::json::parse(std::string_view(buffer.data(), size));
  EXPECT_EQ(line["class"], "RADAR");
  EXPECT_EQ(line["device"], "point");
  EXPECT_EQ(line["number"], 7);
  EXPECT_EQ(reader.available(), 0U) << "one output only";
}

}  // namespace
}  // namespace selat::service
