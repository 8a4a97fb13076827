#include "terminal/lines.h"

#include <gtest/gtest.h>

namespace selat::terminal {
namespace {

TEST(Lines, AreCutAndColouredAtLast) {
  EXPECT_EQ(finished({"DISTRESS", Tone::red}, 5, false), "DIST…");
  EXPECT_EQ(finished({"DISTRESS", Tone::red}, 5, true), "\x1b[1;31mDIST…\x1b[0m");
  EXPECT_EQ(finished({"船船船", Tone::plain}, 5, true), "船船…");
}

}  // namespace
}  // namespace selat::terminal
