// The tracker of the surface picture: 20 radars of 500 plots a scan (a craft of every three, the rest false)
// at 2.5 s beside 20,000 reports of AIS a second, in processor time of one core for each second of event
// time; the same with half and with twice the plots. Ends with 1 where it takes more than the aims, or fewer
// tracks than there are vessels are seen by a radar.
//   bench_fusion [SECONDS]

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <vector>

#include "base/random.h"
#include "cpu_time.h"
#include "geo/local_plane.h"
#include "track/fusion/surface_picture.h"

namespace {

using namespace selat;
using namespace selat::track::fusion;

constexpr int kRadars = 20;
constexpr double kScan_s = 2.5;
constexpr double kAimCores = 0.5;
constexpr std::size_t kAimTracks = 2'000;
// Vessels that only AIS sees, far from any radar; with those in sight they send so much a second.
constexpr int kFarVessels = 40'000;
constexpr double kReports_per_s = 20'000;
const geo::LocalPlane kPlane{geo::Position::degrees(3, 100.8)};
const Instant kBegin = Instant::unix_seconds(1'800'000'000);

struct Vessel {
  geo::Offset begin;
  geo::Offset velocity_ms;
  model::Mmsi mmsi{};
  int radar = -1;  // in whose sight it is
  [[nodiscard]] geo::Offset at(double t_s) const { return begin + velocity_ms * t_s; }
};

// Radars stand along a shore, 25 km apart; before each a part of its plots are craft, two of three with AIS.
std::vector<Vessel> fleet(int plots, Random& random) {
  std::vector<Vessel> all;
  const auto add = [&](geo::Offset place, bool has_ais, int radar) {
    const double course_rad = random.uniform(0, 2 * std::numbers::pi);
    const double speed_ms = random.uniform(3, 10);
    all.push_back({.begin = place,
                   .velocity_ms = {speed_ms * std::sin(course_rad), speed_ms * std::cos(course_rad)},
                   .mmsi = model::Mmsi(has_ais ? 200'000'001 + static_cast<std::uint32_t>(all.size()) : 0),
                   .radar = radar});
  };
  for (int radar = 0; radar < kRadars; ++radar) {
    for (int i = 0; i < plots / 3; ++i) {
      add({radar * 25'000.0 + random.uniform(-12'000, 12'000), random.uniform(1'000, 30'000)}, i % 3 != 0,
          radar);
    }
  }
  for (int i = 0; i < kFarVessels; ++i) {
    add({random.uniform(0, 500'000), random.uniform(-400'000, -100'000)}, true, -1);
  }
  return all;
}

PictureOptions options_of_radars() {
  PictureOptions options;
  for (int radar = 0; radar <= kRadars; ++radar) {
    SensorSettings settings;
    settings.name = std::string_view(std::to_string(radar));
    settings.antenna = kPlane.to_position({radar * 25'000.0, 0});
    settings.max_range = Distance::kilometres(36);
    settings.azimuth_sigma = Angle::degrees(0.3);
    settings.detection_probability = 0.9;
    settings.kind = radar == kRadars ? model::SensorKind::ais : model::SensorKind::radar;
    options.sensors.push_back(settings);
  }
  options.max_tracks = 80'000;
  return options;
}

Contact plot_at(const PictureOptions& options, int radar, geo::Offset place, double t_s) {
  model::RadarReport report;
  report.observed_at = kBegin + Span::seconds(t_s);
  report.position = kPlane.to_position(place);
  const auto sensor = static_cast<SensorIndex>(radar);
  return *contact_of(report, sensor, options.sensors[sensor]);
}

Contact ais_of(const Vessel& vessel, double t_s) {
  model::PositionReport report;
  report.mmsi = vessel.mmsi;
  report.message_type = 1;
  report.is_high_accuracy = true;
  report.observed_at = kBegin + Span::seconds(t_s);
  report.position = kPlane.to_position(vessel.at(t_s));
  report.sog = Speed::metres_per_second(vessel.velocity_ms.length_m());
  report.cog = Bearing::radians(std::atan2(vessel.velocity_ms.east_m, vessel.velocity_ms.north_m));
  return *contact_of(report, static_cast<SensorIndex>(kRadars));
}

// What all say within one second.
std::vector<Contact> contacts_of(const PictureOptions& options, const std::vector<Vessel>& vessels, int plots,
                                 int second, Random& random) {
  std::vector<Contact> all;
  const double reports_share = kReports_per_s / static_cast<double>(vessels.size());
  for (const Vessel& vessel : vessels) {
    const double t_s = second + random.uniform();
    if (vessel.mmsi != model::Mmsi() && random.chance(reports_share)) {
      all.push_back(ais_of(vessel, t_s));
    }
    // The antenna passes a vessel once in a scan.
    const double passes_s = kScan_s * static_cast<double>(&vessel - vessels.data()) / 977.0;
    const double seen_s = second + std::fmod(passes_s - second + 1e6 * kScan_s, kScan_s);
    if (vessel.radar >= 0 && seen_s < second + 1 && random.chance(0.9)) {
      all.push_back(plot_at(options, vessel.radar,
                            vessel.at(seen_s) + geo::Offset{random.normal(0, 40), random.normal(0, 40)},
                            seen_s));
    }
  }
  for (int radar = 0; radar < kRadars; ++radar) {
    for (int i = 0; i < plots * 2 / 3 / kScan_s; ++i) {
      all.push_back(plot_at(options, radar,
                            {radar * 25'000.0 + random.uniform(-20'000, 20'000), random.uniform(0, 30'000)},
                            second + random.uniform()));
    }
  }
  return all;
}

struct Result {
  double cores = 0;
  std::size_t fused = 0;  // confirmed tracks that a radar sees
  std::size_t tracks = 0;
};

Result run(int plots, int seconds) {
  Random random(1);
  const auto options = options_of_radars();
  const auto vessels = fleet(plots, random);
  SurfacePicture picture(options);
  double spent_s = 0;
  const int warm = seconds / 3;
  for (int second = 0; second < seconds; ++second) {
    const auto contacts = contacts_of(options, vessels, plots, second, random);
    const double begin_s = bench::cpu_s();
    for (const Contact& contact : contacts) {
      picture.take(contact);
    }
    picture.advance(kBegin + Span::seconds(second + 1));
    spent_s += second >= warm ? bench::cpu_s() - begin_s : 0;
  }
  Result result{.cores = spent_s / (seconds - warm)};
  for (const FusedTrack& track : picture.tracks()) {
    ++result.tracks;
    result.fused += static_cast<std::size_t>(
        track.is_confirmed && std::ranges::any_of(track.seen_by, [](const model::SensorSpan& seen) {
          return seen.kind == model::SensorKind::radar;
        }));
  }
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  const int seconds = argc > 1 ? std::max(std::atoi(argv[1]), 30) : 90;
  std::printf("%8s %10s %10s %16s %18s\n", "plots", "cores", "tracks", "seen by a radar",
              "us a plot or report");
  bool is_enough = true;
  for (const int plots : {250, 500, 1'000}) {
    const Result result = run(plots, seconds);
    const double contacts_per_s = kReports_per_s + kRadars * plots / kScan_s;
    std::printf("%8d %10.3f %10zu %16zu %18.2f\n", plots, result.cores, result.tracks, result.fused,
                result.cores / contacts_per_s * 1e6);
    if (plots == 500) {
      is_enough = result.cores <= kAimCores && result.fused >= kAimTracks;
    }
  }
  std::printf("aims, with 500: at most %.1f cores, at least %zu seen by a radar: %s\n", kAimCores, kAimTracks,
              is_enough ? "met" : "MISSED");
  return is_enough ? EXIT_SUCCESS : EXIT_FAILURE;
}
