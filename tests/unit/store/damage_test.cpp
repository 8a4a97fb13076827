// Bits that flip in the files of a coordination server at rest, and files that are gone while it runs.

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/coordination_store.h"
#include "store/database.h"
#include "unit/store/coordination_sample.h"
#include "unit/store/damaged_copies.h"

namespace selat::store {
namespace {

using test::kNoon;
using test::kPromise;
using test_support::copy_all;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* kName = "coordinate.sqlite";

// All that a server reads at its start.
struct ReadBack {
  coordinate::PersistedState persisted;
  std::vector<model::LogEntry> log;
  std::vector<LocalizedMessage> findings;
};

ReadBack read_back(const std::filesystem::path& directory) {
  CoordinationStore store(directory / kName, kNoon);
  ReadBack read;
  read.persisted = store.begin_term(kNoon, 0, kPromise);
  read.log = store.newest_log(1'000);
  read.findings = store.findings();
  return read;
}

bool is_same(const ReadBack& a, const ReadBack& b) {
  return a.persisted.term == b.persisted.term && a.persisted.has_past == b.persisted.has_past &&
         a.persisted.promise == b.persisted.promise && a.persisted.records == b.persisted.records &&
         a.persisted.speakers == b.persisted.speakers && a.persisted.alerts == b.persisted.alerts &&
         a.persisted.exclusions == b.persisted.exclusions && a.persisted.context == b.persisted.context &&
         a.persisted.words == b.persisted.words && a.persisted.sightings == b.persisted.sightings &&
         a.log == b.log;
}

class DamageTest : public test_support::DamagedCopies {
 protected:
  DamageTest() {
    std::filesystem::create_directory(sound_);
    auto store = std::make_unique<CoordinationStore>(sound_ / kName, kNoon);
    static_cast<void>(store->begin_term(kNoon, 0, kPromise));
    coordinate::Effects effects = test::many();
    EXPECT_TRUE(store->save(effects));
    copy_all(sound_, killed_);
    store.reset();
  }

  [[nodiscard]] ReadBack whole_of(const std::filesystem::path& from) {
    copy_all(from, damaged_);
    ReadBack whole = read_back(damaged_);
    EXPECT_THAT(whole.findings, IsEmpty());
    EXPECT_THAT(whole.persisted.records, SizeIs(12));
    EXPECT_TRUE(whole.persisted.has_past);
    return whole;
  }
};

TEST_F(DamageTest, NoFlippedBitInTheDatabaseEndsTheServerOrGoesUnnoticed) {
  flip_in_pages(kName, whole_of(sound_), read_back, is_same);
  EXPECT_GT(found_, 50);
}

TEST_F(DamageTest, NoFlippedBitInTheWriteAheadLogDoesEither) {
  flip_anywhere(std::string(kName) + "-wal", 60, whole_of(killed_), read_back, is_same);
  EXPECT_GT(found_, 20);
}

TEST_F(DamageTest, ADamagedSectorIsNamedTheRestIsUsedAndTheFileIsKept) {
  copy_all(sound_, damaged_);
  {
    Database database(damaged_ / kName);
    database.run("UPDATE sector SET epoch = epoch + 1 WHERE id = 'S05'");
  }
  const ReadBack read = read_back(damaged_);
  ASSERT_THAT(read.findings, SizeIs(1));
  EXPECT_THAT(read.findings[0].in_english(), HasSubstr("row S05 of table sector"));
  EXPECT_THAT(read.findings[0].in_english(), HasSubstr("coordinate.sqlite.kept-20260101T120000Z"));
  EXPECT_TRUE(std::filesystem::exists(damaged_ / "coordinate.sqlite.kept-20260101T120000Z"));
  EXPECT_FALSE(read.persisted.has_past);
  ASSERT_THAT(read.persisted.records, SizeIs(12));
  EXPECT_EQ(read.persisted.records.back().sector, model::SectorId("S05"));
  EXPECT_TRUE(read.persisted.records.back().is_damaged);
  EXPECT_THAT(read.persisted.alerts, SizeIs(40));
  EXPECT_FALSE(read_back(damaged_).persisted.has_past) << "it ended before it had waited";
}

TEST_F(DamageTest, ADamagedAlertDoesNotCastDoubtOnSectors) {
  copy_all(sound_, damaged_);
  Database(damaged_ / kName).run("UPDATE alert SET body = x'ffff' WHERE id = 7");
  const ReadBack read = read_back(damaged_);
  ASSERT_THAT(read.findings, SizeIs(1));
  EXPECT_THAT(read.findings[0].in_english(), HasSubstr("row 7 of table alert"));
  EXPECT_THAT(read.persisted.alerts, SizeIs(39));
  EXPECT_TRUE(read.persisted.has_past);
}

TEST_F(DamageTest, ADamagedTermIsNotGivenAgain) {
  copy_all(sound_, damaged_);
  Database(damaged_ / kName).run("UPDATE term SET term = 4000000000");
  const ReadBack read = read_back(damaged_);
  EXPECT_EQ(read.persisted.term, 2U) << "the epochs of sectors tell of term 1";
  EXPECT_FALSE(read.persisted.has_past);
}

TEST_F(DamageTest, AnEarlierCopyOfTheFileHasNoPast) {
  copy_all(sound_, damaged_);
  static_cast<void>(read_back(damaged_));
  std::filesystem::copy(sound_ / kName, damaged_ / kName, std::filesystem::copy_options::overwrite_existing);
  const ReadBack read = read_back(damaged_);
  ASSERT_THAT(read.findings, SizeIs(1));
  EXPECT_THAT(read.findings[0].in_english(), HasSubstr("1 saves that were acknowledged are not in it"));
  EXPECT_FALSE(read.persisted.has_past);
}

void overwrite(const std::filesystem::path& file, std::uint64_t from, std::uint64_t bytes) {
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  out.seekp(static_cast<std::streamoff>(from));
  out << std::string(bytes, 'x');
}

// Without its first page SQLite can read nothing of a file; what is on the others is there all the same.
TEST_F(DamageTest, AFileWithoutItsFirstPageIsReadAndKept) {
  for (const std::uint64_t from : {0U, 100U}) {
    copy_all(sound_, damaged_);
    overwrite(damaged_ / kName, from, test_support::kPage - from);
    const ReadBack read = read_back(damaged_);
    ASSERT_THAT(read.findings, Not(IsEmpty())) << from;
    EXPECT_THAT(read.findings[0].in_english(), HasSubstr("coordinate.sqlite.kept-20260101T120000Z"));
    EXPECT_TRUE(std::filesystem::exists(damaged_ / "coordinate.sqlite.kept-20260101T120000Z"));
    EXPECT_FALSE(read.persisted.has_past);
    EXPECT_THAT(read.persisted.records, SizeIs(12));
    EXPECT_THAT(read.persisted.alerts, SizeIs(40));
  }
}

TEST_F(DamageTest, AFileInWhichNothingCanBeReadIsKeptAndAnEmptyOneBegun) {
  copy_all(sound_, damaged_);
  overwrite(damaged_ / kName, 0, std::filesystem::file_size(damaged_ / kName));
  const ReadBack read = read_back(damaged_);
  ASSERT_THAT(read.findings, SizeIs(2));
  EXPECT_THAT(read.findings[0].in_english(), HasSubstr("kept as"));
  EXPECT_THAT(read.findings[1].in_english(), HasSubstr("The server begins without its past"));
  EXPECT_FALSE(read.persisted.has_past);
  EXPECT_TRUE(read.persisted.is_past_lost);
  EXPECT_THAT(read.persisted.records, IsEmpty());
  EXPECT_EQ(std::filesystem::file_size(damaged_ / "coordinate.sqlite.kept-20260101T120000Z"),
            std::filesystem::file_size(sound_ / kName));
  EXPECT_THAT(read_back(damaged_).findings, IsEmpty()) << "it is said once";
}

// Somebody else's file lies where ours was.
TEST_F(DamageTest, AnotherProgramsDatabaseInItsPlaceIsLeftAlone) {
  copy_all(sound_, damaged_);
  std::filesystem::remove(damaged_ / kName);
  Database(damaged_ / kName).run("CREATE TABLE songs (title TEXT)");
  EXPECT_THROW(read_back(damaged_), StoreError);
  EXPECT_TRUE(std::filesystem::exists(damaged_ / kName));
}

TEST_F(DamageTest, AnEmptyFileIsNoNewDatabase) {
  copy_all(sound_, damaged_);
  std::filesystem::resize_file(damaged_ / kName, 0);
  const ReadBack read = read_back(damaged_);
  ASSERT_THAT(read.findings, SizeIs(2));
  EXPECT_THAT(read.findings[0].in_english(), HasSubstr("the file is empty"));
  EXPECT_FALSE(read.persisted.has_past);
}

// While a server runs, on a copy of its own.
class DisplacedTest : public DamageTest {
 protected:
  DisplacedTest() {
    copy_all(sound_, damaged_);
    store_ = std::make_unique<CoordinationStore>(file_, kNoon);
    static_cast<void>(store_->begin_term(kNoon, 0, kPromise));
  }
  std::string problem_of_a_save() {
    coordinate::Effects effects;
    effects.log = {test::report(1'001)};
    const auto saved = store_->save(effects);
    if (saved) {
      return "saved";
    }
    EXPECT_EQ(saved.error().problem(), StoreProblem::displaced);
    return saved.error().what();
  }

  std::filesystem::path file_ = damaged_ / kName;
  std::unique_ptr<CoordinationStore> store_;
};

TEST_F(DisplacedTest, ADeletedFileIsNoticedBeforeTheNextReceiptAndRescued) {
  ASSERT_EQ(problem_of_a_save(), "saved");
  std::filesystem::remove(file_);
  EXPECT_THAT(problem_of_a_save(), HasSubstr("deleted, moved, replaced or cut short"));
  store_.reset();
  EXPECT_FALSE(std::filesystem::exists(file_)) << "no new one is begun with the old state";
  CoordinationStore rescued(damaged_ / "coordinate.sqlite.rescued-term-2", kNoon);
  EXPECT_THAT(rescued.begin_term(kNoon, 0, kPromise).records, SizeIs(12));
  EXPECT_THAT(rescued.newest_log(1'000), SizeIs(101));
}

// A renewal is not saved: the question alone notices it.
TEST_F(DisplacedTest, AMovedFileConfirmsNothing) {
  ASSERT_TRUE(store_->confirm());
  std::filesystem::rename(file_, damaged_ / "elsewhere");
  const auto confirmed = store_->confirm();
  ASSERT_FALSE(confirmed);
  EXPECT_EQ(confirmed.error().problem(), StoreProblem::displaced);
}

TEST_F(DisplacedTest, AMovedFileIsNoticed) {
  std::filesystem::rename(file_, damaged_ / "elsewhere");
  EXPECT_THAT(problem_of_a_save(), HasSubstr("rescued-term-2"));
}

TEST_F(DisplacedTest, AReplacedFileIsNoticed) {
  std::filesystem::copy(sound_ / kName, damaged_ / "other");
  std::filesystem::rename(damaged_ / "other", file_);
  EXPECT_THAT(problem_of_a_save(), HasSubstr("rescued-term-2"));
  store_.reset();
  EXPECT_FALSE(read_back(damaged_).persisted.has_past);
}

TEST_F(DisplacedTest, ATruncatedFileIsNoticed) {
  std::filesystem::resize_file(file_, 0);
  EXPECT_THAT(problem_of_a_save(), HasSubstr("cut short"));
  store_.reset();
  EXPECT_FALSE(read_back(damaged_).persisted.has_past);
}

TEST_F(DisplacedTest, AWriteAheadLogThatIsGoneOrCutIsNoticed) {
  ASSERT_EQ(problem_of_a_save(), "saved");
  std::filesystem::resize_file(file_.string() + "-wal", 4'096);
  EXPECT_THAT(problem_of_a_save(), HasSubstr("cut short"));
  std::filesystem::remove(file_.string() + "-wal");
  EXPECT_THAT(problem_of_a_save(), HasSubstr("cut short"));
}

TEST_F(DamageTest, AnExchangeThatWasCutShortIsFinished) {
  copy_all(sound_, damaged_);
  std::filesystem::copy(sound_ / kName, damaged_ / "coordinate.sqlite.new");
  std::filesystem::remove(damaged_ / kName);
  EXPECT_THAT(read_back(damaged_).persisted.records, SizeIs(12));
  EXPECT_FALSE(std::filesystem::exists(damaged_ / "coordinate.sqlite.new"));
}

}  // namespace
}  // namespace selat::store
