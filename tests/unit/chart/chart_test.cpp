// One test for each way to break a geodata file, named by it.

#include "chart/chart.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "chart/geodata_folder.h"
#include "support/temporary_directory.h"

namespace selat::chart {
namespace {

using testing::HasSubstr;

class ChartFiles : public testing::Test {
 protected:
  void put(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

  // The first error of load_sectors() on this text.
  [[nodiscard]] ChartError sector_error(const std::string& text) const {
    put("sectors.geojson", text);
    auto loaded = load_sectors(folder_.path());
    EXPECT_FALSE(loaded) << "no error for " << text;
    return loaded ? ChartError{} : loaded.error();
  }

  test::TemporaryDirectory folder_;
};

std::string collection(const std::string& features) {
  return R"({"type":"FeatureCollection","name":"sectors","features":[)" + features + "]}";
}

const std::string kProperties =
    R"("id":"S01","name_en":"a","name_id":"b","name_ms":"c","permit_idn":"full","permit_mys":"none",)"
    R"("permit_sgp":"none","permit_tha":"none","status":"agreed","basis":"approximate","source":"s","licence":"l")";
const std::string kSquare = R"({"type":"Polygon","coordinates":[[[100,1],[101,1],[101,2],[100,2],[100,1]]]})";

std::string feature(const std::string& properties, const std::string& geometry) {
  return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + geometry + "}";
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST_F(ChartFiles, ASectorIsReadWithAllItsFields) {
  put("sectors.geojson", collection(feature(kProperties, kSquare)));
  const auto sectors = load_sectors(folder_.path());
  ASSERT_TRUE(sectors) << sectors.error().message();
  ASSERT_EQ(sectors->size(), 1U);
  const auto& sector = sectors->front();
  EXPECT_EQ(sector.id.view(), "S01");
  EXPECT_EQ(sector.names, (model::Names{"a", "b", "c"}));
  EXPECT_EQ(sector.permit_of(model::Nation::idn), model::Permit::full);
  EXPECT_EQ(sector.permit_of(model::Nation::tha), model::Permit::none);
  EXPECT_EQ(sector.status, model::DelimitationStatus::agreed);
  EXPECT_EQ(sector.straitrep, "");
  EXPECT_TRUE(sector.area.contains(geo::Position::degrees(1.5, 100.5)));
  EXPECT_FALSE(sector.area.contains(geo::Position::degrees(100.5, 1.5)));
}

TEST_F(ChartFiles, AZoneMayBeAPolygonOrACircle) {
  const std::string zone =
      R"("kind":"watch","name_en":"a","name_id":"b","name_ms":"c","basis":"approximate","source":"s","licence":"l")";
  put("zones.geojson", collection(feature(R"("id":"round","radius_m":1852,)" + zone,
                                          R"({"type":"Point","coordinates":[104.4,1.33]})") +
                                  "," + feature(R"("id":"square",)" + zone, kSquare)));
  put("anchorages.geojson",
      collection(feature(R"("id":"anchorage",)" + with(zone, "watch", "anchorage"), kSquare)));
  put("berths.geojson",
      collection(feature(
          R"("id":"tuas","nation":"sgp","use":"naval","radius_m":500,"name_en":"a","name_id":"b","name_ms":"c",)"
          R"("basis":"approximate","source":"s","licence":"l")",
          R"({"type":"Point","coordinates":[103.65,1.3]})")));
  const auto zones = load_zones(folder_.path());
  ASSERT_TRUE(zones) << zones.error().message();
  ASSERT_EQ(zones->size(), 4U);
  EXPECT_NEAR((*zones)[0].area.area_km2(), 10.65, 0.1);  // 24 corners on a circle of 10.78 km²
  EXPECT_EQ((*zones)[2].kind, model::ZoneKind::anchorage);
  EXPECT_EQ((*zones)[3].id.view(), "berth-tuas");
  EXPECT_EQ((*zones)[3].kind, model::ZoneKind::berth);
}

const std::string kReporting =
    R"("id":"7","name_en":"a","name_id":"b","name_ms":"c","authority":"VTIS","basis":"approximate",)"
    R"("source":"s","licence":"l")";

TEST_F(ChartFiles, AReportingSectorMayHaveAVhfChannelWithItsOwnBasis) {
  const std::string channel = R"(,"vhf_channel":73,"vhf_basis":"published","vhf_source":"list")";
  put("straitrep.geojson", collection(feature(kReporting + channel, kSquare)));
  const auto sectors = load_reporting_sectors(folder_.path());
  ASSERT_TRUE(sectors) << sectors.error().message();
  ASSERT_TRUE(sectors->front().channel);
  EXPECT_EQ(sectors->front().channel->number, 73);
  EXPECT_EQ(sectors->front().channel->basis, model::Basis::published);
  EXPECT_EQ(sectors->front().channel->source, "list");
  put("straitrep.geojson", collection(feature(kReporting, kSquare)));
  EXPECT_FALSE(load_reporting_sectors(folder_.path())->front().channel);
}

TEST_F(ChartFiles, AVhfChannelIsAWholeNumberAndSaysWhereItIsFrom) {
  for (const std::string wrong :
       {R"(,"vhf_channel":73.5,"vhf_basis":"published","vhf_source":"s")",
        R"(,"vhf_channel":0,"vhf_basis":"published","vhf_source":"s")", R"(,"vhf_channel":73)",
        R"(,"vhf_channel":73,"vhf_basis":"official","vhf_source":"s")"}) {
    put("straitrep.geojson", collection(feature(kReporting + wrong, kSquare)));
    const auto sectors = load_reporting_sectors(folder_.path());
    ASSERT_FALSE(sectors) << wrong;
    EXPECT_THAT(sectors.error().field, HasSubstr("vhf_")) << wrong;
  }
}

TEST_F(ChartFiles, ARadarSiteSaysHowFarItMayBeOff) {
  const std::string site =
      R"("id":"hill","name_en":"a","name_id":"b","name_ms":"c","nation":"mys","run_by":"customs",)"
      R"("basis":"recalled","source":"s","licence":"l","valid_from":"2020-07-15")";
  const std::string place = R"({"type":"Point","coordinates":[101.42,2.84]})";
  put("radars.geojson", collection(feature(site + R"(,"doubt_m":2000)", place)));
  const auto sites = load_radar_sites(folder_.path());
  ASSERT_TRUE(sites) << sites.error().message();
  EXPECT_EQ(sites->front().run_by, "customs");
  EXPECT_EQ(sites->front().nation, model::Nation::mys);
  EXPECT_EQ(sites->front().doubt, Distance::metres(2000));
  EXPECT_EQ(sites->front().valid_from, "2020-07-15");
  put("radars.geojson", collection(feature(site, place)));
  const auto without = load_radar_sites(folder_.path());
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().field, "doubt_m");
}

// The coast's credit in other languages stands at one feature of each source.
TEST_F(ChartFiles, TheSourcesOfACoastAreNamedOnceInThreeLanguages) {
  for (const auto& entry : std::filesystem::directory_iterator(SELAT_SOURCE_DIR "/geodata")) {
    if (entry.is_regular_file() && !entry.path().filename().string().starts_with("coast")) {
      std::filesystem::copy_file(entry.path(), folder_ / entry.path().filename().string());
    }
  }
  const auto land = [](const std::string& id, const std::string& more) {
    return feature(R"("id":")" + id + R"(","basis":"measured","licence":"l","source":"survey")" + more,
                   kSquare);
  };
  put("coast.geojson",
      collection(land("a", "") + "," + land("b", R"(,"source_id":"survei","source_ms":"ukur")") + "," +
                 land("c", "")));
  const auto chart = load_chart(folder_.path());
  ASSERT_TRUE(chart) << chart.error().message();
  EXPECT_THAT(chart->coast_sources,
              testing::ElementsAre(model::Names{"survey (l)", "survei (l)", "ukur (l)"}));
}

TEST_F(ChartFiles, AMissingFileIsNamed) {
  const auto loaded = load_sectors(folder_.path());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().problem, ChartProblem::no_file);
  EXPECT_THAT(loaded.error().message(), HasSubstr((folder_ / "sectors.geojson").string()));
}

TEST_F(ChartFiles, AFolderInPlaceOfAFileIsRefused) {
  std::filesystem::create_directory(folder_ / "sectors.geojson");
  EXPECT_EQ(load_sectors(folder_.path()).error().problem, ChartProblem::no_file);
}

TEST_F(ChartFiles, WhatIsNoGeoJsonIsUnreadable) {
  for (const std::string& text :
       {std::string(), std::string("hello"), std::string("{"), std::string("[1,2]"), std::string(5000, '['),
        std::string("\0\0\0\0", 4), std::string(R"({"type":"FeatureCollection","features":)")}) {
    EXPECT_EQ(sector_error(text).problem, ChartProblem::unreadable) << text.substr(0, 40);
  }
}

TEST_F(ChartFiles, AnEmptyCollectionIsUnreadable) {
  EXPECT_EQ(sector_error(collection("")).problem, ChartProblem::unreadable);
}

TEST_F(ChartFiles, AMissingFieldIsNamedWithItsFeature) {
  const auto error =
      sector_error(collection(feature(with(kProperties, R"("status":"agreed",)", ""), kSquare)));
  EXPECT_EQ(error.problem, ChartProblem::missing_field);
  EXPECT_EQ(error.layer, "sectors");
  EXPECT_EQ(error.feature, "S01");
  EXPECT_EQ(error.field, "status");
}

TEST_F(ChartFiles, AFeatureWithoutAnIdIsNamedByItsNumber) {
  const auto error = sector_error(collection(feature(kProperties, kSquare) + "," +
                                             feature(with(kProperties, R"("id":"S01",)", ""), kSquare)));
  EXPECT_EQ(error.problem, ChartProblem::missing_field);
  EXPECT_EQ(error.feature, "#2");
  EXPECT_EQ(error.field, "id");
}

TEST_F(ChartFiles, EveryFeatureMustStateSourceLicenceAndBasis) {
  for (const std::string field : {R"(,"source":"s")", R"(,"licence":"l")", R"(,"basis":"approximate")"}) {
    EXPECT_EQ(sector_error(collection(feature(with(kProperties, field, ""), kSquare))).problem,
              ChartProblem::missing_field)
        << field;
  }
}

TEST_F(ChartFiles, AnUnknownWordIsAnsweredWithTheKnownOnes) {
  const auto error = sector_error(collection(feature(with(kProperties, "agreed", "agred"), kSquare)));
  EXPECT_EQ(error.problem, ChartProblem::wrong_value);
  EXPECT_THAT(error.message(), HasSubstr("layer sectors, feature S01, field status: wrong value 'agred'. "
                                         "Use one of: agreed disputed undelimited."));
}

TEST_F(ChartFiles, ATextWhereANumberBelongsIsRefused) {
  put("control-points.geojson",
      collection(feature(
          R"("id":"x","name":"x","nation":"sgp","capacity":"many","basis":"recalled","source":"s","licence":"l")",
          R"({"type":"Point","coordinates":[104,1.3]})")));
  const auto loaded = load_control_points(folder_.path());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().problem, ChartProblem::wrong_value);
  EXPECT_EQ(loaded.error().field, "capacity");
}

TEST_F(ChartFiles, AnIdTwiceIsRefused) {
  const auto error =
      sector_error(collection(feature(kProperties, kSquare) + "," + feature(kProperties, kSquare)));
  EXPECT_EQ(error.problem, ChartProblem::duplicate_id);
}

TEST_F(ChartFiles, AnIdThatDoesNotFitIsRefusedAndNotCut) {
  EXPECT_EQ(sector_error(collection(feature(with(kProperties, "S01", "S0123456789012345"), kSquare))).problem,
            ChartProblem::wrong_value);
  EXPECT_EQ(sector_error(collection(feature(with(kProperties, "S01", "S 1;rm"), kSquare))).problem,
            ChartProblem::wrong_value);
}

TEST_F(ChartFiles, GeometryOfTheWrongKindIsRefused) {
  for (const std::string geometry :
       {"null", R"({"type":"Point","coordinates":[100,1]})",
        R"({"type":"LineString","coordinates":[[100,1],[101,1]]})", R"({"type":"Polygon","coordinates":[]})",
        R"({"type":"Polygon","coordinates":[[]]})",
        R"({"type":"Polygon","coordinates":[[[100,1],[101,1],[100,1]]]})",
        R"({"type":"GeometryCollection","geometries":[]})"}) {
    EXPECT_EQ(sector_error(collection(feature(kProperties, geometry))).problem, ChartProblem::wrong_geometry)
        << geometry;
  }
}

TEST_F(ChartFiles, PlacesBeyondTheEarthAreRefused) {
  for (const std::string place : {"[100,91]", "[181,1]", "[1e300,1]", "[-1e999,2]"}) {
    EXPECT_EQ(sector_error(collection(feature(kProperties, with(kSquare, "[101,2]", place)))).problem,
              ChartProblem::wrong_geometry)
        << place;
  }
}

TEST_F(ChartFiles, ARingThatCrossesItselfIsRefused) {
  const auto error = sector_error(collection(feature(
      kProperties, R"({"type":"Polygon","coordinates":[[[100,1],[101,2],[101,1],[100,2],[100,1]]]})")));
  EXPECT_EQ(error.problem, ChartProblem::wrong_geometry);
}

TEST_F(ChartFiles, HostileTextInAnErrorIsOneCleanLine) {
  const auto error = sector_error(
      collection(feature(with(kProperties, "agreed", R"(\u001b[2J\nx)" + std::string(400, 'y')), kSquare)));
  EXPECT_EQ(error.problem, ChartProblem::wrong_value);
  EXPECT_LE(error.found.size(), 80U);
  EXPECT_EQ(error.message().find_first_of("\n\x1b"), std::string::npos);
}

TEST_F(ChartFiles, DamagedFilesNeverCrash) {
  std::ifstream original(SELAT_SOURCE_DIR "/geodata/sectors.geojson");
  std::stringstream content;
  content << original.rdbuf();
  const std::string text = content.str();
  const std::uint64_t seed = 300;
  Random random(seed);
  int refused = 0;
  for (int i = 0; i < 300; ++i) {
    std::string damaged = text;
    for (std::uint64_t n = 1 + random.below(8); n > 0; --n) {
      damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
    }
    if (random.chance(0.3)) {
      damaged.resize(random.below(damaged.size()));
    }
    put("sectors.geojson", damaged);
    const auto loaded = load_sectors(folder_.path());
    if (!loaded) {
      ++refused;
      EXPECT_FALSE(loaded.error().advice.empty()) << "seed " << seed;
    }
  }
  EXPECT_GT(refused, 100) << "seed " << seed;
}

TEST_F(ChartFiles, TheGivenFolderWinsAndIsNeverReplacedSilently) {
  put("sectors.geojson", "{}");
  const std::filesystem::path nowhere = folder_ / "nowhere";
  const std::filesystem::path& folder = folder_.path();
  EXPECT_EQ(find_geodata({folder, nowhere, {nowhere}}).value(), folder);
  EXPECT_EQ(find_geodata({{}, folder, {nowhere}}).value(), folder);
  EXPECT_EQ(find_geodata({{}, {}, {nowhere, folder}}).value(), folder);
  EXPECT_EQ(find_geodata({nowhere, folder, {folder}}).error().problem, ChartProblem::no_file);
  EXPECT_THAT(find_geodata({{}, nowhere, {folder}}).error().message(), HasSubstr("SELAT_GEODATA"));
  EXPECT_FALSE(find_geodata({}));
}

TEST(GeodataFolder, IsLookedForBesideTheProgram) {
  EXPECT_THAT(geodata_beside("/usr/bin/selat"),
              testing::Contains(std::filesystem::path("/usr/share/selat/geodata")));
  EXPECT_THAT(geodata_beside("/home/me/selat/build/dev/bin/selat"),
              testing::Contains(std::filesystem::path("/home/me/selat/geodata")));
}

}  // namespace
}  // namespace selat::chart
