#include "terminal/key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::terminal {
namespace {

using ::testing::ElementsAre;

std::vector<KeyKind> kinds_of(std::string_view bytes) {
  std::vector<KeyKind> kinds;
  for (const Key& key : keys_of(bytes)) {
    kinds.push_back(key.kind);
  }
  return kinds;
}

TEST(Keys, AreReadFromWhatATerminalSends) {
  using enum KeyKind;
  EXPECT_THAT(kinds_of("\x1b[A\x1b[B\x1bOA\x1bOB"), ElementsAre(up, down, up, down));
  EXPECT_THAT(kinds_of("\x1b[5~\x1b[6~\x1b[H\x1b[F"), ElementsAre(page_up, page_down, home, end));
  EXPECT_THAT(kinds_of("\r\n\x7f\b"), ElementsAre(enter, enter, backspace, backspace));
  EXPECT_THAT(kinds_of("\x1b"), ElementsAre(escape));
  EXPECT_THAT(kinds_of("\x1b[1;5C\x01q"), ElementsAre(unknown, unknown, character));
  EXPECT_THAT(kinds_of("\x1b["), ElementsAre(unknown)) << "torn";
  EXPECT_THAT(kinds_of("\x1bO"), ElementsAre(unknown)) << "torn";
}

TEST(Keys, ACharacterIsWhole) {
  const auto keys = keys_of("a船é");
  ASSERT_EQ(keys.size(), 3U);
  EXPECT_TRUE(keys[0].is("a"));
  EXPECT_TRUE(keys[1].is("船"));
  EXPECT_TRUE(keys[2].is("é"));
}

}  // namespace
}  // namespace selat::terminal
