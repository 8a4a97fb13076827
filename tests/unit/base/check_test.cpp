#include "base/check.h"

#include <gtest/gtest.h>

namespace selat {
namespace {

TEST(Require, PassesWhereTheContractHolds) {
  require(1 + 1 == 2, "arithmetic");
}

TEST(RequireDeathTest, EndsTheProcessAndSaysWhere) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(require(false, "the queue has a bound"),
               "contract broken: the queue has a bound .*check_test.cpp");
}

}  // namespace
}  // namespace selat
