#include "track/fusion/imm.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace selat::track::fusion {
namespace {

Measurement measured(double east_m, double north_m, double sigma_m) {
  return {east_m, north_m, sigma_m * sigma_m, 0, sigma_m * sigma_m};
}

// Of many boats on straight courses: the error of the estimate is as large as its covariance says.
TEST(Imm, KnowsHowWrongItIs) {
  Random random(7);
  double squared_sigmas = 0;
  constexpr int kBoats = 400;
  for (int boat = 0; boat < kBoats; ++boat) {
    const double east_ms = random.uniform(-12, 12);
    Imm imm = imm_begun_at(measured(random.normal(0, 20), random.normal(0, 20), 20), 0, 0, 8);
    for (int scan = 1; scan <= 15; ++scan) {
      imm = imm_predicted(imm, 2.5);
      imm_update(imm, measured(east_ms * 2.5 * scan + random.normal(0, 20), random.normal(0, 20), 20));
    }
    const Fit fit = fit_of(imm, measured(east_ms * 2.5 * 15, 0, 0.01));
    squared_sigmas += fit.squared_sigmas / kBoats;
  }
  // χ² with two degrees of freedom has the mean 2. It errs on the wide side: it waits for a turn.
  EXPECT_GT(squared_sigmas, 0.8);
  EXPECT_LT(squared_sigmas, 2.4);
}

TEST(Imm, FollowsATurnWithItsLivelyModel) {
  Imm imm = imm_begun_at(measured(0, 0, 10), 8, 0, 1);
  double north_m = 0;
  for (int scan = 1; scan <= 40; ++scan) {
    imm = imm_predicted(imm, 2.5);
    imm_update(imm, measured(8 * 2.5 * std::min(scan, 20), north_m, 10));
    north_m += scan >= 20 ? 8 * 2.5 : 0;
    if (scan == 19) {
      EXPECT_GT(imm.weights[0], 0.8);
    }
    if (scan == 24) {
      EXPECT_GT(imm.weights[1], 0.7);
    }
  }
  const Estimate after_turn = combined(imm);
  EXPECT_NEAR(after_turn.state[2], 0, 0.5);
  EXPECT_NEAR(after_turn.state[3], 8, 0.5);
}

TEST(Imm, ForetellsBackwardsToo) {
  Imm imm = imm_begun_at(measured(100, 50, 10), 4, -2, 1);
  const Estimate before = combined(imm_predicted(imm, -0.2));
  EXPECT_NEAR(before.state[0], 99.2, 1e-9);
  EXPECT_NEAR(before.state[1], 50.4, 1e-9);
  EXPECT_GT(before.at(0, 0), 0);
}

TEST(Imm, IsTheSameWhereverItsOriginLies) {
  Imm here = imm_begun_at(measured(0, 0, 10), 3, 1, 2);
  Imm there = here;
  imm_shift(there, 500, -200);
  here = imm_predicted(here, 3);
  there = imm_predicted(there, 3);
  imm_update(here, measured(12, 1, 10));
  imm_update(there, measured(512, -199, 10));
  EXPECT_NEAR(combined(there).state[0] - combined(here).state[0], 500, 1e-9);
  EXPECT_NEAR(combined(there).state[2], combined(here).state[2], 1e-9);
}

}  // namespace
}  // namespace selat::track::fusion
