// The coordination server's two hot paths on one core: planning anew which control point answers for which
// sector, as every event makes it do, and counting the vessels of each sector, as every change of a track
// does. Random permits, capacities, owners and alerts of a fixed seed; ends with 1 when an aim is missed.
//   bench_coordinate [SEED]

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

#include "base/random.h"
#include "chart/chart.h"
#include "coordinate/sector_traffic.h"
#include "cpu_time.h"
#include "geo/local_plane.h"
#include "plan/sector_allocation.h"

namespace {

using namespace selat;
using bench::cpu_s;

constexpr double kAimPlan_s = 0.050;
constexpr double kAimReports = 20'000;
constexpr int kPlans = 200;
constexpr std::uint32_t kVessels = 20'000;
constexpr int kRounds = 60;
constexpr Span kBetweenReports = Span::seconds(10);

struct Problem {
  plan::AllocationInput input;
  plan::TravelTable travel;
  std::vector<model::ControlPointId> control_points;
};

Problem random_problem(std::size_t sectors, std::size_t control_points, Random& random) {
  Problem problem;
  std::vector<plan::TravelRow> rows;
  for (std::size_t c = 0; c < control_points; ++c) {
    problem.control_points.emplace_back(std::string_view("point-" + std::to_string(c)));
    problem.input.capacity.push_back(
        static_cast<std::uint32_t>(1 + random.below(2 * sectors / control_points)));
    for (std::size_t s = 0; s < sectors; ++s) {
      rows.push_back({s, c, {}, Span::seconds(random.uniform(600, 36'000))});
    }
  }
  for (std::size_t s = 0; s < sectors; ++s) {
    plan::SectorDemand& sector = problem.input.sectors.emplace_back();
    sector.priority = random.uniform(0.5, 5);
    sector.open_alerts = static_cast<std::uint32_t>(random.below(4));
    for (std::size_t c = 0; c < control_points; ++c) {
      sector.allowed.push_back(random.chance(0.5));
    }
    if (random.chance(0.8)) {
      sector.owner = random.below(control_points);
    }
  }
  problem.travel = plan::TravelTable(sectors, control_points, rows);
  return problem;
}

bool measure_plans(std::size_t sectors, std::size_t control_points, Random& random) {
  double all_s = 0, longest_s = 0;
  for (int turn = 0; turn < kPlans; ++turn) {
    const Problem problem = random_problem(sectors, control_points, random);
    const double begin_s = cpu_s();
    const auto planned = plan::allocate_sectors(problem.input, problem.travel, problem.control_points, {});
    const double took_s = cpu_s() - begin_s;
    all_s += took_s;
    longest_s = std::max(longest_s, took_s);
    if (planned.size() != sectors) {
      return false;
    }
  }
  const bool is_met = longest_s <= kAimPlan_s;
  std::printf("plan of %3zu sectors x %2zu    %9.3f ms, longest %7.3f   %.3f of the aim of %.0f%s\n", sectors,
              control_points, all_s / kPlans * 1e3, longest_s * 1e3, longest_s / kAimPlan_s, kAimPlan_s * 1e3,
              is_met ? "" : "   MISSED");
  return is_met;
}

// Ships of 12 kn that report every ten seconds, within the sectors that come with Selat.
bool measure_traffic(const std::vector<model::Sector>& sectors, Random& random) {
  std::vector<model::Track> ships(kVessels);
  for (std::uint32_t i = 0; i < kVessels; ++i) {
    ships[i].vessel.mmsi = model::Mmsi(525'000'001 + i);
    ships[i].position = sectors[random.below(sectors.size())].area.centroid();
    ships[i].cog = Bearing::degrees(random.uniform(0, 359.9));
  }
  coordinate::SectorTraffic traffic{coordinate::SectorMap(sectors)};
  Instant now = Instant::unix_seconds(1'767'268'800);
  double busy_s = 0;
  for (int round = 0; round < kRounds; ++round, now = now + kBetweenReports) {
    for (model::Track& ship : ships) {
      ship.last_at = now;
      ship.position = geo::destination(ship.position, *ship.cog, Speed::knots(12) * kBetweenReports);
    }
    const double begin_s = cpu_s();
    for (const model::Track& ship : ships) {
      traffic.observe(ship);
    }
    busy_s += cpu_s() - begin_s;
  }
  const double rate = static_cast<double>(kVessels) * kRounds / busy_s;
  std::printf("vessels of each sector     %9.0f tracks/s              %.1f of the aim of %.0f%s\n", rate,
              rate / kAimReports, kAimReports, rate >= kAimReports ? "" : "   MISSED");
  const auto counted = traffic.vessels();
  return rate >= kAimReports && std::reduce(counted.begin(), counted.end()) >= kVessels / 2;
}

}  // namespace

int main(int argc, char** argv) {
  Random random(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1);
  const auto sectors = chart::load_sectors(SELAT_SOURCE_DIR "/geodata");
  if (!sectors) {
    std::fprintf(stderr, "%s\n", sectors.error().message().c_str());
    return 2;
  }
  bool is_good = measure_plans(20, 4, random);
  is_good = measure_plans(60, 12, random) && is_good;
  is_good = measure_plans(200, 20, random) && is_good;
  is_good = measure_traffic(*sectors, random) && is_good;
  return is_good ? 0 : 1;
}
