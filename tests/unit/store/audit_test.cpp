// The chain of the log: every way to tamper with it is named at the first entry it touches.

#include "store/audit.h"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "store/coordination_store.h"
#include "support/temporary_directory.h"

namespace selat::store {
namespace {

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

class Audit : public testing::Test {
 protected:
  Audit() {
    CoordinationStore store(file_, kNoon);
    coordinate::Effects effects;
    for (std::uint64_t i = 1; i <= 5; ++i) {
      effects.log.push_back({.at = kNoon + Span::minutes(static_cast<std::int64_t>(i)),
                             .kind = model::LogKind::patrol_report,
                             .from = "belawan",
                             .from_term = 9,
                             .request = i,
                             .sector = "S05",
                             .text = "two boats"});
    }
    EXPECT_TRUE(store.save(effects));
  }

  void run(const std::string& sql) const {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(file_.c_str(), &handle), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(handle);
    sqlite3_close(handle);
  }

  void expect_broken(BrokenLink::Kind kind, std::uint64_t number) const {
    const AuditResult result = verify_log(file_);
    ASSERT_TRUE(result.broken);
    EXPECT_EQ(result.broken->kind, kind);
    EXPECT_EQ(result.broken->number, number);
    EXPECT_EQ(result.entries, number - 1);
  }

  test::TemporaryDirectory directory_;
  std::filesystem::path file_ = directory_.path() / "coordinate.sqlite";
};

TEST_F(Audit, AnUntouchedLogIsWhole) {
  const AuditResult result = verify_log(file_);
  EXPECT_FALSE(result.broken);
  EXPECT_EQ(result.entries, 5U);
  EXPECT_EQ(result.last_hash.size(), 64U);
  CoordinationStore store(file_, kNoon);
  EXPECT_EQ(store.log_hash(), result.last_hash);
}

TEST_F(Audit, ReadsWhileTheServerHasTheFileOpen) {
  CoordinationStore store(file_, kNoon);
  EXPECT_EQ(verify_log(file_).entries, 5U);
  EXPECT_EQ(read_newest_log(file_, 2).front().number, 4U);
  EXPECT_THROW(CoordinationStore(file_, kNoon).begin_term(kNoon, 0, {}), StoreError)
      << "a second server is refused";
}

TEST_F(Audit, NamesAChangedEntry) {
  run("UPDATE log SET text = 'one boat' WHERE entry = 3");
  expect_broken(BrokenLink::Kind::changed, 3);
}

TEST_F(Audit, NamesAnEntryThatWasRemoved) {
  run("DELETE FROM log WHERE entry = 2");
  expect_broken(BrokenLink::Kind::missing, 2);
}

TEST_F(Audit, NamesEntriesThatWereCutOffTheEnd) {
  run("DELETE FROM log WHERE entry >= 4");
  expect_broken(BrokenLink::Kind::missing, 4);
}

TEST_F(Audit, NamesEntriesInAnotherOrder) {
  run("UPDATE log SET entry = 99 WHERE entry = 2; UPDATE log SET entry = 2 WHERE entry = 3;"
      "UPDATE log SET entry = 3 WHERE entry = 99");
  expect_broken(BrokenLink::Kind::changed, 2);
}

TEST_F(Audit, NamesAnEntryThatWasPutIn) {
  run("UPDATE log SET entry = entry + 100 WHERE entry >= 4;"
      "UPDATE log SET entry = entry - 99 WHERE entry >= 104;"
      "INSERT INTO log SELECT 4, at_us, kind, from_control_point, from_term, 77, sector, epoch, alert,"
      " alert_number, severity, code, latitude_e7, longitude_e7, vessel, reference, text, hash, "
      "written_at_us FROM log"
      " WHERE entry = 3");
  expect_broken(BrokenLink::Kind::changed, 4);
}

TEST_F(Audit, SaysWhatIsWrongWithAFileThatIsNotALog) {
  EXPECT_THROW(std::ignore = verify_log(directory_.path() / "none.sqlite"), StoreError);
}

}  // namespace
}  // namespace selat::store
