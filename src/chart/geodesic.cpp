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

geo::Position geodesic_destination(geo::Position from, Bearing departure, Distance distance) {
  double latitude_deg = 0;
  double longitude_deg = 0;
  geod_direct(&ellipsoid(), from.latitude_deg(), from.longitude_deg(), departure.in_degrees(),
              distance.in_metres(), &latitude_deg, &longitude_deg, nullptr);
  return geo::Position::degrees(latitude_deg, longitude_deg);
}

}  // namespace selat::chart
