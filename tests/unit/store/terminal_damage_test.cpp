// Bits that flip in the file of a control point's terminal at rest.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "store/terminal_store.h"
#include "support/faulty_disk.h"
#include "support/flip_bit.h"
#include "support/temporary_directory.h"

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

class TerminalDamageTest : public testing::Test {
 protected:
  TerminalDamageTest() {
    auto store = std::make_unique<TerminalStore>(sound_ / kName, kNoon);
    fill(*store);
    copy(sound_, killed_);
    store.reset();
  }

  static void copy(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::remove_all(to);
    std::filesystem::copy(from, to);
  }

  // Whether a flipped bit was found, or changes nothing that is read.
  void try_flip(const std::filesystem::path& from, const ReadBack& whole, const std::string& file,
                std::uint64_t bit) {
    copy(from, damaged_);
    test::flip_bit(damaged_ / file, bit);
    SCOPED_TRACE(file + ": bit " + std::to_string(bit % 8) + " of byte " + std::to_string(bit / 8));
    try {
      const ReadBack read = read_back(damaged_);
      found_ += read.findings.empty() ? 0 : 1;
      EXPECT_TRUE(!read.findings.empty() || is_same(read, whole));
    } catch (const StoreError& error) {
      ADD_FAILURE() << error.what();
    }
  }

  test::FaultyDisk disk_;  // for its speed
  test::TemporaryDirectory directory_;
  std::filesystem::path sound_ = directory_ / "sound";
  std::filesystem::path killed_ = directory_ / "killed";  // with all in the write-ahead log
  std::filesystem::path damaged_ = directory_ / "damaged";
  int found_ = 0;
};

TEST_F(TerminalDamageTest, NoFlippedBitInTheFileEndsTheTerminalOrGoesUnnoticed) {
  copy(sound_, damaged_);
  const ReadBack whole = read_back(damaged_);
  ASSERT_THAT(whole.findings, IsEmpty());
  ASSERT_THAT(whole.words, SizeIs(kRows));
  const std::uint64_t pages = std::filesystem::file_size(sound_ / kName) / 4'096;
  Random random(20'261'130);
  for (std::uint64_t page = 0; page < pages; ++page) {
    for (int i = 0; i < (page == 0 ? 40 : 6); ++i) {
      // Half of them in the page's own header and pointers.
      const std::uint64_t bytes = i % 2 == 0 ? 64 : 4'096;
      try_flip(sound_, whole, kName, (page * 4'096 + random.below(bytes)) * 8 + random.below(8));
    }
  }
  EXPECT_GT(found_, 40);
}

TEST_F(TerminalDamageTest, NoFlippedBitInTheWriteAheadLogDoesEither) {
  copy(killed_, damaged_);
  const ReadBack whole = read_back(damaged_);
  ASSERT_THAT(whole.findings, IsEmpty());
  ASSERT_THAT(whole.words, SizeIs(kRows));
  const std::string file = "control-point-lumut.sqlite-wal";
  const std::uint64_t bytes = std::filesystem::file_size(killed_ / file);
  Random random(20'261'130);
  for (int i = 0; i < 40; ++i) {
    try_flip(killed_, whole, file, random.below(bytes) * 8 + random.below(8));
  }
  EXPECT_GT(found_, 10);
}

}  // namespace
}  // namespace selat::store
