#include "base/unknown_word.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace selat {
namespace {

TEST(LikelyMeant, FindsTheNearestWordOrNone) {
  const std::vector<std::string> known = {"ingest", "detect", "top", "up"};
  EXPECT_EQ(likely_meant("ingst", known), "ingest");
  EXPECT_EQ(likely_meant("detetc", known), "detect");
  EXPECT_EQ(likely_meant("tpo", known), "top");
  EXPECT_EQ(likely_meant("xyzzy", known), std::nullopt);
}

}  // namespace
}  // namespace selat
