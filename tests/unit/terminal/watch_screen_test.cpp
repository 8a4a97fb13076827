#include "terminal/watch_screen.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../cop/pictures.h"
#include "text/measure.h"
#include "text/terminal.h"
#include "text/why.h"

namespace selat::terminal {
namespace {

using namespace test;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

struct WatchScreenTest : ::testing::Test {
  WatchScreenTest() { note_all_complete(picture, kSteadyNow); }
  // Draws, then presses each key and draws again, as the terminal does. Returns the last act.
  std::optional<WatchScreen::Act> press(std::string_view bytes) {
    std::optional<WatchScreen::Act> last;
    lines = screen.draw(style, kBothNow);
    for (const Key& key : KeyReader().read(bytes)) {
      if (auto act = screen.press(key, kBothNow)) {
        last = std::move(act);
      }
      lines = screen.draw(style, kBothNow);
    }
    return last;
  }
  // As they come in one read of the terminal.
  std::vector<WatchScreen::Act> at_once(std::string_view bytes) {
    now.steady = now.steady + Span::seconds(1);
    lines = screen.draw(style, kBothNow);
    std::vector<WatchScreen::Act> acts = screen.press(KeyReader().read(bytes), now);
    lines = screen.draw(style, kBothNow);
    return acts;
  }
  [[nodiscard]] std::string shown() const {
    std::string all;
    for (const std::string& line : lines) {
      all += line + "\n";
    }
    return all;
  }

