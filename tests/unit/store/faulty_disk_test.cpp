// The stores on a disk that fails: whatever fails and when, all that was acknowledged is there after a power
// cut, and nothing is there twice.

#include "support/faulty_disk.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/enum_names.h"
#include "store/audit.h"
#include "store/coordination_store.h"
#include "store/terminal_store.h"
#include "support/temporary_directory.h"
#include "unit/store/coordination_sample.h"

namespace selat::store {
namespace {

using test::FaultyDisk;
using test::kNoon;
using test::kPromise;
using test::record;
using test::report;
using Fault = FaultyDisk::Fault;

constexpr const char* kName = "coordinate.sqlite";
constexpr std::uint64_t kSaves = 5;
constexpr int kTries = 6;

// A database as a killed server leaves it, made once.
class FaultyDiskTest : public testing::TestWithParam<Fault> {
 protected:
  FaultyDiskTest() {
    std::filesystem::create_directory(sound_);
    CoordinationStore store(sound_ / kName, kNoon);
    static_cast<void>(store.begin_term(kNoon, 0, kPromise));
  }

  static coordinate::Effects decision(std::uint64_t number, std::size_t length) {
    coordinate::Effects effects;
    effects.records = {record("S01", "belawan", (2ULL << 32) | number)};
    effects.log = {report(number)};
    effects.log[0].text = std::string(length, 'x');
    return effects;
  }

  // As the service does it: what is not saved stays with what comes later, until the disk takes it. Returns
  // how many of the decisions were acknowledged.
  std::uint64_t decide(CoordinationStore& store, FaultyDisk& disk, std::uint64_t count, std::size_t length) {
    std::uint64_t acknowledged = 0;
    coordinate::Effects unsaved;
    for (std::uint64_t number = 1; number <= count; ++number) {
      coordinate::merge(unsaved, decision(number, length));
      if (store.save(unsaved)) {
        expect_numbers(unsaved, number);
        unsaved = {};
        acknowledged = number;
      }
    }
    disk.heal();
    for (int i = 0; i < kTries && acknowledged < count; ++i) {
      if (store.save(unsaved)) {
        expect_numbers(unsaved, count);
        acknowledged = count;
      }
    }
    return acknowledged;
  }
  static void expect_numbers(const coordinate::Effects& saved, std::uint64_t last) {
    EXPECT_EQ(saved.log.back().number, last) << "a subscriber is told of each entry";
  }

  // After a power cut.
  void expect_acknowledged(const FaultyDisk& disk, std::uint64_t acknowledged) {
    std::filesystem::remove_all(cut_);
    disk.cut_power(cut_);
    {
      CoordinationStore store(cut_ / kName, kNoon);
      const auto persisted = store.begin_term(kNoon, 0, kPromise);
      EXPECT_TRUE(store.findings().empty()) << store.findings()[0].in_english();
      ASSERT_GE(persisted.words.size(), acknowledged);
      ASSERT_EQ(persisted.records.size(), acknowledged > 0 ? 1U : persisted.records.size());
      if (acknowledged > 0) {
        EXPECT_GE(persisted.records[0].epoch, (2ULL << 32) | acknowledged);
      }
    }
    const AuditResult audit = verify_log(cut_ / kName);
    EXPECT_FALSE(audit.broken) << audit.broken->number;
  }

  void start_anew() {
    std::filesystem::remove_all(run_);
    std::filesystem::copy(sound_, run_);
  }

