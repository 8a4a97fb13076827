#include "text/terminal.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"

namespace selat::text {
namespace {

TEST(ForTerminal, LeavesOrdinaryTextAlone) {
  for (const std::string_view text : {"", "MV EXAMPLE", "Pulau Batam, 12 ° – «ñ»", "船"}) {
    EXPECT_EQ(for_terminal(text), text);
  }
}

TEST(ForTerminal, MakesHostileTextVisible) {
  EXPECT_EQ(for_terminal("\x1b[2J\x1b]0;owned\x07"), "\\x1b[2J\\x1b]0;owned\\x07");
  EXPECT_EQ(for_terminal("a\r\nb\tc"), "a\\x0d\\x0ab\\x09c");
  EXPECT_EQ(for_terminal(std::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(for_terminal("\x7f"), "\\x7f");
  EXPECT_EQ(for_terminal("\xc2\x9b"
                         "31m"),
            "\\x9b31m");  // CSI of C1
  EXPECT_EQ(for_terminal("\x9b"
                         "31m"),
            "\\x9b31m");                                     // the same as a lone byte
  EXPECT_EQ(for_terminal("\xe2\x80\xaegnp"), "\\u202egnp");  // right-to-left override
  EXPECT_EQ(for_terminal("\xc0\xaf \xed\xa0\x80 \xf5"), "\\xc0\\xaf \\xed\\xa0\\x80 \\xf5");
  EXPECT_EQ(for_terminal("\xe2\x82"), "\\xe2\\x82");  // torn
}

TEST(Columns, CountWideCharactersTwiceAndCombiningOnesNotAtAll) {
  EXPECT_EQ(columns_of("船名 A"), 6U);
  EXPECT_EQ(columns_of("e\u0301a"), 2U);
  EXPECT_EQ(cut("船名船名", 6), "船名…");
  EXPECT_EQ(cut("船名船名", 8), "船名船名");
  EXPECT_EQ(fitted("船名船名", 7), "船名船…");
  EXPECT_EQ(fitted("船名船名", 6), "船名… ") << "half a character is none";
  EXPECT_EQ(fitted_right("船", 4), "  船");
}

TEST(ForTerminal, NoBytesWhateverGiveAControlCharacter) {
  const std::uint64_t seed = 20260112;
  SCOPED_TRACE(seed);
  Random random(seed);
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random.below(12), '\0');
    for (char& byte : text) {
      byte = static_cast<char>(random.below(256));
    }
    const std::string shown = for_terminal(text);
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const auto byte = static_cast<unsigned char>(shown[i]);
      ASSERT_TRUE(byte >= 0x20 && byte != 0x7f);
      ASSERT_FALSE(byte == 0xc2 && static_cast<unsigned char>(shown[i + 1]) < 0xa0);
    }
    ASSERT_EQ(for_terminal(shown), shown);
  }
}

TEST(Columns, AreCountedCutAndFilledByCharacter) {
  EXPECT_EQ(columns_of("a°…"), 3U);
  EXPECT_EQ(fitted("abc", 5), "abc  ");
  EXPECT_EQ(fitted_right("abc", 5), "  abc");
  EXPECT_EQ(fitted("°°°°", 3), "°°…");
  EXPECT_EQ(cut("abc", 3), "abc");
  EXPECT_EQ(cut("abcd", 3), "ab…");
  EXPECT_EQ(cut("abcd", 0), "");
}

TEST(Terminal, RowsAreBrokenBetweenWords) {
  EXPECT_EQ(wrapped("twelve boats near the reef", 12, 2),
            (std::vector<std::string>{"twelve boats", "  near the", "  reef"}));
  EXPECT_EQ(wrapped("short", 12, 2), std::vector<std::string>{"short"});
  EXPECT_EQ(wrapped("", 12, 2), std::vector<std::string>{""});
}

TEST(Terminal, AWordLongerThanARowIsBrokenWithin) {
  EXPECT_EQ(wrapped("0123456789abc x", 8, 2), (std::vector<std::string>{"01234567", "  89abc", "  x"}));
  EXPECT_EQ(wrapped("ééééé", 3, 0), (std::vector<std::string>{"ééé", "éé"}));
}

TEST(Terminal, NoRowIsWiderThanAsked) {
  const std::string text = "  HELD S05 Selat Rupat: nearest permitted, 35 min by a craft with a long name";
  for (std::size_t width = 1; width < 90; ++width) {
    for (const std::string& row : wrapped(text, width, 10)) {
      EXPECT_LE(columns_of(row), width);
    }
  }
}

TEST(Terminal, APartOfATextIsCutByColumns) {
  EXPECT_EQ(columns("Pulau é abc", 6, 3), "é a");
  EXPECT_EQ(columns("abc", 2, 10), "c");
  EXPECT_EQ(columns("abc", 5, 1), "");
}

}  // namespace
}  // namespace selat::text
