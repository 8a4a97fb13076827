#include "track/fusion/shift_votes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>

namespace selat::track::fusion {
namespace {

// A peak has so many votes, of so many vessels (one alone may be wrong itself, or have a tow), and so many
// times those that chance gives; about zero there are fewer than so much of it.
constexpr float kLeastVotes = 15;
constexpr int kLeastVessels = 3;
constexpr float kAboveChance = 4;
constexpr float kLittle = 0.4F;
// A bin with fewer votes is as good as empty.
constexpr float kEmpty = 0.5F;
constexpr int kMiddle = 15;

}  // namespace

void ShiftVotes::add(geo::Offset shift, model::Mmsi of_vessel) {
  const auto index = [](double metres) {
    return static_cast<int>(std::lround(std::clamp(metres / kBin_m, -1e3, 1e3))) + kMiddle;
  };
  const int row = index(shift.north_m);
  const int column = index(shift.east_m);
  if (row < 0 || column < 0 || row >= kAcross || column >= kAcross) {
    return;
  }
  Bin& bin = bins_[static_cast<std::size_t>(row * kAcross + column)];
  bin.votes += 1;
  bin.vessels |= std::uint64_t{1} << (of_vessel.number() % 64);
}

void ShiftVotes::fade(float part) {
  for (Bin& bin : bins_) {
    bin.votes *= part;
    bin.vessels = bin.votes < kEmpty ? 0 : bin.vessels;
  }
}

ShiftVotes::Around ShiftVotes::around(int row, int column) const {
  Around sum;
  for (int r = std::max(row - 1, 0); r <= std::min(row + 1, kAcross - 1); ++r) {
    for (int c = std::max(column - 1, 0); c <= std::min(column + 1, kAcross - 1); ++c) {
      const Bin& bin = at(r, c);
      sum.votes += bin.votes;
      sum.vessels |= bin.vessels;
      sum.sum = sum.sum +
                geo::Offset{(c - kMiddle) * kBin_m, (r - kMiddle) * kBin_m} * static_cast<double>(bin.votes);
    }
  }
  return sum;
}

std::optional<ShiftVotes::Peak> ShiftVotes::peak_elsewhere() const {
  Around highest;
  float all = 0;
  for (int row = 0; row < kAcross; ++row) {
    for (int column = 0; column < kAcross; ++column) {
      all += at(row, column).votes;
      const bool is_about_zero = std::abs(row - kMiddle) <= 1 && std::abs(column - kMiddle) <= 1;
      const Around here = is_about_zero ? Around{} : around(row, column);
      highest = here.votes > highest.votes ? here : highest;
    }
  }
  const float chance = 9 * all / static_cast<float>(kAcross * kAcross);
  if (highest.votes < kLeastVotes || std::popcount(highest.vessels) < kLeastVessels ||
      highest.votes < kAboveChance * chance || around(kMiddle, kMiddle).votes > kLittle * highest.votes) {
    return std::nullopt;
  }
  return Peak{.shift = highest.sum * (1 / static_cast<double>(highest.votes)), .votes = highest.votes};
}

}  // namespace selat::track::fusion
