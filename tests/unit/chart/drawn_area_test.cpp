#include "chart/drawn_area.h"

#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temporary_directory.h"

namespace selat::chart {
namespace {

using testing::HasSubstr;

geo::Ring ring(std::initializer_list<std::pair<double, double>> corners) {
  geo::Ring ring;
  for (const auto& [latitude_deg, longitude_deg] : corners) {
    ring.push_back(geo::Position::degrees(latitude_deg, longitude_deg));
  }
  return ring;
}

struct DrawnArea : testing::Test {
  [[nodiscard]] Loaded<geo::Area> load(const std::string& features) const {
    const auto file = directory.path() / "area.geojson";
    std::ofstream(file) << R"({"type":"FeatureCollection","features":[)" << features << "]}";
    return load_area(file, "");
  }
  static std::string feature(const std::string& geometry) {
    return R"({"type":"Feature","properties":{},"geometry":)" + geometry + "}";
  }
  test::TemporaryDirectory directory;
};

const std::string kSquare =
    R"({"type":"Polygon","coordinates":[[[103.1,1.1],[103.2,1.1],[103.2,1.2],[103.1,1.2],[103.1,1.1]]]})";
const std::string kBesideIt =
    R"({"type":"Polygon","coordinates":[[[103.3,1.1],[103.4,1.1],[103.4,1.2],[103.3,1.2],[103.3,1.1]]]})";
const std::string kOverIt =
    R"({"type":"Polygon","coordinates":[[[103.15,1.1],[103.4,1.1],[103.4,1.2],[103.15,1.1]]]})";
const std::string kBowTie =
    R"({"type":"Polygon","coordinates":[[[103.1,1.1],[103.2,1.2],[103.2,1.1],[103.1,1.2],[103.1,1.1]]]})";

TEST_F(DrawnArea, NeedsNoProperties) {
  const auto area = load(feature(kSquare) + "," + feature(kBesideIt));
  ASSERT_TRUE(area.has_value()) << area.error().message();
  EXPECT_EQ(area->polygons().size(), 2U);
  EXPECT_TRUE(area->contains(geo::Position::degrees(1.15, 103.15)));
  EXPECT_FALSE(area->contains(geo::Position::degrees(1.15, 103.25)));
}

TEST_F(DrawnArea, AFileThatIsWrongNamesItsFeature) {
  EXPECT_THAT(load(feature(kSquare) + "," + feature(kBowTie)).error().message(),
              testing::AllOf(HasSubstr("area.geojson"), HasSubstr("#2")));
  EXPECT_THAT(load(feature(kSquare) + "," + feature(kOverIt)).error().message(), HasSubstr("join them"));
  EXPECT_FALSE(load(feature(R"({"type":"Point","coordinates":[103.1,1.1]})")).has_value());
  EXPECT_FALSE(
      load(feature(R"({"type":"Polygon","coordinates":[[[1.1,103.1],[1.2,103.1],[1.2,103.2],[1.1,103.1]]]})"))
          .has_value())
      << "latitude before longitude";
  EXPECT_FALSE(load("").has_value());
  EXPECT_EQ(load_area(directory.path() / "none.geojson", "").error().problem, ChartProblem::no_file);
}

TEST_F(DrawnArea, ThatCrossesItselfSaysWhere) {
  EXPECT_EQ(crossing_of(geo::Area({geo::Polygon(ring({{1.1, 103.1}, {1.1, 103.2}, {1.2, 103.2}}))})),
            std::nullopt);
  const auto crossing =
      crossing_of(geo::Area({geo::Polygon(ring({{1.1, 103.1}, {1.2, 103.2}, {1.1, 103.2}, {1.2, 103.1}}))}));
  ASSERT_TRUE(crossing);
  EXPECT_THAT(*crossing, HasSubstr("Self-intersection at or near point 103.1"));
  EXPECT_TRUE(crossing_of(geo::Area({geo::Polygon(ring({{1.1, 103.1}, {1.1, 103.3}, {1.3, 103.2}}),
                                                  {ring({{1.0, 103.1}, {1.0, 103.2}, {1.05, 103.2}})})})))
      << "a hole outside";
}

}  // namespace
}  // namespace selat::chart
