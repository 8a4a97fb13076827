#include "text/typed_place.h"

#include <gtest/gtest.h>

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
