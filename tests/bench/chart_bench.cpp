// Geometry at speed, side by side in one run: the grid against GEOS's prepared geometry, short distances
// against PROJ's geodesic, a thousand zones, distances to shore, water routes. Ends with status 1 when the
// grid and GEOS disagree about any of a million points, or when an aim is missed.
//
//   bench_chart [Google Benchmark's options]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <string>

#include <benchmark/benchmark.h>

#include "../unit/chart/prepared_geos.h"
#include "../unit/chart/telling_places.h"
#include "base/random.h"
#include "chart/chart.h"
#include "chart/geodesic.h"
#include "geo/area_grid.h"
#include "geo/local_plane.h"
#include "route/water_map.h"

namespace selat {
namespace {

constexpr std::uint64_t kSeed = 97;
constexpr std::size_t kPlaces = std::size_t{1} << 18;  // a power of two: the next place costs an AND

struct World {
  World() {
    auto loaded = chart::load_chart(SELAT_SOURCE_DIR "/geodata");
    if (!loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().message().c_str());
      std::exit(2);
    }
    chart = std::move(*loaded);
    land = geo::Area(chart.coast);
    const geo::Box box = land.bounds();
    Random random(kSeed);
    for (std::size_t i = 0; i < kPlaces; ++i) {
      places.push_back(geo::Position::degrees(
          random.uniform(box.south_west.latitude_deg(), box.north_east.latitude_deg()),
          random.uniform(box.south_west.longitude_deg(), box.north_east.longitude_deg())));
    }
    // As vessels are: in the Strait, some of them close to the shore.
    for (const auto& sector : chart.sectors) {
      for (const geo::Position p : chart::telling_places(sector.area, 20'000, kSeed)) {
        if (p.is_valid() && !land.bounds().contains(p)) {
          continue;
        }
        at_sea.push_back(p);
      }
    }
    while (at_sea.size() > kPlaces / 2) {
      at_sea.pop_back();
    }
    at_sea.resize(kPlaces / 4);
    for (std::size_t i = 0; i < 1'000; ++i) {
      zones.emplace_back(std::vector{
          geo::circle(places[i], Distance::kilometres(1 + random.uniform() * random.uniform() * 60), 32)});
    }
  }
  chart::Chart chart;
  geo::Area land;
  std::vector<geo::Position> places;
  std::vector<geo::Position> at_sea;
  std::vector<geo::Area> zones;
};

const World& world() {
  static const World it;
  return it;
}

const geo::AreaGrid& land_grid() {
  static const geo::AreaGrid grid(world().land);
  return grid;
}

const chart::PreparedGeos& land_geos() {
  static const chart::PreparedGeos geos(world().land);
  return geos;
}

// Takes the next place each time; each answer is used.
template <typename Ask>
void over_places(benchmark::State& state, const std::vector<geo::Position>& places, const Ask& ask) {
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(ask(places[i]));
    i = i + 1 == places.size() ? 0 : i + 1;
  }
  state.SetItemsProcessed(state.iterations());
}

void land_by_geos(benchmark::State& state) {
  over_places(state, world().places, [&geos = land_geos()](geo::Position p) { return geos.contains(p); });
}
void land_by_grid(benchmark::State& state) {
  over_places(state, world().places, [&grid = land_grid()](geo::Position p) { return grid.contains(p); });
}
void build_land_grid(benchmark::State& state) {
  for (auto _ : state) {
    const geo::AreaGrid grid(world().land);
    state.counters["MB"] = static_cast<double>(grid.memory_bytes()) / 1e6;
  }
}
void shore_by_grid(benchmark::State& state) {
  over_places(state, world().at_sea, [&grid = land_grid()](geo::Position p) {
    return grid.nearest_edge(p, Distance::nautical_miles(200));
  });
}
void shore_by_every_edge(benchmark::State& state) {
  over_places(state, world().at_sea, [](geo::Position p) { return world().land.distance_to_edge(p); });
}
void thousand_zones_by_grid(benchmark::State& state) {
  static const geo::AreaGrid grid(world().zones);
  std::vector<geo::AreaGrid::Index> found;
  over_places(state, world().places, [&](geo::Position p) {
    grid.containing(p, found);
    return found.size();
  });
}
void thousand_zones_one_by_one(benchmark::State& state) {
  over_places(state, world().places, [](geo::Position p) {
    return std::ranges::count_if(world().zones, [p](const geo::Area& zone) { return zone.contains(p); });
  });
}

geo::Position a_step_on(geo::Position p, std::size_t i) {
  const auto off = static_cast<std::int32_t>((i * 7919) % 400'000);  // up to 6 km
  return geo::Position::e7(p.latitude_e7() + off - 200'000, p.longitude_e7() + 200'000 - off / 2);
}
template <typename Measure>
void over_steps(benchmark::State& state, const Measure& measure) {
  const auto& places = world().places;
  std::size_t i = 0;
  for (auto _ : state) {
    const geo::Position p = places[i++ & (kPlaces - 1)];
    benchmark::DoNotOptimize(measure(p, a_step_on(p, i)));
  }
  state.SetItemsProcessed(state.iterations());
}
// Of steps made before: to make one, and to fetch its place from memory, costs half of what the plane does.
template <typename Measure>
void over_known_steps(benchmark::State& state, const Measure& measure) {
  std::array<std::pair<geo::Position, geo::Position>, 512> steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const geo::Position from = world().places[i];
    steps[i] = {from, a_step_on(from, i)};
  }
  std::size_t next = 0;
  for (auto _ : state) {
    const auto& [from, to] = steps[next++ % steps.size()];
    benchmark::DoNotOptimize(measure(from, to));
  }
  state.SetItemsProcessed(state.iterations());
}
void distance_by_geodesic(benchmark::State& state) {
  over_known_steps(state, [](geo::Position a, geo::Position b) { return chart::geodesic(a, b).distance; });
}
void distance_by_plane(benchmark::State& state) {
  over_known_steps(state, [](geo::Position a, geo::Position b) { return geo::distance(a, b); });
}

void steps_over_zones_by_grid(benchmark::State& state) {
  static const geo::AreaGrid grid(world().zones);
  std::vector<geo::AreaGrid::AreaCrossing> found;
  over_steps(state, [&](geo::Position a, geo::Position b) {
    grid.crossings(a, b, found);
    return found.size();
  });
}
void steps_over_zones_one_by_one(benchmark::State& state) {
  over_steps(state, [&](geo::Position a, geo::Position b) {
    std::size_t sum = 0;
    for (const geo::Area& zone : world().zones) {
      sum += zone.crossings(a, b).size();
    }
    return sum;
  });
}

const route::WaterMap& water() {
  static const route::WaterMap map = [] {
    std::vector<route::LaneLine> lanes;
    for (const auto& lane : chart::lane_centres(world().chart)) {
      lanes.push_back({lane.line, lane.half_width});
    }
    return route::WaterMap(world().land, lanes, world().chart.sectors);
  }();
  return map;
}
void build_water_map(benchmark::State& state) {
  for (auto _ : state) {
    const route::WaterMap map(world().land);
    state.counters["MB"] = static_cast<double>(map.memory_bytes()) / 1e6;
  }
}
void route_field(benchmark::State& state) {
  const auto& berths = world().chart.control_points;
  const route::WaterMap& map = water();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(map.field_from(berths[i++ % berths.size()].position));
  }
}
void route_field_lanes_minded(benchmark::State& state) {
  const auto& berths = world().chart.control_points;
  const route::WaterMap& map = water();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        map.field_from(berths[i++ % berths.size()].position, {.follows_lane_rules = true}));
  }
}
void distance_from_field(benchmark::State& state) {
  const auto field = water().field_from(world().chart.control_points[0].position);
  over_places(state, world().at_sea, [&](geo::Position p) { return field->distance_to(p).has_value(); });
}

