#include "store/terminal_store.h"

#include <csignal>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/database.h"
#include "support/faulty_disk.h"
#include "support/temporary_directory.h"
#include "wire/order.h"
#include "wire/request.h"

namespace selat::store {
namespace {

using coordinate::ToldAlert;
using coordinate::Words;
using coordinate::WordsState;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

class TerminalStoreTest : public testing::Test {
 protected:
  test::FaultyDisk disk_;  // for its speed
  test::TemporaryDirectory directory_;
  std::filesystem::path file_ = directory_ / "control-point-lumut.sqlite";
};

Words report(std::uint64_t uid, std::string text = "forty people sighted, sinking") {
  Words words;
  words.uid = uid;
  words.written_at = kNoon;
  words.body = model::PatrolReport{
      .sector = "S05", .epoch = 3, .place = geo::Position::degrees(1.5, 103.2), .text = std::move(text)};
  return words;
}

ToldAlert told(std::uint64_t alert, std::uint32_t change, bool is_printed) {
  ToldAlert told{.notice = {.cause = model::NoticeCause::graver, .alert = {}, .nearest = {}},
                 .told_at = kNoon,
                 .is_printed = is_printed};
  model::Alert& made = told.notice.alert;
  made.id = made.anomaly.id = alert;
  made.number = 12;
  made.change = change;
  made.raised_at = kNoon;
  made.sector = "S07";
  made.anomaly.rule = "distress";
  made.anomaly.severity = model::Severity::distress;
  made.anomaly.place = geo::Position::degrees(2.1, 101.6);
  made.anomaly.started_at = made.anomaly.decided_at = kNoon;
  return told;
}

TEST_F(TerminalStoreTest, WordsSurviveTheEndOfTheProcessThatWroteThem) {
  Words words = report(0xffff'ffff'ffff'fff0U);
  {
    TerminalStore store(file_, kNoon);
    ASSERT_TRUE(store.write({&words, 1}));
    EXPECT_EQ(words.number, 1U);
  }
  EXPECT_THAT(TerminalStore(file_, kNoon).words(), ElementsAre(words));
}

TEST_F(TerminalStoreTest, EveryKindOfWordsComesBackAsItWas) {
  TerminalStore store(file_, kNoon);
  const std::vector<model::Request> bodies = {
      model::Decline{.sector = "S05", .epoch = 3, .code = model::DeclineCode::weather, .remark = "3 m"},
      model::Release{.sector = "S05", .epoch = 3, .code = model::DeclineCode::policy, .remark = "x"},
      model::Resume{.sector = "S05"},
      model::AcknowledgeAlert{.alert = 77, .severity = model::Severity::warning},
      model::CommentAlert{.alert = 77, .text = "called on 16"},
      model::CloseAlert{.alert = 77, .outcome = model::Outcome::false_alert, .text = "buoy"},
      model::WriteLog{.text = "watch changed", .place = {}, .vessel = model::Mmsi(525'000'001)}};
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    Words words = report(i + 1);
    words.body = bodies[i];
    ASSERT_TRUE(store.write({&words, 1}));
  }
  const auto words = store.words();
  ASSERT_EQ(words.size(), bodies.size());
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    EXPECT_EQ(words[i].body, bodies[i]) << i;
  }
}

TEST_F(TerminalStoreTest, TheAnswerIsKept) {
  TerminalStore store(file_, kNoon);
  Words words = report(7);
  ASSERT_TRUE(store.write({&words, 1}));
  words.state = WordsState::refused;
  words.answered_at = kNoon + Span::seconds(2);
  words.refusal = model::RefusalCode::unknown_sector;
  words.remark = "no such sector";
  ASSERT_TRUE(store.settle(words));
  EXPECT_THAT(store.words(), ElementsAre(words));
}

TEST_F(TerminalStoreTest, ManyAnsweredWordsDoNotHideOneThatWaits) {
  TerminalStore store(file_, kNoon);
  Words waiting = report(1);
  ASSERT_TRUE(store.write({&waiting, 1}));
  for (std::uint64_t uid = 2; uid <= 3 * coordinate::Outbox::kMostAnswered; ++uid) {
    Words words = report(uid);
    words.state = WordsState::received;
    ASSERT_TRUE(store.write({&words, 1}));
  }
  const auto words = store.words();
  EXPECT_THAT(words, SizeIs(coordinate::Outbox::kMostAnswered + 1));
  EXPECT_EQ(words.front(), waiting);
}

TEST_F(TerminalStoreTest, AnotherProcessReadsAndWritesTheSameFile) {
  TerminalStore standby(file_, kNoon);
  TerminalStore person(file_, kNoon);
  EXPECT_FALSE(standby.has_changed_elsewhere());
  Words words = report(7);
  ASSERT_TRUE(person.write({&words, 1}));
  EXPECT_TRUE(standby.has_changed_elsewhere());
  EXPECT_FALSE(standby.has_changed_elsewhere());
  EXPECT_THAT(standby.words(), ElementsAre(words));
}

TEST_F(TerminalStoreTest, WhatWasToldIsKeptWithWhetherItWasPrinted) {
  TerminalStore store(file_, kNoon);
  const std::vector<ToldAlert> first = {told(7, 1, false), told(8, 1, true)};
  ASSERT_TRUE(store.save(first, {}));
  const std::vector<ToldAlert> second = {told(7, 2, true)};
  const std::vector<std::uint64_t> dropped = {8};
  ASSERT_TRUE(store.save(second, dropped));
  EXPECT_THAT(store.told(), ElementsAre(told(7, 2, true)));
}

TEST_F(TerminalStoreTest, TheHighestTermHeardAndItsLongestLeaseAreRemembered) {
  using coordinate::CoordinatorMemory;
  const CoordinatorMemory first = {.term = 7, .lease = Span::seconds(60)};
  const CoordinatorMemory longer = {.term = 7, .lease = Span::seconds(600)};
  const CoordinatorMemory later = {.term = 8, .lease = Span::seconds(10)};
  {
    TerminalStore store(file_, kNoon);
    EXPECT_EQ(store.coordinator(), CoordinatorMemory{});
    ASSERT_TRUE(store.save(longer));
    ASSERT_TRUE(store.save(first));
    EXPECT_EQ(store.coordinator(), longer);
    ASSERT_TRUE(store.save(later));
    ASSERT_TRUE(store.save(longer));
  }
  EXPECT_EQ(TerminalStore(file_, kNoon).coordinator(), later);
}

// The tables of versions 1 and 2, with one row of words and one notice.
void make_earlier(const std::filesystem::path& file, int version) {
  Database database(file);
  database.run(
      "CREATE TABLE words(number INTEGER PRIMARY KEY, uid INTEGER NOT NULL UNIQUE, written_at_us INTEGER,"
      " body BLOB, state TEXT, answered_at_us INTEGER, refusal TEXT, remark TEXT) STRICT;"
      "CREATE INDEX words_state ON words(state);"
      "CREATE TABLE told(alert INTEGER PRIMARY KEY, told_at_us INTEGER, is_printed INTEGER, body BLOB) "
      "STRICT;"
      "CREATE TABLE line(number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
      "INSERT INTO line VALUES (1, 'report S05');"
      "PRAGMA application_id=1397050435");
  const Words words = report(7);
  Statement(database, "INSERT INTO words VALUES (1,7,?1,?2,'waiting',NULL,NULL,'')")
      .execute({kNoon.in_unix_microseconds(), Blob{wire::to_bytes(words.body)}});
  const ToldAlert alert = told(8, 1, true);
  Statement(database, "INSERT INTO told VALUES (8,?1,1,?2)")
      .execute({kNoon.in_unix_microseconds(), Blob{wire::to_bytes(alert.notice)}});
  if (version == 2) {
    database.run(
        "CREATE TABLE coordinator(one INTEGER PRIMARY KEY, term INTEGER, lease_us INTEGER) STRICT;"
        "INSERT INTO coordinator VALUES (1, 9, 60000000)");
  }
  database.run("PRAGMA user_version=" + std::to_string(version));
}

TEST_F(TerminalStoreTest, FilesOfEarlierVersionsAreBroughtUp) {
  for (const int version : {1, 2}) {
    const auto file = directory_ / ("version-" + std::to_string(version));
    make_earlier(file, version);
    TerminalStore store(file, kNoon);
    EXPECT_THAT(store.findings(), IsEmpty());
    Words words = report(7);
    words.number = 1;
    EXPECT_THAT(store.words(), ElementsAre(words));
    EXPECT_THAT(store.told(), ElementsAre(told(8, 1, true)));
    EXPECT_THAT(store.lines(), ElementsAre("report S05"));
    EXPECT_EQ(store.coordinator().term, version == 1 ? 0U : 9U);
  }
}

TEST_F(TerminalStoreTest, LinesAreRememberedInTheirOrderAndTheOldestGo) {
  TerminalStore store(file_, kNoon);
  for (std::size_t i = 1; i <= TerminalStore::kMostLines + 2; ++i) {
    ASSERT_TRUE(store.remember("line " + std::to_string(i)));
  }
  const auto lines = store.lines();
  ASSERT_THAT(lines, SizeIs(TerminalStore::kMostLines));
  EXPECT_EQ(lines.front(), "line 3");
}

// A file that may not grow is what a full disk is to SQLite; the limit holds for one process, so in a child.
TEST_F(TerminalStoreTest, AFullDiskIsSaidAndNothingHalfIsKept) {
  Words kept = report(1);
  {
    TerminalStore store(file_, kNoon);
    ASSERT_TRUE(store.write({&kept, 1}));
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    TerminalStore store(file_, kNoon);
    const rlimit limit{.rlim_cur = 16'384, .rlim_max = 16'384};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    for (std::uint64_t uid = 2; uid < 100; ++uid) {
      Words words = report(uid, std::string(1'900, 'x'));
      const auto done = store.write({&words, 1});
      if (!done) {
        ::_exit(words.number == 0 && uid > 2 ? 0 : 3);
      }
    }
    ::_exit(2);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  const auto words = TerminalStore(file_, kNoon).words();
  ASSERT_FALSE(words.empty());
  EXPECT_EQ(words.front(), kept);
}

TEST_F(TerminalStoreTest, AFileThatIsGoneIsNoticedAndTakesNothing) {
  TerminalStore store(file_, kNoon);
  Words words = report(7);
  ASSERT_TRUE(store.write({&words, 1}));
  EXPECT_TRUE(store.is_in_place());
  std::filesystem::rename(file_, directory_ / "elsewhere");
  EXPECT_FALSE(store.is_in_place());
  Words more = report(8);
  EXPECT_FALSE(store.write({&more, 1}));
  EXPECT_EQ(more.number, 0U);
}

TEST_F(TerminalStoreTest, AnOlderCopySaysWhatItLacks) {
  {
    TerminalStore store(file_, kNoon);
    Words words = report(7);
    ASSERT_TRUE(store.write({&words, 1}));
  }
  std::filesystem::copy(file_, directory_ / "older");
  {
    TerminalStore store(file_, kNoon);
    Words words = report(8);
    ASSERT_TRUE(store.write({&words, 1}));
  }
  std::filesystem::rename(directory_ / "older", file_);
  TerminalStore store(file_, kNoon);
  ASSERT_THAT(store.findings(), SizeIs(1));
  EXPECT_THAT(store.findings()[0].in_english(), testing::HasSubstr("1 saves are not in it"));
  EXPECT_THAT(store.words(), SizeIs(1));
  EXPECT_THAT(TerminalStore(file_, kNoon).findings(), IsEmpty()) << "it is said once";
}

TEST_F(TerminalStoreTest, TheFileOfTheCoordinationServerIsRefused) {
  Database(file_).run("PRAGMA application_id=1397050452");
  EXPECT_THROW(TerminalStore store(file_, kNoon), StoreError);
}

}  // namespace
}  // namespace selat::store
