// `selat chart` route, draw, check and import, run as a person runs them, on the geodata that comes with
// Selat.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include "../test_name.h"
#include "chart_program.h"
#include "runtime/exit_status.h"
#include "service/chart_setup.h"
#include "support/temporary_directory.h"

namespace selat::app {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

TEST(ChartRoute, TellsDistanceTimeAndLegs) {
  const test::TemporaryDirectory directory;
  const auto file = directory / "route.geojson";
  const Told told = on_chart({"route", "3.785", "98.69", "2.88", "101.0", "--speed", "15", "--flag", "IDN",
                              "--json", "--out", file.string()});
  ASSERT_EQ(told.status, runtime::kSuccess) << told.err;
  const json route = json::parse(told.out);
  EXPECT_NEAR(route["distance_nm"].get<double>(), 150, 6);
  EXPECT_NEAR(route["duration_s"].get<double>(), route["distance_nm"].get<double>() / 15 * 3600, 2);
  EXPECT_EQ(route["flag"], "idn");
  double sum_nm = 0;
  for (const json& leg : route["legs"]) {
    sum_nm += leg["distance_nm"].get<double>();
  }
  EXPECT_NEAR(sum_nm, route["distance_nm"].get<double>(), 0.01);
  std::ifstream stream(file);
  const json drawn = json::parse(stream);
  EXPECT_EQ(drawn["type"], "FeatureCollection");
  EXPECT_EQ(drawn["features"][0]["geometry"]["type"], "LineString");
  EXPECT_EQ(drawn["features"][0]["geometry"]["coordinates"].size(), route["legs"].size() + 1);
  EXPECT_NEAR(drawn["features"][0]["geometry"]["coordinates"].back()[0].get<double>(), 101.0, 1e-6);
}

// For a craft of Singapore the anchorage off Changi is not another nation's.
TEST(ChartRoute, NamesThePortWatersOfOthersOnItsWay) {
  const auto ports = [](const char* flag) {
    const Told told = on_chart({"route", "1.24", "104.05", "1.30", "103.98", "--flag", flag, "--json"});
    EXPECT_EQ(told.status, runtime::kSuccess) << told.err;
    std::map<std::string, std::string> found;
    const json route = json::parse(told.out);
    for (const json& leg : route["legs"]) {
      for (const json& port : leg["port_waters"]) {
        found[port["id"]] = port["nation"];
      }
    }
    return found;
  };
  EXPECT_THAT(ports("mys"), ::testing::Contains(::testing::Pair("anchorage-singapore-eastern", "sgp")));
  EXPECT_THAT(ports("sgp"), ::testing::Not(::testing::Contains(::testing::Pair(::testing::_, "sgp"))));
}

TEST(ChartRoute, KeepsOutOfForeignTerritorialSeasWhereAsked) {
  const std::vector<std::string> way = {"route", "1.24", "104.05", "1.30", "103.98", "--flag", "mys"};
  EXPECT_EQ(on_chart(way).status, runtime::kSuccess);
  auto asked = way;
  asked.emplace_back("--avoid-foreign-seas");
  const Told told = on_chart(asked);
  EXPECT_EQ(told.status, runtime::kFailure);
  EXPECT_THAT(told.err, HasSubstr("closed to the flag"));
}

TEST(ChartRoute, SaysThatAnEndWasMoved) {
  const Told told = on_chart({"route", "1.318", "104.020", "1.25", "104.05", "--lang", "en"});
  ASSERT_EQ(told.status, runtime::kSuccess) << told.err;
  EXPECT_THAT(told.out, HasSubstr("over water"));
  EXPECT_THAT(told.out, HasSubstr("1°19.080'N 104°01.200'E is no open water: taken as"));
  EXPECT_THAT(told.out, HasSubstr("\n1. from"));
}

class ChartFiles : public ::testing::Test {
 protected:
  [[nodiscard]] std::string file(const char* name) const { return (folder_ / name).string(); }
  test::TemporaryDirectory folder_;
};

TEST_F(ChartFiles, DrawWritesAPictureAndTellsItsSizeInThreeLanguages) {
  for (const auto& [language, word] :
       {std::pair{"en", "pixels"}, std::pair{"id", "piksel"}, std::pair{"ms", "piksel"}}) {
    const Told told = on_chart({"draw", "--out", file("a.png"), "--width", "500", "--lang", language});
    ASSERT_EQ(told.status, runtime::kSuccess) << told.err;
    EXPECT_THAT(told.out, HasSubstr(": 500 x "));
    EXPECT_THAT(told.out, HasSubstr(word));
    std::ifstream stream(file("a.png"), std::ios::binary);
    std::string head(8, ' ');
    stream.read(head.data(), 8);
    EXPECT_EQ(head, "\x89PNG\r\n\x1a\n");
  }
}

TEST_F(ChartFiles, DrawSaysWhatItWroteAsJson) {
  const Told told = on_chart({"draw", "--out", file("a.png"), "--width", "500", "--json"});
  ASSERT_EQ(told.status, runtime::kSuccess) << told.err;
  const json picture = json::parse(told.out);
  EXPECT_EQ(picture["file"], file("a.png"));
  EXPECT_EQ(picture["width_px"], 500);
  EXPECT_GT(picture["height_px"], 100);
}

// The folder's own permits decide: of the chart that comes with Selat no sector is closed to any flag.
TEST_F(ChartFiles, RouteKeepsOutOfWatersThatForbidTheFlag) {
  std::filesystem::copy(SELAT_SOURCE_DIR "/geodata", folder_.path(),
                        std::filesystem::copy_options::recursive);
  std::string text;
  {
    std::ifstream old(file("sectors.geojson"));
    text.assign(std::istreambuf_iterator<char>(old), {});
  }
  const auto at = text.find("\"permit_idn\"", text.find("\"id\": \"S12\""));
  ASSERT_NE(at, std::string::npos);
  const auto value = text.find("\"transit_only\"", at);
  text.replace(value, std::string("\"transit_only\"").size(), "\"none\"");
  std::ofstream(file("sectors.geojson")) << text;
  // From the north of Perak's waters to the south of them.
  const auto miles = [this](const char* flag) {
    const Told told = run({"route", "5.1", "99.6", "3.3", "100.8", "--flag", flag, "--json", "--geodata",
                           folder_.path().string()});
    EXPECT_EQ(told.status, runtime::kSuccess) << told.err;
    return json::parse(told.out)["distance_nm"].get<double>();
  };
  EXPECT_GT(miles("IDN"), miles("MYS") + 0.5);
  const Told into =
      run({"route", "5.1", "99.6", "4.4", "100.3", "--flag", "idn", "--geodata", folder_.path().string()});
  EXPECT_EQ(into.status, runtime::kFailure);
  EXPECT_THAT(into.err, HasSubstr("4°24.00′N 100°18.00′E lies in waters closed to the flag"));
  EXPECT_EQ(std::count(into.err.begin(), into.err.end(), '\n'), 1) << into.err;
}

TEST_F(ChartFiles, DrawThatCannotBeWrittenIsOneLineAndStatusOne) {
  const Told told = on_chart({"draw", "--out", file("nowhere/a.png"), "--width", "400"});
  EXPECT_EQ(told.status, runtime::kFailure);
  EXPECT_THAT(told.err, HasSubstr("nowhere/a.png"));
  EXPECT_EQ(std::count(told.err.begin(), told.err.end(), '\n'), 1) << told.err;
}

TEST_F(ChartFiles, CheckReadsEveryFileAndNamesTheFault) {
  std::filesystem::copy(SELAT_SOURCE_DIR "/geodata", folder_.path(),
                        std::filesystem::copy_options::recursive);
  const Told sound = run({"check", folder_.path().string(), "--json"});
  EXPECT_EQ(sound.status, runtime::kSuccess);
  EXPECT_TRUE(json::parse(sound.out)["conflicts"].is_array());
  std::ifstream old(file("anchorages.geojson"));
  std::string text{std::istreambuf_iterator<char>(old), {}};
  text.replace(text.find("\"kind\": \"anchorage\""), 19, "\"kind\": \"anchorag3\"");
  std::ofstream(file("anchorages.geojson")) << text;
  std::filesystem::remove(file("seabed.geojson"));
  const Told told = run({"check", folder_.path().string()});
  EXPECT_EQ(told.status, runtime::kFailure);
  EXPECT_THAT(told.out,
              HasSubstr("feature anchorage-singapore-eastern, field kind: wrong value 'anchorag3'"));
  EXPECT_THAT(told.out, HasSubstr("ok    coast.geojson"));
  EXPECT_THAT(told.out, HasSubstr("seabed.geojson: not there; the chart works without it"));
}

TEST_F(ChartFiles, ImportTakesOverAFileAndNamesTheFaultOfABadOne) {
  const auto write = [this](const char* name, const char* ring) {
    std::ofstream(file(name)) << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{)"
                              << R"("id":"kundur"},"geometry":{"type":"Polygon","coordinates":[[)" << ring
                              << "]]}}]}";
  };
  write("good.geojson", "[103.1,1.1],[103.2,1.1],[103.2,1.2],[103.1,1.1]");
  const Told good = run({"import", file("good.geojson"), "--as", "coast", "--out", file("coast.geojson"),
                         "--source", "a survey", "--licence", "CC0-1.0"});
  ASSERT_EQ(good.status, runtime::kSuccess) << good.err;
  EXPECT_THAT(good.out, HasSubstr("one feature of layer"));
  const Told as_json = run({"import", file("good.geojson"), "--as", "coast", "--out", file("coast.geojson"),
                            "--source", "a survey", "--licence", "CC0-1.0", "--json"});
  ASSERT_EQ(as_json.status, runtime::kSuccess) << as_json.err;
  EXPECT_EQ(json::parse(as_json.out)["features"], 1);
  EXPECT_EQ(json::parse(as_json.out)["file"], file("coast.geojson"));
  EXPECT_TRUE(std::filesystem::exists(file("coast.geojson")));
  write("bad.geojson", "[103.1,1.1],[103.2,1.2],[103.2,1.1],[103.1,1.2],[103.1,1.1]");
  const Told bad = run({"import", file("bad.geojson"), "--as", "coast", "--out", file("other.geojson"),
                        "--source", "a survey", "--licence", "CC0-1.0"});
  EXPECT_EQ(bad.status, runtime::kFailure);
  EXPECT_THAT(bad.err, HasSubstr("feature kundur, field geometry: wrong geometry"));
  EXPECT_EQ(std::count(bad.err.begin(), bad.err.end(), '\n'), 1) << bad.err;
  EXPECT_FALSE(std::filesystem::exists(file("other.geojson")));
}

struct Wrong {
  std::vector<std::string> words;
  int status;
  std::string told;
};

class WrongChartUsage : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongChartUsage, IsOneLine) {
  const Told told = on_chart(GetParam().words);
  EXPECT_EQ(told.status, GetParam().status);
  EXPECT_EQ(told.out, "");
  EXPECT_THAT(told.err, HasSubstr(GetParam().told));
  EXPECT_EQ(std::count(told.err.begin(), told.err.end(), '\n'), 1) << told.err;
}