BENCHMARK(land_by_geos);
BENCHMARK(land_by_grid);
BENCHMARK(build_land_grid)->Unit(benchmark::kMillisecond);
BENCHMARK(thousand_zones_one_by_one);
BENCHMARK(thousand_zones_by_grid);
BENCHMARK(steps_over_zones_one_by_one);
BENCHMARK(steps_over_zones_by_grid);
BENCHMARK(shore_by_every_edge);
BENCHMARK(shore_by_grid);
BENCHMARK(distance_by_geodesic);
BENCHMARK(distance_by_plane);
BENCHMARK(build_water_map)->Unit(benchmark::kMillisecond);
BENCHMARK(route_field)->Unit(benchmark::kMillisecond);
BENCHMARK(route_field_lanes_minded)->Unit(benchmark::kMillisecond);
BENCHMARK(distance_from_field);

// Keeps the CPU times for the ratios at the end: a busy machine slows both sides alike.
class Rates : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (!run.error_occurred) {
        seconds[run.benchmark_name()] =
            run.GetAdjustedCPUTime() / benchmark::GetTimeUnitMultiplier(run.time_unit);
      }
    }
    ConsoleReporter::ReportRuns(runs);
  }
  std::map<std::string, double> seconds;
};

struct Aim {
  const char* what;
  const char* slow;  // empty: the aim is of the quick one alone, in a second
  const char* quick;
  double at_least;
};
constexpr Aim kAims[] = {
    {"land or sea: grid over prepared GEOS, times", "land_by_geos", "land_by_grid", 20},
    {"short distances: plane over PROJ's geodesic, times", "distance_by_geodesic", "distance_by_plane", 30},
    {"which of 1,000 zones: grid, a second", "", "thousand_zones_by_grid", 5e6},
    {"which of 1,000 zones: grid over one by one, times", "thousand_zones_one_by_one",
     "thousand_zones_by_grid", 1},
    {"a step over 1,000 zones: grid over one by one, times", "steps_over_zones_one_by_one",
     "steps_over_zones_by_grid", 1},
    {"distance to shore: grid over every edge, times", "shore_by_every_edge", "shore_by_grid", 1},
    {"a field of water distances from one berth, a second", "", "route_field", 10},
    {"the same with the rules of lanes, a second", "", "route_field_lanes_minded", 10},
};

