#include "simulate/load_waters.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/fingerprint.h"
#include "base/random.h"
#include "geo/local_plane.h"
#include "simulate/path.h"

namespace selat::simulate {
namespace {

Random random_of(std::uint64_t number) {
  return Random(join(number, 0x10AD));
}

class OpenOcean final : public LoadWaters {
 public:
  [[nodiscard]] Movement movement(std::uint64_t number, LoadKind kind, Span since) const override {
    Movement movement;
    movement.position = home_of(number);
    if (kind == LoadKind::shore) {
      return movement;
    }
    Random random = random_of(number);
    movement.sog = Speed::knots(random.uniform(8, 18));
    movement.cog = movement.heading = Bearing::degrees(random.uniform(0, 360));
    movement.position = geo::destination(movement.position, movement.cog, movement.sog * since);
    return movement;
  }

 private:
  static constexpr double kWest_deg = 80, kSouth_deg = -30, kWidth_deg = 20;
  static constexpr std::uint32_t kColumns = 220;

  static geo::Position home_of(std::uint64_t number) {
    const double cell_deg = kWidth_deg / kColumns;
    const auto column = static_cast<double>(number % kColumns);
    const auto row = static_cast<double>(number / kColumns % kColumns);
    return geo::Position::degrees(kSouth_deg + row * cell_deg, kWest_deg + column * cell_deg);
  }
};

class BusyStrait final : public LoadWaters {
 public:
  explicit BusyStrait(const Environment& environment)
      : circuit_(circuit_of(environment.lanes), true, Distance::metres(1'000)),
        grounds_(environment.fishing_grounds),
        shore_(environment.base_stations) {
    require(!grounds_.empty() && !shore_.empty(), "fishing grounds and base stations");
  }

  [[nodiscard]] Movement movement(std::uint64_t number, LoadKind kind, Span since) const override {
    Movement movement;
    switch (kind) {
      case LoadKind::ship:
        return ship(number, since);
      case LoadKind::boat:
        return boat(number, since);
      case LoadKind::shore:
        movement.position = shore_[number % shore_.size()];
        return movement;
    }
    return movement;
  }

 private:
  [[nodiscard]] Movement ship(std::uint64_t number, Span since) const {
    Random random = random_of(number);
    Movement movement;
    movement.sog = Speed::knots(random.uniform(8, 18));
    const double length_m = circuit_.length().in_metres();
    const double along_m = random.uniform(0, length_m) + (movement.sog * since).in_metres();
    const Path::Place place = circuit_.at(Distance::metres(std::fmod(along_m, length_m)),
                                          Distance::metres(random.uniform(-3'700, 3'700)));
    movement.position = place.position;
    movement.cog = movement.heading = place.course;
    return movement;
  }

  // From its place on the ground, slowly.
  [[nodiscard]] Movement boat(std::uint64_t number, Span since) const {
    const bool is_beside_another = number % kPairs == 1;
    Random random = random_of(is_beside_another ? number - 1 : number);
    const bool is_of_a_pair = number % kPairs <= 1;
    const FishingGround& ground = grounds_[random.below(grounds_.size())];
    const double radius_m = ground.radius.in_metres() * std::sqrt(random.uniform());
    const geo::Position home =
        geo::destination(ground.centre, Bearing::degrees(random.uniform(0, 360)), Distance::metres(radius_m));
    Movement movement;
    movement.cog = movement.heading = Bearing::degrees(random.uniform(0, 360));
    movement.sog = Speed::knots(is_of_a_pair ? 0.3 : random.uniform(0.5, 4));
    movement.position = geo::destination(home, movement.cog, movement.sog * since);
    if (is_beside_another) {
      movement.position =
          geo::destination(movement.position, Bearing::degrees(random.uniform(0, 360)), Distance::metres(40));
    }
    return movement;
  }

  static constexpr std::uint64_t kPairs = 50;
  Path circuit_;
  std::vector<FishingGround> grounds_;
  std::vector<geo::Position> shore_;
};

}  // namespace

std::unique_ptr<LoadWaters> open_ocean() {
  return std::make_unique<OpenOcean>();
}

std::unique_ptr<LoadWaters> busy_strait(const Environment& environment) {
  return std::make_unique<BusyStrait>(environment);
}

}  // namespace selat::simulate
