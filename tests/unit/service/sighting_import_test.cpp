#include "service/sighting_import.h"

#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "runtime/command_error.h"
#include "support/temporary_directory.h"

namespace selat::service {
namespace {

constexpr Instant kNow = Instant::unix_seconds(1'767'268'800);  // 2026-01-01T12:00Z

std::string told(const ReadDetections& read) {
  std::string all;
  for (const BadLine& bad : read.bad) {
    all += std::to_string(bad.line) + ":" + std::to_string(bad.column) + ": " + bad.what.in_english() + "\n";
  }
  return all;
}

TEST(SightingImport, ReadsColumnsInAnyOrder) {
  const auto read = read_detections(
      "\xEF\xBB\xBFprovider,LON,lat,time,sigma_m,length_m\r\n"
      "\"Sat, Inc\",101.2,2.5,2026-01-01T06:00Z,120,14\r\n"
      "\r\n"
      "S1,101.3,2.6,2025-12-31T22:15:30Z,,\r\n",
      kNow);
  EXPECT_EQ(told(read), "");
  ASSERT_EQ(read.detections.size(), 2U);
  const model::Sighting& first = read.detections[0].sighting;
  EXPECT_EQ(read.detections[0].line, 2U);
  EXPECT_EQ(first.source, model::SightingSource::satellite);
  EXPECT_EQ(first.reporter.name, "Sat, Inc");
  EXPECT_EQ(first.place, geo::Position::degrees(2.5, 101.2));
  EXPECT_EQ(first.seen_at, kNow - Span::hours(6));
  EXPECT_EQ(first.sigma, Distance::metres(120));
  EXPECT_EQ(first.length, Distance::metres(14));
  EXPECT_EQ(read.detections[1].line, 4U);
  EXPECT_FALSE(read.detections[1].sighting.length);
  EXPECT_EQ(read.detections[1].sighting.sigma, model::kUsualPlaceSigma);
}

TEST(SightingImport, NamesEachBadLineWithItsColumnAndTakesTheRest) {
  const auto read = read_detections(
      "time,lat,lon,sigma,length\n"
      "yesterday,2.5,101.2,,\n"
      "2026-01-01T06:00Z,95,101.2,,\n"
      "2026-01-01T06:00Z,2.5,101.2,wide,\n"
      "2026-01-01T06:00Z,2.5,101.2,100,nan\n"
      "2026-01-02T06:00Z,2.5,101.2,100,10\n"
      "2025-11-01T06:00Z,2.5,101.2,100,10\n"
      "2026-01-01T06:00Z\n"
      "2026-01-01T06:00Z,2.5,101.2,100,10\n",
      kNow);
  EXPECT_EQ(read.detections.size(), 1U);
  const std::string bad = told(read);
  EXPECT_TRUE(bad.starts_with("2:1: 'yesterday' is no date and time")) << bad;
  for (const char* const line :
       {"\n3:19: ", "\n4:29: 'wide' is no number", "\n5:33: 'nan' is no number",
        "\n6:1: the time lies in the future", "\n7:1: it was seen more than 720 hours ago", "\n8:"}) {
    EXPECT_TRUE(bad.contains(line)) << line << "\n" << bad;
  }
}

TEST(SightingImport, SaysWhichColumnIsMissing) {
  EXPECT_TRUE(told(read_detections("time,lat,longitude\n", kNow))
                  .starts_with("1:1: the first line names no column 'lon'"));
  EXPECT_TRUE(read_detections("", kNow).bad.empty());
}

TEST(SightingImport, TakesSoManyAndSaysSo) {
  std::string text = "time,lat,lon\n";
  for (std::size_t i = 0; i < kMostDetections + 5; ++i) {
    text += "2026-01-01T06:00Z,2.5,101.2\n";
  }
  const auto read = read_detections(text, kNow);
  EXPECT_EQ(read.detections.size(), kMostDetections);
  EXPECT_EQ(told(read), "1002:1: more than 1000 lines: put the rest into another file\n");
}

TEST(SightingImport, AFileThatIsNoneOrTooLargeIsRefused) {
  const test::TemporaryDirectory directory;
  EXPECT_THROW(static_cast<void>(load_detections(directory / "none.csv", kNow)), runtime::UsageError);
  EXPECT_THROW(static_cast<void>(load_detections(directory / "", kNow)), runtime::UsageError);
  std::ofstream(directory / "large.csv") << std::string(kMostImportBytes + 1, 'x');
  EXPECT_THROW(static_cast<void>(load_detections(directory / "large.csv", kNow)), runtime::UsageError);
}

}  // namespace
}  // namespace selat::service