  test::TemporaryDirectory directory_;
  std::filesystem::path sound_ = directory_ / "sound", run_ = directory_ / "run", cut_ = directory_ / "cut";
};

TEST_P(FaultyDiskTest, WhatWasAcknowledgedSurvivesOneFaultWhereverItComes) {
  for (std::uint64_t nth = 1;; ++nth) {
    SCOPED_TRACE("call " + std::to_string(nth));
    start_anew();
    FaultyDisk disk;
    std::uint64_t acknowledged = 0;
    {
      CoordinationStore store(run_ / kName, kNoon);
      static_cast<void>(store.begin_term(kNoon, 0, kPromise));
      disk.fail(GetParam(), nth, 1);
      acknowledged = decide(store, disk, kSaves, 10);
      EXPECT_EQ(acknowledged, kSaves) << "the disk is whole again";
      expect_acknowledged(disk, acknowledged);
    }
    if (!disk.has_failed() || HasFailure()) {
      EXPECT_GT(nth, kSaves);
      return;
    }
  }
}

TEST_P(FaultyDiskTest, WhatWasAcknowledgedSurvivesADiskThatStaysBroken) {
  for (std::uint64_t nth = 1;; ++nth) {
    SCOPED_TRACE("call " + std::to_string(nth));
    start_anew();
    FaultyDisk disk;
    {
      CoordinationStore store(run_ / kName, kNoon);
      static_cast<void>(store.begin_term(kNoon, 0, kPromise));
      disk.fail(GetParam(), nth, 1'000'000);
      EXPECT_EQ(decide(store, disk, kSaves, 10), kSaves) << "healed at the end";
      expect_acknowledged(disk, kSaves);
    }
    if (!disk.has_failed() || HasFailure()) {
      return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, FaultyDiskTest,
                         testing::Values(Fault::write_fails, Fault::write_short, Fault::full,
                                         Fault::sync_fails));

// The kernel has dropped what it could not write: the file says less than was acknowledged.
TEST_F(FaultyDiskTest, AfterAFailedSyncTheFileIsReadAnewAndWhatIsMissingIsNoticed) {
  start_anew();
  FaultyDisk disk;
  CoordinationStore store(run_ / kName, kNoon);
  static_cast<void>(store.begin_term(kNoon, 0, kPromise));
  coordinate::Effects first = decision(1, 10), second = decision(2, 10);
  ASSERT_TRUE(store.save(first));
  disk.fail(Fault::sync_fails, 1, 1);
  ASSERT_FALSE(store.save(second));
  {
    std::fstream journal(run_ / (std::string(kName) + "-wal"),
                         std::ios::binary | std::ios::in | std::ios::out);
    journal << std::string(4'096, '\0');
  }
  const auto saved = store.save(second);
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().problem(), StoreProblem::lost);
}

using FaultySyncTest = FaultyDiskTest;

// With enough writes that the write-ahead log is emptied in between.
TEST_P(FaultySyncTest, EmptyingTheWriteAheadLogLosesNothing) {
  constexpr std::uint64_t kMany = 24;
  constexpr std::size_t kLong = 200'000;
  for (std::uint64_t nth = 1;; ++nth) {
    SCOPED_TRACE("call " + std::to_string(nth));
    start_anew();
    FaultyDisk disk;
    {
      CoordinationStore store(run_ / kName, kNoon);
      static_cast<void>(store.begin_term(kNoon, 0, kPromise));
      disk.fail(Fault::sync_fails, nth, 1);
      EXPECT_EQ(decide(store, disk, kMany, kLong), kMany);
      expect_acknowledged(disk, kMany);
    }
    if (!disk.has_failed() || HasFailure()) {
      EXPECT_GT(nth, kMany);
      return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Sync, FaultySyncTest, testing::Values(Fault::sync_fails));

TEST(FaultyTerminalDisk, WordsAreStoredOnceWhateverFails) {
  for (std::uint64_t nth = 1;; ++nth) {
    const test::TemporaryDirectory directory;
    const auto file = directory / "control-point-lumut.sqlite";
    FaultyDisk disk;
    {
      TerminalStore store(file, kNoon);
      disk.fail(Fault::sync_fails, nth, 1);
      for (std::uint64_t uid = 1; uid <= 4; ++uid) {
        coordinate::Words words;
        words.uid = uid;
        words.written_at = kNoon;
        words.body = model::WriteLog{.text = "watch changed", .place = {}, .vessel = {}};
        int tries = 0;
        while (!store.write({&words, 1}) && ++tries < kTries) {
        }
        EXPECT_EQ(words.number, uid) << nth;
      }
      disk.cut_power(directory / "cut");
    }
    EXPECT_EQ(TerminalStore(directory / "cut" / file.filename(), kNoon).words().size(), 4U) << nth;
    if (!disk.has_failed()) {
      EXPECT_GT(nth, 4U);
      return;
    }
  }
}

}  // namespace
}  // namespace selat::store
