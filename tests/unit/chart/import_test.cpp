// Import of an operator's own files, written here through GDAL itself: one test for each way to break one.

#include "chart/import.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "imports.h"

namespace selat::chart {
namespace {

using testing::HasSubstr;

TEST_F(Imports, ACoastComesFromGeoPackageShapefileGeoJsonAndFlatGeobuf) {
  for (const auto& [driver, name] : {std::pair{"GPKG", "a.gpkg"}, std::pair{"ESRI Shapefile", "land.shp"},
                                     std::pair{"GeoJSON", "a.geojson"}, std::pair{"FlatGeobuf", "a.fgb"}}) {
    const auto what = request(write(driver, name, {{kIsland, {{"label", "x"}}}}));
    const auto imported = import_file(what);
    ASSERT_TRUE(imported) << driver << ": " << imported.error().message();
    EXPECT_EQ(imported->written, 1U);
    const auto coast = load_coast_file(what.out);
    ASSERT_TRUE(coast) << driver << ": " << coast.error().message();
    ASSERT_EQ(coast->size(), 1U);
    EXPECT_TRUE(coast->front().contains(geo::Position::degrees(1.15, 103.15))) << driver;
    EXPECT_FALSE(coast->front().contains(geo::Position::degrees(1.25, 103.15))) << driver;
  }
}

TEST_F(Imports, AnotherCoordinateSystemIsTurnedIntoWgs84) {
  // UTM zone 48N: 1 km around 1.2°N 103.9°E, roughly.
  const auto what =
      request(write("GPKG", "utm.gpkg",
                    {{"POLYGON((377000 132000,378000 132000,378000 133000,377000 133000,377000 132000))",
                      {{"label", "x"}}}},
                    32648));
  const auto imported = import_file(what);
  ASSERT_TRUE(imported) << imported.error().message();
  ASSERT_EQ(imported->notes.size(), 1U);
  EXPECT_THAT(imported->notes.front().in_english(), HasSubstr("UTM zone 48N"));
  const auto coast = load_coast_file(what.out);
  ASSERT_TRUE(coast);
  EXPECT_NEAR(coast->front().area_km2(), 1.0, 0.002);
  EXPECT_NEAR(coast->front().centroid().latitude_deg(), 1.198, 0.01);
  EXPECT_NEAR(coast->front().centroid().longitude_deg(), 103.9, 0.02);
}

TEST_F(Imports, AFileWithoutACoordinateSystemIsRefusedWithAdvice) {
  const auto error = error_of(request(write("ESRI Shapefile", "land.shp", {{kIsland, {{"label", "x"}}}}, 0)));
  EXPECT_EQ(error.problem, ChartProblem::wrong_crs);
  EXPECT_EQ(error.layer, "land");
  EXPECT_THAT(error.advice.in_english(), HasSubstr("-a_srs EPSG:4326"));
}

TEST_F(Imports, LatitudeBeforeLongitudeIsSuspectedAndNamed) {
  const auto error = error_of(
      request(write("GPKG", "swapped.gpkg",
                    {{"POLYGON((1.1 103.1,1.2 103.1,1.2 103.2,1.1 103.2,1.1 103.1))", {{"id", "kundur"}}}})));
  EXPECT_EQ(error.problem, ChartProblem::wrong_axis_order);
  EXPECT_EQ(error.feature, "kundur");
  EXPECT_EQ(error.field, "geometry");
}

TEST_F(Imports, MetresThatClaimToBeDegreesAreRefused) {
  const auto error = error_of(
      request(write("GPKG", "metres.gpkg",
                    {{"POLYGON((377000 132000,378000 132000,378000 133000,377000 133000,377000 132000))",
                      {{"id", "a"}}}})));
  EXPECT_EQ(error.problem, ChartProblem::wrong_crs);
  EXPECT_EQ(error.feature, "a");
}

TEST_F(Imports, AnAreaThatCrossesItselfIsNamedWithItsPlace) {
  const auto error =
      error_of(request(write("GPKG", "bow.gpkg", {{kIsland, {{"id", "good"}}}, {kBowTie, {{"id", "bad"}}}})));
  EXPECT_EQ(error.problem, ChartProblem::wrong_geometry);
  EXPECT_EQ(error.layer, "land");
  EXPECT_EQ(error.feature, "bad");
  EXPECT_EQ(error.field, "geometry");
  EXPECT_THAT(error.found, HasSubstr("Self-intersection"));
}

TEST_F(Imports, PointsAndLinesBesideACoastAreLeftOutAndTold) {
  const auto imported = import_file(request(
      write("GPKG", "mixed.gpkg",
            {{"POINT(103 1)", {{"label", "rock"}}}, {kIsland, {}}, {"LINESTRING(103 1,103.1 1)", {}}})));
  ASSERT_TRUE(imported) << imported.error().message();
  EXPECT_EQ(imported->written, 1U);
  ASSERT_EQ(imported->notes.size(), 1U);
  EXPECT_THAT(imported->notes.front().in_english(), HasSubstr("2 features"));
}

TEST_F(Imports, ACoastOfLinesOnlyIsRefused) {
  const auto error =
      error_of(request(write("GPKG", "lines.gpkg", {{"LINESTRING(103 1,103.1 1)", {{"id", "shore"}}}})));
  EXPECT_EQ(error.problem, ChartProblem::wrong_geometry);
  EXPECT_EQ(error.feature, "shore");
}

TEST_F(Imports, OfSeveralLayersOneIsChosenByName) {
  auto what = request(write("GPKG", "two.gpkg", {{kIsland, {{"label", "x"}}}}, 4326, {"sea", "land"}));
  const auto error = error_of(what);
  EXPECT_EQ(error.problem, ChartProblem::no_layer);
  EXPECT_THAT(error.advice.in_english(), HasSubstr("sea, land"));
  what.layer = "land";
  EXPECT_TRUE(import_file(what));
  std::filesystem::remove(what.out);
  what.layer = "sky";
  EXPECT_EQ(error_of(what).problem, ChartProblem::no_layer);
}

struct Format {
  const char* driver;
  const char* file;  // its layer is "land"
};

class BadImports : public Imports, public testing::WithParamInterface<Format> {
 protected:
  [[nodiscard]] ChartError error_of_shape(const Shape& shape, ImportAs as = ImportAs::coast) const {
    const auto error = error_of(request(write(GetParam().driver, GetParam().file, {shape}), as));
    EXPECT_EQ(error.layer, "land");
    EXPECT_THAT(error.message(), HasSubstr(", layer land, feature "));
    return error;
  }
};

TEST_P(BadImports, NameLayerFeatureAndFieldOfInvalidGeometry) {
  const auto error = error_of_shape({kBowTie, {{"id", "kundur"}}});
  EXPECT_EQ(error.problem, ChartProblem::wrong_geometry);
  EXPECT_EQ(error.feature, "kundur");
  EXPECT_EQ(error.field, "geometry");
}

TEST_P(BadImports, NameLayerFeatureAndFieldOfWrongAxisOrder) {
  const auto error =
      error_of_shape({"POLYGON((1.1 103.1,1.2 103.1,1.2 103.2,1.1 103.2,1.1 103.1))", {{"id", "kundur"}}});
  EXPECT_EQ(error.problem, ChartProblem::wrong_axis_order);
  EXPECT_EQ(error.feature, "kundur");
  EXPECT_EQ(error.field, "geometry");
}

TEST_P(BadImports, NameLayerFeatureAndFieldOfAWrongCoordinateSystem) {
  const auto error =
      error_of_shape({"POLYGON((377000 132000,378000 132000,378000 133000,377000 133000,377000 132000))",
                      {{"id", "kundur"}}});
  EXPECT_EQ(error.problem, ChartProblem::wrong_crs);
  EXPECT_EQ(error.feature, "kundur");
  EXPECT_EQ(error.field, "geometry");
}

TEST_P(BadImports, NameLayerFeatureAndFieldOfAMissingAttribute) {
  const auto error = error_of_shape({kIsland,
                                     {{"id", "X1"},
                                      {"name", "Utara"},
                                      {"status", "agreed"},
                                      {"permit_idn", "full"},
                                      {"permit_mys", "none"},
                                      {"permit_tha", "none"}}},
                                    ImportAs::sectors);
  EXPECT_EQ(error.problem, ChartProblem::missing_field);
  EXPECT_EQ(error.feature, "X1");
  EXPECT_EQ(error.field, "permit_sgp");
}

INSTANTIATE_TEST_SUITE_P(Formats, BadImports,
                         testing::Values(Format{"GPKG", "land.gpkg"}, Format{"ESRI Shapefile", "land.shp"},
                                         Format{"GeoJSON", "land.geojson"}),
                         [](const auto& format) {
                           std::string name = format.param.driver;
                           std::erase(name, ' ');
                           return name;
                         });

// As an S-57 chart has it: of many layers the land is LNDARE.
TEST_F(Imports, TheLandOfAChartIsFoundByItself) {
  const auto imported = import_file(
      request(write("GPKG", "chart.gpkg", {{kIsland, {{"OBJNAM", "x"}}}}, 4326, {"DEPARE", "LNDARE"})));
  ASSERT_TRUE(imported) << imported.error().message();
  EXPECT_EQ(imported->layer, "LNDARE");
}

TEST_F(Imports, ASourceThatNobodyStatesIsAskedFor) {
  auto what = request(write("GPKG", "a.gpkg", {{kIsland, {{"label", "x"}}}}));
  what.source.clear();
  const auto error = error_of(what);
  EXPECT_EQ(error.problem, ChartProblem::missing_field);
  EXPECT_EQ(error.field, "source");
  EXPECT_THAT(error.advice.in_english(), HasSubstr("--source"));
  EXPECT_EQ(error.file, what.file.string());
}

TEST_F(Imports, SectorsNeedTheirPermits) {
  Fields fields = {{"id", "X1"},           {"name", "Utara"},      {"status", "agreed"},
                   {"permit_idn", "full"}, {"permit_mys", "none"}, {"permit_sgp", "none"}};
  const auto error = error_of(request(write("GPKG", "s.gpkg", {{kIsland, fields}}), ImportAs::sectors));
  EXPECT_EQ(error.problem, ChartProblem::missing_field);
  EXPECT_EQ(error.layer, "land");
  EXPECT_EQ(error.feature, "X1");
  EXPECT_EQ(error.field, "permit_tha");
  fields.emplace_back("permit_tha", "perhaps");
  EXPECT_EQ(error_of(request(write("GPKG", "t.gpkg", {{kIsland, fields}}), ImportAs::sectors)).problem,
            ChartProblem::wrong_value);
  fields.back().second = "none";
  const auto what = request(write("GPKG", "u.gpkg", {{kIsland, fields}}), ImportAs::sectors);
  const auto imported = import_file(what);
  ASSERT_TRUE(imported) << imported.error().message();
  const auto sectors = load_sectors_file(what.out);
  ASSERT_TRUE(sectors);
  EXPECT_EQ(sectors->front().names, (model::Names{"Utara", "Utara", "Utara"}));
  EXPECT_EQ(sectors->front().basis, model::Basis::approximate) << "nobody said how sure it is";
}

// What a person writes by hand, or another program writes.
TEST_F(Imports, AnOutlineWhoseLastPointIsLeftOutIsClosedAndTold) {
  const auto file = folder_ / "open.geojson";
  std::ofstream(file)
      << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
      << R"({"id":"Z1","kind":"watch","name":"X"},"geometry":{"type":"Polygon","coordinates":)"
      << R"([[[103.5,1.2],[103.6,1.2],[103.6,1.3],[103.5,1.3]]]}}]})";
  const auto result = import_file(request(file, ImportAs::zones));
  ASSERT_TRUE(result) << result.error().message();
  ASSERT_EQ(result->notes.size(), 1U);
  EXPECT_EQ(result->notes[0].in_english(), "1 outline did not end where it begins; now it does.");
}

TEST_F(Imports, ACoordinateSystemThatNobodyKnowsIsNotTakenForWgs84) {
  const auto file = folder_ / "crs.geojson";
  std::ofstream(file)
      << R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":)"
      << R"("urn:ogc:def:crs:EPSG::999999"}},"features":[{"type":"Feature","properties":)"
      << R"({"id":"Z1","kind":"watch","name":"X"},"geometry":{"type":"Polygon","coordinates":)"
      << R"([[[103.5,1.2],[103.6,1.2],[103.6,1.3],[103.5,1.3],[103.5,1.2]]]}}]})";
  const auto result = import_file(request(file, ImportAs::zones));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().problem, ChartProblem::wrong_crs);
  EXPECT_THAT(result.error().advice.in_english(),
              HasSubstr("Nobody knows the code of its coordinate system"));
}

TEST_F(Imports, TextsOfAnotherEncodingAreNamedAndReadOnceTheFileSaysWhichItIs) {
  const auto file =
      write("ESRI Shapefile", "latin.shp", {{kIsland, {{"id", "Z1"}, {"kind", "watch"}, {"name", "?"}}}});
  std::filesystem::remove(folder_ / "latin.cpg");
  std::fstream table(folder_ / "latin.dbf", std::ios::in | std::ios::out | std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(table)), {});
  table.clear();
  table.seekp(29);
  table.put('\0');  // it does not say the code page either
  table.seekp(static_cast<std::streamoff>(bytes.rfind('?')));
  table.put('\xE9');
  table.close();
  const auto refused = import_file(request(file, ImportAs::zones));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "name");
  EXPECT_THAT(refused.error().advice.in_english(), HasSubstr("such as ISO-8859-1, into "));
  std::ofstream(folder_ / "latin.cpg") << "ISO-8859-1";
  const auto read = import_file(request(file, ImportAs::zones));
  EXPECT_TRUE(read) << read.error().message();
}

