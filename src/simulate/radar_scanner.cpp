#include "simulate/radar_scanner.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <utility>

#include "base/fingerprint.h"
#include "base/random.h"
#include "geo/local_plane.h"

namespace selat::simulate {
namespace {

constexpr std::size_t kBearings = 720;
const Distance kOwnLand = Distance::nautical_miles(0.6);  // the antenna stands above it
constexpr double kSurest = 0.93;
// A boat of ten metres of fibreglass is seen every other turn at nine miles.
constexpr double kHalfSeen_nm = 9;
constexpr double kBoat_m = 10;
const Distance kClutteredWithin = Distance::nautical_miles(4);

Distance height_of(Distance length) {
  return Distance::metres(std::clamp(length.in_metres() * 0.13, 1.2, 35.0));
}

// Echoes grow faster than ships do, and the range with the fourth root of the echo.
double half_seen_nm(Distance length) {
  return kHalfSeen_nm * std::pow(std::max(length.in_metres(), 3.0) / kBoat_m, 0.55);
}

// Knuth's.
std::uint64_t poisson(Random& random, double mean) {
  const double limit = std::exp(-mean);
  std::uint64_t count = 0;
  for (double product = random.uniform(); product > limit; product *= random.uniform()) {
    ++count;
  }
  return count;
}

std::vector<Distance> land_around(const SimulatedRadar& radar, std::span<const geo::Polygon> coast) {
  std::vector<Distance> land(kBearings, radar.max_range);
  for (std::size_t i = 0; i < kBearings; ++i) {
    const Bearing bearing = Bearing::degrees(360.0 * static_cast<double>(i) / kBearings);
    const geo::Position end = geo::destination(radar.position, bearing, radar.max_range);
    for (const geo::Polygon& polygon : coast) {
      const auto crossings = polygon.crossings(radar.position, end);
      for (const geo::Crossing& crossing : crossings) {
        const Distance at = radar.max_range * crossing.fraction;
        if (crossing.is_entry && at > kOwnLand) {
          land[i] = std::min(land[i], at);
          break;
        }
      }
    }
  }
  return land;
}

// Those within its range; most of the coast is elsewhere.
std::vector<geo::Polygon> near(const SimulatedRadar& radar, std::span<const geo::Polygon> coast) {
  const double reach_deg = radar.max_range.in_nautical_miles() / 60 * 1.05;
  std::vector<geo::Polygon> found;
  std::ranges::copy_if(coast, std::back_inserter(found), [&](const geo::Polygon& polygon) {
    const geo::Box& box = polygon.bounds();
    return box.south_west.latitude_deg() < radar.position.latitude_deg() + reach_deg &&
           box.north_east.latitude_deg() > radar.position.latitude_deg() - reach_deg &&
           box.south_west.longitude_deg() < radar.position.longitude_deg() + reach_deg &&
           box.north_east.longitude_deg() > radar.position.longitude_deg() - reach_deg;
  });
  return found;
}

// Echoes so near to each other are one, the larger one's.
const Distance kOneEchoDeep = Distance::metres(30);
constexpr double kOneEchoWide_deg = 0.8;

void merge_echoes(std::vector<Plot>& plots) {
  std::ranges::stable_sort(plots, std::ranges::greater(), &Plot::length);
  std::vector<Plot> apart;
  for (const Plot& plot : plots) {
    const bool is_hidden = std::ranges::any_of(apart, [&plot](const Plot& larger) {
      const double aside_deg = std::remainder(plot.bearing.in_degrees() - larger.bearing.in_degrees(), 360.0);
      return std::abs(aside_deg) < kOneEchoWide_deg && plot.range < larger.range + kOneEchoDeep &&
             larger.range < plot.range + kOneEchoDeep;
    });
    if (!is_hidden) {
      apart.push_back(plot);
    }
  }
  plots = std::move(apart);
}

}  // namespace

Distance radar_horizon(Distance antenna_height, Distance target_height) {
  constexpr double kNm = 2.23;  // of heights in metres
  return Distance::nautical_miles(
      kNm * (std::sqrt(antenna_height.in_metres()) + std::sqrt(target_height.in_metres())));
}

RadarScanner::RadarScanner(const SimulatedRadar& radar, std::span<const geo::Polygon> coast,
                           std::uint64_t seed, int sea_state)
    : radar_(&radar),
      seed_(join(seed, fingerprint(radar.id))),
      sea_state_(sea_state),
      land_at_(land_around(radar, near(radar, coast))) {}

double RadarScanner::probability(geo::Position place, Distance length) const {
  const Distance range = geo::distance(radar_->position, place);
  if (range > radar_->max_range || range > radar_horizon(radar_->antenna_height, height_of(length))) {
    return 0;
  }
  const double bearing_deg = geo::bearing(radar_->position, place).in_degrees();
  const auto index = static_cast<std::size_t>(std::lround(bearing_deg * kBearings / 360)) % kBearings;
  if (range > land_at_[index]) {
    return 0;
  }
  const double half_nm = half_seen_nm(length);
  const double far = (range.in_nautical_miles() - half_nm) / (0.12 * half_nm);
  // Waves hide small boats where the sea itself echoes.
  const bool is_small = length.in_metres() < 15;
  const double waves = is_small && range < kClutteredWithin ? 0.06 * sea_state_ : 0.01 * sea_state_;
  return std::max(0.0, kSurest - waves) / (1 + std::exp(far));
}

Instant RadarScanner::passes_at(std::int64_t turn, Bearing bearing) const {
  return north_at(turn) + radar_->scan_period * (bearing.in_degrees() / 360);
}

std::vector<Plot> RadarScanner::scan(std::int64_t turn, std::span<const Target> targets) const {
  const std::uint64_t seed = join(seed_, static_cast<std::uint64_t>(turn));
  std::vector<Plot> plots;
  for (const Target& target : targets) {
    Random random(join(seed, target.object));
    const Movement about = target.behaviour->at(north_at(turn));
    if (geo::distance_at_most(radar_->position, about.position) > radar_->max_range * 1.6) {
      continue;
    }
    const Instant at = passes_at(turn, geo::bearing(radar_->position, about.position));
    const Movement truth = target.behaviour->at(at);
    if (!random.chance(probability(truth.position, target.length))) {
      continue;
    }
    const Distance range = geo::distance(radar_->position, truth.position);
    const Bearing bearing = geo::bearing(radar_->position, truth.position);
    plots.push_back({.at = at,
                     .range = std::max(Distance(), range + radar_->range_sigma * random.normal(0, 1)),
                     .bearing = bearing + radar_->bearing_sigma * random.normal(0, 1),
                     .object = target.object,
                     .truth = truth,
                     .length = target.length,
                     .has_ais = target.has_ais});
  }
  merge_echoes(plots);
  Random random(join(seed, 0xFA15E));
  for (auto left = poisson(random, radar_->false_plots_a_scan * (0.5 + sea_state_ / 6.0)); left > 0; --left) {
    const Bearing bearing = Bearing::degrees(random.uniform(0, 360));
    const Distance range = radar_->max_range * std::sqrt(random.uniform());
    plots.push_back(
        {.at = passes_at(turn, bearing), .range = range, .bearing = bearing, .object = std::nullopt});
  }
  std::ranges::stable_sort(plots, {}, &Plot::at);
  return plots;
}

}  // namespace selat::simulate
