#include "terminal/line_editor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::terminal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kUp = "\x1b[A";
constexpr const char* kDown = "\x1bOB";
constexpr const char* kLeft = "\x1b[D";
constexpr const char* kDelete = "\x1b[3~";

class LineEditorTest : public testing::Test {
 protected:
  std::vector<std::string> type(std::string_view bytes) { return editor_.take(bytes).lines; }
  LineEditor editor_{"lumut> ", {"show", "ack 1"}};
};

TEST_F(LineEditorTest, ALineIsEnteredWithReturn) {
  EXPECT_THAT(type("report S05 two boats"), IsEmpty());
  EXPECT_EQ(editor_.text(), "report S05 two boats");
  EXPECT_THAT(type("\r"), ElementsAre("report S05 two boats"));
  EXPECT_EQ(editor_.text(), "");
}

TEST_F(LineEditorTest, SeveralPastedLinesAreSeveralLines) {
  EXPECT_THAT(type("show\nsent\nhe"), ElementsAre("show", "sent"));
  EXPECT_EQ(editor_.text(), "he");
}

TEST_F(LineEditorTest, WhatIsForgottenIsInsertedWhereTheCursorIs) {
  type("reprt S05");
  for (int i = 0; i < 6; ++i) {
    type(kLeft);
  }
  type("o");
  EXPECT_EQ(editor_.text(), "report S05");
  type("\x01>");
  EXPECT_EQ(editor_.text(), ">report S05");
  type("\x05<");
  EXPECT_EQ(editor_.text(), ">report S05<");
}

TEST_F(LineEditorTest, CharactersAreDeletedWholeWhateverTheirBytes) {
  type("Pulau é漢");
  type("\x7f");
  EXPECT_EQ(editor_.text(), "Pulau é");
  type(kLeft);
  type(kDelete);
  EXPECT_EQ(editor_.text(), "Pulau ");
}

TEST_F(LineEditorTest, WordsAndEndsAreDeletedWithOneKey) {
  type("report S05 two boats\x17");
  EXPECT_EQ(editor_.text(), "report S05 two ");
  type("\x01\x06\x06\x0b");
  EXPECT_EQ(editor_.text(), "re");
  type("\x15");
  EXPECT_EQ(editor_.text(), "");
}

TEST_F(LineEditorTest, EarlierLinesComeBackAndTheUnfinishedOneIsKept) {
  type("repo");
  type(kUp);
  EXPECT_EQ(editor_.text(), "ack 1");
  type(kUp);
  type(kUp);
  EXPECT_EQ(editor_.text(), "show");
  type(kDown);
  type(kDown);
  EXPECT_EQ(editor_.text(), "repo");
  EXPECT_THAT(type("\n"), ElementsAre("repo"));
  type(kUp);
  EXPECT_EQ(editor_.text(), "repo");
}

TEST_F(LineEditorTest, UnknownSequencesAndControlCharactersAreIgnored) {
  type("a\x1b[200~b\x1b[1;5Cc\x02\x06\x07\x1bxd");
  EXPECT_EQ(editor_.text(), "abcd");
}

TEST_F(LineEditorTest, ControlDEndsTheInputOnAnEmptyLineOnly) {
  EXPECT_FALSE(editor_.take("a\x04").has_ended);
  type("\x15");
  EXPECT_TRUE(editor_.take("\x04").has_ended);
}

TEST_F(LineEditorTest, ALineHasABound) {
  type(std::string(LineEditor::kLongestLine + 100, 'x'));
  EXPECT_EQ(editor_.text().size(), LineEditor::kLongestLine);
}

TEST_F(LineEditorTest, TheRowIsErasedAndDrawnWithTheCursorInItsPlace) {
  type("abc");
  type(kLeft);
  EXPECT_EQ(editor_.drawn(80), "\r\x1b[Klumut> abc\x1b[1D");
}

TEST_F(LineEditorTest, OfALongLineThePartAtTheCursorIsShown) {
  type("0123456789ABCDEF");
  EXPECT_EQ(editor_.drawn(18), "\r\x1b[Klumut> 789ABCDEF");
  type("\x01");
  EXPECT_THAT(editor_.drawn(18), HasSubstr("lumut> 0123456789\x1b[10D"));
}

}  // namespace
}  // namespace selat::terminal
