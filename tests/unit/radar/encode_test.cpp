// What a radar would send is read as it was said, within the steps of its form: TTM, TLL and every category.

#include "radar/asterix/encode.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "geo/local_plane.h"
#include "radar/asterix/receiver.h"
#include "radar/encode_sentence.h"
#include "radar_feed.h"

namespace selat::radar {
namespace {

constexpr std::uint64_t kSeed = 26'113'016;
constexpr int kRounds = 300;
const auto kRadar = geo::Position::degrees(2.4072, 101.8517);
const auto kEvening = Instant::unix_milliseconds(1'796'077'530'500);  // a step of 1/128 s and of 0.01 s

model::RadarReport target(Random& random, model::RadarFormat format) {
  model::RadarReport report;
  report.format = format;
  report.source = "25/201";
  report.observed_at = kEvening;
  report.detection = model::RadarDetection::primary;
  report.range = Distance::nautical_miles(random.uniform(0.2, 24));
  report.bearing = Bearing::degrees(random.uniform(0, 360));
  report.position = geo::destination(kRadar, *report.bearing, *report.range);
  report.is_position_computed = format != model::RadarFormat::asterix_062;
  report.number = static_cast<std::uint32_t>(random.below(100));
  report.state = static_cast<model::RadarTargetState>(1 + random.below(3));
  report.speed = Speed::knots(random.uniform(1, 45));
  report.course = Bearing::degrees(random.uniform(0, 360));
  return report;
}

void expect_same_state(const model::RadarReport& read, const model::RadarReport& said) {
  EXPECT_EQ(read.observed_at, said.observed_at);
  EXPECT_EQ(read.state, said.state);
  EXPECT_EQ(read.number, said.number);
  EXPECT_NEAR(read.speed->in_knots(), said.speed->in_knots(), 0.5);
  EXPECT_NEAR((*read.course - *said.course).in_degrees(), 0, 15);  // of quarters of a metre a second
}

class Sink {
 public:
  void take(const AsterixBytes& bytes) {
    EXPECT_TRUE(receiver_.take(bytes, kEvening + Span::seconds(1),
                               {.take_report = [this](const auto& one) { reports.push_back(one.report); },
                                .take_status = [this](const auto& one) { statuses.push_back(one.status); }}));
    EXPECT_EQ(receiver_.counters().problems.total(), 0U);
  }
  std::vector<model::RadarReport> reports;
  std::vector<model::RadarStatus> statuses;

 private:
  AsterixReceiver receiver_{AsterixOptions{.position = kRadar}};
};

class EncodedBlock : public ::testing::TestWithParam<model::RadarFormat> {};

TEST_P(EncodedBlock, IsReadAsItWasSaid) {
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  Random random(kSeed);
  std::vector<model::RadarReport> said;
  for (int i = 0; i < kRounds; ++i) {
    said.push_back(target(random, GetParam()));
  }
  Sink sink;
  sink.take(encode_block(said));
  ASSERT_EQ(sink.reports.size(), said.size());
  for (std::size_t i = 0; i < said.size(); ++i) {
    const model::RadarReport& read = sink.reports[i];
    EXPECT_EQ(read.format, GetParam());
    EXPECT_EQ(read.source, said[i].source);
    EXPECT_EQ(read.detection, model::RadarDetection::primary);
    EXPECT_FALSE(read.is_test);
    expect_same_state(read, said[i]);
    EXPECT_LT(geo::distance(*read.position, *said[i].position).in_metres(), 10);
  }
}

INSTANTIATE_TEST_SUITE_P(Asterix, EncodedBlock,
                         ::testing::Values(model::RadarFormat::asterix_010, model::RadarFormat::asterix_048,
                                           model::RadarFormat::asterix_062),
                         [](const auto& format) { return std::string(name_of(format.param)); });

TEST(EncodedBlock, APlotHasNoTrackAndATestTargetIsSaidToBeOne) {
  for (const auto format : {model::RadarFormat::asterix_010, model::RadarFormat::asterix_048}) {
    Random random(kSeed);
    model::RadarReport plot = target(random, format);
    plot.state = model::RadarTargetState::plot;
    plot.number.reset();
    plot.speed.reset();
    plot.course.reset();
    plot.is_test = true;
    Sink sink;
    sink.take(encode_block(std::vector{plot}));
    ASSERT_EQ(sink.reports.size(), 1U);
    EXPECT_EQ(sink.reports[0].state, model::RadarTargetState::plot);
    EXPECT_FALSE(sink.reports[0].number);
    EXPECT_FALSE(sink.reports[0].speed);
    EXPECT_TRUE(sink.reports[0].is_test);
  }
}

TEST(EncodedBlock, ANorthMarkerSaysWhereTheRadarStandsAndHowFastItTurns) {
  model::RadarStatus said;
  said.event = model::RadarEvent::north_marker;
  said.source = "25/201";
  said.observed_at = kEvening;
  said.turn = Span::milliseconds(2'500);
  said.position = kRadar;
  Sink sink;
  sink.take(encode_block(said));
  ASSERT_EQ(sink.statuses.size(), 1U);
  EXPECT_EQ(sink.statuses[0].event, said.event);
  EXPECT_EQ(sink.statuses[0].turn, said.turn);
  EXPECT_EQ(sink.statuses[0].observed_at, kEvening);
  EXPECT_LT(geo::distance(*sink.statuses[0].position, kRadar).in_metres(), 5);
  said.event = model::RadarEvent::sector_crossing;
  said.sector = Bearing::degrees(90);
  sink.take(encode_block(said));
  EXPECT_EQ(sink.statuses[1].event, said.event);
  EXPECT_EQ(sink.statuses[1].sector, said.sector);
}

TEST(EncodedSentence, IsReadAsItWasSaid) {
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  Random random(kSeed);
  RadarFeed feed({.position = kRadar});
  for (int i = 0; i < kRounds; ++i) {
    const auto format = i % 2 == 0 ? model::RadarFormat::ttm : model::RadarFormat::tll;
    model::RadarReport said = target(random, format);
    said.name = std::string_view("BOAT, *1");
    const std::string line = encode_sentence(said);
    const auto* received = feed.take_line(line, kEvening + Span::seconds(1));
    ASSERT_NE(received, nullptr) << line;
    EXPECT_TRUE(received->warnings.empty()) << line;
    const model::RadarReport& read = received->report;
    EXPECT_EQ(read.format, format);
    EXPECT_EQ(read.name.view(), "BOAT 1");
    const double step_m = format == model::RadarFormat::ttm ? 50 : 1;  // 0.1° at 24 nm
    EXPECT_LT(geo::distance(*read.position, *said.position).in_metres(), step_m) << line;
    if (format == model::RadarFormat::ttm) {
      expect_same_state(read, said);
      EXPECT_NEAR(read.range->in_nautical_miles(), said.range->in_nautical_miles(), 0.0051);
    }
  }
}

TEST(EncodedSentence, NorthIsNotWrittenAs360) {
  Random random(kSeed);
  model::RadarReport said = target(random, model::RadarFormat::ttm);
  said.bearing = Bearing::degrees(359.97);
  said.number = 7;
  EXPECT_NE(encode_sentence(said).find(",000.0,T,"), std::string::npos) << encode_sentence(said);
  EXPECT_EQ(encode_sentence(said).substr(0, 10), "$RATTM,07,");
}

}  // namespace
}  // namespace selat::radar
