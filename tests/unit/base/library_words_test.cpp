#include "base/library_words.h"

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

TEST(LibraryWords, WhatIsNotKnownIsQuoted) {
  EXPECT_EQ(shape_words("point 5").in_english(), "point 5");
  EXPECT_EQ(shape_words("").in_english(), "");
  EXPECT_EQ(toml_words("something new").in_english(), "the reader says: \"something new\"");
}

}  // namespace
}  // namespace selat
