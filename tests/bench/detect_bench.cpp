// The whole detection engine, all rules on, over a seeded fleet in the Strait: reports a second on one core,
// and memory per vessel. Merchant ships every 6 or 10 s, boats every 30 s, ships at anchor every 180 s,
// static data every 6 minutes; reports of a second come mixed, one in fifty up to a minute late.
//   bench_detect [VESSELS [MINUTES [SEED]]]          reports a second, memory, the longest batch
//   bench_detect growth [VESSELS [MINUTES [SEED]]]   memory after 30, 90 and 120 minutes
//   bench_detect harbour [VESSELS [MINUTES [SEED]]]  most of the fleet moored side by side, and apart
//   bench_detect state [VESSELS [MINUTES [SEED]]]    the state as bytes: their number, to write and to read
//   them bench_detect context [VESSELS [MINUTES [SEED]]]  another watch list and other zones every minute

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <numbers>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
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
constexpr std::size_t kTracksPerSecond = 2'000;
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
  std::vector<model::Report>().swap(late);  // gives its memory back, which would be counted as the engine's
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

unsigned long long shown(std::uint64_t value) {
  return value;
}

struct Size {
  std::size_t vessels = 0;
  int minutes = 0;
  std::uint64_t seed = 1;
};

// From the argument at `first` on.
Size size(char** argv, int argc, int first, double vessels, double minutes) {
  return {static_cast<std::size_t>(number(argv, argc, first, vessels)),
          static_cast<int>(number(argv, argc, first + 1, minutes)),
          static_cast<std::uint64_t>(number(argv, argc, first + 2, 1))};
}

