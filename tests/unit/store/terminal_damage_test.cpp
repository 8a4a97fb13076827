// Bits that flip in the file of a control point's terminal at rest.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/terminal_store.h"
#include "unit/store/damaged_copies.h"

namespace selat::store {
namespace {

using coordinate::ToldAlert;
using coordinate::Words;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);
constexpr std::uint64_t kRows = 60;
constexpr const char* kName = "control-point-lumut.sqlite";

// All that a terminal reads at its start.
struct ReadBack {
  std::vector<Words> words;
  std::vector<ToldAlert> told;
  std::vector<std::string> lines;
  coordinate::CoordinatorMemory coordinator;
  std::vector<LocalizedMessage> findings;
};

ReadBack read_back(const std::filesystem::path& directory) {
  TerminalStore store(directory / kName, kNoon);
  return {.words = store.words(),
          .told = store.told(),
          .lines = store.lines(),
          .coordinator = store.coordinator(),
          .findings = store.findings()};
}

bool is_same(const ReadBack& a, const ReadBack& b) {
  return a.words == b.words && a.told == b.told && a.lines == b.lines && a.coordinator == b.coordinator;
}

void fill(TerminalStore& store) {
  for (std::uint64_t i = 1; i <= kRows; ++i) {
    Words words;
    words.uid = i;
    words.written_at = kNoon;
    words.body = model::WriteLog{
        .text = "called on channel 16, no answer: " + std::string(80, 'x'), .place = {}, .vessel = {}};
    EXPECT_TRUE(store.write({&words, 1}));
    ToldAlert told{.notice = {.cause = model::NoticeCause::entered, .alert = {}, .nearest = {}},
                   .told_at = kNoon,
                   .is_printed = true};
    told.notice.alert.id = told.notice.alert.anomaly.id = i;
    told.notice.alert.raised_at = kNoon;
    told.notice.alert.anomaly.started_at = told.notice.alert.anomaly.decided_at = kNoon;
    EXPECT_TRUE(store.save({&told, 1}, {}));
    EXPECT_TRUE(store.remember("line " + std::to_string(i)));
  }
  EXPECT_TRUE(store.save(coordinate::CoordinatorMemory{.term = 7, .lease = Span::seconds(60)}));
}

class TerminalDamageTest : public test_support::DamagedCopies {
 protected:
  TerminalDamageTest() {
    auto store = std::make_unique<TerminalStore>(sound_ / kName, kNoon);
    fill(*store);
    test_support::copy_all(sound_, killed_);
    store.reset();
  }

  [[nodiscard]] ReadBack whole_of(const std::filesystem::path& from) {
    test_support::copy_all(from, damaged_);
    ReadBack whole = read_back(damaged_);
    EXPECT_THAT(whole.findings, IsEmpty());
    EXPECT_THAT(whole.words, SizeIs(kRows));
    return whole;
  }
};

TEST_F(TerminalDamageTest, NoFlippedBitInTheFileEndsTheTerminalOrGoesUnnoticed) {
  flip_in_pages(kName, whole_of(sound_), read_back, is_same);
  EXPECT_GT(found_, 40);
}

TEST_F(TerminalDamageTest, NoFlippedBitInTheWriteAheadLogDoesEither) {
  flip_anywhere("control-point-lumut.sqlite-wal", 40, whole_of(killed_), read_back, is_same);
  EXPECT_GT(found_, 10);
}

}  // namespace
}  // namespace selat::store