TEST_F(Imports, AttributesInTheExtendedDataOfKmlAreRead) {
  const auto file = folder_ / "zones.kml";
  std::ofstream(file)
      << R"(<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>)"
      << R"(<Folder><name>Zones</name><Placemark><name>Landing</name><ExtendedData><Data name="kind"><value>)"
      << R"(watch</value></Data><Data name="id"><value>K1</value></Data></ExtendedData><Polygon>)"
      << R"(<outerBoundaryIs><LinearRing><coordinates>103.5,1.2 103.6,1.2 103.6,1.3 103.5,1.2</coordinates>)"
      << R"(</LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>)";
  const auto result = import_file(request(file, ImportAs::zones));
  ASSERT_TRUE(result) << result.error().message();
  const auto zones = load_zones_file(request(file, ImportAs::zones).out);
  ASSERT_TRUE(zones);
  EXPECT_EQ(zones->front().id.view(), "K1");
  EXPECT_EQ(zones->front().names.en, "Landing");
}

TEST_F(Imports, ZonesKeepTheirKind) {
  const auto what = request(write("ESRI Shapefile", "zones.shp",
                                  {{kIsland, {{"id", "z"}, {"name", "Labuh"}, {"kind", "anchorage"}}}}),
                            ImportAs::zones);
  const auto imported = import_file(what);
  ASSERT_TRUE(imported) << imported.error().message();
  const auto zones = load_zones_file(what.out);
  ASSERT_TRUE(zones);
  EXPECT_EQ(zones->front().kind, model::ZoneKind::anchorage);
}

