#include "text/typed_place.h"

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "text/measure.h"

namespace selat::text {
namespace {

TEST(TypedPlace, IsReadAsMarinersWriteIt) {
  const geo::Position expected = geo::Position::degrees(3.1, 101);
  for (const auto& [latitude, longitude] :
       {std::pair{"3.1", "101"}, std::pair{"3.1n", "101e"}, std::pair{"3-06.0N", "101-00.0E"},
        std::pair{"3°06.0'N", "101°00.0'E"}, std::pair{"3°06′N", "101°E"}}) {
    const auto place = typed_place(latitude, longitude);
    ASSERT_TRUE(place) << latitude;
    EXPECT_EQ(*place, expected) << latitude;
  }
  EXPECT_EQ(typed_place("1°21,95′N", "103°50,12′E"), typed_place("1°21.95′N", "103°50.12′E"));
  EXPECT_EQ(typed_place("1°21,95′N, 103°50,12′E"), typed_place("1°21.95′N", "103°50.12′E"));
  EXPECT_EQ(typed_place("0-30S", "0-30W"), geo::Position::degrees(-0.5, -0.5));
  EXPECT_FALSE(typed_place("-1.25S", "103")) << "the hemisphere twice";
}

TEST(TypedPlace, IsTakenOffTheFrontOfALine) {
  const geo::Position expected = geo::Position::degrees(3.1, 101);
  for (const std::string_view typed :
       {"3.1,101.0", "[3.1,101.0]", "[3.1, 101]", "[3.1 101]", "3.1N 101.0E", "3.1n,101e", "3.1N, 101.0E:",
        "3-06.0N 101-00.0E", "3°06.0'N,101°00.0'E", "[3°06.0'N 101°00.0'E]:", "3.1 101.0", "3.1, 101.0,"}) {
    const std::string whole = std::string(typed) + " two boats, 12.5 m";
    std::string_view line = whole;
    const auto place = take_place(line);
    ASSERT_TRUE(place) << typed;
    EXPECT_EQ(*place, expected) << typed;
    EXPECT_EQ(line, "two boats, 12.5 m") << typed;
  }
}

// Whatever the language, a place that stands on a screen can be typed back.
TEST(TypedPlace, IsReadAsItIsPrinted) {
  const geo::Position printed = geo::Position::degrees(1 + 21.95 / 60, -(103 + 50.12 / 60));
  for (const Language language : {Language::en, Language::id, Language::ms}) {
    for (const std::string& typed : {position(printed, language), "[" + position(printed, language) + "]:"}) {
      const std::string whole = typed + " dua perahu, 12,5 m";
      std::string_view line = whole;
      const auto place = take_place(line);
      ASSERT_TRUE(place && *place) << typed;
      EXPECT_LT(geo::distance(**place, printed), Distance::metres(10)) << typed;
      EXPECT_EQ(line, "dua perahu, 12,5 m") << typed;
    }
  }
  std::string_view minutes = "1-21,95N 103-50,12E two";
  EXPECT_TRUE(take_place(minutes).value_or(std::nullopt));
}

TEST(TypedPlace, IsNotSeenInAText) {
  for (const std::string_view text :
       {"", "two boats", "one, two", "12 boats 100 m off", "2.5 m waves", "[urgent] two boats",
        "3N of the light", "10, 12 boats", "12-14 boats", "information, none", "- two", "15 20 boats"}) {
    std::string_view line = text;
    const auto place = take_place(line);
    ASSERT_TRUE(place) << text;
    EXPECT_FALSE(*place) << text;
    EXPECT_EQ(line, text);
  }
}

TEST(TypedPlace, IsRefusedWhereItLooksLikeOneAndIsNone) {
  for (const std::string_view text :
       {"99,200 two", "nan,nan two", "inf,-inf two", "[nan,nan] two", "3.8N 200.3E two", "[3.1] two",
        "[3.1,101.0 two", "1,25 103,85 two", "1,25,103,85 two", "3.1N,101.0N two", "3-61.0N 101-00.0E two",
        "3° 06.0' N two"}) {
    std::string_view line = text;
    EXPECT_FALSE(take_place(line)) << text;
    EXPECT_EQ(line, text);
  }
}

}  // namespace
}  // namespace selat::text