INSTANTIATE_TEST_SUITE_P(
    Chart, WrongChartUsage,
    ::testing::Values(
        Wrong{{"att", "1", "2"}, runtime::kUsage, "did you mean 'at'?"},
        Wrong{{"at", "1.2"}, runtime::kUsage, "'1.2' is no place"},
        Wrong{{"at", "north", "104"}, runtime::kUsage, "latitude 'north' is no number of degrees"},
        Wrong{{"at", "1.2x", "104"}, runtime::kUsage, "latitude '1.2x' is no number"},
        Wrong{{"at", "nan", "104"}, runtime::kUsage, "latitude 'nan' is no number"},
        Wrong{{"at", "1.2", "104N"}, runtime::kUsage, "longitude '104N' is no number"},
        Wrong{{"at", "104", "1.2"}, runtime::kUsage, "latitude 104 lies outside ±90°; latitude comes first"},
        Wrong{{"at", "-50", "104"}, runtime::kUsage, "outside the chart"},
        Wrong{{"at", "50S", "104"}, runtime::kUsage, "outside the chart"},
        Wrong{{"route", "1.2", "104", "1.2"}, runtime::kUsage, "'1.2' is no place"},
        Wrong{{"route", "1.2", "104", "60", "5"}, runtime::kUsage, "outside the chart"},
        Wrong{{"route", "1.2", "104", "3.14", "101.69"},
              runtime::kUsage,
              "3°08.40′N 101°41.40′E lies on land, more than 1 nm from open water"},
        Wrong{{"route", "3.14", "101.69", "1.2", "104"}, runtime::kUsage, "3°08.40′N 101°41.40′E lies on"},
        Wrong{{"route", "1.2", "104", "1.25", "104", "--speed", "0"},
              runtime::kUsage,
              "--speed must be above 0"},
        Wrong{{"route", "1.2", "104", "1.25", "104", "--speed", "fast"}, runtime::kUsage, "--speed"},
        Wrong{{"route", "1.2", "104", "1.25", "104", "--flag", "XYZ"}, runtime::kUsage, "unknown flag 'xyz'"},
        Wrong{{"route", "1", "104", "1", "104", "--avoid-foreign-seas"}, runtime::kUsage, "needs --flag"},
        Wrong{{"draw"}, runtime::kUsage, "--out strait.png"},
        Wrong{{"draw", "--out", "strait.png", "--palette", "dusk"}, runtime::kUsage, "day or night"},
        Wrong{{"draw", "--out", "x.png", "--bbox", "1,2,3"}, runtime::kUsage, "WEST,SOUTH,EAST,NORTH"},
        Wrong{{"draw", "--out", "x.png", "--width", "10"}, runtime::kUsage, "400 to 6,000"},
        Wrong{{"draw", "--out", "x.png", "--lang", "fr"}, runtime::kUsage, "'fr' is not one of en|id|ms"},
        Wrong{{"at", "1.2", "104", "--lang", "fr"}, runtime::kUsage, "'fr' is not one of en|id|ms"},
        Wrong{{"route", "1.24", "104", "1.25", "104", "--out", "/nowhere/x.geojson"},
              runtime::kFailure,
              "cannot write /nowhere/x.geojson: "}),
    [](const auto& wrong) { return test::test_name(wrong.param.words); });