detect::EngineOptions options(std::size_t vessels, Random& random) {
  detect::EngineOptions options;
  options.zones = zones(random);
  options.watch_list = {{.label = "a", .name = "OCEAN STAR"}, {.label = "b", .mmsi = 525'000'100}};
  options.max_vessels = std::max<std::size_t>(vessels, 50'000);
  return options;
}

// An engine that takes in a fleet's reports, and what that cost.
class Run {
 public:
  Run(std::vector<Ship> ships, const Size& size, Random& random)
      : ships_(std::move(ships)),
        seconds_(size.minutes * 60),
        random_(random),
        later_(static_cast<std::size_t>(seconds_) + 100),
        before_bytes_(resident_bytes()),
        engine_(options(size.vessels, random)) {}

  // Calls at_minute(minute) after each.
  template <typename AtMinute>
  void go(AtMinute&& at_minute) {
    for (int second = 0; second < seconds_; ++second) {
      arriving_.clear();
      sail(ships_, second, random_, arriving_, later_);
      for (std::size_t i = 0; i < arriving_.size(); i += 64) {
        take_batch(i, std::min(i + 64, arriving_.size()), second);
      }
      reports_ += arriving_.size();
      (void)engine_.changed_tracks(kTracksPerSecond);  // those that wait to be handed out are kept
      if ((second + 1) % 60 == 0) {
        at_minute((second + 1) / 60);
      }
    }
  }

  // Other zones and another watch list from now on.
  void change_context(std::vector<model::Zone> zones, std::vector<model::WatchEntry> watch_list) {
    const double begin_s = cpu_s();
    engine_.set_context(std::move(zones), std::move(watch_list), engine_.watermark() + Span::microseconds(1));
    const double took_s = cpu_s() - begin_s;
    busy_s_ += took_s;
    longest_change_s_ = std::max(longest_change_s_, took_s);
  }

  [[nodiscard]] std::string save() { return engine_.save(); }
  [[nodiscard]] const detect::Engine& engine() const { return engine_; }
  [[nodiscard]] double bytes() const { return resident_bytes() - before_bytes_; }
  [[nodiscard]] std::uint64_t reports() const { return reports_; }
  [[nodiscard]] double rate() const { return static_cast<double>(reports_) / busy_s_; }
  [[nodiscard]] double longest_change_s() const { return longest_change_s_; }

  void print_size(std::uint64_t seed) const {
    std::printf(
        "seed %llu: %zu vessels, %d min of event time, %llu reports (%llu late), %llu messages, %zu pairs\n",
        shown(seed), engine_.vessels(), seconds_ / 60, shown(reports_), shown(engine_.counters().late),
        shown(messages_), engine_.pairs());
  }
  // True if the aims were met.
  [[nodiscard]] bool print_cost() const {
    const bool is_fast = rate() >= kAimPerSecond;
    const bool is_prompt = longest_s_ <= kAimBatch_s;
    std::printf("reports/s on one core  %10.0f   %.2f of the aim of %.0f%s\n", rate(), rate() / kAimPerSecond,
                kAimPerSecond, is_fast ? "" : "   MISSED");
    std::printf("longest batch of 64, ms %9.1f   %.2f of the aim of %.0f (in second %d)%s\n",
                longest_s_ * 1e3, longest_s_ / kAimBatch_s, kAimBatch_s * 1e3, longest_at_,
                is_prompt ? "" : "   MISSED");
    return is_fast && is_prompt;
  }

 private:
  void take_batch(std::size_t from, std::size_t end, int second) {
    const double begin_s = cpu_s();
    engine_.observe(std::span(arriving_).subspan(from, end - from));
    messages_ += engine_.drain().size();
    const double took_s = cpu_s() - begin_s;
    busy_s_ += took_s;
    // The first minute fills empty tables: it is not what a watch meets.
    if (second >= 60 && took_s > longest_s_) {
      longest_s_ = took_s;
      longest_at_ = second;
    }
  }

  std::vector<Ship> ships_;
  int seconds_;
  Random& random_;
  std::vector<std::vector<model::Report>> later_;
  std::vector<model::Report> arriving_;
  double before_bytes_;
  detect::Engine engine_;
  std::uint64_t reports_ = 0, messages_ = 0;
  double busy_s_ = 0, longest_s_ = 0, longest_change_s_ = 0;
  int longest_at_ = 0;
};

// True if the bound holds.
bool print_memory(const char* when, const Run& run) {
  std::printf("memory, MiB%-12s%10.0f   %.2f of the bound of %.0f (%.1f KiB a vessel; %zu anomalies kept)%s\n",
              when, run.bytes() / 1048576, run.bytes() / kAimBytes, kAimBytes / 1048576,
              run.bytes() / 1024 / static_cast<double>(run.engine().vessels()),
              run.engine().anomalies().size(), run.bytes() <= kAimBytes ? "" : "   MISSED");
  return run.bytes() <= kAimBytes;
}

int measure_rate(const Size& size) {
  Random random(size.seed);
  Run run(fleet(size.vessels, random), size, random);
  run.go([](int) {});
  run.print_size(size.seed);
  const bool is_quick = run.print_cost();
  const bool is_small = print_memory("", run);
  return is_quick && is_small && run.engine().counters().too_late == 0 ? 0 : 1;
}

int measure_growth(const Size& size) {
  Random random(size.seed);
  Run run(fleet(size.vessels, random), size, random);
  double earlier = 0;
  bool is_small = true;
  run.go([&](int minute) {
    if (minute * 4 % size.minutes != 0 || minute * 4 == size.minutes * 2) {
      return;
    }
    is_small &= print_memory((" at " + std::to_string(minute) + " min").c_str(), run);
    if (minute == size.minutes) {
      std::printf("growth in the last quarter  %5.3f\n", run.bytes() / earlier);
    }
    earlier = run.bytes();
  });
  run.print_size(size.seed);
  return run.print_cost() && is_small && run.engine().counters().too_late == 0 ? 0 : 1;
}

// Rows of fifty side by side, forty metres from one to the next, at quays that are no mapped berth.
void moor_at_quays(std::vector<Ship>& ships, std::size_t count, Random& random) {
  constexpr std::size_t kRow = 50;
  geo::Position place;
  for (std::size_t i = 0; i < count; ++i) {
    Ship& ship = ships[i];
    place = i % kRow == 0 ? geo::Position::degrees(random.uniform(1, 5.5), random.uniform(98.5, 104.3))
                          : geo::destination(place, Bearing::degrees(90), Distance::metres(40));
    ship.position = place;
    ship.length_m = random.uniform(30, 200);
  }
}

// The first `count` lie moored where they are; all others are under way.
void moor(std::vector<Ship>& ships, std::size_t count) {
  for (std::size_t i = 0; i < ships.size(); ++i) {
    Ship& ship = ships[i];
    if (i < count) {
      ship.sog_kn = 0;
      ship.every_s = 180;
      ship.transponder = model::Transponder::class_a;
      ship.status = model::NavigationStatus::moored;
    } else if (ship.status == model::NavigationStatus::at_anchor) {
      ship.sog_kn = 10;
      ship.every_s = 10;
      ship.status = model::NavigationStatus::under_way_using_engine;
    }
  }
}

int measure_harbour(const Size& size) {
  double rates[2] = {};
  bool is_good = true;
  for (const bool is_harbour : {false, true}) {
    Random random(size.seed);
    auto ships = fleet(size.vessels, random);
    const std::size_t moored = size.vessels - size.vessels * 4'512 / 34'512;
    moor(ships, moored);
    if (is_harbour) {
      moor_at_quays(ships, moored, random);
    }
    Run run(std::move(ships), size, random);
    run.go([](int) {});
    std::printf("%s, %zu moored:\n", is_harbour ? "at quays" : "at sea", moored);
    run.print_size(size.seed);
    is_good &= run.print_cost() && run.engine().counters().pairs_refused == 0;
    std::printf("pairs refused          %10llu\n", shown(run.engine().counters().pairs_refused));
    rates[is_harbour ? 1 : 0] = run.rate();
  }
  std::printf("a report costs at quays what it costs at sea, times %.2f\n", rates[0] / rates[1]);
  return is_good ? 0 : 1;
}

int measure_context(const Size& size) {
  Random random(size.seed);
  Run run(fleet(size.vessels, random), size, random);
  run.go([&](int /*minute*/) {
    const auto wanted = static_cast<std::uint32_t>(525'000'001 + random.below(size.vessels));
    run.change_context(zones(random), {{.label = "a", .name = "OCEAN STAR"},
                                       {.label = "b", .mmsi = 525'000'100},
                                       {.label = "c", .mmsi = wanted}});
  });
  run.print_size(size.seed);
  const bool meets_aims = run.print_cost();
  std::printf("longest change, ms     %10.1f\n", run.longest_change_s() * 1e3);
  return meets_aims ? 0 : 1;
}

// How long the process stands still for a copy of itself to write the state, in seconds of the wall clock.
double fork_s() {
  const std::int64_t begin_us = steady_clock_us();
  const pid_t copy = ::fork();
  if (copy == 0) {
    ::_exit(0);
  }
  const std::int64_t took_us = steady_clock_us() - begin_us;
  ::waitpid(copy, nullptr, 0);
  return static_cast<double>(took_us) * 1e-6;
}

int measure_state(const Size& size) {
  Random random(size.seed);
  Run run(fleet(size.vessels, random), size, random);
  run.go([](int) {});
  run.print_size(size.seed);
  print_memory("", run);
  std::printf("fork, ms               %10.1f\n", fork_s() * 1e3);
  const double begin_s = cpu_s();
  const std::string state = run.save();
  const double saved_s = cpu_s();
  detect::Engine other({});
  const bool is_read = other.load(state);
  std::printf("state, MiB             %10.0f   %.1f KiB a vessel; saved in %.2f s, read in %.2f s\n",
              static_cast<double>(state.size()) / 1048576,
              static_cast<double>(state.size()) / 1024 / static_cast<double>(run.engine().vessels()),
              saved_s - begin_s, cpu_s() - saved_s);
  return is_read && other.vessels() == run.engine().vessels() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "growth") {
    return measure_growth(size(argv, argc, 2, 50'000, 120));
  }
  if (mode == "harbour") {
    return measure_harbour(size(argv, argc, 2, 34'512, 30));
  }
  if (mode == "context") {
    return measure_context(size(argv, argc, 2, 50'000, 15));
  }
  if (mode == "state") {
    return measure_state(size(argv, argc, 2, 50'000, 60));
  }
  return measure_rate(size(argv, argc, 1, 50'000, 15));
}
