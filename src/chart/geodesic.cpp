#include "chart/geodesic.h"

#include <geodesic.h>

#include "geo/ellipsoid.h"

namespace selat::chart {
namespace {

const geod_geodesic& ellipsoid() {
  static const geod_geodesic wgs84 = [] {
    geod_geodesic figure;
    geod_init(&figure, geo::wgs84::kSemiMajor_m, geo::wgs84::kFlattening);
    return figure;
  }();
  return wgs84;
}

}  // namespace

Geodesic geodesic(geo::Position from, geo::Position to) {
  double distance_m = 0;
  double departure_deg = 0;
  double arrival_deg = 0;
  geod_inverse(&ellipsoid(), from.latitude_deg(), from.longitude_deg(), to.latitude_deg(), to.longitude_deg(),
               &distance_m, &departure_deg, &arrival_deg);
  return {Distance::metres(distance_m), Bearing::degrees(departure_deg), Bearing::degrees(arrival_deg)};
}

}  // namespace selat::chart
