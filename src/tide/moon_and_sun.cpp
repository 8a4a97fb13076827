#include "tide/moon_and_sun.h"

#include <cmath>
#include <numbers>

namespace selat::tide {
namespace {

constexpr double kRadian = std::numbers::pi / 180;
constexpr Instant kJ2000 = Instant::unix_seconds(946'728'000);  // 2000-01-01 12:00
constexpr Span kDay = Span::hours(24);
constexpr double kDaysOfACentury = 36'525;

double cosine(double degrees) {
  return std::cos(degrees * kRadian);
}
double sine(double degrees) {
  return std::sin(degrees * kRadian);
}

// L2 meets two more waves of nearly its speed, by the perigee too.
NodeEffect effect_on_l2(const MoonAndSun& sky) {
  const double twice = 2 * sky.perigee;
  const double along = 1 - 0.2505 * cosine(twice) - 0.1102 * cosine(twice - sky.node) -
                       0.0156 * cosine(twice - 2 * sky.node) - 0.0370 * cosine(sky.node);
  const double across = -0.2505 * sine(twice) - 0.1102 * sine(twice - sky.node) -
                        0.0156 * sine(twice - 2 * sky.node) - 0.0370 * sine(sky.node);
  return {std::hypot(along, across), std::atan2(across, along) / kRadian};
}

}  // namespace

// The mean elements of the moon (Chapront, as in Meeus, Astronomical Algorithms, chapters 22 and 47) and of
// the sun.
MoonAndSun moon_and_sun_at(Instant at) {
  const double days = (at - kJ2000) / kDay;
  const double t = days / kDaysOfACentury;
  MoonAndSun sky;
  sky.moon = 218.3164477 + t * (481'267.88123421 - t * 0.0015786);
  sky.sun = 280.46646 + t * (36'000.76983 + t * 0.0003032);
  sky.perigee = 83.3532465 + t * (4'069.0137287 - t * 0.0103200);
  sky.node = 125.0445479 - t * (1'934.1362891 - t * 0.0020754);
  sky.perihelion = 282.93735 + t * (1.71946 + t * 0.00046);
  const double hour_angle = 360 * (days - std::floor(days)) + 180;  // of the mean sun, 0 at midnight
  sky.lunar_time = hour_angle + sky.sun - sky.moon;
  return sky;
}

// The harmonic series of the International Hydrographic Organization (Tidal Constituent Bank, annex A), after
// Doodson and Warburg; good to a hundredth.
NodeEffects node_effects(const MoonAndSun& sky) {
  const double n = sky.node, twice = 2 * sky.perigee;
  const double c1 = cosine(n), c2 = cosine(2 * n), c3 = cosine(3 * n);
  const double s1 = sine(n), s2 = sine(2 * n), s3 = sine(3 * n);
  NodeEffects effects;
  const auto set = [&effects](NodeWave wave, double factor, double degrees) {
    effects[static_cast<std::size_t>(wave)] = {factor, degrees};
  };
  set(NodeWave::mm, 1 - 0.1311 * c1 + 0.0538 * cosine(twice) + 0.0205 * cosine(twice - n), 0);
  set(NodeWave::mf, 1.0840 + 0.4150 * c1 + 0.0390 * c2, -23.7 * s1 + 2.7 * s2 - 0.4 * s3);
  set(NodeWave::o1, 1.0176 + 0.1871 * c1 - 0.0147 * c2, 10.80 * s1 - 1.34 * s2 + 0.19 * s3);
  set(NodeWave::k1, 1.0060 + 0.1150 * c1 - 0.0088 * c2 + 0.0006 * c3, -8.86 * s1 + 0.68 * s2 - 0.07 * s3);
  set(NodeWave::j1, 1.1029 + 0.1676 * c1 - 0.0170 * c2 + 0.0016 * c3, -12.94 * s1 + 1.34 * s2 - 0.19 * s3);
  set(NodeWave::oo1, 1.1027 + 0.6504 * c1 + 0.0317 * c2 - 0.0014 * c3, -36.68 * s1 + 4.02 * s2 - 0.57 * s3);
  set(NodeWave::m2, 1.0007 - 0.0373 * c1 + 0.0002 * c2, -2.14 * s1);
  set(NodeWave::k2, 1.0246 + 0.2863 * c1 + 0.0083 * c2 - 0.0015 * c3, -17.74 * s1 + 0.68 * s2 - 0.04 * s3);
  effects[static_cast<std::size_t>(NodeWave::l2)] = effect_on_l2(sky);
  return effects;
}

}  // namespace selat::tide