TEST_F(Imports, WhatIsNoVectorFileIsUnreadable) {
  std::ofstream(folder_ / "x.gpkg") << "hello";
  EXPECT_EQ(error_of(request(folder_ / "x.gpkg")).problem, ChartProblem::unreadable);
  EXPECT_EQ(error_of(request(folder_ / "nothing.shp")).problem, ChartProblem::no_file);
  EXPECT_EQ(error_of(request("/vsicurl/http://127.0.0.1/x.geojson")).problem, ChartProblem::no_file);
}

TEST_F(Imports, AFailureLeavesTheOlderFileAsItWas) {
  const auto good = request(write("GPKG", "good.gpkg", {{kIsland, {{"label", "x"}}}}));
  ASSERT_TRUE(import_file(good));
  const auto size = std::filesystem::file_size(good.out);
  EXPECT_FALSE(import_file(request(write("GPKG", "bad.gpkg", {{kBowTie, {{"label", "x"}}}}))));
  EXPECT_EQ(std::filesystem::file_size(good.out), size);
}

TEST_F(Imports, AFolderThatIsMissingIsNamed) {
  auto what = request(write("GPKG", "a.gpkg", {{kIsland, {{"label", "x"}}}}));
  what.out = folder_ / "nowhere" / "coast.geojson";
  EXPECT_EQ(error_of(what).problem, ChartProblem::not_written);
  EXPECT_THAT(error_of(what).advice.in_english(),
              ::testing::MatchesRegex("The folder .*/nowhere is missing: make it first."));
}

