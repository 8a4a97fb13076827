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
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

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
        const auto lines =
            draw(picture, language, {.columns = columns, .rows = rows, .has_colour = true}, kBothNow);
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

TEST(Draw, ShowsWhatIsSilentOnAisByWords) {
  cop::OperationalPicture picture;
  EXPECT_THAT(draw(picture, Language::en, {.columns = 120}, kBothNow), Not(Contains("Silent on AIS")));
  for (model::TrackId boat = 1; boat <= 7; ++boat) {
    picture.apply(seen_by_radar(boat, kNow - Span::seconds(static_cast<std::int64_t>(boat))));
  }
  const auto lines = draw(picture, Language::en, {.columns = 120}, kBothNow);
  const auto section = std::ranges::find(lines, "Silent on AIS");
  ASSERT_GT(lines.end() - section, 8);
  EXPECT_THAT(section[2], AllOf(HasSubstr("(no AIS)"), HasSubstr("radar changi")));
  EXPECT_THAT(section[7], HasSubstr("and 2 more"));
}

TEST(Draw, ShowsHowRadarsLieAgainstAis) {
  cop::OperationalPicture picture;
  model::ProcessHealth detect = health_of("detect");
  detect.radars = {{.radar = "tuan",
                    .is_known = true,
                    .range = Distance::metres(-35.2),
                    .bearing = Angle::degrees(0.41),
                    .time = Span::milliseconds(200),
                    .false_plots = 18.2},
                   {.radar = "piai"},
                   {.radar = "rupat", .is_used = false}};
  picture.apply(detect, kBothNow);
  const auto lines = draw(picture, Language::en, {.columns = 120}, kBothNow);
  const auto section = std::ranges::find(lines, "Radars");
  ASSERT_GT(lines.end() - section, 4);
  EXPECT_THAT(section[2],
              AllOf(HasSubstr("−35 m"), HasSubstr("+0.41°"), HasSubstr("+0.2 s"), HasSubstr("aligned")));
  EXPECT_THAT(section[3], HasSubstr("few vessels yet"));
  EXPECT_THAT(section[4], HasSubstr("NOT USED"));
}

TEST(Draw, NothingPushesOutTheNewestReportsOfPatrols) {
  cop::OperationalPicture picture;
  picture.apply(log_entry(1, model::LogKind::patrol_report, "the oldest of three"));
  picture.apply(log_entry(2, model::LogKind::patrol_report, "forty people sighted"));
  picture.apply(log_entry(3, model::LogKind::patrol_report, "all taken on board"));
  for (int i = 0; i < 30; ++i) {
    picture.add_event({kNow + Span::minutes(i + 1), cop::ChildRestarted{"ingest", "status 1", ""}});
  }
  const auto lines = draw(picture, Language::en, {.columns = 160}, kBothNow);
  const auto events = std::ranges::find(lines, "Recent events");
  ASSERT_GT(lines.end() - events, 10);
  EXPECT_THAT(events[1], HasSubstr("forty people sighted"));
  EXPECT_THAT(events[2], HasSubstr("all taken on board"));
  EXPECT_THAT(events[3], HasSubstr("ingest ended"));
}

