#include "store/coordination_store.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/checked_table.h"
#include "store/coordination_schema.h"
#include "support/temporary_directory.h"
#include "unit/store/coordination_sample.h"

namespace selat::store {
namespace {

using test::alert;
using test::kNoon;
using test::kPromise;
using test::record;
using test::report;
using testing::HasSubstr;

// A directory of its own for each test, gone afterwards.
class CoordinationStoreTest : public testing::Test {
 protected:
  StoreProblem problem_on_open() {
    try {
      CoordinationStore store(file_, kNoon);
    } catch (const StoreError& error) {
      line_ = error.what();
      return error.problem();
    }
    ADD_FAILURE() << "it opened";
    return StoreProblem::failed;
  }
  // Anything said to the file behind the store's back.
  void run(const char* sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file_.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }

  test::TemporaryDirectory directory_;
  std::filesystem::path file_ = directory_ / "coordinate.sqlite";
  std::string line_;
};

TEST_F(CoordinationStoreTest, GivesBackSightingsUntilTheyAreForgotten) {
  coordinate::Effects effects = test::many();
  effects.sightings.push_back(effects.sightings[0]);
  effects.sightings[1].id = 0xfedc'ba98'7654'3210ULL;
  {
    CoordinationStore store(file_, kNoon);
    static_cast<void>(store.begin_term(kNoon, 0, kPromise));
    ASSERT_TRUE(store.save(effects));
  }
  CoordinationStore store(file_, kNoon);
  EXPECT_THAT(store.begin_term(kNoon, 0, kPromise).sightings,
              testing::UnorderedElementsAreArray(effects.sightings));
  coordinate::Effects forgotten;
  forgotten.forgotten_sightings = {effects.sightings[1].id};
  ASSERT_TRUE(store.save(forgotten));
  EXPECT_THAT(store.begin_term(kNoon, 0, kPromise).sightings, testing::ElementsAre(effects.sightings[0]));
}

TEST_F(CoordinationStoreTest, GivesBackWhatWasSaved) {
  coordinate::Effects effects;
  effects.records = {record("S01", "belawan", (1ULL << 32) | 4), record("S02", "", 0)};
  effects.alerts = {alert(0xfedc'ba98'7654'3210ULL), alert(2)};
  effects.exclusions = {{"S03", "lumut", kNoon + Span::hours(1), model::DeclineCode::weather, "3 m waves"}};
  effects.log = {report(1), report(2)};
  effects.speakers = {
      {.control_point = "lumut", .term = 77, .fence = 3, .is_standby = true, .has_left = false}};
  model::ContextEntry wanted;
  wanted.id = "W12";
  wanted.what = model::WatchEntry{.label = "wanted", .mmsi = 525'000'001};
  wanted.reason = "seen at dusk";
  effects.context = {wanted};
  {
    CoordinationStore store(file_, kNoon);
    EXPECT_EQ(store.begin_term(kNoon, 0, kPromise).term, 1U);
    ASSERT_TRUE(store.save(effects));
  }
  CoordinationStore store(file_, kNoon);
  const auto persisted = store.begin_term(kNoon, 0, kPromise);
  EXPECT_EQ(persisted.term, 2U);
  EXPECT_EQ(persisted.records, effects.records);
  EXPECT_THAT(persisted.alerts, testing::UnorderedElementsAreArray(effects.alerts));
  EXPECT_EQ(persisted.exclusions, effects.exclusions);
  EXPECT_EQ(persisted.speakers, effects.speakers);
  EXPECT_EQ(persisted.context, (coordinate::ContextState{effects.context, 12, 0}));
  EXPECT_EQ(persisted.words, effects.log);
  EXPECT_EQ(effects.log[1].number, 2U);
  EXPECT_EQ(store.newest_log(10), effects.log);
}

TEST_F(CoordinationStoreTest, TheNumberOfAnEntryThatHasEndedIsNotUsedAgain) {
  CoordinationStore store(file_, kNoon);
  coordinate::Effects added, ended;
  model::ContextEntry zone;
  zone.id = "Z3";
  model::Zone area;
  area.area = geo::Area({geo::circle(geo::Position::degrees(2, 101), Distance::metres(900))});
  zone.what = area;
  added.context = {zone};
  ended.ended_context = {"Z3"};
  ASSERT_TRUE(store.save(added));
  ASSERT_TRUE(store.save(ended));
  const auto persisted = store.begin_term(kNoon, 0, kPromise);
  EXPECT_EQ(persisted.context, (coordinate::ContextState{{}, 0, 3}));
}

TEST_F(CoordinationStoreTest, TheLastRecordOfASectorCountsAndForgottenAlertsAreGone) {
  CoordinationStore store(file_, kNoon);
  coordinate::Effects first, second;
  first.records = {record("S01", "belawan", 5)};
  first.alerts = {alert(2)};
  second.records = {record("S01", "lumut", 6)};
  second.forgotten_alerts = {2};
  ASSERT_TRUE(store.save(first));
  ASSERT_TRUE(store.save(second));
  const auto persisted = store.begin_term(kNoon, 0, kPromise);
  EXPECT_EQ(persisted.records, second.records);
  EXPECT_TRUE(persisted.alerts.empty());
}

TEST_F(CoordinationStoreTest, ARequestReceivedTwiceIsLoggedOnce) {
  CoordinationStore store(file_, kNoon);
  coordinate::Effects effects;
  effects.log = {report(1), report(1)};
  ASSERT_TRUE(store.save(effects));
  ASSERT_TRUE(store.save(effects));
  EXPECT_EQ(store.newest_log(10).size(), 1U);
}

TEST_F(CoordinationStoreTest, WithoutAPastUntilWhatIsOutstandingHasPassed) {
  coordinate::Effects over;
  over.promise = kPromise;
  {
    CoordinationStore store(file_, kNoon);
    EXPECT_FALSE(store.begin_term(kNoon, 0, kPromise).has_past);
  }
  CoordinationStore store(file_, kNoon);
  EXPECT_FALSE(store.begin_term(kNoon, 0, kPromise).has_past) << "it ended before it had waited";
  ASSERT_TRUE(store.save(over));
  EXPECT_TRUE(store.begin_term(kNoon, 0, kPromise).has_past);
}

TEST_F(CoordinationStoreTest, ALostDatabaseIsToldAndItsAlertNumbersAreNotGivenAgain) {
  coordinate::Effects effects;
  effects.alerts = {alert(2)};
  effects.alerts[0].number = 41;
  {
    CoordinationStore store(file_, kNoon);
    EXPECT_FALSE(store.begin_term(kNoon, 0, kPromise).is_past_lost) << "there was none";
    ASSERT_TRUE(store.save(effects));
  }
  for (const char* const suffix : {"", "-wal", "-shm"}) {
    std::filesystem::remove(file_.string() + suffix);
  }
  {
    CoordinationStore store(file_, kNoon);
    const auto persisted = store.begin_term(kNoon, 0, kPromise);
    EXPECT_TRUE(persisted.is_past_lost);
    EXPECT_EQ(persisted.last_alert_number, 41U);
  }
  CoordinationStore store(file_, kNoon);
  EXPECT_FALSE(store.begin_term(kNoon, 0, kPromise).is_past_lost) << "told once";
}

TEST_F(CoordinationStoreTest, TheLongestPromiseIsOutstandingUntilItIsOver) {
  const coordinate::Promise longer = {.lease = Span::seconds(600), .skew_bound = Span::seconds(1)};
  const coordinate::Promise longest = {.lease = Span::seconds(600), .skew_bound = Span::seconds(2)};
  CoordinationStore store(file_, kNoon);
  EXPECT_EQ(store.begin_term(kNoon, 0, kPromise).promise, kPromise);
  EXPECT_EQ(store.begin_term(kNoon, 0, longer).promise, longest);
  EXPECT_EQ(store.begin_term(kNoon, 0, kPromise).promise, longest);
  coordinate::Effects over;
  over.promise = kPromise;
  ASSERT_TRUE(store.save(over));
  EXPECT_EQ(store.begin_term(kNoon, 0, kPromise).promise, kPromise);
}

TEST_F(CoordinationStoreTest, ATermIsAboveAllBeforeAndWhatWasHeard) {
  CoordinationStore store(file_, kNoon);
  EXPECT_EQ(store.begin_term(kNoon, 7, kPromise).term, 7U);
  EXPECT_EQ(store.begin_term(kNoon, 7, kPromise).term, 8U);
  coordinate::Effects taken, next;
  taken.term = 20;
  ASSERT_TRUE(store.save(taken));
  next.log = {report(1)};
  ASSERT_TRUE(store.save(next)) << "it is the server's own now";
  EXPECT_EQ(store.begin_term(kNoon, 0, kPromise).term, 21U);
}

TEST_F(CoordinationStoreTest, NothingIsWrittenUnderATermThatIsNotTheNewest) {
  CoordinationStore store(file_, kNoon);
  static_cast<void>(store.begin_term(kNoon, 0, kPromise));
  run("INSERT INTO term VALUES (9, 0, 0, 0, 0)");
  coordinate::Effects effects;
  effects.log = {report(1)};
  const auto saved = store.save(effects);
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().problem(), StoreProblem::superseded);
  EXPECT_THAT(saved.error().what(), HasSubstr("term 9"));
  const auto confirmed = store.confirm();
  ASSERT_FALSE(confirmed) << "it may renew no lease either";
  EXPECT_EQ(confirmed.error().problem(), StoreProblem::superseded);
  EXPECT_TRUE(store.newest_log(1).empty());
}

TEST_F(CoordinationStoreTest, ExclusionsEnd) {
  CoordinationStore store(file_, kNoon);
  coordinate::Effects effects;
  effects.exclusions = {{"S03", "lumut", kNoon, model::DeclineCode::weather, "3 m waves"}};
  ASSERT_TRUE(store.save(effects));
  EXPECT_EQ(store.begin_term(kNoon - Span::seconds(1), 0, kPromise).exclusions.size(), 1U);
  EXPECT_TRUE(store.begin_term(kNoon, 0, kPromise).exclusions.empty());
}

TEST_F(CoordinationStoreTest, ASavedAcceptanceSurvivesKillMinusNine) {
  const pid_t child = ::fork();
  if (child == 0) {
    CoordinationStore store(file_, kNoon);
    coordinate::Effects effects;
    effects.records = {record("S01", "belawan", 5)};
    effects.log = {report(1)};
    const bool is_saved = store.save(effects).has_value();
    if (is_saved) {
      ::kill(::getpid(), SIGKILL);
    }
    ::_exit(1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  CoordinationStore store(file_, kNoon);
  EXPECT_EQ(store.begin_term(kNoon, 0, kPromise).records.size(), 1U);
  EXPECT_EQ(store.newest_log(10).size(), 1U);
}

TEST_F(CoordinationStoreTest, AFullDiskRefusesAndKeepsWhatWasThere) {
  coordinate::Effects small, large;
  small.records = {record("S01", "belawan", 5)};
  large.records = {record("S01", "lumut", 6)};
  for (std::uint64_t request = 0; request < 2'000; ++request) {
    large.log.push_back(report(request));
  }
  const pid_t child = ::fork();
  if (child == 0) {
    CoordinationStore store(file_, kNoon);
    if (!store.save(small)) {
      ::_exit(1);
    }
    // No file may grow beyond 64 KiB from here on: what a full disk looks like from inside.
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{64 * 1024, 64 * 1024};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto refused = store.save(large);
    if (refused) {
      ::_exit(2);
    }
    if (std::string(refused.error().what()).find(file_.string()) == std::string::npos) {
      ::_exit(3);
    }
    ::_exit(store.newest_log(1).empty() ? 0 : 4);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  CoordinationStore store(file_, kNoon);
  EXPECT_EQ(store.begin_term(kNoon, 0, kPromise).records, small.records);
}

TEST_F(CoordinationStoreTest, IsForOneProcessAtATime) {
  const CoordinationStore store(file_, kNoon);
  EXPECT_EQ(problem_on_open(), StoreProblem::in_use);
  EXPECT_THAT(line_, HasSubstr("another process has it open"));
}

TEST_F(CoordinationStoreTest, SaysWhenTheFileIsNoDatabase) {
  std::ofstream(file_) << std::string(5'000, 'x');
  EXPECT_EQ(problem_on_open(), StoreProblem::corrupt);
  EXPECT_THAT(line_, HasSubstr(file_.string()));
}

TEST_F(CoordinationStoreTest, SaysWhenTheFileBelongsToAnotherProgram) {
  run("CREATE TABLE songs (title TEXT)");
  EXPECT_EQ(problem_on_open(), StoreProblem::corrupt);
  EXPECT_THAT(line_, HasSubstr("another program"));
}

TEST_F(CoordinationStoreTest, SaysWhenALaterVersionWroteIt) {
  {
    const CoordinationStore store(file_, kNoon);
  }
  run("CREATE TABLE later (column INTEGER, another TEXT); PRAGMA user_version=99");
  EXPECT_EQ(problem_on_open(), StoreProblem::newer);
  EXPECT_THAT(line_, HasSubstr("99"));
}

TEST_F(CoordinationStoreTest, AnAlertThatCannotBeReadIsLeftOutAndSaid) {
  {
    CoordinationStore store(file_, kNoon);
    coordinate::Effects effects;
    effects.alerts = {alert(2)};
    ASSERT_TRUE(store.save(effects));
  }
  {
    Database database(file_);
    CheckedWriter(database, kAlerts).write({std::int64_t{1}, "raised", "zone", Blob{"\xff\xff"}});
  }
  CoordinationStore store(file_, kNoon);
  EXPECT_THAT(store.begin_term(kNoon, 0, kPromise).alerts, testing::ElementsAre(alert(2)));
  ASSERT_THAT(store.findings(), testing::SizeIs(1));
  EXPECT_THAT(store.findings()[0].in_english(), HasSubstr("id 1 "));
}

TEST_F(CoordinationStoreTest, FilesAreForTheirOwnerWhateverTheUmask) {
  using std::filesystem::perms;
  const mode_t before = ::umask(0);
  {
    CoordinationStore store(file_, kNoon);
    static_cast<void>(store.begin_term(kNoon, 0, kPromise));
    for (const char* ending : {"", "-wal", "-shm", ".lock"}) {
      EXPECT_EQ(std::filesystem::status(file_.string() + ending).permissions(),
                perms::owner_read | perms::owner_write)
          << ending;
    }
  }
  std::filesystem::permissions(file_, perms::all & ~perms::set_uid & ~perms::set_gid & ~perms::sticky_bit);
  {
    const CoordinationStore store(file_, kNoon);
    EXPECT_EQ(std::filesystem::status(file_).permissions(),
              perms::owner_read | perms::owner_write | perms::group_read);
  }
  ::umask(before);
}

TEST_F(CoordinationStoreTest, SaysWhenTheDirectoryCannotBeMade) {
  std::ofstream(directory_ / "occupied") << "a file";
  file_ = directory_ / "occupied" / "sub" / "coordinate.sqlite";
  EXPECT_EQ(problem_on_open(), StoreProblem::unreachable);
}

// Root may write everything, so an ordinary user tries it.
TEST_F(CoordinationStoreTest, SaysWhenTheFileCannotBeWritten) {
  using std::filesystem::perms;
  {
    const CoordinationStore store(file_, kNoon);
  }
  std::filesystem::permissions(file_, perms::owner_read | perms::group_read | perms::others_read);
  std::filesystem::permissions(directory_.path(), perms::owner_read | perms::owner_exec | perms::group_read |
                                                      perms::group_exec | perms::others_read |
                                                      perms::others_exec);
  const pid_t child = ::fork();
  if (child == 0) {
    constexpr uid_t kNobody = 65'534;
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) {
      ::_exit(100);
    }
    try {
      CoordinationStore store(file_, kNoon);
    } catch (const StoreError& error) {
      ::_exit(static_cast<int>(error.problem()));
    }
    ::_exit(101);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), static_cast<int>(StoreProblem::read_only));
}

}  // namespace
}  // namespace selat::store
