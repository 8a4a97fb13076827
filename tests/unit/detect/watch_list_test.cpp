#include <set>

#include <gtest/gtest.h>

#include "detect/context.h"
#include "detect/name_likeness.h"
#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;

constexpr std::uint32_t kShip = 563'000'001;

EngineOptions looking_for(model::WatchEntry entry) {
  EngineOptions options;
  entry.label = "wanted";
  options.watch_list = {entry};
  return options;
}

TEST(WatchList, EntriesOfOneLabelAreOneAlert) {
  EngineOptions options;
  options.watch_list = {{.label = "wanted", .mmsi = 563'000'001}, {.label = "wanted", .name = "SEA PRIDE"}};
  const auto found =
      of(run(options, {particulars(563'000'001, 0, "SEA PRIDE", 90), position(563'000'001, 1, {})}),
         "watch_list");
  std::set<std::uint64_t> ids;
  for (const model::Anomaly& anomaly : found) {
    ids.insert(anomaly.id);
  }
  EXPECT_EQ(ids.size(), 1U);
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
  const auto found = of(run(looking_for({.name = "JAYA 5 BERSAMO"}), {report}), "watch_list", "similar_name");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].severity, model::Severity::caution);
  EXPECT_GT(found[0].confidence, 0.8);
  EXPECT_LT(found[0].confidence, 1.0);
}

TEST(WatchList, ASimilarNameNeverWarnsAndAShortOneIsInformation) {
  const auto severity = [](const char* listed, const char* name) {
    const auto found =
        of(run(looking_for({.name = listed}), {particulars(kShip, 0, name, 90)}), "watch_list");
    return found.empty() ? std::nullopt : std::optional(found[0].severity);
  };
  EXPECT_EQ(severity("OCEAN", "OCEAR"), model::Severity::information);
  EXPECT_EQ(severity("OCEAN STAR", "OCEAN STARS"), model::Severity::caution);
  EXPECT_EQ(severity("OCEAN STAR", "OCEAN STAR"), model::Severity::warning);
  EXPECT_EQ(severity("MAJU", "MAJU"), model::Severity::caution);
}

TEST(WatchList, PlaceholdersIdentifyNobody) {
  auto report = particulars(123'456'789, 0, "N/A", 90);
  report.imo = 1'111'111;
  report.call_sign = "0000000";
  for (const model::WatchEntry& entry :
       {model::WatchEntry{.mmsi = 123'456'789}, model::WatchEntry{.imo = 1'111'111},
        model::WatchEntry{.call_sign = "0000000"}, model::WatchEntry{.name = "N/A"}}) {
    EXPECT_TRUE(of(run(looking_for(entry), {report}), "watch_list").empty());
  }
}

TEST(WatchList, StrangersThatShareAPlaceholderAreNotTakenForOneVessel) {
  auto listed = particulars(kShip, 0, "LAUT BIRU", 90);
  auto stranger = particulars(538'000'009, 60, "OCEAN STAR", 120);
  listed.imo = stranger.imo = 1'111'111;
  listed.call_sign = stranger.call_sign = "UNKNOWN";
  const auto found = of(run(looking_for({.mmsi = kShip}), {listed, position(kShip, 1, {}), stranger,
                                                           position(538'000'009, 61, {9'000, 0, 9, 90})}),
                        "watch_list");
  ASSERT_EQ(found.size(), 2) << "the listed vessel, and its place";
  EXPECT_EQ(found[1].vessels[0].mmsi.number(), kShip);
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

constexpr std::uint32_t kNext = 538'000'009;

std::vector<model::Report> listed_then_silent() {
  std::vector<model::Report> reports = {particulars(kShip, 0, "JAYA LIMA", 90)};
  sail(reports, kShip, {.from_s = 1, .to_s = 600, .east_m = 0, .north_m = 0, .sog_kn = 10, .cog_deg = 90});
  return reports;
}

// Where it would have been had it gone on.
void go_on(std::vector<model::Report>& reports, double from_s, double off_m, double length_m) {
  reports.emplace_back(particulars(kNext, from_s - 0.5, "OCEAN STAR", length_m));
  sail(reports, kNext,
       {.from_s = from_s,
        .to_s = from_s + 900,
        .east_m = (from_s - 1) * 10 * 1852. / 3600,
        .north_m = off_m,
        .sog_kn = 10,
        .cog_deg = 90});
}

TEST(WatchList, FollowsTheSameNameUnderAnotherMmsi) {
  auto reports = listed_then_silent();
  reports.emplace_back(particulars(kNext, 3'000, "JAYA LIMA", 90));
  reports.emplace_back(position(kNext, 2'990, {50'000, 0, 10, 90}));
  sail(reports, 563'000'077, {.from_s = 600, .to_s = 3'100, .east_m = 0, .north_m = 9'000});
  const auto found = of(run(looking_for({.mmsi = kShip}), reports), "watch_list", "same_name");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].vessels[0].mmsi.number(), kNext);
  EXPECT_EQ(found[0].vessels[1].mmsi.number(), kShip);
  EXPECT_EQ(found[0].decided_at, after(3'000));
  EXPECT_LT(found[0].confidence, 1);
  EXPECT_EQ(found[0].severity, model::Severity::caution) << "a name alone proves nothing";
  EXPECT_EQ(found[0].context_version, Context({}, looking_for({.mmsi = kShip}).watch_list).version());
}

TEST(WatchList, FollowsATrackThatGoesOnUnderAnotherMmsi) {
  auto reports = listed_then_silent();
  go_on(reports, 700, 200, 90);
  const auto found = of(run(looking_for({.mmsi = kShip}), reports), "watch_list", "same_track");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].vessels[0].mmsi.number(), kNext);
  EXPECT_EQ(found[0].started_at, after(700));
}

TEST(WatchList, DoesNotFollowElsewhereOrLaterOrAnotherSize) {
  const auto follows = [](double from_s, double off_m, double length_m) {
    auto reports = listed_then_silent();
    go_on(reports, from_s, off_m, length_m);
    return !of(run(looking_for({.mmsi = kShip}), reports), "watch_list", "same_track").empty();
  };
  EXPECT_TRUE(follows(700, 0, 90));
  EXPECT_FALSE(follows(700, 3'000, 90)) << "elsewhere";
  EXPECT_FALSE(follows(1'600, 0, 90)) << "more than 15 minutes later";
  EXPECT_FALSE(follows(700, 0, 200)) << "another size";
}

TEST(WatchList, RetractsWhenTheListedVesselIsHeardAgain) {
  auto reports = listed_then_silent();
  go_on(reports, 700, 200, 90);
  reports.emplace_back(position(kShip, 1'200, {1'200 * 10 * 1852. / 3600, 0, 10, 90}));
  const auto found = of(run(looking_for({.mmsi = kShip}), reports), "watch_list", "same_track");
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[1].phase, model::AnomalyPhase::retracted);
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
