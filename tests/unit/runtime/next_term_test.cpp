// Terms grow, whatever the clock says and whatever became of the files beside the sockets.

#include "runtime/next_term.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "support/temporary_directory.h"

namespace selat::runtime {
namespace {

constexpr Instant kToday = Instant::unix_seconds(1'796'000'000);
constexpr Instant kYearsBefore = Instant::unix_seconds(1'500'000'000);

struct NextTerm : testing::Test {
  [[nodiscard]] std::uint64_t at(Instant now, const std::string& name = "detect") const {
    return next_term({data, run}, name, now);
  }
  test::TemporaryDirectory directory;
  std::filesystem::path data = directory / "data" / "terms";
  std::filesystem::path run = directory / "run";
};

TEST_F(NextTerm, IsTheTimeAsARule) {
  EXPECT_EQ(at(kToday), 1'796'000'000'000'000U);
}

TEST_F(NextTerm, TheDirectoriesThatItMakesAreForTheirOwner) {
  static_cast<void>(at(kToday));
  for (const auto& made : {data.parent_path(), data, run}) {
    EXPECT_EQ(std::filesystem::status(made).permissions(), std::filesystem::perms::owner_all) << made;
  }
}

TEST_F(NextTerm, GrowsWithinOneMicrosecond) {
  const std::uint64_t first = at(kToday);
  EXPECT_EQ(at(kToday), first + 1);
  EXPECT_EQ(at(kToday, "coordinate"), first) << "each name has terms of its own";
}

TEST_F(NextTerm, GrowsAfterARebootWithTheClockBehindAndTheRunDirectoryGone) {
  const std::uint64_t before = at(kToday);
  std::filesystem::remove_all(run);
  EXPECT_EQ(at(kYearsBefore), before + 1);
}

// Terms of an earlier version of the program, or from a time when the data directory was full.
TEST_F(NextTerm, CountsWhatIsKeptBesideTheSockets) {
  std::filesystem::create_directories(run);
  std::ofstream(run / "detect.term") << "1900000000000000\n";
  EXPECT_EQ(at(kToday), 1'900'000'000'000'001U);
}

TEST_F(NextTerm, IsKeptBesideTheSocketsWhereThereIsNoPlaceForData) {
  std::filesystem::create_directories(directory / "data");
  std::ofstream(data) << "a file where the directory should be";
  const std::uint64_t before = at(kToday);
  EXPECT_EQ(at(kYearsBefore), before + 1);
  EXPECT_TRUE(std::filesystem::exists(run / "detect.term"));
}

TEST_F(NextTerm, PassesOverWhatIsDamaged) {
  std::filesystem::create_directories(data);
  std::ofstream(data / "detect.term") << "\xff\xffnot a number";
  EXPECT_EQ(at(kToday), 1'796'000'000'000'000U);
  std::ofstream(data / "detect.term") << "18446744073709551615\n";
  EXPECT_EQ(at(kToday), 1'796'000'000'000'000U) << "nothing is greater than that";
}

}  // namespace
}  // namespace selat::runtime
