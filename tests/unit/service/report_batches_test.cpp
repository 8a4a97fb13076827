#include "service/report_batches.h"

#include <vector>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "runtime/delay_histogram.h"

namespace selat::service {
namespace {

constexpr std::size_t kFull = 64;
const Instant kNow = Instant::unix_seconds(1'767'268'800);

class ReportBatchesTest : public ::testing::Test {
 protected:
  void add(std::size_t count, Span ago = {}) {
    model::PositionReport report;
    report.mmsi = model::Mmsi(525'000'001);
    report.received_at = kNow - ago;
    report.position = geo::Position::degrees(1.2, 103.9);
    for (std::size_t i = 0; i < count; ++i) {
      batches_.add(report);
    }
  }

  boost::asio::io_context io_;
  std::vector<std::size_t> sizes_;
  ReportBatches batches_{io_, [this](bus::ReportBatch& batch) { sizes_.push_back(batch.size()); },
                         [] { return Now{SteadyTime(), kNow}; }};
};

TEST_F(ReportBatchesTest, AFullOneGoesAtOnce) {
  add(kFull);
  EXPECT_EQ(sizes_, std::vector{kFull});
  EXPECT_EQ(batches_.published(), kFull);
}

TEST_F(ReportBatchesTest, OneThatDoesNotFillGoesAllTheSame) {
  add(3);
  EXPECT_TRUE(sizes_.empty());
  io_.run();
  EXPECT_EQ(sizes_, std::vector<std::size_t>{3});
}

TEST_F(ReportBatchesTest, HowLongTheFirstOfEachWaitedIsKept) {
  EXPECT_EQ(batches_.delays().total(), 0U);
  add(1, Span::milliseconds(8));
  add(1, Span::milliseconds(2));
  batches_.flush();
  add(1, Span::milliseconds(1));
  batches_.flush();
  EXPECT_EQ(batches_.delays().total(), 2U);
  EXPECT_EQ(batches_.delays().longest(), Span::milliseconds(8));
  batches_.flush();
  EXPECT_EQ(batches_.delays().total(), 2U);
}

TEST(RadarBatches, WhatRadarsSayGoesInTheOrderInWhichItCame) {
  boost::asio::io_context io;
  std::vector<std::size_t> sizes;
  RadarBatches batches(
      io, [&](bus::RadarBatch& batch) { sizes.push_back(batch.size()); },
      [] { return Now{SteadyTime(), kNow}; });
  for (std::size_t i = 0; i < kFull; ++i) {
    batches.add(model::RadarReport());
  }
  batches.add(model::RadarStatus());
  EXPECT_EQ(sizes, std::vector{kFull});
  io.run();
  EXPECT_EQ(sizes, (std::vector<std::size_t>{kFull, 1}));
  EXPECT_EQ(batches.published(), kFull + 1);
}

}  // namespace
}  // namespace selat::service
