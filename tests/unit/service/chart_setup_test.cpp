#include "service/chart_setup.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/command_error.h"

namespace selat::service {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Words = std::vector<std::string>;

// As one word or two, and with the hemisphere apart.
TEST(Positions, AreReadAsMarinersWriteThemHoweverTheyArePartedIntoWords) {
  const geo::Position expected = geo::Position::degrees(1.25, 103.8);
  for (const Words& words :
       {Words{"1.25", "103.8"}, Words{"1.25N", "103.8E"}, Words{"1-15.0N", "103-48.0E"},
        Words{"1°15'N", "103°48′E"}, Words{"1°15.00′N", "103°48.00′E"}, Words{"1.25,103.8"},
        Words{"1-15.0N 103-48.0E"}, Words{"1-15.0N,103-48.0E"}, Words{"103-48.0E", "1-15.0N"},
        Words{"1-15.0", "N", "103-48.0", "E"}, Words{"1.25,", "103.8"}}) {
    EXPECT_THAT(positions_of(words, 1), ElementsAre(expected)) << words.front();
  }
  EXPECT_THAT(positions_of(Words{"0-30S", "-0.5"}, 1), ElementsAre(geo::Position::degrees(-0.5, -0.5)));
  for (const Words& words : {Words{"1.25", "103.8", "1.3", "104"}, Words{"1.25,103.8", "1.3,104"},
                             Words{"1-15.0N 103-48.0E", "1-18.0N 104-00.0E"}}) {
    EXPECT_THAT(positions_of(words, 2), ElementsAre(expected, geo::Position::degrees(1.3, 104)));
  }
}

std::string refusal_of(const Words& words) {
  try {
    static_cast<void>(positions_of(words, 1));
  } catch (const runtime::UsageError& error) {
    return error.message().in_english();
  }
  return "taken";
}

TEST(Positions, WrongOnesAreRefusedNamingWhatIsWrong) {
  for (const char* const latitude : {"", "N", "1-60N", "1-2-3-4N", "-1-15N", "1°x", "91", "1e999"}) {
    EXPECT_NE(refusal_of({latitude, "103.8"}), "taken") << latitude;
  }
  EXPECT_THAT(refusal_of({"91", "103.8"}), HasSubstr("latitude 91 lies outside ±90°"));
  EXPECT_THAT(refusal_of({"1-75.0N 103-48.0E"}), HasSubstr("those of '1-75.0N' do not"));
  EXPECT_THAT(refusal_of({"1.25", "103.8", "1.3", "104"}), HasSubstr("is 2 places, not 1"));
  EXPECT_THAT(refusal_of({"1.25", "103.8", "there"}), HasSubstr("'there' is no place"));
  EXPECT_THAT(refusal_of({}), HasSubstr("say where"));
}

TEST(TypedCircle, IsAPlaceAndADistance) {
  for (const char* const typed :
       {"1.25,103.8,3", "1.25, 103.8, 3", "1.25 103.8 3", "1-15.0N 103-48.0E 3", "1-15.0N,103-48.0E,3",
        "1.25N 103.8E 3nm", "1.25N 103.8E 3 NM", "103-48.0E 1-15.0N 3"}) {
    const auto circle = typed_circle(typed, 300);
    ASSERT_TRUE(circle) << typed << ": " << circle.error().in_english();
    EXPECT_EQ(circle->centre, geo::Position::degrees(1.25, 103.8)) << typed;
    EXPECT_EQ(circle->radius_nm, 3) << typed;
  }
  for (const auto& [typed, why] :
       {std::pair{"1.25 103.8", "is no circle"}, std::pair{"", "is no circle"},
        std::pair{"1.25N,103.8E", "is no circle"}, std::pair{"1.25 103.8 301", "'301' is no distance"},
        std::pair{"1.25 103.8 -1", "'-1' is no distance"}, std::pair{"1.25 103.8 3km", "is no distance"},
        std::pair{"1.25 203.8 3", "longitude 203.8 lies outside"}}) {
    const auto circle = typed_circle(typed, 300);
    ASSERT_FALSE(circle) << typed;
    EXPECT_THAT(circle.error().in_english(), HasSubstr(why)) << typed;
  }
}

}  // namespace
}  // namespace selat::service
