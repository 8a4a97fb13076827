// The whole detection engine, all rules on, over a seeded fleet in the Strait: reports a second on one core,
// and memory per vessel. Merchant ships every 6 or 10 s, boats every 30 s, ships at anchor every 180 s,
// static data every 6 minutes; reports of a second come mixed, one in fifty up to a minute late.
//   bench_detect [VESSELS [MINUTES [SEED]]]

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <numbers>
#include <string>
#include <vector>

#include <unistd.h>

#include "base/random.h"
#include "cpu_time.h"
#include "detect/engine.h"
#include "geo/local_plane.h"

namespace {

using namespace selat;
using bench::cpu_s;

constexpr double kAimPerSecond = 200'000;
constexpr double kAimBytes = 1024.0 * 1024 * 1024;
constexpr double kAimBatch_s = 0.010;
const Instant kBegin = Instant::unix_seconds(1'767'268'800);

struct Ship {
  std::uint32_t mmsi = 0;
  geo::Position position;
  double sog_kn = 0, cog_deg = 0;
  int every_s = 10;
  int phase_s = 0;
  double length_m = 100;
  model::Transponder transponder = model::Transponder::class_a;
  model::NavigationStatus status = model::NavigationStatus::under_way_using_engine;
};

std::vector<Ship> fleet(std::size_t count, Random& random) {
  std::vector<Ship> ships(count);
  for (std::size_t i = 0; i < count; ++i) {
    Ship& ship = ships[i];
    ship.mmsi = static_cast<std::uint32_t>(525'000'001 + i);
    // Along the Strait from One Fathom Bank to the east of Singapore, 40 km wide.
    const double along = random.uniform();
    ship.position = geo::Position::degrees(5.5 - 4.3 * along + random.uniform(-0.2, 0.2),
                                           98.5 + 5.8 * along + random.uniform(-0.2, 0.2));
    const double kind = random.uniform();
    if (kind < 0.45) {
      ship.sog_kn = random.uniform(8, 20);
      ship.every_s = ship.sog_kn > 14 ? 6 : 10;
      ship.length_m = random.uniform(60, 330);
    } else if (kind < 0.75) {
      ship.sog_kn = random.uniform(0, 8);
      ship.every_s = 30;
      ship.length_m = random.uniform(8, 35);
      ship.transponder = model::Transponder::class_b;
    } else {
      ship.sog_kn = 0;
      ship.every_s = 180;
      ship.length_m = random.uniform(60, 330);
      ship.status = model::NavigationStatus::at_anchor;
    }
    ship.cog_deg = random.uniform(0, 359.9);
    ship.phase_s = static_cast<int>(random.below(360));
  }
  return ships;
}

std::vector<model::Zone> zones(Random& random) {
  std::vector<model::Zone> zones;
  for (int i = 0; i < 120; ++i) {
    const double along = random.uniform(), lat = 5.5 - 4.3 * along, lon = 98.5 + 5.8 * along;
    model::Zone zone;
    zone.id = std::string_view("zone-" + std::to_string(i));
    zone.kind = i % 4 == 0 ? model::ZoneKind::watch : model::ZoneKind::anchorage;
    geo::Ring ring;
    for (int corner = 0; corner < 16; ++corner) {
      const double turn = corner * std::numbers::pi / 8, radius = random.uniform(0.01, 0.04);
      ring.push_back(geo::Position::degrees(lat + radius * std::sin(turn), lon + radius * std::cos(turn)));
    }
    zone.area = geo::Area({geo::Polygon(ring)});
    zones.push_back(std::move(zone));
  }
  return zones;
}

void put_header(model::ReportHeader& header, const Ship& ship, Instant at, std::uint8_t type) {
  static const model::SourceName kSources[] = {"belawan", "batam", "lumut", "changi"};
  header.mmsi = model::Mmsi(ship.mmsi);
  header.message_type = type;
  header.transponder = ship.transponder;
  header.observed_at = header.received_at = at;
  header.source = kSources[ship.mmsi % 4];
  header.fingerprint = join(join(ship.mmsi, type), static_cast<std::uint64_t>(at.in_unix_microseconds()));
}

model::PositionReport position_of(const Ship& ship, Instant at) {
  model::PositionReport report;
  put_header(report, ship, at, ship.transponder == model::Transponder::class_b ? 18 : 1);
  report.position = ship.position;
  report.sog = Speed::knots(ship.sog_kn);
  report.cog = Bearing::degrees(ship.cog_deg);
  report.heading = Bearing::degrees(ship.cog_deg);
  report.status = ship.status;
  return report;
}

model::StaticReport static_of(const Ship& ship, Instant at) {
  model::StaticReport report;
  put_header(report, ship, at, 5);
  report.name = std::string_view("SHIP " + std::to_string(ship.mmsi));
  model::Dimensions dimensions;
  dimensions.to_bow = dimensions.to_stern = Distance::metres(std::round(ship.length_m / 2));
  dimensions.to_port = dimensions.to_starboard = Distance::metres(std::round(ship.length_m / 12));
  report.dimensions = dimensions;
  return report;
}

// What arrives in one second of event time.
void sail(std::vector<Ship>& ships, int second, Random& random, std::vector<model::Report>& arriving,
          std::vector<std::vector<model::Report>>& later) {
  for (Ship& ship : ships) {
    const int due = second + ship.phase_s;
    if (due % ship.every_s == 0) {
      const Instant at = kBegin + Span::seconds(second + random.uniform(0, 0.99));
      ship.position = geo::destination(ship.position, Bearing::degrees(ship.cog_deg),
                                       Speed::knots(ship.sog_kn) * Span::seconds(ship.every_s));
      auto& when =
          random.chance(0.02) ? later[static_cast<std::size_t>(second) + 1 + random.below(60)] : arriving;
      when.emplace_back(position_of(ship, at));
    }
    if (due % 360 == 0) {
      arriving.emplace_back(static_of(ship, kBegin + Span::seconds(second + random.uniform(0, 0.99))));
    }
  }
  auto& late = later[static_cast<std::size_t>(second)];
  arriving.insert(arriving.end(), late.begin(), late.end());
  late = {};
  for (std::size_t i = arriving.size(); i > 1; --i) {
    std::swap(arriving[i - 1], arriving[random.below(i)]);
  }
}

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double pages = 0, resident = 0;
  statm >> pages >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double number(char** argv, int argc, int index, double otherwise) {
  return index < argc ? std::strtod(argv[index], nullptr) : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  const auto vessels = static_cast<std::size_t>(number(argv, argc, 1, 50'000));
  const int seconds = static_cast<int>(number(argv, argc, 2, 15) * 60);
  const auto seed = static_cast<std::uint64_t>(number(argv, argc, 3, 1));
  Random random(seed);
  auto ships = fleet(vessels, random);
  detect::EngineOptions options;
  options.zones = zones(random);
  options.watch_list = {{.label = "a", .name = "OCEAN STAR"}, {.label = "b", .mmsi = 525'000'100}};
  options.max_vessels = std::max<std::size_t>(vessels, 50'000);
  std::vector<std::vector<model::Report>> later(static_cast<std::size_t>(seconds) + 100);
  std::vector<model::Report> arriving;
  const double before_bytes = resident_bytes();
  detect::Engine engine(std::move(options));
  std::uint64_t reports = 0, anomalies = 0;
  double busy_s = 0, longest_s = 0;
  int longest_at = 0;
  for (int second = 0; second < seconds; ++second) {
    arriving.clear();
    sail(ships, second, random, arriving, later);
    for (std::size_t i = 0; i < arriving.size(); i += 64) {
      const double begin_s = cpu_s();
      for (std::size_t j = i; j < std::min(i + 64, arriving.size()); ++j) {
        engine.observe(arriving[j]);
      }
      anomalies += engine.drain().size();
      const double took_s = cpu_s() - begin_s;
      busy_s += took_s;
      if (took_s > longest_s) {
        longest_s = took_s;
        longest_at = second;
      }
    }
    reports += arriving.size();
  }
  const double bytes = resident_bytes() - before_bytes;
  const double rate = static_cast<double>(reports) / busy_s;
  const auto counters = engine.counters();
  std::printf(
      "seed %llu: %zu vessels, %d min of event time, %llu reports (%llu late), %llu messages, %zu pairs\n",
      static_cast<unsigned long long>(seed), engine.vessels(), seconds / 60,
      static_cast<unsigned long long>(reports), static_cast<unsigned long long>(counters.late),
      static_cast<unsigned long long>(anomalies), engine.pairs());
  std::printf("reports/s on one core  %10.0f   %.2f of the aim of %.0f\n", rate, rate / kAimPerSecond,
              kAimPerSecond);
  std::printf("memory, MiB            %10.0f   %.2f of the bound of %.0f (%.1f KiB a vessel)\n",
              bytes / 1048576, bytes / kAimBytes, kAimBytes / 1048576,
              bytes / 1024 / static_cast<double>(engine.vessels()));
  std::printf("longest batch of 64, ms %9.1f   %.2f of the aim of %.0f (in second %d)\n", longest_s * 1e3,
              longest_s / kAimBatch_s, kAimBatch_s * 1e3, longest_at);
  return counters.too_late == 0 ? 0 : 1;
}
