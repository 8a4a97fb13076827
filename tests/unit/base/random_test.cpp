#include "base/random.h"

#include <gtest/gtest.h>

#include "base/fingerprint.h"

namespace selat {
namespace {

TEST(Random, OneSeedGivesOneSequenceOnEveryMachine) {
  Random random(20040720);
  Random again(20040720);
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(random.next(), again.next());
  }
  EXPECT_NE(Random(1).next(), Random(2).next());
}

TEST(Random, UniformStaysInItsInterval) {
  Random random(7);
  double sum = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double value = random.uniform(-2.0, 3.0);
    ASSERT_GE(value, -2.0);
    ASSERT_LT(value, 3.0);
    sum += value;
  }
  EXPECT_NEAR(sum / 10'000, 0.5, 0.1);
}

TEST(Random, NormalHasItsMeanAndDeviation) {
  Random random(11);
  double sum = 0;
  double squares = 0;
  constexpr int kDraws = 20'000;
  for (int i = 0; i < kDraws; ++i) {
    const double value = random.normal(10.0, 2.0);
    sum += value;
    squares += (value - 10.0) * (value - 10.0);
  }
  EXPECT_NEAR(sum / kDraws, 10.0, 0.1);
  EXPECT_NEAR(squares / kDraws, 4.0, 0.2);
}

TEST(Fingerprint, IsTheSameInEveryRunAndTellsOrderApart) {
  EXPECT_EQ(fingerprint("13HP:R?P1UwcS7fKaH=h6gvP2L0Q"), fingerprint("13HP:R?P1UwcS7fKaH=h6gvP2L0Q"));
  EXPECT_NE(fingerprint("ab"), fingerprint("ba"));
  EXPECT_NE(join(1, 2), join(2, 1));
  static_assert(fingerprint("selat") != fingerprint("strait"));
}

}  // namespace
}  // namespace selat