TEST(Draw, SaysWhatStrangersSentToAProcess) {
  cop::OperationalPicture picture;
  model::ProcessHealth server = health_of("coordinate");
  server.count("peers_admitted", 9);
  server.count("peers_handshake_failed", 3);
  server.count("peers_malformed", 2);
  server.count("output_bytes_ignored.charts", 70);
  picture.apply(server, kBothNow);
  EXPECT_THAT(
      draw(picture, Language::en, {.columns = 160}, kBothNow),
      testing::Contains(HasSubstr("5 turned away at its ports, 70 bytes sent to its outputs ignored")));
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

TEST(Draw, ShowsOutputsAndWhatTravelsUnencrypted) {
  cop::OperationalPicture picture;
  model::ProcessHealth ingest;
  ingest.process = "ingest";
  ingest.outputs = {{.name = "charts",
                     .uri = "tcp-listen://0.0.0.0:10110",
                     .format = "nmea",
                     .problem = {},
                     .is_unencrypted = true,
                     .clients = 3,
                     .lines = 70,
                     .sent = 210,
                     .dropped = 1,
                     .cut_off = 2,
                     .refused = 4}};
  picture.apply(ingest, kBothNow);
  model::FeedHealth feed;
  feed.name = "batam";
  feed.is_unencrypted = true;
  apply(picture, {.feeds = {feed}});
  const auto lines = draw(picture, Language::en, {.columns = 120}, kBothNow);
  EXPECT_THAT(lines, testing::Contains(testing::MatchesRegex(
                         "charts +nmea +3 +210 +unencrypted, 2 cut off, 4 refused, 1 line dropped")));
  EXPECT_THAT(lines, testing::Contains(testing::MatchesRegex("batam .*unencrypted")));
  EXPECT_THAT(draw(cop::OperationalPicture(), Language::en, {.columns = 120}, kBothNow),
              testing::Not(testing::Contains("Outputs")));
}

TEST(Draw, OnANarrowScreenTheProblemsOfAFeedMatterMoreThanItsCounts) {
  model::FeedHealth feed;
  feed.name = "noise";
  feed.sentences = 1'234'567;
  feed.transport.add(model::FeedCount::unrecognised_lines, 812);
  cop::OperationalPicture picture;
  apply(picture, {.feeds = {feed}});
  const auto narrow = draw(picture, Language::en, {.columns = 80}, kBothNow);
  EXPECT_THAT(narrow, testing::Contains(HasSubstr("812 unrecognised lines")));
  EXPECT_THAT(narrow, testing::Not(testing::Contains(HasSubstr("1234567"))));
  EXPECT_THAT(draw(picture, Language::en, {.columns = 120}, kBothNow),
              testing::Contains(HasSubstr("1234567")));
}

TEST(Draw, EachSectorIsShownWhereThereIsRoomThoughNotForEachProcess) {
  const cop::OperationalPicture picture = full_picture();
  bool is_shown = false;
  for (std::size_t rows = 24; rows < 120; ++rows) {
    const auto lines = draw(picture, Language::en, {.columns = 120, .rows = rows}, kBothNow);
    const auto has = [&](std::string_view title) {
      return std::ranges::any_of(lines, [&](const auto& line) { return line.contains(title); });
    };
    is_shown |= has("held by") && !has("restarts");
  }
  EXPECT_TRUE(is_shown);
}

TEST(Draw, AFewColumnsStillSayWhatIsWrong) {
  const auto lines = draw(full_picture(), Language::id, {.columns = 40, .rows = 24}, kBothNow);
  EXPECT_THAT(lines, testing::Contains(testing::MatchesRegex("  #[0-9]+ +MARABAHAYA .{15,}")));
  EXPECT_EQ(lines[1], "20 MARABAHAYA");
  EXPECT_EQ(lines[2], "peringatan terbuka: 40 (40 baru)");
}

// Numbers come first there, and none is cut.
TEST(Draw, OnASmallScreenEveryCountStandsWholeAndAnAlertBesideTheWarnings) {
  cop::OperationalPicture picture = full_picture();
  model::LogEntry lost = log_entry(1, model::LogKind::past_lost, "");
  lost.at = kNow - Span::minutes(5);
  picture.apply(lost);
  for (const Language language : {Language::en, Language::id, Language::ms}) {
    const auto lines = draw(picture, language, {.columns = 40, .rows = 10}, kBothNow);
    const auto head = std::vector(lines.begin(), std::ranges::find_if(lines, [](const std::string& line) {
                                    return line.contains("13:58:59");  // when the past was lost
                                  }));
    EXPECT_LE(head.size(), 3U);
    EXPECT_THAT(head, testing::Contains(HasSubstr("14:03:59 UTC")));
    EXPECT_THAT(head, testing::Contains(HasSubstr("40 ")));
    EXPECT_THAT(head, testing::Contains(HasSubstr("16/20")));
    EXPECT_THAT(head, testing::Not(testing::Contains(HasSubstr("…"))));
    EXPECT_THAT(lines, testing::Contains(HasSubstr("#2 ")));
  }
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
  EXPECT_EQ(lines[1], "20 DISTRESS, open alerts: 40 (40 new), 0 tracks, 16 of 20 sectors held");
  EXPECT_EQ(lines[2], "Alerts") << "they come first";
  EXPECT_THAT(lines[3], HasSubstr("  #2    DISTRESS    new                  5 s      MMSI 970123456:"));
  EXPECT_EQ(lines[4], "        1°12.00′N 103°54.00′E, where it was found 6 s ago, outside all sectors");
  EXPECT_THAT(lines, ::testing::Contains(::testing::MatchesRegex("and [0-9]+ more")));
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr("UNCOVERED            S05 S10 S15 S20")));
  EXPECT_THAT(lines, ::testing::Contains(
                         HasSubstr("lumut person         S02 S04 S06 S08 S12 S14 S16 S18  (lease 55 s)")));
}

// New is what the list calls new, and nothing else.
TEST(Draw, CountsAsNewWhatIsNewAndNotWhatIsOver) {
  cop::OperationalPicture picture;
  picture.apply(distress(1), kNow);
  picture.apply(distress(2, model::AlertState::acknowledged), kNow);
  picture.apply(distress(3, model::AlertState::returned_unacknowledged), kNow);
  picture.apply(distress(4, model::AlertState::ended), kNow);
  note_all_complete(picture, kSteadyNow);
  const auto lines = draw(picture, Language::en, {.columns = 120, .rows = 24}, kBothNow);
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr("open alerts: 3 (1 new, 1 over, unacknowledged)")));
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr("  #3    DISTRESS    over, unacknowledged")));
  EXPECT_THAT(draw(picture, Language::en, {.columns = 60, .rows = 12}, kBothNow),
              ::testing::Contains(HasSubstr("3 alerts (1 new, 1 over)")));
}

