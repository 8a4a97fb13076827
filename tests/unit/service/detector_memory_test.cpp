#include "service/detector_memory.h"

#include <fstream>

#include <gtest/gtest.h>
#include <poll.h>

#include "runtime/machine_clock.h"
#include "runtime/whole_file.h"
#include "support/temporary_directory.h"

namespace selat::service {
namespace {

namespace fs = std::filesystem;

struct DetectorMemoryTest : ::testing::Test {
  void observe_one(Instant at) {
    model::PositionReport report;
    report.mmsi = model::Mmsi(525'000'001);
    report.message_type = 1;
    report.received_at = report.observed_at = at;
    report.position = geo::Position::degrees(1.2, 103.9);
    engine.observe(report);
  }
  [[nodiscard]] static std::optional<Instant> restored(const fs::path& directory, Instant wall,
                                                       std::size_t vessels) {
    detect::Engine other({});
    DetectorMemory memory(directory);
    const auto saved_at = memory.restore(other, wall);
    EXPECT_EQ(memory.refused() > 0, fs::exists(directory / "detect.state.refused"));
    EXPECT_EQ(other.vessels(), vessels);
    return saved_at;
  }
  [[nodiscard]] fs::path file(const std::string& name) const { return directory.path() / name; }

  test::TemporaryDirectory directory;
  const Now now = runtime::read_clocks();
  detect::Engine engine{{}};
  DetectorMemory memory{directory.path()};
};

TEST_F(DetectorMemoryTest, RestoresWhatItSavedAtTheEnd) {
  observe_one(now.wall);
  memory.save(engine, now.wall);
  EXPECT_EQ(memory.problem(), std::nullopt);
  EXPECT_EQ(restored(directory.path(), now.wall + Span::hours(1), 1), now.wall);
  EXPECT_EQ(restored(directory.path(), now.wall + Span::hours(1), 1), now.wall) << "it is there again";
}

TEST_F(DetectorMemoryTest, SavesEachMinuteAndNewsSooner) {
  observe_one(now.wall);
  const auto saved_after = [&](Span after) {
    const std::uint64_t before = memory.saved();
    const Now later{now.steady + after, now.wall};
    memory.save_if_due(engine, later);
    for (int i = 0; i < 2'000 && memory.saved() == before; ++i) {
      ::poll(nullptr, 0, 1);
      memory.save_if_due(engine, later);
    }
    return memory.saved() > before;
  };
  EXPECT_TRUE(saved_after(Span()));
  EXPECT_EQ(restored(directory.path(), now.wall, 1), now.wall);
  memory.note_news();
  EXPECT_TRUE(saved_after(Span::seconds(6)));
  EXPECT_TRUE(saved_after(Span::seconds(67)));
}

TEST_F(DetectorMemoryTest, KeepsNoStateOfARecording) {
  observe_one(now.wall - Span::hours(24));
  memory.save(engine, now.wall);
  EXPECT_FALSE(fs::exists(file("detect.state")));
}

TEST_F(DetectorMemoryTest, AnOldStateIsOfNoUse) {
  observe_one(now.wall);
  memory.save(engine, now.wall);
  EXPECT_EQ(restored(directory.path(), now.wall + Span::hours(7), 0), std::nullopt);
}

TEST_F(DetectorMemoryTest, ADamagedStateIsMovedAside) {
  observe_one(now.wall);
  memory.save(engine, now.wall);
  const std::string whole = *runtime::read_whole(file("detect.state"));
  std::string flipped = whole, foreign = whole;
  flipped[whole.size() / 2] = static_cast<char>(flipped[whole.size() / 2] ^ 1);
  foreign[8] = static_cast<char>(foreign[8] ^ 1);  // another program's
  for (const std::string& bytes : {std::string(), whole.substr(0, whole.size() - 1), flipped, foreign}) {
    ASSERT_TRUE(runtime::write_whole(file("detect.state"), {bytes}));
    EXPECT_EQ(restored(directory.path(), now.wall, 0), std::nullopt);
    EXPECT_FALSE(fs::exists(file("detect.state")));
    EXPECT_EQ(runtime::read_whole(file("detect.state.refused")), bytes);
  }
}

// The process ended while it was read: the next start does without.
TEST_F(DetectorMemoryTest, AStateThatEndedTheProcessIsNotReadAgain) {
  observe_one(now.wall);
  memory.save(engine, now.wall);
  fs::rename(file("detect.state"), file("detect.state.reading"));
  EXPECT_EQ(restored(directory.path(), now.wall, 0), std::nullopt);
  EXPECT_TRUE(fs::exists(file("detect.state.refused")));
}

TEST_F(DetectorMemoryTest, AStateOfOtherTrafficIsNotWrittenAgain) {
  observe_one(now.wall);
  memory.save(engine, now.wall);
  memory.refuse_state("is of other traffic");
  memory.save(engine, now.wall);
  memory.save_if_due(engine, now);
  EXPECT_FALSE(fs::exists(file("detect.state")));
}

TEST_F(DetectorMemoryTest, SaysThatTheDiskDoesNotTakeIt) {
  observe_one(now.wall);
  fs::create_directory(file("detect.state.new"));
  memory.save(engine, now.wall);
  ASSERT_TRUE(memory.problem());
  fs::remove(file("detect.state.new"));
  memory.save(engine, now.wall);
  EXPECT_EQ(memory.problem(), std::nullopt);
}

TEST_F(DetectorMemoryTest, MakesADirectoryThatOnlyItsOwnerMayEnter) {
  DetectorMemory(file("data")).store({});
  EXPECT_EQ(fs::status(file("data")).permissions(), fs::perms::owner_all);
  EXPECT_TRUE(fs::exists(file("data") / "detect.context"));
}

TEST_F(DetectorMemoryTest, RemembersWhatPeopleAdded) {
  EXPECT_TRUE(memory.context().entries.empty());
  model::ContextEntry wanted, drawn;
  wanted.id = "W7";
  wanted.what = model::WatchEntry{.label = "W7 x", .mmsi = 525'000'001};
  model::Zone zone;
  zone.id = "Z2";
  zone.area = geo::Area({geo::circle(geo::Position::degrees(2, 101), Distance::nautical_miles(3))});
  drawn.id = "Z2";
  drawn.what = zone;
  drawn.reason = "search";
  const model::ContextTable table{{wanted, drawn}};
  memory.store(table);
  EXPECT_EQ(DetectorMemory(directory.path()).context(), table);
  memory.store({});
  EXPECT_TRUE(memory.context().entries.empty());
  EXPECT_FALSE(fs::exists(file("detect.context.refused")));
  std::ofstream(file("detect.context")) << "damaged by hand";
  EXPECT_TRUE(memory.context().entries.empty());
  EXPECT_TRUE(fs::exists(file("detect.context.refused")));
}

}  // namespace
}  // namespace selat::service
