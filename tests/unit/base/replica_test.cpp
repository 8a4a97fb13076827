#include "base/replica.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace selat {
namespace {

using Copy = Replica<int, std::string>;

std::vector<int> gone_at_end(Copy& copy) {
  std::vector<int> gone;
  copy.end_snapshot([&](int key, const std::string&) { gone.push_back(key); });
  return gone;
}

TEST(Replica, WhatTheSnapshotDoesNotNameIsGone) {
  Copy copy;
  copy.put(1, "one");
  copy.put(2, "two");
  copy.put(3, "three");
  copy.begin_snapshot();
  copy.put(2, "two, changed");
  copy.put(4, "four");
  EXPECT_EQ(gone_at_end(copy), (std::vector<int>{1, 3}));
  EXPECT_EQ(copy.size(), 2U);
  EXPECT_EQ(*copy.find(2), "two, changed");
  EXPECT_EQ(copy.find(1), nullptr);
}

TEST(Replica, AnEmptySnapshotTakesEverything) {
  Copy copy;
  copy.put(1, "one");
  copy.begin_snapshot();
  EXPECT_EQ(gone_at_end(copy), std::vector<int>{1});
  EXPECT_EQ(copy.size(), 0U);
}

TEST(Replica, WhatIsPutBetweenSnapshotsStaysUntilTheNext) {
  Copy copy;
  copy.begin_snapshot();
  copy.end_snapshot();
  copy.put(1, "one");
  copy.put(2, "two");
  copy.begin_snapshot();
  copy.put(1, "one");
  EXPECT_EQ(gone_at_end(copy), std::vector<int>{2});
}

// The publisher died half-way: what it had not named yet is not gone.
TEST(Replica, ASnapshotThatNeverEndsTakesNothingAway) {
  Copy copy;
  copy.put(1, "one");
  copy.put(2, "two");
  copy.begin_snapshot();
  copy.put(1, "one");
  EXPECT_EQ(copy.size(), 2U);
  copy.begin_snapshot();
  copy.put(2, "two");
  EXPECT_EQ(gone_at_end(copy), std::vector<int>{1});
}

TEST(Replica, BeyondItsBoundOnlyKnownKeysChange) {
  Copy copy(2);
  EXPECT_NE(copy.put(1, "one"), nullptr);
  EXPECT_NE(copy.put(2, "two"), nullptr);
  EXPECT_EQ(copy.put(3, "three"), nullptr);
  EXPECT_NE(copy.put(2, "two, changed"), nullptr);
  copy.erase(1);
  EXPECT_NE(copy.put(3, "three"), nullptr);
}

}  // namespace
}  // namespace selat