  cop::OperationalPicture picture;
  WatchScreen screen{picture, {.language = Language::en, .hints = {"selat doctor"}}};
  ScreenStyle style{.columns = 120, .rows = 24};
  std::vector<std::string> lines;
  Now now = kBothNow;
};

TEST_F(WatchScreenTest, AcknowledgesAtTheSeverityThatWasShown) {
  model::Alert alert = zone_entry(12);
  picture.apply(alert, kNow);
  (void)press("j");
  alert.anomaly.severity = model::Severity::distress;
  ++alert.anomaly.revision;
  picture.apply(alert, kNow);  // not drawn yet
  const auto act = screen.press({KeyKind::character, "a"}, kBothNow);
  ASSERT_TRUE(act);
  const auto& request = std::get<model::AcknowledgeAlert>(act->request);
  EXPECT_EQ(request.alert, 12U);
  EXPECT_EQ(request.severity, model::Severity::caution);
}

// The first key selects the gravest, where nothing is selected; the person sees which that is.
TEST_F(WatchScreenTest, ActsOnNothingUntilSomethingIsSelected) {
  picture.apply(distress(11, model::AlertState::acknowledged), kNow);
  picture.apply(zone_entry(12), kNow);
  EXPECT_FALSE(press("a"));
  EXPECT_THAT(shown(), HasSubstr("#12 caution selected: 'a' again acknowledges it")) << "#11 does not wait";
  EXPECT_THAT(at_once("aa"), SizeIs(2)) << "a key that is held down";
  (void)press("\x1b\x1b");
  EXPECT_TRUE(at_once("aa").empty()) << "what was not chosen before is not acknowledged";
  const auto act = press("a");
  ASSERT_TRUE(act);
  EXPECT_EQ(std::get<model::AcknowledgeAlert>(act->request).alert, 12U);
}

TEST_F(WatchScreenTest, SaysThatNothingWaitsForAnAcknowledgement) {
  picture.apply(distress(11, model::AlertState::acknowledged), kNow);
  EXPECT_FALSE(press("a"));
  EXPECT_THAT(shown(), HasSubstr("no alert waits for an acknowledgement"));
  (void)press("k");
  EXPECT_THAT(shown(), Not(HasSubstr("no alert waits for an acknowledgement")));
}

// However small the screen, and however many alerts there are.
TEST_F(WatchScreenTest, EverySectorFeedProcessAndEventCanBeReached) {
  const cop::OperationalPicture full = full_picture();
  for (const ScreenStyle size : {ScreenStyle{.columns = 80, .rows = 24}, {.columns = 40, .rows = 10}}) {
    WatchScreen whole(full, {.language = Language::en});
    std::string seen;
    const auto look = [&] {
      for (const std::string& line : whole.draw(size, kBothNow)) {
        seen += line + "\n";
      }
    };
    look();
    (void)whole.press({KeyKind::character, "s"}, kBothNow);
    seen.clear();
    for (int i = 0; i < 100; ++i) {
      look();
      (void)whole.press({KeyKind::page_down}, kBothNow);
    }
    for (const char* const there :
         {"S20", "coordinate", "control-point.lumut", "Feeds", "Processes", "Recent events", "above, "}) {
      EXPECT_THAT(seen, HasSubstr(there)) << size.columns;
    }
    for (const cop::Event& event : full.events()) {
      EXPECT_THAT(seen, HasSubstr(text::time_of_day(event.at)));
    }
    (void)whole.press({KeyKind::character, "s"}, kBothNow);
    seen.clear();
    look();
    EXPECT_THAT(seen, HasSubstr("Alerts"));
  }
}

TEST_F(WatchScreenTest, OnANarrowScreenEachAlertSaysWhetherItIsNew) {
  style = {.columns = 40, .rows = 10};
  picture.apply(distress(11, model::AlertState::acknowledged), kNow);
  picture.apply(zone_entry(12), kNow);
  (void)press("");
  EXPECT_THAT(lines, Contains(StartsWith("   acknowledged, ")));
  EXPECT_THAT(lines, Contains(StartsWith("   new, ")));
}

// Not how it is numbered and by whom it was sent: a row of 80 columns has room for what has happened.
TEST_F(WatchScreenTest, OnAUsualScreenARowSaysWhatHasHappened) {
  style = {.columns = 80, .rows = 24};
  model::Alert alert = zone_entry(12);
  alert.anomaly.vessels = {{model::Mmsi(525000001), "JAYA MAKMUR SENTOSA 7"}};
  alert.anomaly.subject = "the inshore zone of Rupat";
  picture.apply(alert, kNow);
  (void)press("");
  EXPECT_THAT(lines,
              Contains("  #12   caution     JAYA MAKMUR SENTOSA 7 entered the inshore zone of Rupat."));
  EXPECT_THAT(lines, Contains(StartsWith("        new, 5 s, 1°12.00′N 103°54.00′E")));
  style.columns = 120;
  (void)press("");
  EXPECT_THAT(lines, Contains(HasSubstr("JAYA MAKMUR SENTOSA 7 (525000001) entered")))
      << "where there is room";
}

TEST_F(WatchScreenTest, WhereAlertsMayNotBeAnsweredItSaysWhere) {
  picture.apply(distress(11), kNow);
  WatchScreen reader(picture, {.language = Language::en, .read_only_for = "lumut"});
  for (const char* const key : {"j", "a", "a", "c", "x"}) {
    (void)reader.draw(style, kBothNow);
    EXPECT_FALSE(reader.press({KeyKind::character, key}, kBothNow));
  }
  EXPECT_THAT(reader.draw(style, kBothNow),
              Contains(HasSubstr("this screen only shows: alerts are answered at the terminal of lumut")));
}

TEST_F(WatchScreenTest, WordsTypedWhereNothingIsSelectedAreACommentOnTheFirst) {
  picture.apply(distress(12), kNow);
  (void)press("ccalled on 16");
  EXPECT_THAT(shown(), HasSubstr("comment on #12: called on 16_"));
  EXPECT_THAT(lines, Contains(StartsWith("> #12")));
  const auto act = press("\r");
  ASSERT_TRUE(act);
  EXPECT_EQ(std::get<model::CommentAlert>(act->request).text, "called on 16");
  (void)press("\x1b\x1bx");
  EXPECT_THAT(shown(), HasSubstr("close #12 as: "));
}

constexpr const char* kNotTaken = "pasted text was NOT TAKEN";

TEST_F(WatchScreenTest, KeysThatArriveTogetherAreKeys) {
  picture.apply(distress(12), kNow);
  picture.apply(zone_entry(13), kNow);
  (void)at_once("jj\r");
  EXPECT_THAT(shown(), HasSubstr("#13 caution, new, raised")) << "the second was opened";
  EXPECT_EQ(at_once("a\x1b").size(), 1U);
  EXPECT_EQ(at_once("kcok\r").size(), 1U) << "a comment on the first";
  (void)at_once("\x1b[B\x1b[B");
  EXPECT_THAT(lines, Contains(StartsWith("> #13"))) << "a key that is held down";
  EXPECT_THAT(shown(), Not(HasSubstr(kNotTaken)));
}

TEST_F(WatchScreenTest, LongTextThatArrivesAtOnceIsNoCommandAndIsSaidToBeRefused) {
  picture.apply(distress(12), kNow);
  (void)press("j");
  EXPECT_TRUE(at_once("called on 16\ra\r").empty());
  EXPECT_THAT(shown(), Not(HasSubstr("comment on #12")));
  EXPECT_THAT(shown(), HasSubstr(kNotTaken));
  EXPECT_TRUE(screen.press(KeyReader().read("a"), now).empty()) << "the last piece of it";
  EXPECT_EQ(at_once("a").size(), 1U) << "a second later it is a key";
  EXPECT_THAT(shown(), Not(HasSubstr(kNotTaken)));
  (void)press("x");
  EXPECT_TRUE(at_once("1 of 3\r").empty());
  EXPECT_THAT(shown(), HasSubstr("close #12 as: ")) << "no outcome was chosen";
  EXPECT_THAT(shown(), HasSubstr(kNotTaken));
  (void)press("\x1b");
  (void)press("c");
  EXPECT_EQ(at_once("called on 16\rand again\r").size(), 1U) << "the second line finds no prompt";
  EXPECT_THAT(shown(), HasSubstr(kNotTaken));
}

TEST_F(WatchScreenTest, WhatTheTerminalSaysWasPastedIsTextWhereTextIsTyped) {
  picture.apply(distress(12), kNow);
  (void)press("j");
  EXPECT_TRUE(at_once("\x1b[200~a\x1b[201~").empty()) << "however short";
  EXPECT_THAT(shown(), HasSubstr(kNotTaken));
  (void)press("c");
  EXPECT_TRUE(at_once("\x1b[200~called on\r\n16\r\x1b[201~").empty()) << "Enter is pressed by a person";
  EXPECT_THAT(shown(), HasSubstr("comment on #12: called on  16 _"));
  (void)at_once("\x1b[200~" + std::string(model::kLongestFreeText + 1, 'x') + "\x1b[201~");
  EXPECT_THAT(shown(), HasSubstr("NOT TAKEN: with it the text would be longer than 2000 bytes"));
  const auto acts = at_once("\r");
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(std::get<model::CommentAlert>(acts.front().request).text, "called on  16 ");
}

TEST_F(WatchScreenTest, EnterOpensTheGravestWhereNothingIsSelected) {
  model::Alert grave = zone_entry(13);
  grave.anomaly.severity = model::Severity::distress;
  picture.apply(zone_entry(12), kNow);
  picture.apply(grave, kNow);
  (void)press("\r");
  const auto act = press("a");
  ASSERT_TRUE(act);
  EXPECT_EQ(std::get<model::AcknowledgeAlert>(act->request).alert, 13U);
}

TEST_F(WatchScreenTest, SaysWhatBecameOfAnAct) {
  picture.apply(zone_entry(12), kNow);
  const auto first = press("ja");
  ASSERT_TRUE(first);
  EXPECT_THAT(shown(), HasSubstr("sent, no answer yet (0 s): #12 acknowledged at caution"));
  screen.note_received(first->id);
  lines = screen.draw(style, kBothNow);
  EXPECT_THAT(shown(), HasSubstr("received: #12 acknowledged at caution"));
  const auto second = press("a");
  EXPECT_THAT(shown(), Not(HasSubstr("received")));
  screen.note_failed(second->id, "refused: no such alert");
  (void)press("jk");
  EXPECT_THAT(shown(), HasSubstr("NOT DONE: #12 acknowledged at caution: refused: no such alert"));
  (void)press("\x1b");
  EXPECT_THAT(shown(), Not(HasSubstr("NOT DONE")));
}

TEST_F(WatchScreenTest, AFailureIsNotHiddenByALaterAct) {
  picture.apply(zone_entry(12), kNow);
  const auto first = press("ja");
  screen.note_failed(first->id, "refused: no such alert");
  const auto second = press("a");
  screen.note_received(second->id);
  lines = screen.draw(style, kBothNow);
  EXPECT_THAT(shown(), HasSubstr("NOT DONE"));
}

TEST_F(WatchScreenTest, ACommentIsTypedAndSent) {
  picture.apply(zone_entry(12), kNow);
  (void)press("jccalled on 16x");
  EXPECT_THAT(shown(), HasSubstr("comment on #12: called on 16x_"));
  const auto act = press("\x7f\r");
  ASSERT_TRUE(act);
  EXPECT_EQ(std::get<model::CommentAlert>(act->request).text, "called on 16");
  EXPECT_FALSE(press("cnever mind\x1b")) << "Esc takes it back";
  EXPECT_FALSE(press("c\r")) << "nothing was typed";
}

TEST_F(WatchScreenTest, ClosesWithWhatWasFoundOut) {
  picture.apply(zone_entry(12), kNow);
  (void)press("jx");
  EXPECT_THAT(shown(), HasSubstr("close #12 as: 1 true, 2 false, 3 unclear, 4 could not be checked"));
  EXPECT_FALSE(press("z")) << "no such outcome: it stays open";
  const auto act = press("x2a fishing net\r");
  ASSERT_TRUE(act);
  const auto& request = std::get<model::CloseAlert>(act->request);
  EXPECT_EQ(request.outcome, model::Outcome::false_alert);
  EXPECT_EQ(request.text, "a fishing net");
  EXPECT_FALSE(press("xtidak jelas\r")) << "words are no outcome in any language";
}

// A distress stays listed whatever the filter says, and is not what was asked for.
TEST_F(WatchScreenTest, UnderAFilterKeysActOnWhatFitsIt) {
  picture.apply(distress(2), kNow);
  picture.apply(zone_entry(1), kNow);
  (void)press("/#1\r");
  const auto act = press("x2a buoy\r");
  ASSERT_TRUE(act);
  EXPECT_EQ(std::get<model::CloseAlert>(act->request).alert, 1U);
  (void)press("\x1b\x1b/#9\r");
  (void)press("x");
  EXPECT_THAT(shown(), HasSubstr("no alert fits the filter"));
  EXPECT_THAT(shown(), Not(HasSubstr("close #")));
}

TEST_F(WatchScreenTest, OpensAnAlertWithAllThatIsKnown) {
  model::Alert alert = distress(12);
  alert.sector = "S07";
  alert.anomaly.evidence = {{model::Quantity::distance_m, 84, 250}};
  alert.fixes = {{.mmsi = model::Mmsi(970123456),
                  .position = geo::Position::degrees(1.24717, 103.83533),
                  .sog = Speed::knots(1),
                  .cog = Bearing::degrees(87),
                  .observed_at = kNow - Span::minutes(3)}};
  alert.acknowledged = {.at = kNow, .by = "watch", .severity = model::Severity::warning};
  alert.comments = {{.at = kNow, .by = "lumut", .text = "called\x1b[2J on 16"}};
  alert.recipients = {
      {.control_point = "lumut",
       .due = model::DueReason::holds_sector,
       .due_since = kNow,
       .told =
           model::Telling{
               .severity = model::Severity::distress, .sector = "S07", .stored_at = kNow, .seen_at = {}}},
      {.control_point = "batam", .due = model::DueReason::escalated, .due_since = kNow, .told = {}}};
  alert.nearest = {.control_point = "lumut",
                   .asset = "KD-1",
                   .name = "Perdana",
                   .is_heard = true,
                   .observed_at = kNow - Span::minutes(2),
                   .bearing = Bearing::degrees(45),
                   .range = Distance::nautical_miles(5),
                   .travel_time = Span::minutes(12)};
  picture.apply(alert, kNow);
  (void)press("j\r");
  EXPECT_THAT(shown(), HasSubstr("#12 DISTRESS, new, raised 14:03:54 UTC (5 s ago)"));
  EXPECT_THAT(shown(), HasSubstr("Place: 1°14.83′N 103°50.12′E, course 087°, 1.0 kn, 3 min ago, in S07"));
  EXPECT_THAT(shown(), HasSubstr("Nearest craft, of lumut: Perdana: bearing 045°, 5.0 nm, 12 min at full "
                                 "speed, by its AIS position 2 min ago"));
  EXPECT_THAT(shown(), HasSubstr("distance: 84 m (limit 250 m)"));
  EXPECT_THAT(shown(), HasSubstr("Acknowledged by the watch at warning, 14:03:59 UTC"));
  EXPECT_THAT(
      shown(),
      HasSubstr("lumut (holds the sector): told DISTRESS at 14:03:59 UTC, when it was new, not shown to "
                "a person yet"));
  EXPECT_THAT(shown(), HasSubstr("batam (nobody else answered): NOT TOLD YET"));
  alert.recipients[0].told->seen_at = kNow;
  alert.recipients[0].told->not_seen = model::Severity::distress;
  picture.apply(alert, kNow);
  (void)press("");
  EXPECT_THAT(shown(), HasSubstr("shown to a person at 14:03:59 UTC, but not as\n  DISTRESS yet"));
  EXPECT_THAT(shown(), HasSubstr("lumut: called\\x1b[2J on 16"));
  EXPECT_TRUE(press("a")) << "keys act on it";
  (void)press("\x1b");
  EXPECT_THAT(shown(), HasSubstr("Sectors"));
}

TEST_F(WatchScreenTest, SaysThatAnAlertIsNotStoredYet) {
  model::Alert alert = distress(12);
  alert.is_stored = false;
  picture.apply(alert, kNow);
  (void)press("");
  EXPECT_THAT(shown(), HasSubstr("; not stored yet"));
  (void)press("j\r");
  EXPECT_THAT(shown(), HasSubstr("Not stored yet: the disk of the coordination server fails."));
  alert.is_stored = true;
  picture.apply(alert, kNow);
  (void)press("");
  EXPECT_THAT(shown(), Not(HasSubstr("Not stored yet")));
}

TEST_F(WatchScreenTest, AFilterLeavesEachDistress) {
  picture.apply(distress(2), kNow);
  picture.apply(zone_entry(3), kNow);
  model::Alert other = zone_entry(4);
  other.sector = "S07";
  picture.apply(other, kNow);
  (void)press("/s07\r");
  EXPECT_THAT(shown(), HasSubstr("filter: s07 (a distress always stays)"));
  EXPECT_THAT(lines, Contains(StartsWith("  #4 ")));
  EXPECT_THAT(lines, Contains(StartsWith("  #2 ")));
  EXPECT_THAT(lines, Not(Contains(StartsWith("  #3 "))));
  (void)press("/\x7f\x7f\x7f#3\r");
  EXPECT_THAT(lines, Contains(StartsWith("  #3 ")));
  EXPECT_THAT(lines, Not(Contains(StartsWith("  #4 "))));
  for (const char* typed : {"evil", "525000001", "zone"}) {
    (void)press("\x1b/" + std::string(typed) + "\r");
    EXPECT_THAT(lines, Contains(StartsWith("  #3 "))) << typed;
  }
  (void)press("\x1b");
  EXPECT_THAT(lines, Contains(StartsWith("  #4 ")));
}

TEST_F(WatchScreenTest, SaysThatTheBellIsOff) {
  EXPECT_FALSE(screen.is_muted());
  (void)press("m");
  EXPECT_TRUE(screen.is_muted());
  EXPECT_THAT(lines.back(), HasSubstr("BELL OFF"));
}

TEST_F(WatchScreenTest, TheHintsAreInTheHelpAndOnTallScreens) {
  (void)press("");
  EXPECT_THAT(shown(), Not(HasSubstr("selat doctor")));
  (void)press("?");
  EXPECT_THAT(shown(), HasSubstr("selat doctor"));
  EXPECT_THAT(shown(), HasSubstr("a: acknowledge"));
  (void)press("?");
  style.rows = 40;
  (void)press("");
  EXPECT_THAT(shown(), HasSubstr("selat doctor"));
}

TEST_F(WatchScreenTest, AsksBeforeItEndsTheWholeSystem) {
  WatchScreen up(picture, {.asks_before_end = true});
  (void)up.press({KeyKind::character, "q"}, kBothNow);
  EXPECT_FALSE(up.has_ended());
  (void)up.press({KeyKind::character, "n"}, kBothNow);
  EXPECT_FALSE(up.has_ended());
  (void)up.press({KeyKind::character, "q"}, kBothNow);
  (void)up.press({KeyKind::character, "y"}, kBothNow);
  EXPECT_TRUE(up.has_ended());
  (void)press("q");
  EXPECT_TRUE(screen.has_ended()) << "a view ends at once";
}

TEST(WatchScreen, FitsEveryTerminalOnEachPage) {
  const cop::OperationalPicture picture = full_picture();
  for (const Language language : {Language::en, Language::id, Language::ms}) {
    for (const std::size_t columns : {1U, 10U, 40U, 80U}) {
      for (const std::size_t rows : {1U, 10U, 40U}) {
        for (const char* const keys : {"", "j", "j\r", "?", "s", "a", "jc船船船船船船船船", "jx", "/x"}) {
          WatchScreen screen(picture, {.language = language, .hints = {"hint"}});
          const ScreenStyle style{.columns = columns, .rows = rows};
          (void)screen.draw(style, kBothNow);
          for (const Key& key : KeyReader().read(keys)) {
            (void)screen.press(key, kBothNow);
            (void)screen.draw(style, kBothNow);
          }
          const auto lines = screen.draw(style, kBothNow);
          ASSERT_LE(lines.size(), rows) << keys;
          for (const std::string& line : lines) {
            ASSERT_LE(text::columns_of(line), columns) << line;
            ASSERT_EQ(text::for_terminal(line), line);
          }
        }
      }
    }
  }
}

// Every word of an alert, of its page and of a question stands somewhere on the smallest screen.
TEST(WatchScreen, OnASmallTerminalNothingThatIsOpenedIsCut) {
  const cop::OperationalPicture picture = full_picture();
  const ScreenStyle style{.columns = 40, .rows = 10};
  const auto seen_after = [&](std::string_view keys, Language language) {
    WatchScreen screen(picture, {.language = language});
    std::string seen;
    (void)screen.draw(style, kBothNow);
    for (const Key& key : KeyReader().read(keys)) {
      (void)screen.press(key, kBothNow);
      for (const std::string& line : screen.draw(style, kBothNow)) {
        seen += line.substr(std::min(line.find_first_not_of(' '), line.size())) + " ";
      }
    }
    return seen;
  };
  const std::string page = seen_after("j\rjjjjjjjjjjjj", Language::en);
  for (const model::Evidence& piece : picture.open_alerts().front()->anomaly.evidence) {
    EXPECT_THAT(page, HasSubstr(text::evidence(piece, Language::en)));
  }
  EXPECT_THAT(seen_after("jx", Language::id), HasSubstr("Esc: batal"));
  const std::string system = seen_after("sjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj", Language::en);
  EXPECT_THAT(system, HasSubstr("sector  state  held by  lease"));
  EXPECT_THAT(system, Not(HasSubstr("   "))) << "no table torn apart";
}

// Whoever looks for a while has seen each.
TEST(WatchScreen, OnAMiddlingTerminalWhatToTryIsShownInTurn) {
  const cop::OperationalPicture picture = full_picture();
  WatchScreen screen(picture, {.language = Language::en, .hints = {"To try:", "  selat top", "  selat log"}});
  std::string seen;
  for (int i = 0; i < 3; ++i) {
    const Span later = Span::seconds(8 * i);
    const auto lines = screen.draw({.columns = 80, .rows = 24}, {kSteadyNow + later, kNow + later});
    EXPECT_THAT(lines[22], StartsWith("to try: selat "));
    seen += lines[22];
  }
  EXPECT_THAT(seen, HasSubstr("selat top"));
  EXPECT_THAT(seen, HasSubstr("selat log"));
}

TEST(WatchScreen, OnASmallTerminalTheAlertsHaveTheRoom) {
  const cop::OperationalPicture picture = full_picture();
  WatchScreen screen(picture, {});
  const auto lines = screen.draw({.columns = 40, .rows = 10}, kBothNow);
  ASSERT_EQ(lines.size(), 10U);
  EXPECT_THAT(lines, Contains(HasSubstr("DISTRESS ")).Times(3));
  EXPECT_EQ(lines.back(), "? help  q end  Enter open  s system") << "hints that fit whole";
}

}  // namespace
}  // namespace selat::terminal
