#include "terminal/key.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/assignment.h"

namespace selat::terminal {
namespace {

using ::testing::ElementsAre;

std::vector<KeyKind> kinds_of(std::string_view bytes) {
  std::vector<KeyKind> kinds;
  for (const Key& key : KeyReader().read(bytes)) {
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
  EXPECT_THAT(kinds_of("\x1bO"), ElementsAre(unknown)) << "torn";
}

TEST(Keys, ATornSequenceIsPutTogether) {
  KeyReader reader;
  EXPECT_TRUE(reader.read("\x1b[").empty());
  EXPECT_THAT(reader.read("5~j"), ElementsAre(Key{KeyKind::page_up}, Key{KeyKind::character, "j"}));
  std::string endless = "\x1b[";
  endless.append(40, '1');
  EXPECT_THAT(reader.read(endless), ElementsAre(Key{KeyKind::unknown}));
}

TEST(Keys, APasteIsOneKeyHoweverItArrives) {
  const std::string_view all = "j\x1b[200~called on 16\r\x1b[A\x1b[201~a\x1b[200~x\x1b[201~\r";
  for (std::size_t i = 0; i <= all.size(); ++i) {
    if (i > 0 && all[i - 1] == '\x1b') {
      continue;  // that is the key Esc
    }
    KeyReader reader;
    std::vector<Key> keys = reader.read(all.substr(0, i));
    std::ranges::copy(reader.read(all.substr(i)), std::back_inserter(keys));
    EXPECT_THAT(keys,
                ElementsAre(Key{KeyKind::character, "j"}, Key{KeyKind::paste, "called on 16\r\x1b[A"},
                            Key{KeyKind::character, "a"}, Key{KeyKind::paste, "x"}, Key{KeyKind::enter}))
        << i;
  }
  KeyReader reader;
  const std::string much(100'000, 'x');
  EXPECT_TRUE(reader.read("\x1b[200~").empty());
  EXPECT_TRUE(reader.read(much).empty());
  EXPECT_TRUE(reader.read(much).empty());
  EXPECT_TRUE(reader.read("\x1b[20").empty());
  const auto keys = reader.read("1~");
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].character.size(), model::kLongestFreeText + 1) << "so that it is told to be too long";
}

TEST(Keys, ACharacterIsWhole) {
  const auto keys = KeyReader().read("a船é");
  ASSERT_EQ(keys.size(), 3U);
  EXPECT_TRUE(keys[0].is("a"));
  EXPECT_TRUE(keys[1].is("船"));
  EXPECT_TRUE(keys[2].is("é"));
}

}  // namespace
}  // namespace selat::terminal
