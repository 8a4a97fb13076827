// `selat chart at` and `selat chart route`, run as a person runs them, on the geodata that comes with Selat.

#include "app/chart_command.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/exit_status.h"
#include "app/program.h"

namespace selat::app {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

struct Told {
  int status;
  std::string out, err;
};

Told run(std::vector<std::string> words) {
  words.insert(words.begin(), {"selat", "chart"});
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const int status = run_program(static_cast<int>(words.size()), argv.data());
  std::string out = ::testing::internal::GetCapturedStdout();
  return {status, std::move(out), ::testing::internal::GetCapturedStderr()};
}

Told on_chart(std::vector<std::string> words) {
  words.insert(words.end(), {"--geodata", SELAT_SOURCE_DIR "/geodata"});
  return run(std::move(words));
}

TEST(ChartAt, TellsEverythingOfAPlaceInALane) {
  const Told told = on_chart({"at", "1.2382", "103.9925", "--json"});
  ASSERT_EQ(told.status, kSuccess) << told.err;
  const json place = json::parse(told.out);
  EXPECT_FALSE(place["is_land"]);
  EXPECT_EQ(place["waters_of"], json::array({"idn"}));
  EXPECT_EQ(place["sector"]["id"], "S09");
  EXPECT_EQ(place["sector"]["straitrep"], "8");
  EXPECT_EQ(place["sector"]["permits"]["idn"], "full");
  EXPECT_EQ(place["control_point"]["id"], "batam");
  EXPECT_NEAR(place["control_point"]["over_water_nm"].get<double>(), 4.5, 0.5);
  ASSERT_FALSE(place["lanes"].empty());
  EXPECT_EQ(place["lanes"][0]["direction"], "eastbound");
  EXPECT_LT(place["lanes"][0]["from_centre_nm"].get<double>(), 0.1);
  EXPECT_NEAR(place["lanes"][0]["course_deg"].get<double>(), 76, 8);
}

TEST(ChartAt, SpeaksThreeLanguages) {
  const auto say = [](const char* language) {
    return on_chart({"at", "1.2382N", "103.9925E", "--lang", language}).out;
  };
  EXPECT_THAT(say("en"), HasSubstr("1°14.292'N 103°59.550'E, at sea"));
  EXPECT_THAT(say("en"), HasSubstr("Not for navigation"));
  EXPECT_THAT(say("id"), HasSubstr("di laut"));
  EXPECT_THAT(say("ms"), HasSubstr("Titik kawalan terdekat"));
}

TEST(ChartAt, KnowsLand) {
  const Told told = on_chart({"at", "3.14", "101.69", "--json"});
  ASSERT_EQ(told.status, kSuccess) << told.err;
  const json place = json::parse(told.out);
  EXPECT_TRUE(place["is_land"]);
  EXPECT_TRUE(place["waters_of"].empty());
  EXPECT_TRUE(place["control_point"].is_null());
  EXPECT_GT(place["shore"]["distance_nm"].get<double>(), 10);
}

TEST(ChartRoute, TellsDistanceTimeAndLegs) {
  const auto file =
      std::filesystem::temp_directory_path() / ("selat-route-" + std::to_string(::getpid()) + ".geojson");
  const Told told = on_chart({"route", "3.785", "98.69", "2.88", "101.0", "--speed", "15", "--flag", "IDN",
                              "--json", "--out", file.string()});
  ASSERT_EQ(told.status, kSuccess) << told.err;
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
  std::filesystem::remove(file);
}

TEST(ChartRoute, SaysThatAnEndWasMoved) {
  const Told told = on_chart({"route", "1.318", "104.020", "1.25", "104.05", "--lang", "en"});
  ASSERT_EQ(told.status, kSuccess) << told.err;
  EXPECT_THAT(told.out, HasSubstr("over water"));
  EXPECT_THAT(told.out, HasSubstr("1°19.080'N 104°01.200'E is no open water: taken as"));
  EXPECT_THAT(told.out, HasSubstr("\n1. from"));
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
        Wrong{{"att", "1", "2"}, kUsage, "did you mean 'at'?"},
        Wrong{{"at", "1.2"}, kUsage, "LON is required"},
        Wrong{{"at", "north", "104"}, kUsage, "latitude 'north' is no number of degrees"},
        Wrong{{"at", "1.2x", "104"}, kUsage, "latitude '1.2x' is no number"},
        Wrong{{"at", "nan", "104"}, kUsage, "latitude 'nan' is no number"},
        Wrong{{"at", "1.2", "104N"}, kUsage, "longitude '104N' is no number"},
        Wrong{{"at", "104", "1.2"}, kUsage, "latitude 104 lies outside ±90°; latitude comes first"},
        Wrong{{"at", "-50", "104"}, kUsage, "outside the chart"},
        Wrong{{"at", "50S", "104"}, kUsage, "outside the chart"},
        Wrong{{"route", "1.2", "104", "1.2"}, kUsage, "TO-LON is required"},
        Wrong{{"route", "1.2", "104", "60", "5"}, kUsage, "outside the chart"},
        Wrong{{"route", "1.2", "104", "3.14", "101.69"}, kUsage, "more than 1 nm from open water"},
        Wrong{{"route", "1.2", "104", "1.25", "104", "--speed", "0"}, kUsage, "--speed must be above 0"},
        Wrong{{"route", "1.2", "104", "1.25", "104", "--speed", "fast"}, kUsage, "--speed"},
        Wrong{{"route", "1.2", "104", "1.25", "104", "--flag", "XYZ"}, kUsage, "unknown flag 'xyz'"},
        Wrong{{"route", "1.24", "104", "1.25", "104", "--out", "/nowhere/x.geojson"},
              kFailure,
              "/nowhere/x.geojson cannot be"}));

TEST(Chart, NeedsItsGeodata) {
  const Told told = run({"at", "1.2", "104", "--geodata", "/nowhere"});
  EXPECT_EQ(told.status, kUsage);
  EXPECT_THAT(told.err, HasSubstr("/nowhere"));
  EXPECT_EQ(std::count(told.err.begin(), told.err.end(), '\n'), 1) << told.err;
}

TEST(Course, HasThreeDigits) {
  EXPECT_EQ(course_in_three_digits(Bearing::degrees(9.2)), "009");
  EXPECT_EQ(course_in_three_digits(Bearing::degrees(359.7)), "000");
}

TEST(DegreesAndMinutes, AreWrittenAsAMarinerDoes) {
  EXPECT_EQ(degrees_and_minutes(geo::Position::degrees(-0.05, 103.99999999)), "0°03.000'S 104°00.000'E");
}

}  // namespace
}  // namespace selat::app
