#include "chart/folder_check.h"

#include <gtest/gtest.h>

namespace selat::chart {
namespace {

TEST(CheckFolder, FindsGeodataInOrderAndNamesWhatIsNot) {
  std::size_t files = 0;
  for (const FileCheck& check : check_folder(SELAT_SOURCE_DIR "/geodata")) {
    ASSERT_TRUE(check.features) << check.features.error().message();
    EXPECT_GE(*check.features, 4U) << check.name;
    ++files;
  }
  EXPECT_EQ(files, 18U);
  for (const FileCheck& check : check_folder("/nowhere")) {
    ASSERT_FALSE(check.features);
    EXPECT_EQ(check.features.error().problem, ChartProblem::no_file);
  }
}

}  // namespace
}  // namespace selat::chart
