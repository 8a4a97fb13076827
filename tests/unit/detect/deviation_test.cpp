// Fixes that leave the track: wrong ones, after which it goes on as before, and a shift that lasts, after
// which it goes on elsewhere. Whatever happens, one vessel is one track in the end.

#include <cmath>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;

constexpr std::uint32_t kShip = 563'000'001;
constexpr double kDeviates_s = 1'800;  // from here on
constexpr double kEnd_s = 5'400;
constexpr double kSog_kn = 10;

class OneVessel : public testing::Test {
 protected:
  explicit OneVessel(int every_s) : every_s_(every_s) {}

  // How far north of its true way the vessel says it is, at the second.
  using Offset = std::function<double(double)>;

  // Sails east all the time.
  std::vector<model::Anomaly> play(const Offset& north_m_at) {
    std::vector<model::Report> reports;
    for (double s = 0; s < kEnd_s; s += every_s_) {
      const double east_m = kSog_kn * 1852 / 3600 * s;
      reports.emplace_back(position(kShip, s, {east_m, north_m_at(s), kSog_kn, 90}));
    }
    Engine engine({});
    std::vector<model::Anomaly> messages;
    for (const model::Report& report : reports) {
      if (model::header_of(report).observed_at == after(kDeviates_s)) {
        before_ = engine.tracks();
      }
      engine.observe(report);
      const auto more = engine.drain();
      messages.insert(messages.end(), more.begin(), more.end());
    }
    tracks_ = engine.tracks();
    last_ = std::get<model::PositionReport>(reports.back());
    fixes_ = reports.size();
    return messages;
  }

  void expect_one_track() const {
    ASSERT_EQ(tracks_.size(), 1U);
    EXPECT_EQ(tracks_.front().state, model::TrackState::confirmed);
    EXPECT_EQ(tracks_.front().last_at, last_.observed_at);
    EXPECT_EQ(tracks_.front().position, last_.position);
  }

  void expect_one_track_without(std::uint64_t wrong_fixes) const {
    expect_one_track();
    EXPECT_EQ(tracks_.front().fixes, fixes_ - wrong_fixes);
  }

  void expect_it_went_on() const {
    ASSERT_EQ(before_.size(), 1U);
    ASSERT_EQ(tracks_.size(), 1U);
    EXPECT_EQ(tracks_.front().id, before_.front().id);
    EXPECT_EQ(tracks_.front().first_at, before_.front().first_at);
  }

  // Whether it is one of the first three reports that deviate.
  [[nodiscard]] bool is_of_three(double s) const {
    return s >= kDeviates_s && s < kDeviates_s + 3 * every_s_;
  }

  int every_s_;
  std::vector<model::Track> before_, tracks_;
  model::PositionReport last_;
  std::uint64_t fixes_ = 0;
};

// By the interval between two reports.
class Deviation : public OneVessel, public testing::WithParamInterface<int> {
 protected:
  Deviation() : OneVessel(GetParam()) {}
};

std::string name_of_interval(const testing::TestParamInfo<int>& info) {
  return "every_" + std::to_string(info.param) + "_s";
}

INSTANTIATE_TEST_SUITE_P(Reports, Deviation, testing::Values(10, 30, 60), name_of_interval);

// Each anomaly once, as it was told last, without those retracted.
std::vector<model::Anomaly> final_of(const std::vector<model::Anomaly>& messages) {
  std::vector<model::Anomaly> result;
  for (const model::Anomaly& message : messages) {
    std::erase_if(result, [&](const model::Anomaly& known) { return known.id == message.id; });
    if (message.phase != model::AnomalyPhase::retracted) {
      result.push_back(message);
    }
  }
  return result;
}

void expect_outlier_at_most(const std::vector<model::Anomaly>& messages) {
  for (const model::Anomaly& anomaly : messages) {
    EXPECT_EQ(anomaly.severity, model::Severity::information) << anomaly.grade.view();
  }
  EXPECT_LE(final_of(messages).size(), 1U);
}

