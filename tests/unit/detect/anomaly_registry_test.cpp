// A retraction is held back for a while: what is found again meanwhile was never taken back.

#include "detect/anomaly_registry.h"

#include <gtest/gtest.h>

#include "base/archive.h"
#include "scene.h"

namespace selat::detect {
namespace {

using model::AnomalyPhase;
using scene::after;

constexpr std::size_t kRoomForAll = 100;
constexpr Span kLateness = Span::minutes(10);

model::Anomaly stay_in_zone(std::uint64_t id, double from_s = -60) {
  model::Anomaly anomaly;
  anomaly.id = id;
  anomaly.rule = "zone";
  anomaly.started_at = after(from_s);
  return anomaly;
}

std::vector<AnomalyPhase> phases(const std::vector<model::Anomaly>& messages) {
  std::vector<AnomalyPhase> all;
  std::ranges::transform(messages, std::back_inserter(all), &model::Anomaly::phase);
  return all;
}

// Knows that one vessel stays in a zone, since noon; everybody was told.
class HeldRetraction : public testing::Test {
 protected:
  HeldRetraction() { begin(registry_); }

  static void begin(AnomalyRegistry& registry) {
    registry.expire(after(0));
    registry.publish(stay_in_zone(1));
    EXPECT_EQ(phases(registry.take_messages()), std::vector{AnomalyPhase::raised});
  }
  // Until when it is held back, in minutes.
  int held_min() {
    for (int minute = 1; minute < 60; ++minute) {
      registry_.expire(after(60 * minute));
      if (!registry_.take_messages().empty()) {
        return minute;
      }
    }
    return 60;
  }

  AnomalyRegistry registry_{kRoomForAll, kLateness};
};

TEST_F(HeldRetraction, IsToldWhenItsTimeHasPassed) {
  registry_.retract(1);
  registry_.expire(after(60));
  EXPECT_TRUE(registry_.take_messages().empty());
  EXPECT_EQ(phases(registry_.known()), std::vector{AnomalyPhase::raised}) << "as it was told last";
  registry_.expire(after(120));
  const auto told = registry_.take_messages();
  ASSERT_EQ(phases(told), std::vector{AnomalyPhase::retracted});
  EXPECT_EQ(told[0].corrections, 1U);
  EXPECT_EQ(phases(registry_.known()), std::vector{AnomalyPhase::retracted});
}

TEST_F(HeldRetraction, IsDroppedWhenTheSameIsFoundAgain) {
  registry_.retract(1);
  registry_.publish(stay_in_zone(1));
  registry_.expire(after(1'200));
  EXPECT_TRUE(registry_.take_messages().empty());
}

TEST_F(HeldRetraction, IsACorrectionWhenItIsFoundAgainChanged) {
  registry_.retract(1);
  registry_.publish(stay_in_zone(1, -90));
  registry_.expire(after(1'200));
  const auto told = registry_.take_messages();
  ASSERT_EQ(phases(told), std::vector{AnomalyPhase::raised});
  EXPECT_EQ(told[0].corrections, 1U);
  EXPECT_EQ(told[0].started_at, after(-90));
}

TEST_F(HeldRetraction, WaitsAsLongAsReportsHaveJustBeenLate) {
  registry_.note_late(after(-150), after(0));
  registry_.retract(1);
  EXPECT_EQ(held_min(), 5);
}

TEST_F(HeldRetraction, WaitsNoLongerThanReportsCanBeLate) {
  registry_.note_late(after(-600), after(0));
  registry_.retract(1);
  EXPECT_EQ(held_min(), 12);
}

TEST_F(HeldRetraction, IsToldAtOnceWhenNoReportIsExpected) {
  registry_.retract(1);
  registry_.release_held();
  EXPECT_EQ(phases(registry_.take_messages()), std::vector{AnomalyPhase::retracted});
  registry_.release_held();
  registry_.expire(after(1'200));
  EXPECT_TRUE(registry_.take_messages().empty()) << "once";
}

TEST_F(HeldRetraction, IsToldBeforeTheAnomalyIsForgotten) {
  AnomalyRegistry small(1, kLateness);
  begin(small);
  small.retract(1);
  small.publish(stay_in_zone(2));
  small.expire(after(60));
  EXPECT_EQ(phases(small.take_messages()), (std::vector{AnomalyPhase::raised, AnomalyPhase::retracted}));
  EXPECT_EQ(small.known().size(), 1U);
  EXPECT_EQ(small.dropped_open(), 0U);
}

TEST_F(HeldRetraction, KeepsWhatEndedLongAgoUntilItIsTold) {
  auto ended = stay_in_zone(1);
  ended.revision = 2;
  ended.ended_at = after(0);
  registry_.publish(ended);
  registry_.expire(after(3'600));
  EXPECT_EQ(phases(registry_.take_messages()), std::vector{AnomalyPhase::ended});
  registry_.retract(1);
  registry_.expire(after(3'660));
  EXPECT_EQ(phases(registry_.known()), std::vector{AnomalyPhase::ended});
  registry_.expire(after(3'720));
  EXPECT_EQ(phases(registry_.take_messages()), std::vector{AnomalyPhase::retracted});
}

TEST_F(HeldRetraction, IsPartOfTheState) {
  registry_.note_late(after(-150), after(0));
  registry_.retract(1);
  ArchiveWriter writer;
  registry_.archive(writer);
  const std::string state = writer.take();
  registry_ = AnomalyRegistry(kRoomForAll, kLateness);
  ArchiveReader reader(state);
  registry_.archive(reader);
  EXPECT_TRUE(reader.is_at_end());
  EXPECT_EQ(held_min(), 5);
}

// Who was not there when it was told is told all the same.
TEST(Peak, IsTheGravestThatWasPublishedWhileTheAnomalyIsLessGrave) {
  using enum model::Severity;
  AnomalyRegistry registry(kRoomForAll, kLateness);
  const auto publish = [&](model::Severity severity, double decided_s, double at_s) {
    model::Anomaly anomaly = stay_in_zone(1);
    anomaly.severity = severity;
    anomaly.decided_at = after(decided_s);
    registry.expire(after(at_s));
    registry.publish(anomaly);
    return registry.take_messages().at(0).peak;
  };
  EXPECT_EQ(publish(caution, 0, 0), std::nullopt);
  EXPECT_EQ(publish(alarm, 50, 60), std::nullopt);
  EXPECT_EQ(publish(warning, 50, 120), (model::Peak{alarm, after(50), after(120)}));
  EXPECT_EQ(publish(caution, 50, 180), (model::Peak{alarm, after(50), after(120)}));
  EXPECT_EQ(registry.known().at(0).peak, (model::Peak{alarm, after(50), after(120)}));
  EXPECT_EQ(publish(distress, 190, 240), std::nullopt) << "it is graver than it ever was";
  EXPECT_EQ(publish(caution, 190, 300), (model::Peak{distress, after(190), after(300)}));
}

}  // namespace
}  // namespace selat::detect
