// Databases as earlier versions of Selat wrote them.

#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "store/audit.h"
#include "store/coordination_store.h"
#include "store/log_chain.h"
#include "support/temporary_directory.h"
#include "unit/store/coordination_sample.h"
#include "wire/alert.h"

namespace selat::store {
namespace {

using test::kNoon;
using test::kPromise;
using testing::ElementsAre;
using testing::SizeIs;

class EarlierVersionsTest : public testing::Test {
 protected:
  void make(const std::string& sql) const {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file_.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database);
    sqlite3_close(database);
  }
  void expect_state(coordinate::PersistedState read) const {
    EXPECT_EQ(read.term, 4U);
    EXPECT_TRUE(read.has_past);
    EXPECT_EQ(read.promise,
              (coordinate::Promise{.lease = Span::seconds(600), .skew_bound = Span::seconds(2)}));
    ASSERT_THAT(read.records, SizeIs(1));
    coordinate::SectorRecord expected = test::record("S01", "belawan", (3ULL << 32) | 4);
    expected.outline = 0;
    EXPECT_EQ(read.records[0], expected);
    EXPECT_THAT(read.alerts, ElementsAre(test::alert(2)));
    EXPECT_TRUE(std::filesystem::exists(file_.string() + ".kept-20260101T120000Z"));
  }

  test::TemporaryDirectory directory_;
  std::filesystem::path file_ = directory_ / "coordinate.sqlite";
};

std::string hex(const std::string& bytes) {
  return "x'" + as_hex(bytes) + "'";
}

const std::string kTablesOfBoth = R"sql(
  CREATE TABLE term (term INTEGER PRIMARY KEY, began_at_us INTEGER NOT NULL) STRICT;
  CREATE TABLE sector (id TEXT PRIMARY KEY, holder TEXT NOT NULL, epoch INTEGER NOT NULL, lease INTEGER NOT NULL,
    lease_for_us INTEGER NOT NULL, changed_at_us INTEGER NOT NULL, plan_version INTEGER NOT NULL,
    travel_time_us INTEGER NOT NULL, asset TEXT NOT NULL, priority REAL NOT NULL, open_alerts INTEGER NOT NULL,
    second_best TEXT NOT NULL, second_travel_time_us INTEGER) STRICT;
  CREATE TABLE alert (id INTEGER PRIMARY KEY, state TEXT NOT NULL, rule TEXT NOT NULL, body BLOB NOT NULL) STRICT;
  INSERT INTO term VALUES (1, 0), (3, 0);
  INSERT INTO sector VALUES ('S01', 'belawan', 12884901892, 12884901892, 600000000, 1767268800000000, 3, 5700000000,
    'KRI Example', 2.5, 2, 'lumut', 14400000000);
  PRAGMA application_id=1397050452;
)sql";

// It had all tables of today but that of sightings.
TEST_F(EarlierVersionsTest, TheThirdIsBroughtUpWithAllThatItHas) {
  coordinate::Effects effects = test::many();
  effects.sightings.clear();
  {
    CoordinationStore store(file_, kNoon);
    static_cast<void>(store.begin_term(kNoon, 0, kPromise));
    ASSERT_TRUE(store.save(effects));
  }
  make("DROP TABLE sighting; PRAGMA user_version=3");
  {
    CoordinationStore store(file_, kNoon);
    EXPECT_TRUE(store.findings().empty());
    const auto read = store.begin_term(kNoon, 0, kPromise);
    EXPECT_EQ(read.term, 2U);
    EXPECT_TRUE(read.has_past);
    EXPECT_THAT(read.records, testing::UnorderedElementsAreArray(effects.records));
    EXPECT_THAT(read.alerts, SizeIs(40));
    EXPECT_EQ(read.exclusions, effects.exclusions);
    EXPECT_THAT(read.words, SizeIs(100));
    EXPECT_TRUE(read.sightings.empty());
    coordinate::Effects more;
    more.sightings = test::many().sightings;
    EXPECT_TRUE(store.save(more));
  }
  EXPECT_FALSE(verify_log(file_).broken);
}

