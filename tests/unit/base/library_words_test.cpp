#include "base/library_words.h"

#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace selat {
namespace {

TEST(LibraryWords, TheUsualCausesAreSaidInOurWords) {
  EXPECT_EQ(shape_words("Self-intersection at or near point 103.15 1.15").in_english(),
            "its boundary touches or crosses itself, at 1.1500,103.1500");
  EXPECT_EQ(shape_words("Hole lies outside shell").in_english(), "a hole lies outside its polygon");
  EXPECT_EQ(toml_words("Error while parsing value: could not determine value type").in_english(),
            "the value is none of TOML: texts stand in quotes (the reader says: \"Error while parsing value: "
            "could not determine value type\")");
}

// As toml++ says what is wrong in the second words.
TEST(LibraryWords, MistakesOfHasteInSettingsAreSaidInOurWords) {
  struct Mistake {
    std::string_view said, words;
  };
  for (const auto& [said, words] : std::vector<Mistake>{
           {"Error while parsing table header: expected ']', saw '\\n'", "a [table] has no closing bracket"},
           {"Error while parsing string: unescaped control characters other than TAB (U+0009) are explicitly "
            "prohibited",
            "a text has no closing quotation mark on its line"},
           {"Error while parsing inline table: expected key or closing '}', saw '\\n'",
            "a table in braces does not end on its line"},
           {"Error while parsing date: expected month between 1 and 12 (inclusive), saw 13",
            "there is no such date"}}) {
    EXPECT_TRUE(toml_words(said).in_english().starts_with(words)) << toml_words(said).in_english();
  }
}

TEST(LibraryWords, WhatIsNotKnownIsQuoted) {
  EXPECT_EQ(shape_words("point 5").in_english(), "point 5");
  EXPECT_EQ(shape_words("").in_english(), "");
  EXPECT_EQ(toml_words("something new").in_english(), "the reader says: \"something new\"");
}

}  // namespace
}  // namespace selat
