#include "base/localized_message.h"

#include <gtest/gtest.h>

namespace selat {
namespace {

std::string lines(std::uint64_t n) {
  return LocalizedMessage(tr("{n} {n:line|lines} from {place}"), {{"n", n}, {"place", "Lumut"}}).in_english();
}

TEST(LocalizedMessage, SaysOneOrManyByTheCount) {
  EXPECT_EQ(lines(0), "0 lines from Lumut");
  EXPECT_EQ(lines(1), "1 line from Lumut");
  EXPECT_EQ(lines(2), "2 lines from Lumut");
  EXPECT_EQ(lines(11), "11 lines from Lumut");
}

TEST(LocalizedMessage, LeavesWhatIsNotGivenAsItIs) {
  const auto told = LocalizedMessage::from_outside("{n:line|lines} {m} {n:", {{"n", 1}});
  EXPECT_EQ(told.in_english(), "line {m} {n:");
  EXPECT_EQ(LocalizedMessage::from_outside("{m:line|lines}", {{"n", 1}}).in_english(), "{m:line|lines}");
  EXPECT_EQ(LocalizedMessage::from_outside("{n:line}", {{"n", 7}}).in_english(), "line");
}

}  // namespace
}  // namespace selat
