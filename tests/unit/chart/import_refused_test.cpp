// Imports that are refused, with advice that works on the very file.

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gdal_utils.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "chart/import.h"
#include "imports.h"

namespace selat::chart {
namespace {

using testing::HasSubstr;

TEST_F(Imports, ASideOverHalfTheEarthIsRefused) {
  const auto error = error_of(request(
      write("GPKG", "wide.gpkg", {{"POLYGON((-170 1,170 1,170 2,-170 2,-170 1))", {{"label", "x"}}}})));
  EXPECT_EQ(error.problem, ChartProblem::wrong_geometry);
  EXPECT_THAT(error.advice.in_english(), HasSubstr("-wrapdateline -datelineoffset 179"));
  // In a part of an area, and in a hole, too.
  for (const char* const shape :
       {"MULTIPOLYGON(((103 1,104 1,104 2,103 1)),((-170 1,170 1,170 2,-170 1)))",
        "POLYGON((-175 -5,0 -5,175 -5,175 5,0 5,-175 5,-175 -5),(-170 1,-170 2,170 2,170 1,-170 1))"}) {
    EXPECT_EQ(error_of(request(write("GPKG", "part.gpkg", {{shape, {{"label", "x"}}}}))).problem,
              ChartProblem::wrong_geometry)
        << shape;
    std::filesystem::remove(folder_ / "part.gpkg");
  }
}

// What ogr2ogr does with these options.
std::filesystem::path translated(const std::filesystem::path& file, std::vector<std::string> options) {
  std::vector<char*> given;
  for (std::string& option : options) {
    given.push_back(option.data());
  }
  given.push_back(nullptr);
  auto made = file;
  made.replace_extension("made.gpkg");
  std::filesystem::remove(made);
  GDALVectorTranslateOptions* const how = GDALVectorTranslateOptionsNew(given.data(), nullptr);
  GDALDatasetH source = GDALOpenEx(file.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
  GDALClose(GDALVectorTranslate(made.c_str(), nullptr, 1, &source, how, nullptr));
  GDALClose(source);
  GDALVectorTranslateOptionsFree(how);
  return made;
}

// Of a side just over half the Earth, and of one over the 180° meridian.
TEST_F(Imports, TheAdviceOnALongSideHelpsTheVeryFile) {
  for (const char* const shape :
       {"POLYGON((-100 1,100 1,100 2,-100 2,-100 1))", "POLYGON((179 1,-179 1,-179 2,179 2,179 1))"}) {
    const auto file = write("GPKG", "wide.gpkg", {{shape, {{"label", "x"}}}});
    EXPECT_EQ(error_of(request(file)).problem, ChartProblem::wrong_geometry) << shape;
    for (const std::vector<std::string>& options :
         {std::vector<std::string>{"-wrapdateline", "-datelineoffset", "179"}, {"-segmentize", "90"}}) {
      const auto imported = import_file(request(translated(file, options)));
      EXPECT_TRUE(imported) << shape << ", " << options.front() << ": " << imported.error().message();
    }
    std::filesystem::remove(file);
    std::filesystem::remove(request(file).out);
  }
}

// Beside a GeoJSON file there is nothing that says its encoding: the advice for Shapefiles would not help.
TEST_F(Imports, ALatin1GeoJsonIsRefusedWithAdviceThatHelpsIt) {
  const auto file = folder_ / "latin.geojson";
  std::ofstream(file)
      << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"x",)"
      << R"("kind":"watch","name":"Jos)" << '\xE9'
      << R"("},"geometry":{"type":"Polygon","coordinates":[[[103,1],[103.1,1],[103.1,1.1],)"
      << R"([103,1]]]}}]})";
  EXPECT_THAT(error_of(request(file, ImportAs::zones)).advice.in_english(),
              HasSubstr("iconv -f ISO-8859-1 -t UTF-8 " + file.string()));
}

// What is no file of data is neither read, which could wait for ever, nor replaced by one.
TEST_F(Imports, PipesDevicesAndFoldersAreNeitherReadNorReplaced) {
  const auto pipe = folder_ / "pipe.geojson";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const auto device = folder_ / "device.geojson";
  std::filesystem::create_symlink("/dev/null", device);
  const auto inner = folder_ / "inner.geojson";
  std::filesystem::create_directory(inner);
  const auto good = write("GPKG", "good.gpkg", {{kIsland, {{"label", "x"}}}});
  for (const auto& place : {pipe, device, inner}) {
    const auto read = import_file(request(place));
    ASSERT_FALSE(read) << place;
    EXPECT_EQ(read.error().problem, ChartProblem::unreadable) << place;
    auto what = request(good);
    what.out = place;
    const auto written = import_file(what);
    ASSERT_FALSE(written) << place;
    EXPECT_EQ(written.error().problem, ChartProblem::not_written) << place;
    EXPECT_FALSE(std::filesystem::exists(place.string() + ".part.geojson"));
  }
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
  EXPECT_TRUE(std::filesystem::is_symlink(device));
  EXPECT_TRUE(std::filesystem::is_directory(inner));
}

TEST_F(Imports, OfNothingIsRefused) {
  const auto file = folder_ / "empty.geojson";
  std::ofstream(file) << R"({"type":"FeatureCollection","features":[]})";
  for (const ImportAs as : {ImportAs::coast, ImportAs::zones, ImportAs::sectors, ImportAs::berths}) {
    EXPECT_THAT(error_of(request(file, as)).advice.in_english(), HasSubstr("no features"));
  }
}

}  // namespace
}  // namespace selat::chart
