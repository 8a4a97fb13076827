#include "chart/drawn_area.h"

#include <memory>
#include <system_error>
#include <type_traits>
#include <utility>

#include <cpl_error.h>
#include <ogr_api.h>
#include <stdlib.h>

#include "chart/gdal_handles.h"
#include "chart/import.h"
#include "chart/layer_reader.h"

namespace selat::chart {
namespace {

namespace fs = std::filesystem;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code ignored;
    std::string pattern = (fs::temp_directory_path(ignored) / "selat-area-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data()) == nullptr ? fs::path() : fs::path(pattern);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) {
      fs::remove_all(path_, ignored);
    }
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

struct DestroyGeometry {
  void operator()(OGRGeometryH geometry) const { OGR_G_DestroyGeometry(geometry); }
};
using Geometry = std::unique_ptr<std::remove_pointer_t<OGRGeometryH>, DestroyGeometry>;

void add_ring(OGRGeometryH polygon, const geo::Ring& ring) {
  const OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
  for (const geo::Position& corner : ring) {
    OGR_G_AddPoint_2D(line, corner.longitude_deg(), corner.latitude_deg());
  }
  OGR_G_CloseRings(line);
  OGR_G_AddGeometryDirectly(polygon, line);
}

Geometry geometry_of(const geo::Area& area) {
  Geometry all(OGR_G_CreateGeometry(wkbMultiPolygon));
  for (const geo::Polygon& polygon : area.polygons()) {
    const OGRGeometryH one = OGR_G_CreateGeometry(wkbPolygon);
    add_ring(one, polygon.outer());
    for (const geo::Ring& hole : polygon.holes()) {
      add_ring(one, hole);
    }
    OGR_G_AddGeometryDirectly(all.get(), one);
  }
  return all;
}

}  // namespace

// An area without properties is what a coast is: the import that makes coasts reads it.
Loaded<geo::Area> load_area(const fs::path& file, const std::string& layer) {
  const TemporaryFolder folder;
  const ImportRequest request{.file = file,
                              .as = ImportAs::coast,
                              .layer = layer,
                              .out = folder.path() / "area.geojson",
                              .source = "drawn",
                              .licence = "none"};
  auto imported = import_file(request);
  if (!imported) {
    return std::unexpected(std::move(imported.error()));
  }
  auto polygons = load_coast_file(request.out);
  if (!polygons) {
    return std::unexpected(std::move(polygons.error()));
  }
  geo::Area area(*std::move(polygons));
  if (const auto crossing = crossing_of(area)) {
    return std::unexpected(ChartError{ChartProblem::wrong_geometry, file.string(), imported->layer, "", "",
                                      printable(*crossing),
                                      tr("Its areas touch or overlap: join them into one.")});
  }
  return area;
}

std::optional<std::string> crossing_of(const geo::Area& area) {
  const QuietGdal quiet;
  CPLErrorReset();
  if (OGR_G_IsValid(geometry_of(area).get()) != 0) {
    return {};
  }
  return std::string(CPLGetLastErrorMsg());
}

}  // namespace selat::chart
