#include "ais/duplicates.h"

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "base/fingerprint.h"
#include "nmea/sentence.h"
#include "receive.h"

namespace selat::ais {
namespace {

using test::kNow;

TEST(Duplicates, TheFirstStationWinsAndTheOthersAreAlsoHeard) {
  ExtendedPositionB boat;
  boat.mmsi = model::Mmsi(525'999'888);
  boat.position = geo::Position::degrees(2.9, 100.9);
  std::vector<model::Report> published;
  Duplicates duplicates;
  for (const char* station : {"belawan", "lumut", "lumut"}) {
    Receiver receiver(
        {.source = station, .checksum = nmea::ChecksumRule::strict, .time = {}, .assembler = {}});
    for (const auto& line : encode(boat)) {
      receiver.receive(test::ExactLines(line).lines(), kNow, [&](const Received& received) {
        duplicates.pass(received, [&](const model::Report& report) { published.push_back(report); });
      });
    }
  }
  ASSERT_EQ(published.size(), 4U);
  EXPECT_TRUE(std::holds_alternative<model::PositionReport>(published[0]));
  EXPECT_TRUE(std::holds_alternative<model::StaticReport>(published[1]));
  ASSERT_TRUE(std::holds_alternative<model::AlsoHeard>(published[2]));
  EXPECT_EQ(header_of(published[2]).source, model::SourceName("lumut"));
  EXPECT_EQ(header_of(published[2]).fingerprint, header_of(published[0]).fingerprint);
  EXPECT_EQ(header_of(published[2]).mmsi, boat.mmsi);
  EXPECT_EQ(duplicates.duplicates(), 2U);
}

TEST(Duplicates, TheSameBitsMinutesLaterAreANewReport) {
  Duplicates duplicates;
  EXPECT_TRUE(duplicates.is_first(7, kNow, kNow));
  EXPECT_FALSE(duplicates.is_first(7, kNow + Span::seconds(30), kNow + Span::seconds(30)));
  EXPECT_TRUE(duplicates.is_first(7, kNow + Span::seconds(31), kNow + Span::seconds(31)));
  EXPECT_FALSE(duplicates.is_first(7, kNow + Span::seconds(32), kNow + Span::seconds(32)));
  EXPECT_TRUE(duplicates.is_first(7, kNow + Span::minutes(6), kNow + Span::minutes(6)));
}

TEST(Duplicates, EventTimeDecidesInARecordingReadAtFullSpeed) {
  Duplicates duplicates;
  EXPECT_TRUE(duplicates.is_first(7, kNow - Span::minutes(60), kNow));
  EXPECT_TRUE(duplicates.is_first(7, kNow - Span::minutes(54), kNow)) << "six minutes apart, read at once";
  EXPECT_FALSE(duplicates.is_first(7, kNow - Span::minutes(54), kNow));
}

TEST(Duplicates, ARememberedTransmissionLastsAtLeastTheWindow) {
  Duplicates duplicates;
  const auto later = [](int seconds) { return kNow + Span::seconds(seconds); };
  EXPECT_TRUE(duplicates.is_first(1, later(0), later(0)));
  EXPECT_TRUE(duplicates.is_first(2, later(29), later(29)));
  EXPECT_TRUE(duplicates.is_first(3, later(31), later(31)));
  EXPECT_FALSE(duplicates.is_first(2, later(58), later(58)));
}

TEST(Duplicates, MemoryIsBoundedAndEarlyForgettingIsCounted) {
  DuplicateOptions options;
  options.max_entries = 1'000;
  Duplicates duplicates(options);
  for (std::uint64_t i = 1; i <= 10'000; ++i) {
    EXPECT_TRUE(duplicates.is_first(mix(i), kNow, kNow));
    EXPECT_FALSE(duplicates.is_first(mix(i), kNow, kNow));
  }
  EXPECT_EQ(duplicates.duplicates(), 10'000U);
  EXPECT_GT(duplicates.evicted(), 8'000U);
}

}  // namespace
}  // namespace selat::ais