TEST(Chart, NeedsItsGeodata) {
  const Told told = run({"at", "1.2", "104", "--geodata", "/nowhere"});
  EXPECT_EQ(told.status, runtime::kUsage);
  EXPECT_THAT(told.err, HasSubstr("/nowhere"));
  EXPECT_EQ(std::count(told.err.begin(), told.err.end(), '\n'), 1) << told.err;
}

TEST(Course, HasThreeDigits) {
  EXPECT_EQ(service::course_in_three_digits(Bearing::degrees(9.2)), "009");
  EXPECT_EQ(service::course_in_three_digits(Bearing::degrees(359.7)), "000");
}

TEST(DegreesAndMinutes, AreWrittenAsAMarinerDoes) {
  EXPECT_EQ(service::degrees_and_minutes(geo::Position::degrees(-0.05, 103.99999999)),
            "0°03.000'S 104°00.000'E");
}

TEST(ChartDraw, SaysAsJsonWhereTheMapLiesAndWhatIsOnIt) {
  const Told told = on_chart({"draw", "--width", "400", "--bbox", "99.4,6.0,100.3,6.7", "--palette", "night",
                              "--out", "/dev/null", "--json"});
  ASSERT_EQ(told.status, runtime::kSuccess) << told.err;
  const json picture = json::parse(told.out);
  EXPECT_EQ(picture["palette"], "night");
  EXPECT_EQ(picture["edition"], "2026-12-01");
  EXPECT_EQ(picture["map"]["west_deg"], 99.4);
  EXPECT_EQ(picture["map"]["north_deg"], 6.7);
  EXPECT_LT(picture["map"]["height_px"], picture["height_px"]);
  EXPECT_THAT(picture["legend"].get<std::vector<std::string>>(), ::testing::Contains("waters_of_thailand"));
}

// A full disk: half a picture is none, and the picture of before stays.
TEST(ChartDraw, APictureIsWrittenWholeOrNotAtAll) {
  const test::TemporaryDirectory directory;
  const auto file = directory.path() / "strait.png";
  const std::vector<std::string> words = {
      "draw", "--width", "400", "--out", file.string(), "--geodata", SELAT_SOURCE_DIR "/geodata"};
  const auto at_a_limit = [&] {
    const rlimit limit{.rlim_cur = 10'000, .rlim_max = RLIM_INFINITY};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::_exit(status_of(words));
  };
  EXPECT_EXIT(at_a_limit(), ::testing::ExitedWithCode(runtime::kFailure),
              "cannot write .*strait.png: File too");
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
  ASSERT_EQ(run(words).status, runtime::kSuccess);
  const auto size = std::filesystem::file_size(file);
  EXPECT_EXIT(at_a_limit(), ::testing::ExitedWithCode(runtime::kFailure), "");
  EXPECT_EQ(std::filesystem::file_size(file), size);
  EXPECT_EQ(on_chart({"draw", "--width", "400", "--out", "/dev/null"}).status, runtime::kSuccess);
}

}  // namespace
}  // namespace selat::app
