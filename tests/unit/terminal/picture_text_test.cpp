#include "terminal/picture_text.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../cop/pictures.h"
#include "base/localized_message.h"
#include "text/terminal.h"

namespace selat::terminal {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> lines(const cop::OperationalPicture& picture, Language language = Language::en) {
  std::vector<std::string> all;
  for (const cop::Event& event : picture.events()) {
    all.push_back(PictureText(picture, language).line_of(event));
  }
  return all;
}

TEST(PictureText, SaysTheStateOfAFeedAndLetsNoNameMoveTheCursor) {
  cop::OperationalPicture picture;
  apply(picture, feed_with(model::FeedState::receiving, 10));
  apply(picture, feed_with(model::FeedState::silent, 10));
  EXPECT_THAT(lines(picture), ElementsAre("feed east\\x1b[2J: receiving", "feed east\\x1b[2J: SILENT"));
}

TEST(PictureText, SaysWhatTroublesAProcess) {
  cop::OperationalPicture picture;
  model::ProcessHealth health = health_of("coordinate");
  picture.apply(health, kBothNow);
  health.state = model::ProcessState::degraded;
  health.missing.emplace_back(tr("no space\x1b[2J left"));
  picture.apply(health, kBothNow);
  picture.apply(health_of("coordinate"), kBothNow);
  const auto told = lines(picture);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_THAT(told[0], ::testing::StartsWith("coordinate: DEGRADED: no space"));
  EXPECT_EQ(text::for_terminal(told[0]), told[0]);
  EXPECT_EQ(told[1], "coordinate: running");
}

TEST(PictureText, SaysWhatIsMissingInThePersonsLanguage) {
  cop::OperationalPicture picture;
  model::ProcessHealth coordinate = health_of("coordinate");
  picture.apply(coordinate, kBothNow);
  coordinate.state = model::ProcessState::degraded;
  coordinate.missing.push_back(LocalizedMessage(tr("control point {name}"), {{"name", "lumut"}}));
  picture.apply(coordinate, kBothNow);
  model::FeedTable feeds = feed_with(model::FeedState::failed, 10);
  feeds.feeds.front().reason = LocalizedMessage(
      tr("{host}:{port}: {why}"), {{"host", "east"},
                                   {"port", 10'110},
                                   {"why", LocalizedMessage(tr("the sender closed the connection"))}});
  apply(picture, feeds);
  const auto told = lines(picture, Language::id);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_THAT(told[0], testing::HasSubstr("pos kendali lumut"));
  EXPECT_THAT(told[1], testing::HasSubstr("east:10110: pengirim memutuskan sambungan"));
}

TEST(PictureText, SaysWhoDidWhatWhere) {
  cop::OperationalPicture picture(
      {.names = {{"z-lane", {"the deep-water lane", "jalur dalam", "lorong dalam"}}}});
  picture.apply(zone_entry(1), kNow);
  picture.apply(distress(2), kNow);
  picture.apply(distress(2, model::AlertState::ended), kNow);
  const auto told = lines(picture);
  EXPECT_EQ(told.front(),
            "#1 caution: EVIL\\x1b]0;x\\x07 (525000001) entered the deep-water lane. 1°12.00′N 103°54.00′E, "
            "where it was found 1 s ago, outside all sectors.");
  EXPECT_THAT(told.back(), HasSubstr("#2 ended: MMSI 970123456"));
}

TEST(PictureText, SaysWhoHoldsASectorAndWhy) {
  using model::SectorState;
  cop::OperationalPicture picture({.names = {{"S01", {"Selat Rupat", "", ""}}}});
  picture.apply(table_of({sector("S01", SectorState::unowned, "")}), kNow);
  picture.apply(table_of({sector("S01", SectorState::held, "lumut")}), kNow);
  picture.apply(table_of({sector("S01", SectorState::unowned, "")}), kNow);
  EXPECT_THAT(
      lines(picture),
      ElementsAre(
          "sector S01 Selat Rupat is held by lumut: the only permitted one that answered: 40 min by lumut",
          "sector S01 Selat Rupat is UNCOVERED: no permitted control point answers"));
}

// The only one that may have it has given it back: who that was, why, and until when.
TEST(PictureText, SaysOfWhatWasGivenBackWhoDidThatWhyAndUntilWhen) {
  using model::SectorState;
  cop::OperationalPicture picture;
  picture.apply(table_of({sector("S01", SectorState::held, "lumut")}), kNow);
  model::SectorTable after = table_of({sector("S01", SectorState::unowned, "")});
  after.rows[0].assignment.uncovered_because = model::UncoveredCause::left_out;
  after.rows[0].exclusions = {{.sector = "S01",
                               .control_point = "lumut",
                               .until = Instant::unix_seconds(1'767'268'800),
                               .code = model::DeclineCode::maintenance,
                               .remark = "engine"}};
  picture.apply(after, kNow);
  EXPECT_THAT(lines(picture),
              ElementsAre("sector S01 is UNCOVERED: lumut: maintenance until 12:00 UTC, engine"));
  after.rows[0].assignment.uncovered_because = model::UncoveredCause::none_answers;
  EXPECT_EQ(PictureText(picture, Language::en).why(after.rows[0]),
            "no permitted control point answers; lumut: maintenance until 12:00 UTC, engine");
}

TEST(PictureText, SaysOfADisputedSectorThatNobodyAloneMayOrderThere) {
  const cop::OperationalPicture picture({.sectors_without_permit = {"S20"}});
  const PictureText text(picture, Language::en);
  const auto unowned = [](std::string_view id) { return sector(id, model::SectorState::unowned, ""); };
  EXPECT_EQ(text.why(unowned("S20")), "no nation alone may order here");
  EXPECT_EQ(text.why(unowned("S19")), "no permitted control point answers");
}

}  // namespace
}  // namespace selat::terminal
