// Tide gauges as they are read: what comes with Selat, and what is refused.

#include <filesystem>
#include <fstream>
#include <functional>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "chart/chart.h"
#include "support/temporary_directory.h"

namespace selat::chart {
namespace {

using nlohmann::json;

const std::filesystem::path kGeodata = std::filesystem::path(SELAT_SOURCE_DIR) / "geodata";

TEST(TideGauges, ComeWithAllTheirConstantsUnderALicenceThatMayBePassedOn) {
  const auto gauges = load_tide_gauges(kGeodata);
  ASSERT_TRUE(gauges) << gauges.error().message();
  for (const TideGauge& gauge : *gauges) {
    EXPECT_EQ(gauge.constants.size(), 50U) << gauge.id;
    EXPECT_EQ(gauge.licence, "CC-BY-4.0") << gauge.id;
    EXPECT_NE(gauge.source.find("TICON-4"), std::string::npos) << gauge.id;
    EXPECT_NE(gauge.credit.find("CC BY 4.0"), std::string::npos) << gauge.id;
    EXPECT_LT(gauge.record_from, gauge.record_to) << gauge.id;
    EXPECT_GE(gauge.record_to, "2010") << gauge.id;
  }
}

// The file with a change to its first gauge.
Loaded<std::vector<TideGauge>> with(const std::function<void(json&)>& change) {
  std::ifstream original(kGeodata / "tides.geojson");
  json file = json::parse(original);
  change(file["features"][0]["properties"]);
  const test::TemporaryDirectory folder;
  std::ofstream(folder.path() / "tides.geojson") << file.dump();
  return load_tide_gauges(folder.path());
}

TEST(TideGauges, WhatIsNoConstantIsRefused) {
  EXPECT_TRUE(with([](json&) {}));
  for (const char* const wrong : {"M2", "M2 1", "M2 1 2 3", "M5 0.1 20", "M2 -1 20", "M2 11 20", "M2 1 361",
                                  "M2 nan 20", "M2 1 inf", "M2 1e999 20", "", "M2 1 2x"}) {
    const auto gauges = with([wrong](json& gauge) { gauge["constants"][3] = wrong; });
    ASSERT_FALSE(gauges) << wrong;
    EXPECT_EQ(gauges.error().field, "constants") << wrong;
  }
}

TEST(TideGauges, WhatIsNoListOfTextsIsRefused) {
  for (const json& wrong : {json(), json(7), json::array(), json::array({1, 2})}) {
    EXPECT_FALSE(with([&wrong](json& gauge) { gauge["constants"] = wrong; })) << wrong;
  }
  EXPECT_FALSE(with([](json& gauge) { gauge["constants"] = std::vector<std::string>(101, "M2 1 20"); }));
  EXPECT_FALSE(with([](json& gauge) { gauge["record_from"] = "long ago"; }));
  EXPECT_FALSE(with([](json& gauge) { gauge.erase("credit"); }));
  EXPECT_FALSE(with([](json& gauge) { gauge["mean_level_above_lat_m"] = 30; }));
}

}  // namespace
}  // namespace selat::chart
