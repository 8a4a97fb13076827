// Held against std::deque, which promises the same.
#include "track/fix_queue.h"

#include <algorithm>
#include <deque>

#include <gtest/gtest.h>

#include "base/random.h"

namespace selat::track {
namespace {

Fix fix_of(std::uint32_t number) {
  Fix fix;
  fix.fingerprint = number;
  return fix;
}

TEST(FixQueue, HoldsWhatADequeHolds) {
  Random random(7);
  FixQueue queue;
  std::deque<Fix> expected;
  for (std::uint32_t step = 0; step < 20'000; ++step) {
    // It grows to some hundreds, and is emptied now and then.
    const bool grows = step / 500 % 2 == 0 ? random.chance(0.7) : random.chance(0.3);
    if (grows) {
      const std::size_t index = random.chance(0.9) ? queue.size() : random.below(queue.size() + 1);
      queue.insert(index, fix_of(step));
      expected.insert(expected.begin() + static_cast<std::ptrdiff_t>(index), fix_of(step));
    } else if (!expected.empty()) {
      queue.pop_front();
      expected.pop_front();
    }
    ASSERT_EQ(queue.size(), expected.size()) << step;
    ASSERT_EQ(queue.empty(), expected.empty()) << step;
    ASSERT_TRUE(std::ranges::equal(queue, expected)) << step;
    if (!expected.empty()) {
      ASSERT_EQ(queue.front(), expected.front());
      ASSERT_EQ(queue.back(), expected.back());
      ASSERT_EQ(queue[expected.size() / 2], expected[expected.size() / 2]);
    }
  }
}

}  // namespace
}  // namespace selat::track
