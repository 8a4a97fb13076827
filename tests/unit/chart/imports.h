#pragma once
// Files as an operator may bring them, written through GDAL itself, and their import.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "chart/import.h"
#include "support/temporary_directory.h"

namespace selat::chart {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Shape {
  std::string wkt;
  Fields fields;
};

inline const std::string kIsland = "POLYGON((103.1 1.1,103.2 1.1,103.2 1.2,103.1 1.2,103.1 1.1))";
inline const std::string kBowTie = "POLYGON((103.1 1.1,103.2 1.2,103.2 1.1,103.1 1.2,103.1 1.1))";

class Imports : public testing::Test {
 protected:
  Imports() { GDALAllRegister(); }

  // A file of one layer or more, all of the same shapes. `epsg` 0: no coordinate system.
  std::filesystem::path write(const std::string& driver, const std::string& name,
                              const std::vector<Shape>& shapes, int epsg = 4326,
                              const std::vector<std::string>& layers = {"land"}) const {
    const auto file = folder_ / name;
    const GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName(driver.c_str()), file.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    EXPECT_NE(dataset, nullptr) << driver;
    const OGRSpatialReferenceH reference = epsg == 0 ? nullptr : OSRNewSpatialReference(nullptr);
    if (reference != nullptr) {
      OSRImportFromEPSG(reference, epsg);
      OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER);
    }
    for (const std::string& layer_name : layers) {
      const OGRLayerH layer =
          GDALDatasetCreateLayer(dataset, layer_name.c_str(), reference, wkbUnknown, nullptr);
      for (const Shape& shape : shapes) {
        for (const auto& [field, value] : shape.fields) {
          if (OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(layer), field.c_str()) < 0) {
            const OGRFieldDefnH definition = OGR_Fld_Create(field.c_str(), OFTString);
            OGR_L_CreateField(layer, definition, TRUE);
            OGR_Fld_Destroy(definition);
          }
        }
      }
      for (const Shape& shape : shapes) {
        const OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        for (const auto& [field, value] : shape.fields) {
          OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, field.c_str()), value.c_str());
        }
        std::string text = shape.wkt;
        char* at = text.data();
        OGRGeometryH geometry = nullptr;
        OGR_G_CreateFromWkt(&at, nullptr, &geometry);
        OGR_F_SetGeometryDirectly(feature, geometry);
        EXPECT_EQ(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
      }
    }
    if (reference != nullptr) {
      OSRRelease(reference);
    }
    GDALClose(dataset);
    return file;
  }

  [[nodiscard]] ImportRequest request(const std::filesystem::path& file,
                                      ImportAs as = ImportAs::coast) const {
    return {.file = file,
            .as = as,
            .layer = {},
            .out = folder_ / "out.geojson",
            .source = "a survey",
            .licence = "CC0-1.0"};
  }

  // The error of an import that must fail and leave nothing behind.
  [[nodiscard]] ChartError error_of(const ImportRequest& what) const {
    const auto imported = import_file(what);
    EXPECT_FALSE(imported);
    EXPECT_FALSE(std::filesystem::exists(what.out));
    EXPECT_FALSE(std::filesystem::exists(what.out.string() + ".part.geojson"));
    EXPECT_FALSE(!imported && imported.error().advice.empty());
    return imported ? ChartError{} : imported.error();
  }

  test::TemporaryDirectory folder_;
};

}  // namespace selat::chart
