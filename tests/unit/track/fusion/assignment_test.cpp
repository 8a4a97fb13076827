#include "track/fusion/assignment.h"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "base/random.h"

namespace selat::track::fusion {
namespace {

using Gains = std::vector<std::vector<double>>;

// Every way to give columns to rows.
double best_by_trying(const Gains& gains, std::size_t row, std::vector<bool>& is_used) {
  if (row == gains.size()) {
    return 0;
  }
  double best = best_by_trying(gains, row + 1, is_used);
  for (std::size_t column = 0; column < gains[row].size(); ++column) {
    if (!is_used[column] && gains[row][column] > 0) {
      is_used[column] = true;
      best = std::max(best, gains[row][column] + best_by_trying(gains, row + 1, is_used));
      is_used[column] = false;
    }
  }
  return best;
}

TEST(Assignment, GainsAsMuchAsTryingEveryWay) {
  Random random(3);
  Assignment assignment;
  for (int round = 0; round < 300; ++round) {
    Gains gains(random.below(5), std::vector<double>(random.below(6)));
    assignment.begin(gains.size(), gains.empty() ? 0 : gains[0].size());
    for (std::size_t row = 0; row < gains.size(); ++row) {
      for (std::size_t column = 0; column < gains[row].size(); ++column) {
        if (random.chance(0.6)) {
          gains[row][column] = random.uniform(-2, 10);
          assignment.set_gain(row, column, gains[row][column]);
        }
      }
    }
    std::vector<bool> is_used(6);
    const double best = best_by_trying(gains, 0, is_used);
    double sum = 0;
    std::vector<std::size_t> given;
    const auto& column_of = assignment.solve();
    for (std::size_t row = 0; row < column_of.size(); ++row) {
      if (column_of[row] != Assignment::kNone) {
        sum += gains[row][column_of[row]];
        given.push_back(column_of[row]);
      }
    }
    EXPECT_NEAR(sum, best, 1e-9) << "round " << round;
    std::ranges::sort(given);
    EXPECT_TRUE(std::ranges::adjacent_find(given) == given.end()) << "a column given twice, round " << round;
  }
}

// Nearest first would give the row in the middle the column that the other needs.
TEST(Assignment, GivesUpTheNearestForTheWhole) {
  Assignment assignment;
  assignment.begin(2, 2);
  assignment.set_gain(0, 0, 10);
  assignment.set_gain(0, 1, 8);
  assignment.set_gain(1, 0, 9);
  const auto& column_of = assignment.solve();
  EXPECT_EQ(column_of[0], 1U);
  EXPECT_EQ(column_of[1], 0U);
}

}  // namespace
}  // namespace selat::track::fusion
