#include <gtest/gtest.h>

#include "detect/name_likeness.h"
#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;

constexpr std::uint32_t kShip = 563'000'001;

EngineOptions looking_for(WatchEntry entry) {
  EngineOptions options;
  entry.label = "wanted";
  options.watch_list = {entry};
  return options;
}

TEST(WatchList, ByMmsiWithTheFirstReport) {
  const auto found = of(run(looking_for({.mmsi = kShip}), {position(kShip, 0, {})}), "watch_list");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].grade.view(), "mmsi");
  EXPECT_EQ(found[0].subject, "wanted");
  EXPECT_EQ(found[0].place, at_m(0, 0));
}

TEST(WatchList, ByImoCallSignAndNearlyTheSameName) {
  auto report = particulars(kShip, 0, "MV  JAYA-5 BERSAMA", 90);
  report.imo = 9'074'729;
  report.call_sign = "9V1234";
  EXPECT_EQ(of(run(looking_for({.imo = 9'074'729}), {report}), "watch_list", "imo").size(), 1);
  EXPECT_EQ(of(run(looking_for({.call_sign = "9v 1234"}), {report}), "watch_list", "call_sign").size(), 1);
  const auto found = of(run(looking_for({.name = "JAYA 5 BERSAMO"}), {report}), "watch_list", "name");
  ASSERT_EQ(found.size(), 1);
  EXPECT_GT(found[0].confidence, 0.8);
  EXPECT_LT(found[0].confidence, 1.0);
}

TEST(WatchList, OthersAreNotFound) {
  auto report = particulars(kShip, 0, "SEA PRIDE", 90);
  report.imo = 9'074'729;
  const std::vector<model::Report> reports = {report, position(kShip, 1, {})};
  EXPECT_TRUE(of(run(looking_for({.mmsi = 1, .imo = 2, .call_sign = "X", .name = "OCEAN STAR"}), reports),
                 "watch_list")
                  .empty());
  EXPECT_TRUE(of(run(looking_for({}), reports), "watch_list").empty()) << "an empty entry matches nothing";
}

TEST(WatchList, StaysFoundWhenItChangesItsName) {
  std::vector<model::Report> reports = {particulars(kShip, 0, "JAYA 5", 90),
                                        particulars(kShip, 60, "OCEAN STAR", 90)};
  sail(reports, kShip, {.from_s = 1, .to_s = 900, .east_m = 0, .north_m = 0, .sog_kn = 10, .cog_deg = 90});
  const auto found = of(run(looking_for({.name = "JAYA 5"}), reports), "watch_list");
  ASSERT_EQ(found.size(), 3) << "raised, placed, placed again ten minutes later";
  EXPECT_EQ(found[2].phase, model::AnomalyPhase::updated);
  EXPECT_EQ(found[2].vessels[0].name.view(), "OCEAN STAR");
}

TEST(NameLikeness, ForgivesWhatPeopleDoToNames) {
  EXPECT_EQ(normalised_name("M/V Jaya-5 "), "JAYAS");
  EXPECT_EQ(normalised_name("M.V. OCEAN STAR"), "OCEANSTAR");
  EXPECT_EQ(normalised_name("0CEAN STAR"), normalised_name("OCEAN STAR"));
  EXPECT_EQ(name_likeness("OCEAN", "OCEAN"), 1.0);
  EXPECT_EQ(name_likeness("OCEAN", "OCAEN"), 0.8) << "neighbours swapped is one edit";
  EXPECT_EQ(name_likeness("", ""), 0.0);
  EXPECT_LT(name_likeness("OCEANSTAR", "SEAPRIDE"), 0.5);
}

}  // namespace
}  // namespace selat::detect