// Of KML all attributes are texts, of GPX only the waypoints are anything, and neither has what geodata
// needs.
TEST_F(Imports, WhatAFileDoesNotSayIsSaidForAllOfIt) {
  const auto file = folder_ / "jetties.gpx";
  std::ofstream(file)
      << R"(<?xml version="1.0"?><gpx version="1.1" creator="x" )"
      << R"(xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="1.3" lon="103.5">)"
      << R"(<name>Jetty</name></wpt><wpt lat="1.2" lon="103.4"><name>Pier</name></wpt></gpx>)";
  auto what = request(file, ImportAs::berths);
  EXPECT_EQ(error_of(what).field, "nation");
  EXPECT_THAT(error_of(what).advice.in_english(), HasSubstr("--set nation=VALUE"));
  what.defaults = {{"nation", "mys"}, {"use", "port"}, {"radius_m", "300"}};
  const auto imported = import_file(what);
  ASSERT_TRUE(imported) << imported.error().message();
  EXPECT_EQ(imported->layer, "waypoints");
  const auto berths = load_berths_file(what.out);
  ASSERT_TRUE(berths);
  ASSERT_EQ(berths->size(), 2U);
  EXPECT_EQ(berths->front().names.en, "Jetty");
  EXPECT_EQ(berths->front().nation, model::Nation::mys);
  EXPECT_EQ(berths->front().radius.in_metres(), 300);
  what.as = ImportAs::zones;
  what.defaults = {{"kind", "watch"}, {"radius_m", "500"}};
  EXPECT_TRUE(import_file(what));
}

