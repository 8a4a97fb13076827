#include "plan/sector_allocation.h"

#include <algorithm>
#include <functional>
#include <limits>

#include <gtest/gtest.h>

#include "base/random.h"

namespace selat::plan {
namespace {

const std::vector<model::ControlPointId> kNames = {"belawan", "lumut", "batam", "changi"};

SectorDemand sector_for(std::vector<bool> allowed, std::optional<std::size_t> owner = std::nullopt) {
  SectorDemand sector;
  sector.allowed = std::move(allowed);
  sector.owner = owner;
  return sector;
}

TravelTable hours(const std::vector<std::vector<double>>& by_sector) {
  std::vector<TravelRow> rows;
  for (std::size_t s = 0; s < by_sector.size(); ++s) {
    for (std::size_t c = 0; c < by_sector[s].size(); ++c) {
      rows.push_back({s, c, {}, Span::seconds(by_sector[s][c] * 3600.0)});
    }
  }
  return TravelTable(by_sector.size(), by_sector.front().size(), rows);
}

TEST(SectorAllocation, GivesASectorToTheNearestThatMayHaveIt) {
  const auto planned =
      allocate_sectors({.sectors = {sector_for({true, true, false, true})}, .capacity = {1, 1, 1, 1}},
                       hours({{5, 3, 1, 4}}), kNames, {});
  EXPECT_EQ(planned[0].control_point, 1U);
  EXPECT_EQ(planned[0].reason.travel_time, Span::hours(3));
  EXPECT_EQ(planned[0].reason.second_best.view(), "changi");
  EXPECT_EQ(planned[0].reason.second_travel_time, Span::hours(4));
}

TEST(SectorAllocation, SaysUnownedWhereNobodyMay) {
  const auto planned =
      allocate_sectors({.sectors = {sector_for({false, false, false, false})}, .capacity = {1, 1, 1, 1}},
                       hours({{5, 3, 1, 4}}), kNames, {});
  EXPECT_EQ(planned[0].control_point, std::nullopt);
}

TEST(SectorAllocation, LeavesTheLeastUrgentUnownedWhenCapacityIsShort) {
  AllocationInput input{.sectors = {sector_for({true}), sector_for({true}), sector_for({true})},
                        .capacity = {2}};
  input.sectors[1].priority = 5;
  input.sectors[2].priority = 2;
  const auto planned = allocate_sectors(input, hours({{1}, {20}, {20}}), {"belawan"}, {});
  EXPECT_FALSE(planned[0].control_point);
  EXPECT_TRUE(planned[1].control_point);
  EXPECT_TRUE(planned[2].control_point);
}

TEST(SectorAllocation, KeepsTheOwnerForASmallSavingAndChangesItForALargeOne) {
  const AllocationInput input{.sectors = {sector_for({true, true}, 0)}, .capacity = {1, 1}};
  EXPECT_EQ(allocate_sectors(input, hours({{3.0, 2.5}}), {"a", "b"}, {})[0].control_point, 0U);
  EXPECT_EQ(allocate_sectors(input, hours({{3.0, 0.5}}), {"a", "b"}, {})[0].control_point, 1U);
}

TEST(SectorAllocation, SpreadsSectorsThatAreEquallyFar) {
  const AllocationInput input{.sectors = std::vector<SectorDemand>(4, sector_for({true, true})),
                              .capacity = {4, 4}};
  const auto planned = allocate_sectors(input, hours({{2, 2}, {2, 2}, {2, 2}, {2, 2}}), {"a", "b"}, {});
  EXPECT_EQ(std::ranges::count(planned, std::optional<std::size_t>(0), &AllocatedSector::control_point), 2);
}

TEST(SectorAllocation, CountsFixedSectorsInTheCapacity) {
  AllocationInput input{.sectors = {sector_for({true, true}, 0), sector_for({true, true})},
                        .capacity = {1, 1}};
  input.sectors[0].is_fixed = true;
  const auto planned = allocate_sectors(input, hours({{9, 1}, {1, 9}}), {"a", "b"}, {});
  EXPECT_EQ(planned[0].control_point, 0U);
  EXPECT_EQ(planned[1].control_point, 1U);
}

TEST(SectorAllocation, WithoutAWayThereNobodyAnswers) {
  const TravelTable travel(1, 2,
                           {{.sector = 0, .control_point = 1, .asset = "KD Test", .time = Span::hours(30)}});
  const auto planned =
      allocate_sectors({.sectors = {sector_for({true, true})}, .capacity = {1, 1}}, travel, {"a", "b"}, {});
  EXPECT_EQ(planned[0].control_point, 1U);
  EXPECT_EQ(planned[0].reason.asset.view(), "KD Test");
  EXPECT_TRUE(planned[0].reason.second_best.empty());
}

// Every choice for a few sectors, tried one after the other: the flow is never worse.
TEST(SectorAllocation, IsExact) {
  Random random(20'260'101);
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE(round);
    const AllocationWeights weights{.change = Span::hours(1), .crowding = Span::minutes(10)};
    AllocationInput input{.sectors = {}, .capacity = {2, 1, 2}};
    std::vector<std::vector<double>> time_h;
    for (int s = 0; s < 5; ++s) {
      SectorDemand sector = sector_for({random.chance(0.7), random.chance(0.7), random.chance(0.7)});
      sector.priority = random.uniform(1, 5);
      if (random.chance(0.5)) {
        sector.owner = random.below(3);
      }
      input.sectors.push_back(sector);
      time_h.push_back({random.uniform(0, 20), random.uniform(0, 20), random.uniform(0, 20)});
    }
    const auto cost = [&](const std::vector<std::optional<std::size_t>>& chosen) {
      double sum = 0;
      std::vector<std::uint32_t> load(3, 0);
      for (std::size_t s = 0; s < chosen.size(); ++s) {
        const SectorDemand& sector = input.sectors[s];
        if (!chosen[s]) {
          sum += 1'000 * sector.priority;
          continue;
        }
        const std::size_t c = *chosen[s];
        if (!sector.allowed[c] || load[c] >= input.capacity[c]) {
          return std::numeric_limits<double>::infinity();
        }
        sum += sector.priority * (time_h[s][c] + (sector.owner && *sector.owner != c ? 1.0 : 0.0)) +
               load[c] / 6.0;
        ++load[c];
      }
      return sum;
    };
    double best = std::numeric_limits<double>::infinity();
    std::vector<std::optional<std::size_t>> chosen(5);
    const std::function<void(std::size_t)> try_all = [&](std::size_t s) {
      if (s == chosen.size()) {
        best = std::min(best, cost(chosen));
        return;
      }
      for (std::size_t c = 0; c <= 3; ++c) {
        chosen[s] = c < 3 ? std::optional(c) : std::nullopt;
        try_all(s + 1);
      }
    };
    try_all(0);
    const auto planned = allocate_sectors(input, hours(time_h), {"a", "b", "c"}, weights);
    std::vector<std::optional<std::size_t>> answer;
    for (const auto& sector : planned) {
      answer.push_back(sector.control_point);
    }
    EXPECT_NEAR(cost(answer), best, 1e-3);
  }
}

}  // namespace
}  // namespace selat::plan
