#include <gtest/gtest.h>

#include "ais/decoder_table.h"
#include "ais/encode.h"
#include "base/bits.h"
#include "nmea/problem.h"
#include "random_message.h"

namespace selat::ais {
namespace {

// Bits of the air interface, message by message: M.1371-5 annex 8.
TEST(RoundTrip, EveryDecodedTypeComesBackAsItWasSent) {
  constexpr std::uint64_t kSeed = 20'131'112;
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);
  test::RandomMessages messages(kSeed);
  for (int turn = 0; turn < 2'000; ++turn) {
    for (std::uint8_t type = 1; type <= kLastType; ++type) {
      const Message sent = messages.of_type(type);
      const Bits bits = encode_bits(sent);
      Message got;
      nmea::DecodeWarnings warnings;
      ASSERT_TRUE(decode(bits, got, warnings)) << "type " << int{type} << ", turn " << turn;
      ASSERT_TRUE(got == sent) << "type " << int{type} << ", turn " << turn;
      ASSERT_FALSE(warnings.has(nmea::DecodeWarning::length))
          << "type " << int{type} << " has " << bits.size() << " bits";
      ASSERT_TRUE(encode_bits(got) == bits) << "type " << int{type} << ", turn " << turn;
    }
  }
}

TEST(RoundTrip, EncoderBringsValuesToTheLimitsOfTheAirInterface) {
  PositionA fast;
  fast.mmsi = model::Mmsi(525'000'001);
  fast.sog = Speed::knots(300);
  fast.turn_rate = TurnRate::degrees_per_minute(-5'000);
  fast.cog = Bearing::degrees(359.99);
  fast.heading = Bearing::degrees(359.7);
  fast.position = geo::Position::degrees(91, 200);
  Message got;
  nmea::DecodeWarnings warnings;
  ASSERT_TRUE(decode(encode_bits(fast), got, warnings));
  const auto& read = std::get<PositionA>(got);
  EXPECT_DOUBLE_EQ(read.sog->in_knots(), 102.2);
  EXPECT_NEAR(read.turn_rate->in_degrees_per_minute(), -708.7, 0.05);
  EXPECT_DOUBLE_EQ(read.cog->in_degrees(), 0);
  EXPECT_DOUBLE_EQ(read.heading->in_degrees(), 0);
  EXPECT_FALSE(read.position);
}

// So that a report is the same, bit for bit, whether it came over the bus (in hundredths) or not.
TEST(RoundTrip, EveryTenthIsTheDoubleNearestToIt) {
  for (int raw = 0; raw <= 1022; ++raw) {
    PositionA sent;
    sent.sog = Speed::knots(raw / 10.0);
    sent.cog = Bearing::degrees(raw / 10.0);
    Message got;
    nmea::DecodeWarnings warnings;
    ASSERT_TRUE(decode(encode_bits(sent), got, warnings));
    EXPECT_EQ(std::get<PositionA>(got).sog, Speed::knots(raw * 10 / 100.0)) << raw;
    EXPECT_EQ(std::get<PositionA>(got).cog, Bearing::degrees(raw / 10.0)) << raw;
  }
}

TEST(RoundTrip, NotYetDecodedHasNoBits) {
  EXPECT_EQ(encode_bits(NotYetDecoded{}).size(), 0U);
  EXPECT_TRUE(encode(Message(NotYetDecoded{})).empty());
}

}  // namespace
}  // namespace selat::ais
