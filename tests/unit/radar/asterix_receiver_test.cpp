// What goes wrong with ASTERIX from real networks, each a test of its own.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "radar/asterix/block_stream.h"
#include "radar/asterix/receiver.h"
#include "radar/asterix/writer.h"

namespace selat::radar {
namespace {

const Instant kMidnight = Instant::unix_seconds(1'781'136'000);  // 2026-06-11
const Instant kMorning = kMidnight + Span::seconds(8'100);
const auto kRadar = geo::Position::degrees(1.25, 103.75);

AsterixBytes time_of_day(double seconds) {
  return big_endian(std::llround(seconds * 128), 3);
}

// CAT 048: 5 nm at 090°, track 77.
AsterixRecord plot(double seconds = 8'100) {
  return AsterixRecord()
      .item(1, {25, 201})
      .item(2, time_of_day(seconds))
      .item(3, {0x20})
      .item(4, big_endian(5 * 256, 2) + big_endian(65'536 / 4, 2));
}
// CAT 034 of the same radar, with its place.
AsterixRecord north_marker() {
  return AsterixRecord()
      .item(1, {25, 201})
      .item(2, {1})
      .item(3, time_of_day(8'099))
      .item(5, big_endian(320, 2))
      .item(6, {0x80, 0x02})
      .item(11, big_endian(30, 2) + big_endian(58'254, 3) + big_endian(4'835'100, 3));
}

class Feed {
 public:
  explicit Feed(const AsterixOptions& options = {}) : receiver(options) {}
  bool take(const AsterixBytes& datagram, Instant received_at = kMorning) {
    return receiver.take(datagram, received_at,
                         {.take_report = [this](const ReceivedReport& one) { reports.push_back(one); },
                          .take_status = [this](const ReceivedStatus& one) { statuses.push_back(one); }});
  }
  AsterixReceiver receiver;
  std::vector<ReceivedReport> reports;
  std::vector<ReceivedStatus> statuses;
};

TEST(Asterix, APlotHasThePlaceThatItsRadarSays) {
  Feed feed;
  feed.take(asterix_block(34, north_marker().bytes()) + asterix_block(48, plot().bytes()));
  ASSERT_EQ(feed.statuses.size(), 1U);
  const auto& status = feed.statuses[0].status;
  EXPECT_EQ(status.event, model::RadarEvent::north_marker);
  EXPECT_EQ(status.turn, Span::milliseconds(2'500));
  EXPECT_NEAR(status.position->latitude_deg(), 1.25, 2e-5);
  EXPECT_EQ(status.is_operational, true);
  EXPECT_EQ(status.is_time_valid, false);
  ASSERT_EQ(feed.reports.size(), 1U);
  const auto& report = feed.reports[0].report;
  EXPECT_EQ(report.source.view(), "25/201");
  EXPECT_EQ(report.state, model::RadarTargetState::plot);
  EXPECT_EQ(report.detection, model::RadarDetection::primary);
  EXPECT_EQ(report.observed_at, kMorning);
  EXPECT_NEAR(report.range->in_nautical_miles(), 5, 1e-9);
  EXPECT_NEAR(geo::distance(*status.position, *report.position).in_nautical_miles(), 5, 1e-5);
  EXPECT_TRUE(feed.receiver.counters().adds_up());
}

TEST(Asterix, WithoutThatItHasTheOneOfTheSettingsOrNone) {
  Feed lost;
  lost.take(asterix_block(48, plot().bytes()));
  EXPECT_FALSE(lost.reports[0].report.position);
  EXPECT_TRUE(lost.reports[0].warnings.has(Warning::own_position_missing));
  Feed told({.position = kRadar});
  told.take(asterix_block(48, plot().bytes()));
  EXPECT_EQ(told.reports[0].report.measured_from, kRadar);
  EXPECT_TRUE(told.reports[0].report.is_position_computed);
}

TEST(Asterix, ARadarOfTheSettingsHasItsNameAndItsPlace) {
  KnownRadars radars(
      {{.sent_as = "25/202", .id = "other"}, {.sent_as = "25/201", .id = "hill", .position = kRadar}});
  Feed feed({.radars = &radars});
  feed.take(asterix_block(48, plot().bytes()) + asterix_block(34, north_marker().bytes()));
  EXPECT_EQ(feed.reports[0].report.source.view(), "hill");
  EXPECT_EQ(feed.reports[0].report.measured_from, kRadar);
  EXPECT_EQ(feed.statuses[0].status.source.view(), "hill");
  feed.take(asterix_block(48, plot().bytes()));
  EXPECT_NE(feed.reports[1].report.measured_from, kRadar) << "it has said itself where it is";
}

TEST(Asterix, ABlockHasSeveralRecordsAndADatagramSeveralBlocks) {
  Feed feed({.position = kRadar});
  const AsterixBytes two = asterix_block(48, plot().bytes() + plot().bytes());
  feed.take(two + asterix_block(34, north_marker().bytes()) + two);
  EXPECT_EQ(feed.reports.size(), 4U);
  EXPECT_EQ(feed.statuses.size(), 1U);
  EXPECT_EQ(feed.receiver.counters().blocks, 3U);
  EXPECT_EQ(feed.receiver.counters().records, 5U);
}

TEST(Asterix, TheDayIsThatOfReceptionAcrossMidnightToo) {
  Feed feed({.position = kRadar});
  feed.take(asterix_block(48, plot(86'399.5).bytes()), kMidnight + Span::seconds(2));
  feed.take(asterix_block(48, plot(0.25).bytes()), kMidnight - Span::seconds(1));
  EXPECT_EQ(feed.reports[0].report.observed_at, kMidnight - Span::milliseconds(500));
  EXPECT_EQ(feed.reports[1].report.observed_at, kMidnight + Span::milliseconds(250));
}

TEST(Asterix, ATimeOfDayBeyondTheDayIsSaidAndNotTaken) {
  Feed feed({.position = kRadar});
  feed.take(asterix_block(48, plot(86'400).bytes()));
  EXPECT_EQ(feed.reports[0].report.observed_at, kMorning);
  EXPECT_TRUE(feed.reports[0].warnings.has(Warning::time_of_day));
}

TEST(Asterix, UnknownCategoriesAreCountedByTheirNumber) {
  Feed feed({.position = kRadar});
  feed.take(asterix_block(240, {1, 2, 3}) + asterix_block(48, plot().bytes()));
  EXPECT_EQ(feed.reports.size(), 1U);
  EXPECT_EQ(feed.receiver.counters().unknown_categories[240], 1U);
  EXPECT_EQ(feed.receiver.counters().unknown_blocks(), 1U);
}

TEST(Asterix, ItemsThatNobodyReadsAreSkippedByTheirLengthAndCounted) {
  Feed feed({.position = kRadar});
  const AsterixBytes record = plot()
                                  .item(5, {0x12, 0x34})  // 070
                                  .item(7, {0xC0, 9, 8})  // 130, compound of two
                                  .item(10, {2, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8})  // 250
                                  .item(16, {0x03, 0x05, 0x02})  // 030, three groups
                                  .item(27, {4, 1, 2, 3})        // SP
                                  .item(28, {2, 0})              // RE
                                  .bytes();
  feed.take(asterix_block(48, record + plot().bytes()));
  EXPECT_EQ(feed.reports.size(), 2U);
  EXPECT_EQ(feed.receiver.counters().items_unread, 6U);
}

TEST(Asterix, AnItemOfUnknownLengthDropsItsRecordAndTheRestOfItsBlockOnly) {
  Feed feed({.position = kRadar});
  AsterixRecord bad = AsterixRecord().item(1, {25, 201}).item(26, {1});  // CAT 010 has no 26th
  feed.take(asterix_block(10, bad.bytes() + bad.bytes()) + asterix_block(48, plot().bytes()));
  EXPECT_EQ(feed.reports.size(), 1U);
  EXPECT_EQ(feed.receiver.counters().problems[RecordProblem::unknown_item], 1U);
  feed.take(asterix_block(48, {0x01, 0x01, 0x01, 0x01, 0x80}));  // marks of more items than there are
  EXPECT_EQ(feed.receiver.counters().problems[RecordProblem::unknown_item], 2U);
  EXPECT_TRUE(feed.receiver.counters().adds_up());
}

TEST(Asterix, EveryCutOfARecordIsCounted) {
  const AsterixBytes whole = plot().item(16, {0x03, 0x02}).item(27, {3, 1, 2}).bytes();
  for (std::size_t size = 1; size < whole.size(); ++size) {
    Feed feed({.position = kRadar});
    feed.take(
        asterix_block(48, AsterixBytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
    EXPECT_EQ(feed.reports.size(), 0U) << size;
    EXPECT_EQ(feed.receiver.counters().problems[RecordProblem::truncated], 1U) << size;
  }
}

TEST(Asterix, ARecordOfNoSourceOrNoPlaceOnEarthIsDroppedAlone) {
  Feed feed({.position = kRadar});
  const AsterixBytes nowhere =
      AsterixRecord().item(1, {1, 2}).item(5, big_endian(0x7F000000, 4) + big_endian(0, 4)).bytes();
  const AsterixBytes somewhere = AsterixRecord()
                                     .item(1, {1, 2})
                                     .item(5, big_endian(233'017, 4) + big_endian(19'340'402, 4))
                                     .item(12, big_endian(40'000, 2))
                                     .bytes();
  feed.take(asterix_block(62, nowhere + AsterixBytes{0} + somewhere));
  EXPECT_EQ(feed.receiver.counters().problems[RecordProblem::value_impossible], 1U);
  EXPECT_EQ(feed.receiver.counters().problems[RecordProblem::source_missing], 1U);
  ASSERT_EQ(feed.reports.size(), 1U);
  EXPECT_NEAR(feed.reports[0].report.position->latitude_deg(), 1.25, 1e-5);
  EXPECT_NEAR(feed.reports[0].report.position->longitude_deg(), 103.75, 1e-5);
  EXPECT_EQ(feed.reports[0].report.number, 40'000U);
}

TEST(Asterix, ALengthThatCannotBeEndsItsDatagramOnly) {
  Feed feed({.position = kRadar});
  EXPECT_FALSE(feed.take(asterix_block(48, plot().bytes()) + AsterixBytes{48, 0, 2, 1}));
  EXPECT_FALSE(feed.take({48, 1, 0, 1}));
  EXPECT_FALSE(feed.take({48}));
  EXPECT_TRUE(feed.take(asterix_block(48, plot().bytes())));
  EXPECT_EQ(feed.receiver.counters().bad_blocks, 3U);
  EXPECT_EQ(feed.reports.size(), 2U);
}

TEST(Asterix, ATracksBeginningAndEndAreSaid) {
  Feed feed({.position = kRadar});
  const auto track = [](const AsterixBytes& status) {
    return plot().item(11, {0xF0, 77}).item(14, status).bytes();  // four spare bits are not the number's
  };
  feed.take(asterix_block(48, track({0x80}) + track({0x00}) + track({0x01, 0x80})));
  std::string states;
  for (const auto& received : feed.reports) {
    EXPECT_EQ(received.report.number, 77U);
    states += std::string(name_of(received.report.state)) + " ";
  }
  EXPECT_EQ(states, "acquiring tracking lost ");
}

TEST(Asterix, TestTargetsAreToldApart) {
  Feed feed({.position = kRadar});
  feed.take(asterix_block(
      48, plot().item(3, {0x30}).bytes() + plot().item(3, {0x21, 0x80}).bytes() + plot().bytes()));
  EXPECT_TRUE(feed.reports[0].report.is_test) << "simulated";
  EXPECT_TRUE(feed.reports[1].report.is_test) << "test";
  EXPECT_FALSE(feed.reports[2].report.is_test);
}

TEST(Asterix, ASurfaceRadarTellsOfTargetsAndOfItself) {
  Feed feed({.position = kRadar});
  const AsterixBytes target = AsterixRecord()
                                  .item(1, {7, 1})
                                  .item(2, {1})
                                  .item(7, big_endian(-300, 2) + big_endian(400, 2))
                                  .item(9, big_endian(-4, 2) + big_endian(0, 2))
                                  .item(19, {0x15, 0x41, 0x06})
                                  .bytes();
  const AsterixBytes state = AsterixRecord().item(1, {7, 1}).item(2, {3}).item(20, {0x90}).bytes();
  feed.take(asterix_block(10, target + state));
  ASSERT_EQ(feed.reports.size(), 1U);
  const auto& report = feed.reports[0].report;
  EXPECT_NEAR(report.range->in_metres(), 500, 1e-9);
  EXPECT_NEAR(report.bearing->in_degrees(), 323.13, 0.01);
  EXPECT_NEAR(report.speed->in_metres_per_second(), 1, 1e-9) << "0.25 m/s each";
  EXPECT_NEAR(report.course->in_degrees(), 270, 1e-9);
  EXPECT_NEAR(report.length->in_metres(), 10, 1e-9);
  EXPECT_NEAR(report.orientation->in_degrees(), 90, 1e-9);
  EXPECT_NEAR(report.width->in_metres(), 3, 1e-9);
  ASSERT_EQ(feed.statuses.size(), 1U);
  EXPECT_EQ(feed.statuses[0].status.is_operational, false);
  EXPECT_EQ(feed.statuses[0].status.is_time_valid, false);
}

TEST(Asterix, ASystemTellsOfItsSensors) {
  Feed feed;
  const AsterixBytes sensor = AsterixRecord().item(1, {7, 1}).item(4, {25, 201}).item(5, {0xC0}).bytes();
  const AsterixBytes system = AsterixRecord().item(1, {7, 1}).item(2, {2}).item(6, {0x20}).bytes();
  feed.take(asterix_block(63, sensor) + asterix_block(65, system));
  ASSERT_EQ(feed.statuses.size(), 2U);
  EXPECT_EQ(feed.statuses[0].status.sensor->view(), "25/201");
  EXPECT_EQ(feed.statuses[0].status.is_operational, false) << "not connected";
  EXPECT_EQ(feed.statuses[1].status.event, model::RadarEvent::end_of_batch);
  EXPECT_EQ(feed.statuses[1].status.is_overloaded, true);
}

// 062/510, which tshark cannot be asked: groups of three bytes, each with its mark in its last bit.
TEST(Asterix, AComposedTrackNumberIsSkippedInGroupsOfThreeBytes) {
  Feed feed;
  const AsterixBytes record =
      AsterixRecord().item(1, {1, 2}).item(12, {0, 9}).item(26, {0xFE, 0xFE, 0x01, 0xFF, 0xFF, 0xFE}).bytes();
  feed.take(asterix_block(62, record + record));
  EXPECT_EQ(feed.reports.size(), 2U);
}

TEST(BlockStream, GivesTheSameBlocksHoweverTheBytesArrive) {
  AsterixBytes all;
  for (int i = 0; i < 20; ++i) {
    all = all + asterix_block(48, plot().bytes()) + asterix_block(34, north_marker().bytes());
  }
  EXPECT_TRUE(looks_like_asterix(all));
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{50}, all.size()}) {
    Feed feed;
    BlockStream stream;
    for (std::size_t at = 0; at < all.size(); at += piece) {
      EXPECT_TRUE(feed.receiver.take(stream.add(Bytes(all).subspan(at, std::min(piece, all.size() - at))),
                                     kMorning,
                                     {.take_report = [](const auto&) {}, .take_status = [](const auto&) {}}));
    }
    EXPECT_TRUE(stream.rest().empty());
    EXPECT_EQ(feed.receiver.counters().reports, 20U);
    EXPECT_EQ(feed.receiver.counters().statuses, 20U);
  }
}

TEST(BlockStream, NoTextLooksLikeAsterix) {
  for (const char* const text :
       {"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n", "\n\n\n!AIVDM", "0123456789 $RATTM",
        "\"toa\",\"source\"", ">>>>>>", "AIVDM,1", "?\t\t\t\t", "\n\r\n\r\n\r"}) {
    EXPECT_FALSE(looks_like_asterix(bytes_of(text))) << text;
  }
}

}  // namespace
}  // namespace selat::radar
