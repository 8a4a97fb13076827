#include "coordinate/inbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::coordinate {
namespace {

using model::NoticeCause;
using model::Severity;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

model::Notice notice(std::uint64_t alert, std::uint32_t change = 1, NoticeCause cause = NoticeCause::raised,
                     Severity severity = Severity::warning) {
  model::Notice made{.cause = cause, .alert = {}, .nearest = {}};
  made.alert.id = alert;
  made.alert.number = static_cast<std::uint32_t>(alert % 100);
  made.alert.change = change;
  made.alert.raised_at = kNoon;
  made.alert.anomaly.severity = severity;
  if (cause == NoticeCause::over) {
    made.alert.state = model::AlertState::ended;
  }
  return made;
}

TEST(Inbox, HowASightingEndedIsReadThoughItsAlertWasNeverTold) {
  model::Notice over = notice(7, 3, NoticeCause::over);
  EXPECT_FALSE(says_something(over, {}));
  EXPECT_FALSE(must_be_read({.notice = over, .told_at = kNoon}));
  over.alert.sighting.emplace();
  EXPECT_FALSE(must_be_read({.notice = over, .told_at = kNoon}));  // it ended by itself
  over.alert.outcome = model::Outcome::true_alert;
  EXPECT_TRUE(says_something(over, {}));
  EXPECT_TRUE(must_be_read({.notice = over, .told_at = kNoon}));
  EXPECT_TRUE(must_be_read({.notice = notice(8), .told_at = kNoon}));
}

TEST(Inbox, ARepeatedNoticeIsNoNews) {
  Inbox inbox;
  ASSERT_TRUE(inbox.is_news(notice(7)));
  EXPECT_FALSE(inbox.take(notice(7), kNoon).before);
  EXPECT_FALSE(inbox.is_news(notice(7)));
  EXPECT_FALSE(inbox.is_news(notice(7, 1, NoticeCause::passed_on)))
      << "another terminal's first notice of it";
}

TEST(Inbox, AChangeIsNewsAndAnOvertakenOneIsNot) {
  Inbox inbox;
  inbox.take(notice(7), kNoon);
  ASSERT_TRUE(inbox.is_news(notice(7, 3, NoticeCause::graver, Severity::distress)));
  const auto taken = inbox.take(notice(7, 3, NoticeCause::graver, Severity::distress), kNoon);
  ASSERT_TRUE(taken.before);
  EXPECT_EQ(taken.before->notice.alert.anomaly.severity, Severity::warning);
  EXPECT_FALSE(inbox.is_news(notice(7, 2, NoticeCause::returned)));
}

// The server has no receipt, since the disk here took nothing: for it all that it tells is new.
TEST(Inbox, WhatStandsHereAlreadyIsNotNewHoweverOftenItIsTold) {
  Inbox inbox;
  inbox.take(notice(7), kNoon);
  const auto again = inbox.take(notice(7, 2), kNoon);
  EXPECT_EQ(inbox.find(7)->notice.cause, NoticeCause::standing);
  EXPECT_FALSE(says_something(inbox.find(7)->notice, again.before));
  const auto graver = inbox.take(notice(7, 3, NoticeCause::raised, Severity::distress), kNoon);
  EXPECT_EQ(inbox.find(7)->notice.cause, NoticeCause::graver);
  EXPECT_TRUE(says_something(inbox.find(7)->notice, graver.before));
  inbox.take(notice(7, 4, NoticeCause::over), kNoon);
  inbox.take(notice(7, 5), kNoon);
  EXPECT_EQ(inbox.find(7)->notice.cause, NoticeCause::raised) << "it was over";
}

TEST(Inbox, LeavingAndComingBackIsNewsEvenWithoutAChange) {
  Inbox inbox;
  inbox.take(notice(7), kNoon);
  ASSERT_TRUE(inbox.is_news(notice(7, 1, NoticeCause::left)));
  inbox.take(notice(7, 1, NoticeCause::left), kNoon);
  EXPECT_THAT(inbox.current(), IsEmpty());
  ASSERT_TRUE(inbox.is_news(notice(7, 1, NoticeCause::escalated)));
  inbox.take(notice(7, 1, NoticeCause::escalated), kNoon);
  EXPECT_THAT(inbox.current(), SizeIs(1));
}

// It comes once more when the server can store it; but not as if it had become graver, or gone elsewhere.
TEST(Inbox, WhatWasToldBeforeItCouldBeStoredIsSaidOnce) {
  ToldAlert told{.notice = notice(7, 1, NoticeCause::passed_on, Severity::distress), .told_at = kNoon};
  const model::Notice again = notice(7, 2, NoticeCause::passed_on, Severity::distress);
  EXPECT_TRUE(says_something(again, told)) << "it was passed on anew";
  told.notice.alert.is_stored = false;
  EXPECT_FALSE(says_something(again, told));
  EXPECT_FALSE(says_something(notice(7, 2, NoticeCause::raised, Severity::distress), told));
  model::Notice elsewhere = again;
  elsewhere.alert.sector = "S02";
  EXPECT_TRUE(says_something(elsewhere, told));
  told.notice.alert.anomaly.severity = Severity::alarm;
  EXPECT_TRUE(says_something(again, told));
}

TEST(Inbox, AServerWithoutItsFormerMemoryIsHeard) {
  Inbox inbox;
  inbox.take(notice(7, 9), kNoon);
  model::Notice anew = notice(7, 1);
  anew.alert.raised_at = kNoon + Span::hours(1);
  EXPECT_TRUE(inbox.is_news(anew));
}

TEST(Inbox, CurrentAlertsBeginWithTheMostSevere) {
  Inbox inbox;
  inbox.take(notice(1), kNoon);
  inbox.take(notice(2, 1, NoticeCause::raised, Severity::distress), kNoon);
  inbox.take(notice(3, 1, NoticeCause::over), kNoon);
  const auto current = inbox.current();
  ASSERT_THAT(current, SizeIs(2));
  EXPECT_EQ(current.front()->notice.alert.id, 2U);
}

TEST(Inbox, ANumberMeansTheNewestAlertThatHasItOfThoseTheServerHasNamed) {
  Inbox inbox;
  inbox.take(notice(101), kNoon);
  model::Notice later = notice(201);
  later.alert.raised_at = kNoon + Span::hours(1);
  inbox.take(later, kNoon);
  ASSERT_NE(inbox.with_number(1, {}), nullptr);
  EXPECT_EQ(inbox.with_number(1, {})->notice.alert.id, 201U);
  EXPECT_EQ(inbox.with_number(1, {101})->notice.alert.id, 101U)
      << "the other is of a server that lost its past";
  EXPECT_EQ(inbox.with_number(2, {}), nullptr);
}

TEST(Inbox, WhatIsNotPrintedYetIsRememberedByChange) {
  Inbox inbox;
  inbox.take(notice(7), kNoon);
  inbox.note_printed(7, 1);
  EXPECT_THAT(inbox.not_printed(), IsEmpty());
  inbox.take(notice(7, 2, NoticeCause::graver), kNoon);
  inbox.note_printed(7, 1);
  EXPECT_THAT(inbox.not_printed(), SizeIs(1));
}

// As where a standby of the same machine is told what a person has read before.
TEST(Inbox, WhatWasPrintedStaysSoWhereNothingNewIsSaid) {
  Inbox inbox;
  inbox.take(notice(7), kNoon);
  inbox.note_printed(7, 1);
  inbox.take(notice(7, 2, NoticeCause::standing), kNoon);
  EXPECT_THAT(inbox.not_printed(), IsEmpty());
  inbox.take(notice(7, 3, NoticeCause::commented), kNoon);
  EXPECT_THAT(inbox.not_printed(), SizeIs(1));
}

TEST(Inbox, ARiseThatWasNotPrintedGoesOnWithWhatReplacesIt) {
  Inbox inbox;
  inbox.take(notice(7, 1, NoticeCause::raised, Severity::distress), kNoon);
  inbox.take(notice(7, 2, NoticeCause::acknowledged, Severity::caution), kNoon);
  EXPECT_EQ(gravest(inbox.find(7)->notice), Severity::distress);
  inbox.note_printed(7, 2);
  inbox.take(notice(7, 3, NoticeCause::commented, Severity::caution), kNoon);
  EXPECT_EQ(gravest(inbox.find(7)->notice), Severity::caution);
}

TEST(Inbox, AtTheBoundTheLeastImportantIsDroppedAndNeverTheNewestDistress) {
  Inbox inbox;
  for (std::uint64_t alert = 1; alert <= Inbox::kMost; ++alert) {
    inbox.take(notice(alert, 1, alert == 40 ? NoticeCause::over : NoticeCause::raised), kNoon);
  }
  auto taken = inbox.take(notice(90'001, 1, NoticeCause::raised, Severity::distress), kNoon);
  EXPECT_THAT(taken.dropped, testing::ElementsAre(40U));
  taken = inbox.take(notice(90'002, 1, NoticeCause::raised, Severity::distress), kNoon);
  EXPECT_THAT(taken.dropped, testing::ElementsAre(1U));
  EXPECT_NE(inbox.find(90'002), nullptr);
}

// A server that could store nothing counts the changes of an alert anew when it begins again.
TEST(Inbox, OfWhatCouldNotBeStoredTheNextRunOfTheServerMaySayLess) {
  Inbox inbox;
  model::Notice told = notice(7, 5);
  told.alert.is_stored = false;
  inbox.take(told, kNoon, 11);
  EXPECT_FALSE(inbox.is_news(notice(7, 3), {.run = 11})) << "overtaken";
  EXPECT_TRUE(inbox.is_news(notice(7, 3), {.run = 12}));
  EXPECT_EQ(inbox.not_stored(), std::vector<std::uint64_t>({7}));
  inbox.take_again(notice(7, 5));
  EXPECT_THAT(inbox.not_stored(), IsEmpty()) << "the same, and it is stored now";
  EXPECT_FALSE(inbox.is_news(notice(7, 3), {.run = 12}));
}

}  // namespace
}  // namespace selat::coordinate