// Each folder of KML is a layer.
TEST_F(Imports, OfGpxOffersTheLayersThatHoldSomething) {
  const auto file = folder_ / "two.gpx";
  std::ofstream(file) << R"(<?xml version="1.0"?><gpx version="1.1" creator="x" )"
                      << R"(xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="1.3" lon="103.75"/>)"
                      << R"(<trk><trkseg><trkpt lat="1.2" lon="103.5"/><trkpt lat="1.3" lon="103.5"/>)"
                      << R"(</trkseg></trk></gpx>)";
  const auto error = error_of(request(file, ImportAs::zones));
  EXPECT_EQ(error.problem, ChartProblem::no_layer);
  EXPECT_THAT(error.advice.in_english(), HasSubstr("waypoints, tracks, track_points."));
}

TEST_F(Imports, OfKmlWithFoldersEachIsImportedByItsName) {
  const auto file = folder_ / "zones.kml";
  std::ofstream(file)
      << R"(<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>)"
      << R"(<Folder><name>North</name><Placemark><name>A</name><Polygon><outerBoundaryIs><LinearRing>)"
      << R"(<coordinates>103,1 103.1,1 103.1,1.1 103,1</coordinates></LinearRing></outerBoundaryIs></Polygon>)"
      << R"(</Placemark></Folder><Folder><name>South</name><Placemark><name>B</name><Polygon>)"
      << R"(<outerBoundaryIs><LinearRing><coordinates>103,0.5 103.1,0.5 103.1,0.6 103,0.5</coordinates>)"
      << R"(</LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>)";
  auto what = request(file, ImportAs::zones);
  what.defaults = {{"kind", "watch"}};
  EXPECT_EQ(error_of(what).problem, ChartProblem::no_layer);
  EXPECT_THAT(error_of(what).message(), HasSubstr("which layer is meant"));
  EXPECT_THAT(error_of(what).advice.in_english(),
              HasSubstr("--layer, each into a file of its own: North, South"));
  for (const char* const layer : {"North", "South"}) {
    what.layer = layer;
    const auto imported = import_file(what);
    ASSERT_TRUE(imported) << imported.error().message();
    EXPECT_EQ(imported->written, 1U);
    std::filesystem::remove(what.out);
  }
  what.defaults.clear();
  EXPECT_EQ(error_of(what).field, "kind");
  EXPECT_THAT(error_of(what).advice.in_english(), HasSubstr("--kind watch"));
}

TEST_F(Imports, NumbersOfKmlAreNumbers) {
  const auto file = folder_ / "zones.kml";
  std::ofstream(file)
      << R"(<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>)"
      << R"(<Placemark><name>Own</name><ExtendedData><Data name="radius_m"><value>700</value></Data>)"
      << R"(</ExtendedData><Point><coordinates>103.5,1.2</coordinates></Point></Placemark><Placemark><name>)"
      << R"(Other</name><Point><coordinates>103.6,1.2</coordinates></Point></Placemark></Document></kml>)";
  auto what = request(file, ImportAs::zones);
  EXPECT_THAT(error_of(what).advice.in_english(), HasSubstr("--kind watch"));
  what.defaults = {{"kind", "watch"}, {"radius_m", "200"}};
  const auto imported = import_file(what);
  ASSERT_TRUE(imported) << imported.error().message();
  const auto zones = load_zones_file(what.out);
  ASSERT_TRUE(zones);
  ASSERT_EQ(zones->size(), 2U);
  EXPECT_GT(zones->front().area.area_km2(), 5 * zones->back().area.area_km2())
      << "what it says itself stands";
}

TEST_F(Imports, BerthsArePoints) {
  const auto error =
      error_of(request(write("GPKG", "b.gpkg", {{kIsland, {{"name", "x"}}}}), ImportAs::berths));
  EXPECT_EQ(error.problem, ChartProblem::wrong_geometry);
  EXPECT_THAT(error.advice.in_english(), HasSubstr("points with radius_m"));
}

}  // namespace
}  // namespace selat::chart
