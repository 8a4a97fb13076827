#include "base/bits.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace selat {
namespace {

constexpr std::uint64_t kSeed = 20'260'101;

TEST(Bits, AreCutAndJoinedAsOneAfterAnother) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  Bits cut;
  for (int turn = 0; turn < 5'000; ++turn) {
    Bits bits;
    for (const std::size_t size = random.below(Bits::kMaxSize - 57); bits.size() < size;) {
      bits.append(random.next(), static_cast<unsigned>(1 + random.below(57)));
    }
    const std::size_t at = random.below(bits.size() + 1);
    const std::size_t count = random.below(bits.size() - at + 1);
    Bits expected;
    for (std::size_t i = 0; i < count; ++i) {
      expected.append(bits.unsigned_at(at + i, 1), 1);
    }
    cut.assign(bits, at, count);
    ASSERT_EQ(cut, expected) << at << ' ' << count;
    Bits joined;
    joined.assign(bits, 0, at);
    ASSERT_TRUE(joined.append(cut));
    for (std::size_t i = 0; i < at + count; ++i) {
      ASSERT_EQ(joined.unsigned_at(i, 1), bits.unsigned_at(i, 1)) << at << ' ' << count << ' ' << i;
    }
    ASSERT_EQ(joined.size(), at + count);
  }
  Bits full;
  while (full.append(~std::uint64_t{0}, 48)) {
  }
  EXPECT_FALSE(full.append(full));
  EXPECT_EQ(full.size(), Bits::kMaxSize);
}

}  // namespace
}  // namespace selat
