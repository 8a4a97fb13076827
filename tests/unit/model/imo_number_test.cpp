#include "model/imo_number.h"

#include <gtest/gtest.h>

namespace selat::model {
namespace {

// The example of IMO resolution A.1117(30): 9×7 + 0×6 + 7×5 + 4×4 + 7×3 + 2×2 = 139.
static_assert(imo_check_digit(907'472) == 9);

TEST(ImoNumber, IsOneWhenItsLastDigitAgrees) {
  EXPECT_TRUE(is_imo_number(9'074'729));
  for (std::uint32_t last = 0; last < 9; ++last) {
    EXPECT_FALSE(is_imo_number(9'074'720 + last));
  }
  EXPECT_FALSE(is_imo_number(0));
  EXPECT_FALSE(is_imo_number(19'074'729));
}

}  // namespace
}  // namespace selat::model
