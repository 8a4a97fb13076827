#include "ais/json/message_from_json.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

#include "ais/decoder_table.h"
#include "ais/encode.h"
#include "ais/json/message_json.h"
#include "random_message.h"
#include "receive.h"

namespace selat::ais {
namespace {

std::string json_of(const Message& message, bool is_scaled) {
  JsonText text;
  write_json(message, encode_bits(message), {.is_scaled = is_scaled, .device = "gpsd"}, {}, text);
  return std::string(text.view());
}

TEST(MessageFromJson, WhatIsWrittenIsReadAgain) {
  constexpr std::uint64_t kSeed = 20'261'130;
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);
  test::RandomMessages messages(kSeed);
  for (int turn = 0; turn < 300; ++turn) {
    for (const std::uint8_t type :
         std::to_array<std::uint8_t>({1, 2, 3, 4, 5, 9, 11, 12, 14, 18, 19, 21, 24, 27})) {
      for (const bool is_scaled : {false, true}) {
        const Message sent = messages.of_type(type);
        if (std::holds_alternative<NotYetDecoded>(sent)) {
          continue;
        }
        const std::string json = json_of(sent, is_scaled);
        SCOPED_TRACE(json);
        const auto read = messages_of_json(json);
        ASSERT_TRUE(read.has_value());
        const bool is_part_without_content = type == 24 && read->empty();
        if (is_part_without_content) {
          continue;
        }
        ASSERT_EQ(read->size(), 1U);
        Message got;
        nmea::DecodeWarnings warnings;
        ASSERT_TRUE(decode(read->front(), got, warnings));
        EXPECT_EQ(json_of(got, is_scaled), json);
        EXPECT_TRUE(is_scaled || got == sent) << "scaled rates of turn are whole degrees";
      }
    }
  }
}

TEST(MessageFromJson, OfGpsd) {
  const auto read = messages_of_json(
      R"({"class":"AIS","device":"udp://127.0.0.1:22948","type":1,"repeat":0,"mmsi":477553000,"scaled":false,)"
      R"("status":5,"status_text":"Moored","turn":0,"speed":0,"accuracy":false,"lon":-73407500,"lat":28549700,)"
      R"("course":510,"heading":181,"second":15,"maneuver":0,"raim":false,"radio":149208})");
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->size(), 1U);
  const auto expected = test::receive({"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C"});
  Message got;
  nmea::DecodeWarnings warnings;
  ASSERT_TRUE(decode(read->front(), got, warnings));
  EXPECT_TRUE(got == expected.messages.at(0));
}

TEST(MessageFromJson, BothPartsOfAType24AreTwo) {
  const auto read = messages_of_json(
      R"({"class":"AIS","type":24,"mmsi":533000001,"scaled":true,"shipname":"JAYA \"2\"","shiptype":36,)"
      R"("vendorid":"SRT","model":1,"serial":2,"callsign":"9MAB","to_bow":5,"to_stern":6,"to_port":2,"to_starboard":2})");
  ASSERT_EQ(read->size(), 2U);
  Message name;
  nmea::DecodeWarnings warnings;
  ASSERT_TRUE(decode(read->front(), name, warnings));
  EXPECT_EQ(std::get<StaticPartA>(name).name, ShortText<20>("JAYA \"2\""));
}

TEST(MessageFromJson, WhatIsNone) {
  EXPECT_EQ(messages_of_json(""), std::nullopt);
  EXPECT_EQ(messages_of_json("{}"), std::nullopt);
  EXPECT_EQ(messages_of_json(R"({"mmsi":1,"type":1})"), std::nullopt);
  for (const std::string line :
       {R"({"class":"TPV"})", R"({"class":"AIS"})", R"({"class":"AIS","mmsi":1})",
        R"({"class":"AIS","mmsi":1,"type":8})", R"({"class":"AIS","mmsi":1,"type":1e99})",
        R"({"class":"AIS","mmsi":"x","type":1})"}) {
    const auto read = messages_of_json(line);
    ASSERT_TRUE(read.has_value()) << line;
    EXPECT_TRUE(read->empty()) << line;
  }
}

const std::string kJson =
    R"({"class":"AIS","type":1,"mmsi":477553000,"scaled":true,"lon":103.8,"lat":1.2,"rxuxtime":1384257590})";

TEST(MessageFromJson, IsAMessageOfTheReceiver) {
  const auto outcome = test::receive({R"({"class":"VERSION","release":"3.22"})", kJson});
  ASSERT_EQ(outcome.headers.size(), 1U);
  EXPECT_EQ(outcome.headers[0].mmsi.number(), 477'553'000U);
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_seconds(1'384'257'590));
  const auto& position = std::get<PositionA>(outcome.messages[0]).position;
  ASSERT_TRUE(position.has_value());
  EXPECT_NEAR(position->longitude_deg(), 103.8, 1e-6);
  EXPECT_FALSE(std::get<PositionA>(outcome.messages[0]).sog) << "what is left out is not available";
  EXPECT_EQ(outcome.counters.sentences, 1U);
  EXPECT_EQ(outcome.counters.other_sentences, 1U);
}

TEST(MessageFromJson, OfASenderThatGivesSentencesTooItIsTheSameMessageAgain) {
  const auto outcome = test::receive({"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C", kJson});
  EXPECT_EQ(outcome.headers.size(), 1U);
  EXPECT_EQ(outcome.counters.other_sentences, 1U);
}

}  // namespace
}  // namespace selat::ais
