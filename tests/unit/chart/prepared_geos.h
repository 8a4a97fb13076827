#pragma once
// The peer of geo::AreaGrid: GEOS's prepared geometry of the same area. GEOS is given whole 1e-7 degrees, so
// both work on the same numbers.

#include <memory>
#include <vector>

#include <geos_c.h>

#include "geo/polygon.h"

namespace selat::chart {

class PreparedGeos {
 public:
  explicit PreparedGeos(const geo::Area& area) : context_(GEOS_init_r(), GEOS_finish_r) {
    std::vector<GEOSGeometry*> polygons;
    for (const geo::Polygon& polygon : area.polygons()) {
      std::vector<GEOSGeometry*> holes;
      for (const geo::Ring& hole : polygon.holes()) {
        holes.push_back(ring(hole));
      }
      polygons.push_back(GEOSGeom_createPolygon_r(context(), ring(polygon.outer()), holes.data(),
                                                  static_cast<unsigned>(holes.size())));
    }
    GEOSGeometry* parts = GEOSGeom_createCollection_r(context(), GEOS_MULTIPOLYGON, polygons.data(),
                                                      static_cast<unsigned>(polygons.size()));
    // GEOS counts a place that two polygons hold as outside: it wants them joined.
    geometry_ = GEOSUnaryUnion_r(context(), parts);
    GEOSGeom_destroy_r(context(), parts);
    prepared_ = GEOSPrepare_r(context(), geometry_);
  }
  ~PreparedGeos() {
    GEOSPreparedGeom_destroy_r(context(), prepared_);
    GEOSGeom_destroy_r(context(), geometry_);
  }
  PreparedGeos(const PreparedGeos&) = delete;
  PreparedGeos& operator=(const PreparedGeos&) = delete;

  // Edges included, as geo::Area::contains().
  [[nodiscard]] bool contains(geo::Position p) const {
    GEOSGeometry* point = GEOSGeom_createPointFromXY_r(context(), p.longitude_e7(), p.latitude_e7());
    const bool holds = GEOSPreparedIntersects_r(context(), prepared_, point) == 1;
    GEOSGeom_destroy_r(context(), point);
    return holds;
  }

 private:
  [[nodiscard]] GEOSContextHandle_t context() const { return context_.get(); }
  [[nodiscard]] GEOSGeometry* ring(const geo::Ring& ring) const {
    GEOSCoordSequence* places = GEOSCoordSeq_create_r(context(), static_cast<unsigned>(ring.size() + 1), 2);
    for (unsigned i = 0; i <= ring.size(); ++i) {
      const geo::Position p = ring[i % ring.size()];
      GEOSCoordSeq_setXY_r(context(), places, i, p.longitude_e7(), p.latitude_e7());
    }
    return GEOSGeom_createLinearRing_r(context(), places);
  }

  std::unique_ptr<GEOSContextHandle_HS, decltype(&GEOS_finish_r)> context_;
  GEOSGeometry* geometry_ = nullptr;
  const GEOSPreparedGeometry* prepared_ = nullptr;
};

}  // namespace selat::chart
