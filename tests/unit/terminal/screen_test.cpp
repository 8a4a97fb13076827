#include "terminal/screen.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../cop/pictures.h"
#include "text/terminal.h"

namespace selat::terminal {
namespace {

using namespace test;
using ::testing::HasSubstr;

std::string without_colour(const std::string& line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\x1b') {
      i = line.find('m', i);
    } else {
      out += line[i];
    }
  }
  return out;
}

TEST(Draw, FitsEveryTerminalAndLetsNothingMoveTheCursor) {
  const cop::OperationalPicture picture = full_picture();
  for (const Language language : {Language::en, Language::id, Language::ms}) {
    for (const std::size_t columns : {1U, 10U, 40U, 80U, 132U, 250U}) {
      for (const std::size_t rows : {1U, 5U, 24U, 45U, 80U}) {
        const auto lines = draw(
            picture, language, {.columns = columns, .rows = rows, .has_colour = true, .events = 8}, kBothNow);
        ASSERT_LE(lines.size(), rows);
        for (const std::string& line : lines) {
          const std::string shown = without_colour(line);
          ASSERT_LE(text::columns_of(shown), columns) << line;
          ASSERT_EQ(text::for_terminal(shown), shown);
        }
      }
    }
  }
}

TEST(Draw, ShowsAFeedOfNoiseAsSuch) {
  model::FeedHealth feed;
  feed.name = "noise";
  feed.state = model::FeedState::receiving;
  feed.transport.add(model::FeedCount::unrecognised_lines, 812);
  feed.transport.add(model::FeedCount::senders, 1);
  cop::OperationalPicture picture;
  apply(picture, {.feeds = {feed}});
  const auto lines = draw(picture, Language::en, {.columns = 120}, kBothNow);
  const auto shown = std::ranges::find_if(lines, [](const auto& line) { return line.starts_with("noise"); });
  ASSERT_NE(shown, lines.end());
  EXPECT_THAT(*shown, testing::HasSubstr("812 unrecognised lines"));
  EXPECT_THAT(*shown, testing::Not(testing::HasSubstr("senders")));
}

TEST(Draw, AFewColumnsStillSayWhatIsWrong) {
  const auto lines = draw(full_picture(), Language::id, {.columns = 40, .rows = 24}, kBothNow);
  EXPECT_THAT(lines, testing::Contains(testing::MatchesRegex("MARABAHAYA  .{20,}")));
  EXPECT_THAT(lines[1], testing::HasSubstr("jejak"));
}

TEST(Draw, ColourIsNeverTheOnlySign) {
  const cop::OperationalPicture picture = full_picture();
  const ScreenStyle plain{.columns = 100, .rows = 40};
  ScreenStyle coloured = plain;
  coloured.has_colour = true;
  const auto a = draw(picture, Language::en, plain, kBothNow);
  const auto b = draw(picture, Language::en, coloured, kBothNow);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i], without_colour(b[i]));
    EXPECT_EQ(a[i].find('\x1b'), std::string::npos);
  }
}

TEST(Draw, ShowsTheMostSevereFirstAndSaysHowManyMore) {
  const auto lines = draw(full_picture(), Language::en, {.columns = 120, .rows = 24}, kBothNow);
  ASSERT_EQ(lines.size(), 24U);
  EXPECT_THAT(lines.front(), HasSubstr("14:03:59 UTC  (WIB 21:03, MYT/SGT 22:03)"));
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr("UNCOVERED      S05 S10 S15 S20")));
  EXPECT_THAT(lines,
              ::testing::Contains(HasSubstr("lumut          S02 S04 S06 S08 S12 S14 S16 S18  (lease 55 s)")));
  EXPECT_THAT(lines,
              ::testing::Contains(HasSubstr("DISTRESS    new                 5 s      MMSI 970123456:")));
  EXPECT_THAT(lines.back(), ::testing::MatchesRegex("and [0-9]+ more"));
}

}  // namespace
}  // namespace selat::terminal