TEST_F(EarlierVersionsTest, TheSecondIsBroughtUpAndItsLogStillHolds) {
  model::LogEntry entry = test::report(7);
  entry.written_at.reset();
  entry.number = 1;
  const std::string hash = chain_hash("", entry);
  make(kTablesOfBoth + R"sql(
    CREATE TABLE exclusion (sector TEXT NOT NULL, control_point TEXT NOT NULL, until_us INTEGER NOT NULL,
      code TEXT NOT NULL, remark TEXT NOT NULL DEFAULT '', PRIMARY KEY (sector, control_point)) STRICT;
    CREATE TABLE log (entry INTEGER PRIMARY KEY, at_us INTEGER NOT NULL, kind TEXT NOT NULL,
      from_control_point TEXT NOT NULL, from_term INTEGER NOT NULL, request INTEGER NOT NULL, sector TEXT NOT NULL,
      epoch INTEGER NOT NULL, alert INTEGER NOT NULL, alert_number INTEGER NOT NULL, severity TEXT, code TEXT,
      latitude_e7 INTEGER, longitude_e7 INTEGER, vessel INTEGER, reference TEXT NOT NULL, text TEXT NOT NULL,
      hash BLOB NOT NULL, UNIQUE (from_control_point, from_term, request)) STRICT;
    CREATE TABLE chain_end (one INTEGER PRIMARY KEY CHECK (one = 1), entry INTEGER NOT NULL, hash BLOB NOT NULL)
      STRICT;
    CREATE TABLE speaker (control_point TEXT PRIMARY KEY, term INTEGER NOT NULL, fence INTEGER NOT NULL,
      is_standby INTEGER NOT NULL, has_left INTEGER NOT NULL) STRICT;
    CREATE TABLE context (id TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
    CREATE TABLE last_context (kind TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT;
    INSERT INTO exclusion VALUES ('S03', 'lumut', 1767272400000000, 'weather', '3 m waves');
    INSERT INTO speaker VALUES ('lumut', 77, 3, 1, 0);
    INSERT INTO last_context VALUES ('W', 12);
    PRAGMA user_version=2;
    INSERT INTO log VALUES (1, 1767268800000000, 'patrol_report', 'belawan', 9000000000000000000, 7, 'S05',
      30064771073, 0, 0, NULL, NULL, 21000000, 1016000000, NULL, '', 'two boats, no lights; ''inspected''', )sql" +
       hex(hash) + "); INSERT INTO chain_end VALUES (1, 1, " + hex(hash) +
       "); INSERT INTO alert VALUES (2, '', '', " + hex(wire::to_bytes(test::alert(2))) + ")");
  {
    CoordinationStore store(file_, kNoon);
    const auto read = store.begin_term(kNoon, 0, kPromise);
    expect_state(read);
    EXPECT_TRUE(store.findings().empty());
    EXPECT_THAT(read.exclusions, ElementsAre(model::Exclusion{"S03", "lumut", kNoon + Span::hours(1),
                                                              model::DeclineCode::weather, "3 m waves"}));
    EXPECT_THAT(read.speakers, SizeIs(1));
    EXPECT_EQ(read.context.last_vessel, 12U);
    EXPECT_THAT(read.words, ElementsAre(entry));
  }
  EXPECT_FALSE(verify_log(file_).broken);
}

TEST_F(EarlierVersionsTest, TheFirstIsBroughtUpAndItsLogGetsAChain) {
  make(kTablesOfBoth + R"sql(
    CREATE TABLE exclusion (sector TEXT NOT NULL, control_point TEXT NOT NULL, until_us INTEGER NOT NULL,
      code TEXT NOT NULL, PRIMARY KEY (sector, control_point)) STRICT;
    CREATE TABLE log (entry INTEGER PRIMARY KEY, at_us INTEGER NOT NULL, kind TEXT NOT NULL,
      from_control_point TEXT NOT NULL, from_term INTEGER NOT NULL, letter INTEGER NOT NULL, sector TEXT NOT NULL,
      epoch INTEGER NOT NULL, alert INTEGER NOT NULL, code TEXT, latitude_e7 INTEGER, longitude_e7 INTEGER,
      text TEXT NOT NULL) STRICT;
    INSERT INTO log VALUES (1, 1767268800000000, 'patrol_report', 'belawan', 5, 7, 'S05', 3, 0, NULL, NULL, NULL,
      'all well');
    PRAGMA user_version=1;
    INSERT INTO alert VALUES (2, '', '', )sql" +
       hex(wire::to_bytes(test::alert(2))) + ")");
  {
    CoordinationStore store(file_, kNoon);
    const auto read = store.begin_term(kNoon, 0, kPromise);
    expect_state(read);
    ASSERT_THAT(read.words, SizeIs(1));
    EXPECT_EQ(read.words[0].text, "all well");
  }
  EXPECT_FALSE(verify_log(file_).broken);
}

}  // namespace
}  // namespace selat::store
