// Import of an electronic chart (S-57 ENC): a real .000 file, ISO 8211, written here by GDAL's own driver
// from nodes, edges and the objects that refer to them.

#include <array>
#include <filesystem>

#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_api.h>

#include "chart/import.h"
#include "support/temporary_directory.h"

namespace selat::chart {
namespace {

constexpr int kConnectedNode = 120;
constexpr int kEdge = 130;
constexpr int kArea = 3;
constexpr int kLandArea = 71;
constexpr int kAnchorageArea = 4;

// One cell with areas that are triangles or more, each bounded by one closed edge.
class Cell {
 public:
  explicit Cell(const std::filesystem::path& file) {
    GDALAllRegister();
    dataset_ = GDALCreate(GDALGetDriverByName("S57"), file.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    EXPECT_NE(dataset_, nullptr) << "GDAL's S-57 driver can write";
  }
  ~Cell() { GDALClose(dataset_); }
  Cell(const Cell&) = delete;
  Cell& operator=(const Cell&) = delete;

  // `ring` in WKT's manner, the first place not repeated at the end.
  void add_area(const char* layer, int object, const char* name,
                const std::vector<std::array<double, 2>>& ring) {
    ++number_;
    add("ConnectedNode", [&](OGRFeatureH node) {
      set(node, "RCNM", kConnectedNode);
      set(node, "RCID", number_);
      const OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
      OGR_G_SetPoint_2D(point, 0, ring[0][0], ring[0][1]);
      OGR_F_SetGeometryDirectly(node, point);
    });
    add("Edge", [&](OGRFeatureH edge) {
      set(edge, "RCNM", kEdge);
      set(edge, "RCID", number_);
      for (const char* const end : {"0", "1"}) {
        const auto field = [end](const char* name_of_field) {
          return std::string(name_of_field) + "_" + end;
        };
        set(edge, field("NAME_RCNM").c_str(), kConnectedNode);
        set(edge, field("NAME_RCID").c_str(), number_);
        set(edge, field("ORNT").c_str(), 255);
        set(edge, field("USAG").c_str(), 255);
        set(edge, field("TOPI").c_str(), end[0] == '0' ? 1 : 2);
        set(edge, field("MASK").c_str(), 255);
      }
      const OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);
      for (std::size_t i = 1; i < ring.size(); ++i) {
        OGR_G_AddPoint_2D(line, ring[i][0], ring[i][1]);
      }
      OGR_F_SetGeometryDirectly(edge, line);
    });
    add(layer, [&](OGRFeatureH feature) {
      for (const auto& [field, value] :
           {std::pair{"RCID", number_}, std::pair{"PRIM", kArea}, std::pair{"GRUP", 1},
            std::pair{"OBJL", object}, std::pair{"AGEN", 550}, std::pair{"FIDN", number_},
            std::pair{"FIDS", 1}}) {
        set(feature, field, value);
      }
      OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, "OBJNAM"), name);
      for (const auto& [field, value] : {std::pair{"NAME_RCNM", kEdge}, std::pair{"NAME_RCID", number_},
                                         std::pair{"ORNT", 1}, std::pair{"USAG", 1}, std::pair{"MASK", 2}}) {
        OGR_F_SetFieldIntegerList(feature, OGR_F_GetFieldIndex(feature, field), 1, &value);
      }
    });
  }

 private:
  static void set(OGRFeatureH feature, const char* field, int value) {
    const int index = OGR_F_GetFieldIndex(feature, field);
    EXPECT_GE(index, 0) << field;
    OGR_F_SetFieldInteger(feature, index, value);
  }
  template <typename Fill>
  void add(const char* layer_name, const Fill& fill) {
    const OGRLayerH layer = GDALDatasetGetLayerByName(dataset_, layer_name);
    ASSERT_NE(layer, nullptr) << layer_name;
    const OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    fill(feature);
    EXPECT_EQ(OGR_L_CreateFeature(layer, feature), OGRERR_NONE) << layer_name;
    OGR_F_Destroy(feature);
  }
  GDALDatasetH dataset_ = nullptr;
  int number_ = 0;
};

class EncImports : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path cell() const {
    const auto file = folder_ / "XX5STRAT.000";
    Cell cell(file);
    cell.add_area("LNDARE", kLandArea, "Pulau Uji", {{103.1, 1.1}, {103.2, 1.1}, {103.2, 1.2}, {103.1, 1.2}});
    cell.add_area("LNDARE", kLandArea, "Pulau Anak", {{103.3, 1.1}, {103.31, 1.1}, {103.3, 1.11}});
    cell.add_area("ACHARE", kAnchorageArea, "Labuhan", {{103.4, 1.1}, {103.5, 1.1}, {103.4, 1.2}});
    return file;
  }
  [[nodiscard]] ImportRequest request(ImportAs as) const {
    return {.file = cell(),
            .as = as,
            .layer = {},
            .out = folder_ / "out.geojson",
            .source = "a test cell",
            .licence = "CC0-1.0"};
  }
  test::TemporaryDirectory folder_;
};

TEST_F(EncImports, TheLandOfACellIsFoundByItself) {
  const auto what = request(ImportAs::coast);
  const auto imported = import_file(what);
  ASSERT_TRUE(imported) << imported.error().message();
  EXPECT_EQ(imported->layer, "LNDARE");
  EXPECT_EQ(imported->written, 2U);
  const auto coast = load_coast_file(what.out);
  ASSERT_TRUE(coast) << coast.error().message();
  ASSERT_EQ(coast->size(), 2U);
  EXPECT_TRUE(coast->front().contains(geo::Position::degrees(1.15, 103.15)));
  EXPECT_FALSE(coast->front().contains(geo::Position::degrees(1.25, 103.15)));
  EXPECT_NEAR(coast->front().area_km2(), 123, 1);
}

// An anchorage of a chart has no `kind`: its layer says it. Its name is OBJNAM.
TEST_F(EncImports, AnAnchorageOfACellIsAZoneOfThatKind) {
  auto what = request(ImportAs::zones);
  what.layer = "ACHARE";
  const auto imported = import_file(what);
  ASSERT_TRUE(imported) << imported.error().message();
  const auto zones = load_zones_file(what.out);
  ASSERT_TRUE(zones) << zones.error().message();
  ASSERT_EQ(zones->size(), 1U);
  EXPECT_EQ(zones->front().kind, model::ZoneKind::anchorage);
  EXPECT_EQ(zones->front().names.en, "Labuhan");
  EXPECT_TRUE(zones->front().area.contains(geo::Position::degrees(1.12, 103.42)));
}

TEST_F(EncImports, WhatALayerCannotSayIsAskedForByField) {
  auto what = request(ImportAs::sectors);
  what.layer = "ACHARE";
  const auto imported = import_file(what);
  ASSERT_FALSE(imported);
  EXPECT_EQ(imported.error().problem, ChartProblem::missing_field);
  EXPECT_EQ(imported.error().layer, "ACHARE");
  EXPECT_EQ(imported.error().field, "permit_idn");
}

TEST_F(EncImports, ADamagedCellIsUnreadable) {
  const auto what = request(ImportAs::coast);
  std::filesystem::resize_file(what.file, 200);
  const auto imported = import_file(what);
  ASSERT_FALSE(imported);
  EXPECT_FALSE(std::filesystem::exists(what.out));
}

}  // namespace
}  // namespace selat::chart
