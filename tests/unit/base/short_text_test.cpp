#include "base/short_text.h"

#include <string>
#include <type_traits>

#include <gtest/gtest.h>

namespace selat {
namespace {

TEST(ShortText, KeepsWhatFits) {
  const ShortText<7> text("9V1234");
  EXPECT_EQ(text.view(), "9V1234");
  EXPECT_FALSE(text.empty());
}

TEST(ShortText, CutsAtItsCapacity) {
  const ShortText<4> text("belawan");
  EXPECT_EQ(text.view(), "bela");
}

TEST(ShortText, KeepsBytesThatNoPrinterLikes) {
  const std::string hostile("a\0\x1b[31m", 7);
  const ShortText<16> text{std::string_view(hostile)};
  EXPECT_EQ(text.view(), hostile);
}

TEST(ShortText, ComparesByContentAndIsACheapValue) {
  EXPECT_EQ(ShortText<8>("changi"), ShortText<8>("changi"));
  EXPECT_LT(ShortText<8>("batam"), ShortText<8>("changi"));
  static_assert(std::is_trivially_copyable_v<ShortText<31>>);
  static_assert(sizeof(ShortText<31>) == 32);
}

}  // namespace
}  // namespace selat