TEST(Draw, SaysSinceWhenItDoesNotKnow) {
  const cop::OperationalPicture picture = full_picture();
  const Now later{kSteadyNow + Span::seconds(100), kNow + Span::seconds(100)};
  const auto lines = draw(picture, Language::en, {.columns = 160, .rows = 60}, later);
  EXPECT_THAT(lines[0], HasSubstr("14:05:39"));
  EXPECT_THAT(lines[1], HasSubstr("open alerts: 40 (40 new) as of 100 s ago"));
  EXPECT_THAT(lines[1], HasSubstr("tracks unknown since 100 s (0 then)"));
  EXPECT_THAT(lines[1], HasSubstr("16 of 20 sectors held as of 100 s ago"));
  EXPECT_EQ(lines[2], "Alerts (as of 100 s ago)");
  EXPECT_THAT(lines, ::testing::Contains("Sectors (as of 100 s ago)"));
  EXPECT_THAT(lines, ::testing::Contains("Feeds (as of 100 s ago)"));
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr("S18  (lease ?)"))) << "it may have been renewed";
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr("NOT HEARD 100 s")));
}

TEST(Draw, WhatWasNeverHeardIsNotNothing) {
  const cop::OperationalPicture picture;
  const auto lines = draw(picture, Language::en, {.columns = 160, .rows = 60}, kBothNow);
  EXPECT_THAT(lines[0], HasSubstr("alerts not heard, tracks not heard, sectors not heard"));
  EXPECT_THAT(lines, ::testing::Contains("Alerts (not heard)"));
  EXPECT_THAT(lines, ::testing::Not(::testing::Contains("no open alerts")));
  EXPECT_THAT(lines, ::testing::Not(::testing::Contains(HasSubstr("0 of 0"))));
}

TEST(Draw, SaysWhoIsLeftOutOfASectorAndUntilWhen) {
  cop::OperationalPicture picture;
  model::SectorTable table = table_of({sector("S07", model::SectorState::unowned, "")});
  table.control_points.front().is_standby = true;
  table.rows.front().exclusions.push_back({.sector = "S07",
                                           .control_point = "lumut",
                                           .until = kNow + Span::minutes(16),
                                           .code = model::DeclineCode::weather,
                                           .remark = "3 m waves"});
  picture.apply(table, kNow);
  note_all_complete(picture, kSteadyNow);
  for (const std::size_t rows : {24U, 60U}) {
    const auto lines = draw(picture, Language::en, {.columns = 160, .rows = rows}, kBothNow);
    EXPECT_THAT(lines, ::testing::Contains(HasSubstr("lumut: weather until 14:19 UTC, 3 m waves"))) << rows;
    EXPECT_THAT(lines, ::testing::Contains(HasSubstr("standby"))) << rows;
    EXPECT_THAT(lines, ::testing::Not(::testing::Contains(HasSubstr("no permitted control point"))));
  }
}

TEST(Draw, ShowsTheNewestOfTheLogAmongTheEvents) {
  cop::OperationalPicture picture;
  picture.begin_log_snapshot();
  picture.apply(log_entry(1, model::LogKind::patrol_report, "forty people sighted\x1b[2J"));
  picture.apply(log_entry(2, model::LogKind::told, "nobody reads this"));
  picture.end_log_snapshot(kNow);
  const auto lines = draw(picture, Language::en, {.columns = 160, .rows = 60}, kBothNow);
  EXPECT_THAT(lines, ::testing::Contains(
                         HasSubstr("14:04:00  lumut: patrol report S07: forty people sighted\\x1b[2J")));
  EXPECT_THAT(lines, ::testing::Not(::testing::Contains(HasSubstr("nobody reads this"))));
}

// The last column had no room on a usual terminal.
TEST(Draw, WhoSeesWhatIsSilentOnAisIsSaidOnEveryScreen) {
  cop::OperationalPicture picture;
  picture.apply(seen_by_radar(model::track_id_of_contact(20'465, 77), kNow));
  picture.note_complete(cop::Part::tracks, kSteadyNow);
  for (const std::size_t columns : {60U, 80U, 160U}) {
    EXPECT_THAT(draw(picture, Language::en, {.columns = columns, .rows = 40, .has_colour = false}, kBothNow),
                Contains(HasSubstr("radar changi")))
        << columns;
  }
}

}  // namespace
}  // namespace selat::terminal