TEST_P(Deviation, BadFirstFixIsForgotten) {
  expect_outlier_at_most(play([](double s) { return s == 0 ? 30'000 : 0; }));
  expect_one_track_without(1);
}

TEST_P(Deviation, OneOutlierIsDataQuality) {
  const auto found = final_of(play([](double s) { return s == kDeviates_s ? 30'000 : 0; }));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].grade.view(), "outlier");
  EXPECT_EQ(found[0].severity, model::Severity::information);
  EXPECT_EQ(found[0].started_at, after(kDeviates_s));
  expect_one_track_without(1);
  expect_it_went_on();
}

TEST_P(Deviation, ThreeOutliersAtOnePlaceAreDataQuality) {
  const auto messages = play([this](double s) { return is_of_three(s) ? 30'000 : 0; });
  ASSERT_FALSE(messages.empty());
  expect_outlier_at_most(messages);
  expect_one_track_without(3);
  expect_it_went_on();
}

TEST_P(Deviation, ThreeScatteredOutliersAreDataQuality) {
  int wrong = 0;
  const auto messages = play([&](double s) { return is_of_three(s) ? 30'000 - 75'000 * (wrong++ % 2) : 0; });
  ASSERT_FALSE(messages.empty());
  expect_outlier_at_most(messages);
  expect_one_track_without(3);
  expect_it_went_on();
}

// There and back again are two jumps, each told once, or one that lasts.
TEST_P(Deviation, ShiftAndReturnAfterTwentyMinutesAreJumps) {
  const auto found =
      final_of(play([](double s) { return s >= kDeviates_s && s < kDeviates_s + 1'200 ? 20'000 : 0; }));
  ASSERT_FALSE(found.empty());
  EXPECT_LE(found.size(), 2U);
  for (const model::Anomaly& anomaly : found) {
    EXPECT_EQ(anomaly.grade.view(), "jump");
    EXPECT_EQ(anomaly.phase, model::AnomalyPhase::ended);
  }
  EXPECT_EQ(found[0].started_at, after(kDeviates_s));
  expect_one_track();
  expect_it_went_on();
}

struct Shift {
  double km;
  int every_s;
};

class LastingShift : public OneVessel, public testing::WithParamInterface<Shift> {
 protected:
  LastingShift() : OneVessel(GetParam().every_s) {}
};

std::string name_of_shift(const testing::TestParamInfo<Shift>& info) {
  return std::to_string(std::lround(info.param.km)) + "_km_every_" + std::to_string(info.param.every_s) +
         "_s";
}

INSTANTIATE_TEST_SUITE_P(Fast, LastingShift,
                         testing::Values(Shift{2, 10}, Shift{5, 10}, Shift{20, 10}, Shift{5, 30},
                                         Shift{20, 30}, Shift{20, 60}),
                         name_of_shift);

// With each report that follows, the way from the last place before the shift looks more like a boat's.
INSTANTIATE_TEST_SUITE_P(Slow, LastingShift, testing::Values(Shift{2, 30}, Shift{5, 60}, Shift{20, 180}),
                         name_of_shift);

TEST_P(LastingShift, IsOneJump) {
  const double jump_m = GetParam().km * 1'000;
  const auto found = final_of(play([&](double s) { return s >= kDeviates_s ? jump_m : 0; }));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].grade.view(), "jump");
  EXPECT_EQ(found[0].severity, model::Severity::warning);
  EXPECT_EQ(found[0].phase, model::AnomalyPhase::ended);
  EXPECT_EQ(found[0].started_at, after(kDeviates_s));
  EXPECT_LE(found[0].decided_at, after(kDeviates_s + 900));
  EXPECT_NEAR(found[0].evidence.front().measured, jump_m, jump_m / 50);
  expect_one_track();
  expect_it_went_on();
}

}  // namespace
}  // namespace selat::detect
