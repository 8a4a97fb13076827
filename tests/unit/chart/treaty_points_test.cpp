// The boundary points of geodata/ as they are printed: typed from the sources once more, apart from the file.

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "chart/chart.h"
#include "geo/edge.h"
#include "geo/local_plane.h"

namespace selat::chart {
namespace {

const TreatyLayer& treaties() {
  static const TreatyLayer loaded = [] {
    auto result = load_treaties(SELAT_SOURCE_DIR "/geodata");
    if (!result) {
      throw std::runtime_error(result.error().message());
    }
    return std::move(*result);
  }();
  return loaded;
}

const TreatyLine& line(std::string_view id) {
  return *std::ranges::find(treaties().lines, id, &TreatyLine::id);
}

// The line of 1995 is in parts, each of one source; where one ends the next begins.
std::vector<geo::Position> johor_strait() {
  std::vector<geo::Position> whole;
  for (const TreatyLine& part : treaties().lines) {
    if (!part.id.starts_with("MY-SG-1995-")) {
      continue;
    }
    EXPECT_TRUE(whole.empty() || whole.back() == part.line.front()) << part.id;
    whole.insert(whole.end(), part.line.begin() + (whole.empty() ? 0 : 1), part.line.end());
  }
  return whole;
}

Distance from(const std::vector<geo::Position>& line, geo::Position place) {
  const geo::LocalPlane plane(place);
  double nearest_m = 1e9;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const auto step = geo::nearest_to_origin(plane.to_plane(line[i - 1]), plane.to_plane(line[i]));
    nearest_m = std::min(nearest_m, step.length_m());
  }
  return Distance::metres(nearest_m);
}

struct Printed {
  double latitude_min, longitude_min;  // of 1°N, and of 103°E or 104°E
  int degrees = 103;
};

geo::Position place(const Printed& printed) {
  return geo::Position::degrees(1 + printed.latitude_min / 60, printed.degrees + printed.longitude_min / 60);
}

// Singapore, Maritime and Port Authority of Singapore (Port) Regulations, third schedule, WGS84: the corners
// of the port along the western Johor Strait (W25 to W1, and one more on the straight way from W25 to W24)
// and the eastern one (E1 to E13).
constexpr auto kPort = std::to_array<Printed>(
    {{15.846, 36.072}, {17.084, 36.400}, {18.854, 36.870}, {18.921, 36.924}, {19.293, 36.969},
     {20.459, 37.702}, {21.118, 38.032}, {21.438, 38.157}, {21.774, 38.352}, {22.791, 38.851},
     {23.220, 39.077}, {23.472, 39.109}, {24.020, 39.329}, {24.623, 39.734}, {24.940, 40.065},
     {25.683, 40.332}, {26.230, 40.898}, {26.388, 41.541}, {26.593, 41.830}, {27.042, 42.123},
     {27.443, 42.745}, {27.603, 43.598}, {27.272, 44.286}, {27.018, 44.705}, {26.898, 45.540},
     {27.158, 46.160}, {27.162, 46.165}, {27.903, 47.326}, {28.585, 48.117}, {28.703, 48.657},
     {28.597, 49.227}, {28.375, 49.947}, {27.965, 51.017}, {27.772, 51.417}, {27.528, 51.795},
     {27.388, 51.987}, {26.934, 52.399}, {26.104, 53.065}, {25.673, 53.769}});

// Annex 1 of the agreement, Revised Kertau: E17 to E25, E33 to E41.
constexpr auto kAnnex = std::to_array<Printed>({{25 + 49.5 / 60, 56 + 0.3 / 60},
                                                {25 + 49.7 / 60, 56 + 15.7 / 60},
                                                {25 + 40.2 / 60, 56 + 33.1 / 60},
                                                {25 + 31.3 / 60, 57 + 9.1 / 60},
                                                {25 + 27.9 / 60, 57 + 27.2 / 60},
                                                {25 + 29.1 / 60, 57 + 38.4 / 60},
                                                {25 + 19.8 / 60, 58 + 0.5 / 60},
                                                {25 + 19.0 / 60, 58 + 20.7 / 60},
                                                {25 + 27.9 / 60, 58 + 47.7 / 60},
                                                {26 + 38.0 / 60, 2 + 27.0 / 60, 104},
                                                {26 + 23.5 / 60, 3 + 26.9 / 60, 104},
                                                {26 + 4.7 / 60, 4 + 16.3 / 60, 104},
                                                {25 + 51.3 / 60, 4 + 35.3 / 60, 104},
                                                {25 + 3.3 / 60, 5 + 18.5 / 60, 104},
                                                {24 + 55.8 / 60, 5 + 22.6 / 60, 104},
                                                {24 + 44.8 / 60, 5 + 26.7 / 60, 104},
                                                {24 + 21.4 / 60, 5 + 33.6 / 60, 104},
                                                {23 + 59.3 / 60, 5 + 34.9 / 60, 104}});

TEST(TreatyPoints, OfTheJohorStraitLieWhereTheyArePrinted) {
  const auto border = johor_strait();
  EXPECT_EQ(border.size(), 72U);
  for (const Printed& corner : kPort) {
    EXPECT_LT(from(border, place(corner)), Distance::metres(2))
        << corner.latitude_min << ' ' << corner.longitude_min;
  }
  for (const Printed& annexed : kAnnex) {
    const Printed moved{annexed.latitude_min - 0.005, annexed.longitude_min - 0.102, annexed.degrees};
    EXPECT_LT(from(border, place(moved)), Distance::metres(5))
        << annexed.latitude_min << ' ' << annexed.longitude_min;
  }
}

// Department of Statistics Malaysia, 2023: corners of the district of Johor Bahru in the Johor Strait, which
// is cut at the line; longitude and latitude as published, 20 m south of where Singapore prints the same. By
// the Second Link and off Ubin and Tekong it bears out what was read in one source only, or in none.
constexpr auto kDistrict = std::to_array<std::pair<double, double>>(
    {{103.61612, 1.32136}, {103.63256, 1.34923}, {103.65125, 1.38683}, {103.65545, 1.40016},
     {103.66219, 1.41022}, {103.66772, 1.41549}, {103.67217, 1.42788}, {103.68161, 1.43699},
     {103.69233, 1.43963}, {103.69714, 1.44305}, {103.70202, 1.45052}, {103.71238, 1.45721},
     {103.80193, 1.47624}, {103.81093, 1.47821}, {103.88439, 1.43488}, {103.89607, 1.42771},
     {103.91511, 1.42641}, {103.93595, 1.43021}, {103.96518, 1.42191}, {103.99131, 1.42465},
     {104.00124, 1.42047}, {104.02156, 1.43888}});

TEST(TreatyPoints, OfTheJohorStraitAreBorneOutByTheDistrictOfJohorBahru) {
  const auto border = johor_strait();
  for (const auto& [longitude_deg, latitude_deg] : kDistrict) {
    EXPECT_LT(from(border, geo::Position::degrees(latitude_deg, longitude_deg)), Distance::metres(25))
        << latitude_deg << ' ' << longitude_deg;
  }
}

// Of the 72 points of 1995 these were not read in print. Each lies within a stretch that says so, with its
// band.
TEST(TreatyPoints, OfTheJohorStraitAreReadInPrintExceptSixteen) {
  const std::vector<std::string> unread{
      "MY-SG-E14", "MY-SG-E15", "MY-SG-E16", "MY-SG-E26", "MY-SG-E27", "MY-SG-E28", "MY-SG-E29", "MY-SG-E30",
      "MY-SG-E31", "MY-SG-E32", "MY-SG-E42", "MY-SG-E43", "MY-SG-E44", "MY-SG-E45", "MY-SG-E46", "MY-SG-E47"};
  std::vector<std::string> measured;
  std::size_t published = 0;
  for (const TreatyPoint& point : treaties().points) {
    if (!point.id.starts_with("MY-SG-")) {
      continue;
    }
    if (point.basis == model::Basis::published) {
      ++published;
      continue;
    }
    measured.push_back(point.id);
    EXPECT_TRUE(std::ranges::any_of(treaties().lines, [&point](const TreatyLine& each) {
      return each.basis == model::Basis::measured &&
             std::ranges::find(each.line, point.position) != each.line.end();
    })) << point.id;
  }
  EXPECT_EQ(published, 56U);
  EXPECT_THAT(measured, testing::UnorderedElementsAreArray(unread));
}

// The other treaties, in degrees and minutes as they are printed; none may lie beside its line.
TEST(TreatyPoints, OfTheOtherTreatiesLieOnTheirLines) {
  struct InMinutes {
    std::string_view line;
    double latitude_deg, latitude_min, longitude_deg, longitude_min;
  };
  for (const InMinutes& each : std::to_array<InMinutes>({{"ID-MY-1969", 5, 27.0, 98, 17.5},
                                                         {"ID-MY-1969", 4, 55.7, 98, 41.5},
                                                         {"ID-MY-1969", 3, 59.6, 99, 43.6},
                                                         {"ID-MY-1969", 3, 47.4, 99, 55.0},
                                                         {"ID-MY-1970", 2, 51.6, 101, 0.2},
                                                         {"ID-MY-1970", 2, 41.5, 101, 12.1},
                                                         {"ID-MY-1970", 2, 15.4, 101, 46.5},
                                                         {"ID-MY-1970", 1, 55.2, 102, 13.4},
                                                         {"ID-MY-1970", 1, 41.2, 102, 35.0},
                                                         {"ID-MY-1970", 1, 19.5, 103, 3.9},
                                                         {"ID-MY-1970", 1, 15.0, 103, 22.8},
                                                         {"ID-MY-TH-1971", 5, 57.0, 98, 1.5},
                                                         {"MY-TH-1971", 6, 18.0, 99, 6.7},
                                                         {"MY-TH-1971", 6, 16.3, 99, 19.3},
                                                         {"MY-TH-1979", 6, 18.4, 99, 27.5},
                                                         {"MY-TH-1979", 6, 28.5, 99, 39.2},
                                                         {"ID-SG", 1, 11 + 17.4 / 60, 103, 39 + 38.5 / 60},
                                                         {"ID-SG", 1, 11 + 55.5 / 60, 103, 34 + 20.4 / 60},
                                                         {"ID-SG", 1, 11 + 43.8 / 60, 103, 34.0},
                                                         {"ID-SG", 1, 10 + 46.0 / 60, 103, 40 + 14.6 / 60},
                                                         {"ID-SG", 1, 7 + 49.3 / 60, 103, 44 + 26.5 / 60},
                                                         {"ID-SG", 1, 10 + 17.2 / 60, 103, 48 + 18.0 / 60},
                                                         {"ID-SG", 1, 11 + 45.5 / 60, 103, 51 + 35.4 / 60},
                                                         {"ID-SG", 1, 12 + 26.1 / 60, 103, 52 + 50.7 / 60},
                                                         {"ID-SG", 1, 16 + 10.2 / 60, 104, 2.0},
                                                         {"ID-SG", 1, 16 + 22.8 / 60, 104, 2 + 16.6 / 60},
                                                         {"ID-SG", 1, 16 + 34.1 / 60, 104, 7 + 6.3 / 60}})) {
    const auto point = geo::Position::degrees(each.latitude_deg + each.latitude_min / 60,
                                              each.longitude_deg + each.longitude_min / 60);
    EXPECT_LT(from(line(each.line).line, point), Distance::metres(5))
        << each.line << ' ' << each.latitude_deg << ' ' << each.latitude_min;
  }
}

// A line is no surer than any of its points, and its band no narrower.
TEST(TreatyPoints, GiveTheirLineNoBetterBasisThanTheirOwn) {
  for (const TreatyLine& each : treaties().lines) {
    for (const TreatyPoint& point : treaties().points) {
      if (std::ranges::find(each.line, point.position) == each.line.end()) {
        continue;
      }
      // A part that was measured ends where a printed one begins, and the other way round.
      const bool is_end = point.position == each.line.front() || point.position == each.line.back();
      EXPECT_TRUE(is_end || each.basis >= point.basis) << each.id << " at " << point.id;
      EXPECT_GE(each.doubt, point.doubt) << each.id << " at " << point.id;
    }
  }
}

// Of every treaty: its points are corners of one of its lines, to the last digit.
TEST(TreatyPoints, AreCornersOfTheLines) {
  ASSERT_GE(treaties().points.size(), 95U);
  for (const TreatyPoint& point : treaties().points) {
    EXPECT_TRUE(std::ranges::any_of(treaties().lines, [&point](const TreatyLine& each) {
      return std::ranges::find(each.line, point.position) != each.line.end();
    })) << point.id;
  }
}

// The first point of 1970 was recalled; that it lies on the line of 1969 is what speaks for it.
TEST(TreatyPoints, TheLineOf1970BeginsOnTheLineOf1969) {
  const auto start = line("ID-MY-1970").line.front();
  const auto point = [](std::string_view id) {
    return std::ranges::find(treaties().points, id, &TreatyPoint::id)->position;
  };
  const TreatyLine straight{
      .id = {}, .instrument = {}, .line = {point("P4"), point("P5")}, .doubt = {}, .status = {}, .basis = {}};
  EXPECT_LT(from(straight.line, start), Distance::metres(200));
}

// Nothing that was guessed is shown as agreed: a line that is drawn and not read says so.
TEST(TreatyPoints, EachStatesItsDatumAndItsDoubt) {
  std::ifstream file(SELAT_SOURCE_DIR "/geodata/treaty-points.geojson");
  const auto layer = nlohmann::json::parse(file);
  for (const auto& feature : layer["features"]) {
    const auto& properties = feature["properties"];
    if (properties["kind"] != "point") {
      EXPECT_EQ(properties["status"], "agreed")
          << properties["id"] << ": where nothing is agreed no line is drawn";
      continue;
    }
    EXPECT_GE(properties["datum"].get<std::string>().size(), 5U) << properties["id"];
    EXPECT_GE(properties["doubt_m"].get<double>(), 50) << properties["id"];
    const bool is_read = properties["basis"] == "published" || properties["basis"] == "measured";
    const bool is_named = properties["datum"].get<std::string>().find("Not named") == std::string::npos;
    EXPECT_TRUE(is_named || properties["doubt_m"] >= 300) << properties["id"];
    EXPECT_TRUE(is_read || properties["doubt_m"] >= 100) << properties["id"];
  }
}

}  // namespace
}  // namespace selat::chart
