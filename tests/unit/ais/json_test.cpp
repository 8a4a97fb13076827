#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "ais/decoder_table.h"
#include "ais/encode.h"
#include "ais/json/message_json.h"
#include "ais/static_pairs.h"
#include "base/bits.h"
#include "random_message.h"
#include "receive.h"

namespace selat::ais {
namespace {

std::string json_of(const std::string& sentence, const JsonOptions& options = {}) {
  std::string json;
  ReceiverOptions own;
  own.source = {};
  Receiver receiver(own);
  receiver.receive(test::ExactLines(sentence).lines(), test::kNow, [&](const Received& received) {
    JsonText text;
    write_json(
        received.message, received.bits, options,
        {.source = received.header.source.view(), .toa = received.tag.time, .warnings = received.warnings},
        text);
    json = text.view();
  });
  return json;
}

// Expected lines: gpsdecode -j and -u -j of Debian's gpsd-clients 3.22.
TEST(Json, ScaledAsGpsd) {
  EXPECT_EQ(
      json_of("!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A", {.is_scaled = true, .device = "stdin"}),
      R"({"class":"AIS","device":"stdin","type":1,"repeat":0,"mmsi":371798000,"scaled":true,"status":0,)"
      R"("status_text":"Under way using engine","turn":"fastleft","speed":12.3,"accuracy":true,)"
      R"("lon":-123.395383,"lat":48.381633,"course":224.0,"heading":215,"second":33,"maneuver":0,)"
      R"("raim":false,"radio":34017})");
}
TEST(Json, UnscaledAsTransmitted) {
  EXPECT_EQ(json_of("!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A", {.is_scaled = false, .device = ""}),
            R"({"class":"AIS","type":1,"repeat":0,"mmsi":371798000,"scaled":false,"status":0,)"
            R"("status_text":"Under way using engine","turn":-127,"speed":123,"accuracy":true,)"
            R"("lon":-74037230,"lat":29028980,"course":2240,"heading":215,"second":33,"maneuver":0,)"
            R"("raim":false,"radio":34017})");
}
TEST(Json, SourceTimeAndProblems) {
  const auto json = json_of(test::tagged("s:station,c:1384257599123",
                                         test::sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ00,0")));
  EXPECT_NE(json.find(R"("source":"station","toa":"2013-11-12T11:59:59.123Z","problems":["length"]})"),
            std::string::npos)
      << json;
}
TEST(Json, HostileSourceIsEscaped) {
  JsonText text;
  text.text("a\"b\\c\n\x01\xff");
  EXPECT_EQ(text.view(), R"("a\"b\\c\u000a\u0001\u00ff")");
}
TEST(Json, TimesOfAllCenturies) {
  const auto time = [](std::int64_t ms) {
    JsonText text;
    write_json_time(Instant::unix_milliseconds(ms), text);
    return std::string(text.view());
  };
  EXPECT_EQ(time(0), R"("1970-01-01T00:00:00.000Z")");
  EXPECT_EQ(time(951'782'400'000), R"("2000-02-29T00:00:00.000Z")");
  EXPECT_EQ(time(4'107'542'399'999), R"("2100-02-28T23:59:59.999Z")");
  EXPECT_EQ(time(-1), R"("1969-12-31T23:59:59.999Z")");
}
TEST(Json, DecimalsRoundToTheNearestAndKeepTheirZeros) {
  JsonText text;
  text.decimal<6>(-5);
  text.character(' ');
  text.decimal<6>(1'000'000);
  text.character(' ');
  text.decimal<1>(7);
  EXPECT_EQ(text.view(), "-0.000005 1.000000 0.7");
}
TEST(Json, NumbersOfAllLengths) {
  const auto number = [](std::int64_t value) {
    JsonText text;
    text.number(value);
    return std::string(text.view());
  };
  std::int64_t power = 1;
  for (int digits = 1; digits <= 18; ++digits, power *= 10) {
    for (const std::int64_t value : {power, power - 1, power + 1, power / 7 * 3, -power, 1 - power}) {
      EXPECT_EQ(number(value), std::to_string(value));
    }
  }
  EXPECT_EQ(number(std::numeric_limits<std::int64_t>::max()), "9223372036854775807");
  EXPECT_EQ(number(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
}
TEST(Json, DecimalsOfOneToNinePlaces) {
  JsonText text;
  text.decimal<2>(-12'345);
  text.character(' ');
  text.decimal<4>(1'800'000'001);
  text.character(' ');
  text.decimal<9>(40'000'000'005);
  text.character(' ');
  text.boolean(true);
  text.boolean(false);
  EXPECT_EQ(text.view(), "-123.45 180000.0001 40.000000005 truefalse");
}

std::string json_of(const Message& message, std::size_t bits) {
  const Bits whole = encode_bits(message);
  Bits kept;
  kept.assign(whole, 0, std::min(bits, whole.size()));
  Message decoded;
  nmea::DecodeWarnings warnings;
  EXPECT_TRUE(decode(kept, decoded, warnings));
  JsonText text;
  write_json(decoded, kept, {.is_scaled = true, .device = {}}, {}, text);
  return std::string(text.view());
}
TEST(Json, MembersBehindTheEndOfAShortMessageAreLeftOut) {
  ExtendedPositionB ship;
  ship.mmsi = model::Mmsi(533'000'321);
  ship.name = ShortText<20>("SINAR");
  EXPECT_TRUE(json_of(ship, 312).ends_with("\"assigned\":false}")) << json_of(ship, 312);
  EXPECT_TRUE(json_of(ship, 200).ends_with("\"shipname\":\"SINAR\"}")) << json_of(ship, 200);
  EXPECT_TRUE(json_of(ship, 150).ends_with("\"regional\":0}")) << json_of(ship, 150);
  EXPECT_TRUE(json_of(ship, 130).ends_with("\"course\":360.0}")) << json_of(ship, 130);
  PositionA other;
  other.mmsi = ship.mmsi;
  EXPECT_TRUE(json_of(other, 160).ends_with("\"raim\":false}")) << json_of(other, 160);
}
TEST(Json, WordsOfTheCurrentRecommendation) {
  PositionA distress;
  distress.mmsi = model::Mmsi(972'000'001);
  distress.status = static_cast<model::NavigationStatus>(14);
  EXPECT_NE(json_of(distress, 168).find("\"status\":14,\"status_text\":\"AIS-SART, MOB or EPIRB active\""),
            std::string::npos);
  LongRangePosition far;
  far.mmsi = model::Mmsi(533'000'321);
  far.status = static_cast<model::NavigationStatus>(5);
  EXPECT_NE(json_of(far, 96).find("\"status\":5,\"status_text\":\"Moored\""), std::string::npos);
  BaseStation base;
  base.mmsi = model::Mmsi(5'330'001);
  base.fixing_device = FixingDevice::internal_gnss;
  EXPECT_NE(json_of(base, 168).find("\"epfd\":15,\"epfd_text\":\"Internal GNSS\""), std::string::npos);
  StaticPartB part;
  part.mmsi = model::Mmsi(533'000'321);
  part.fixing_device = FixingDevice::galileo;
  EXPECT_NE(json_of(part, 168).find("\"epfd\":8,\"epfd_text\":\"Galileo\""), std::string::npos);
}
TEST(Json, DataOfTypeTwentySixEndBeforeItsSpareBits) {
  MultiSlotBinary message;
  message.mmsi = model::Mmsi(533'000'321);
  message.data.append(0xDEADBEEF, 32);
  message.communication = {.is_itdma = true, .bits = 0x12345};
  const std::string json = json_of(message, 96);
  EXPECT_NE(json.find("\"data\":\"32:deadbeef\""), std::string::npos) << json;
  EXPECT_TRUE(json.ends_with("\"radio\":598853}")) << json;
}

StaticPartA part_a(std::uint32_t mmsi) {
  StaticPartA part;
  part.mmsi = model::Mmsi(mmsi);
  part.name = ShortText<20>("PROGUY");
  return part;
}
StaticPartB part_b(std::uint32_t mmsi) {
  StaticPartB part;
  part.mmsi = model::Mmsi(mmsi);
  part.ship_type = 36;
  return part;
}

TEST(StaticPairs, JoinHalvesOfOneVesselInEitherOrder) {
  StaticPairs pairs;
  EXPECT_FALSE(pairs.take(part_a(533'000'001), test::kNow));
  EXPECT_FALSE(pairs.take(part_b(533'000'002), test::kNow));
  const auto first = pairs.take(part_b(533'000'001), test::kNow + Span::minutes(10));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->a, part_a(533'000'001));
  EXPECT_EQ(first->b, part_b(533'000'001));
  EXPECT_TRUE(pairs.take(part_a(533'000'002), test::kNow));
}
TEST(StaticPairs, HalvesMoreThanTenMinutesApartStayAlone) {
  StaticPairs pairs;
  EXPECT_FALSE(pairs.take(part_a(533'000'001), test::kNow));
  EXPECT_FALSE(pairs.take(part_b(533'000'001), test::kNow + Span::minutes(10) + Span::milliseconds(1)));
  EXPECT_FALSE(pairs.take(PositionA(), test::kNow));
}
TEST(StaticPairs, NeverJoinsTwoVesselsWhateverTheirNumbers) {
  StaticPairs pairs;
  Random random(3);
  for (int i = 0; i < 100'000; ++i) {
    const auto mmsi = static_cast<std::uint32_t>(random.below(30'000)) * 1'000;
    const auto pair =
        random.chance(0.5) ? pairs.take(part_a(mmsi), test::kNow) : pairs.take(part_b(mmsi), test::kNow);
    if (pair) {
      ASSERT_EQ(pair->a.mmsi, pair->b.mmsi);
    }
  }
}

}  // namespace
}  // namespace selat::ais
