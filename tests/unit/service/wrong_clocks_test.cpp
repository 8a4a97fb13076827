// What the log says of clocks that are wrong, and that it stays bounded.
#include "service/wrong_clocks.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct ClockLogTest : ::testing::Test {
  std::vector<std::string> look(const std::vector<WrongClock>& wrong, Span later = Span::seconds(1)) {
    now = now + later;
    return log.look(
        wrong, [this](const model::SourceName& station) { return right.contains(station.view()); }, now);
  }
  ClockLog log;
  SteadyTime now = SteadyTime::seconds(1'000);
  std::set<std::string_view> right;
};

TEST_F(ClockLogTest, OneLineWhenAClockIsFoundWrongAndOneWhenItIsRightAgain) {
  const std::vector<WrongClock> wrong = {{"changi", Span::hours(2) + Span::minutes(5)},
                                         {"batam", -Span::seconds(90)}};
  EXPECT_THAT(look(wrong),
              ElementsAre("the clock of station 'changi' is 2 h 5 min behind: for its reports, the time of "
                          "reception counts",
                          "the clock of station 'batam' is 90 s ahead: for its reports, the time of "
                          "reception counts"));
  EXPECT_THAT(look(wrong), IsEmpty());
  EXPECT_THAT(look({}), IsEmpty()) << "silent, and nobody knows";
  right = {"changi"};
  EXPECT_THAT(look({}), ElementsAre("the clock of station 'changi' is right again"));
  EXPECT_THAT(look({}), IsEmpty());
}

TEST_F(ClockLogTest, AFeedThatIsWrongAgainAndAgainFillsNoLog) {
  std::size_t lines = 0;
  for (int hour = 0; hour < 3; ++hour) {
    for (int i = 0; i < 60; ++i) {
      const std::string name = "station" + std::to_string(i);
      right.clear();
      lines += look({{std::string_view(name), Span::hours(1)}}, Span::seconds(30)).size();
      right = {name};
      lines += look({}, Span::seconds(30)).size();
    }
  }
  EXPECT_GE(lines, 2U * 10U);
  EXPECT_LE(lines, 2U * 40U);
}

}  // namespace
}  // namespace selat::service