bool are_aims_met(const Rates& rates) {
  bool are_met = true;
  std::printf("\n");
  for (const Aim& aim : kAims) {
    const auto quick = rates.seconds.find(aim.quick);
    const auto slow = rates.seconds.find(aim.slow);
    if (quick == rates.seconds.end() || (*aim.slow != '\0' && slow == rates.seconds.end())) {
      continue;
    }
    const double reached = (*aim.slow == '\0' ? 1 : slow->second) / quick->second;
    are_met = are_met && reached >= aim.at_least;
    std::printf("%-58s %14.1f   aim %12.0f   %s\n", aim.what, reached, aim.at_least,
                reached >= aim.at_least ? "met" : "MISSED");
  }
  return are_met;
}

bool do_grid_and_geos_agree() {
  std::size_t disagreements = 0;
  std::size_t on_land = 0;
  constexpr std::size_t kCount = 1'000'000;
  for (const geo::Position p : chart::telling_places(world().land, kCount, kSeed)) {
    const bool is_land = land_grid().contains(p);
    on_land += is_land ? 1U : 0U;
    disagreements += is_land != land_geos().contains(p) ? 1U : 0U;
  }
  std::printf("%zu points, two thirds of them at the shore, %zu on land: the grid and GEOS disagree on %zu\n",
              kCount, on_land, disagreements);
  return disagreements == 0;
}

}  // namespace
}  // namespace selat

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 2;
  }
  selat::Rates rates;
  benchmark::RunSpecifiedBenchmarks(&rates);
  const bool are_met = selat::are_aims_met(rates);
  return selat::do_grid_and_geos_agree() && are_met ? 0 : 1;
}
