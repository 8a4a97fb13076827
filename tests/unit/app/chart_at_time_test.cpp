// `selat chart at --time`: tide, sun and moon as a person is told them, on the geodata that comes with Selat.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "chart/chart.h"
#include "chart_program.h"
#include "runtime/exit_status.h"

namespace selat::app {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

constexpr const char* kGeodata = SELAT_SOURCE_DIR "/geodata";

json place_at(std::vector<std::string> words) {
  words.insert(words.begin(), "at");
  words.emplace_back("--json");
  const Told told = on_chart(std::move(words));
  EXPECT_EQ(told.status, runtime::kSuccess) << told.err;
  return json::parse(told.out);
}

// Off Tanjung Keling; the heights themselves are held in tests/unit/tide.
TEST(ChartAtTime, TellsTideSunAndMoonAtATime) {
  const Told told = on_chart({"at", "2.2", "102.1", "--time", "2026-03-01T12:00Z", "--json"});
  ASSERT_EQ(told.status, runtime::kSuccess) << told.err;
  const json place = json::parse(told.out);
  EXPECT_EQ(place["time"], "2026-03-01T12:00:00Z");
  const json tide = place["tide"];
  EXPECT_EQ(tide["id"], "tanjung-keling");
  EXPECT_NEAR(tide["over_water_nm"].get<double>(), 3.5, 1);
  EXPECT_FALSE(tide["is_official"]);
  EXPECT_EQ(tide["licence"], "CC-BY-4.0");
  EXPECT_THAT(tide["source"].get<std::string>(), HasSubstr("TICON-4"));
  EXPECT_NEAR(tide["above_lat_m"].get<double>() - tide["height_m"].get<double>(), 1.196, 0.02);
  EXPECT_EQ(tide["is_rising"].get<bool>(),
            tide["high_water"]["at"].get<std::string>() < tide["low_water"]["at"].get<std::string>());
  EXPECT_EQ(place["sun"]["light"], "nautical_twilight");
  EXPECT_EQ(place["moon"]["phase"], "waxing_gibbous");
  EXPECT_TRUE(place["moon"]["is_up"]);
  EXPECT_FALSE(place["is_dark"]);
  const std::string text =
      on_chart({"at", "2.2", "102.1", "--time", "2026-03-01T12:00Z", "--lang", "en"}).out;
  EXPECT_THAT(text, HasSubstr("Tanjung Keling"));
  EXPECT_THAT(text, HasSubstr("above mean level"));
  EXPECT_THAT(text, HasSubstr("no official prediction"));
  EXPECT_THAT(text, HasSubstr("CC BY 4.0"));
}

TEST(ChartAtTime, SaysWhenItIsDark) {
  const json place = place_at({"1.2", "103.85", "--time", "2026-03-18T16:00Z"});
  EXPECT_EQ(place["moon"]["phase"], "new_moon");
  EXPECT_TRUE(place["is_dark"]);
  EXPECT_THAT(on_chart({"at", "1.2", "103.85", "--time", "2026-03-18T16:00Z", "--lang", "id"}).out,
              HasSubstr("ya: malam, bulan di bawah cakrawala"));
}

// The shore of Asahan is 80 nm and more from every gauge.
TEST(ChartAtTime, KnowsNoTideFarFromEveryGauge) {
  EXPECT_TRUE(place_at({"3.2", "99.7"})["tide"].is_null());
  EXPECT_THAT(on_chart({"at", "3.2", "99.7", "--lang", "en"}).out, HasSubstr("no gauge within 60.0 nm"));
}

TEST(ChartAtTime, RefusesATimeItCannotTellAndSaysHowToWriteOne) {
  for (const char* const wrong : {"tomorrow", "2026-13-01T00:00Z", "2026-03-01", "25:00"}) {
    const Told told = on_chart({"at", "1.2", "103.85", "--time", wrong, "--lang", "en"});
    EXPECT_EQ(told.status, runtime::kUsage) << wrong;
    EXPECT_THAT(told.err, HasSubstr("2026-11-30T06:00Z")) << wrong;
  }
  for (const char* const far : {"1969-12-31T23:59Z", "2100-01-01T00:00Z", "9999-12-31T00:00Z"}) {
    const Told told = on_chart({"at", "1.2", "103.85", "--time", far, "--lang", "en"});
    EXPECT_EQ(told.status, runtime::kUsage) << far;
    EXPECT_THAT(told.err, HasSubstr("1970 to 2099")) << far;
  }
  EXPECT_EQ(on_chart({"at", "1.2", "103.85", "--time", "2099-12-31T23:59Z"}).status, runtime::kSuccess);
}

// So no gauge of the file is cut off by a coast that is drawn too near.
TEST(ChartAtTime, EveryGaugeIsTheNearestOfItsOwnPlace) {
  const auto gauges = chart::load_tide_gauges(kGeodata);
  ASSERT_TRUE(gauges);
  EXPECT_EQ(gauges->size(), 9U);
  for (const chart::TideGauge& gauge : *gauges) {
    const json tide = place_at({std::to_string(gauge.position.latitude_deg()),
                                std::to_string(gauge.position.longitude_deg())})["tide"];
    ASSERT_FALSE(tide.is_null()) << gauge.id;
    EXPECT_EQ(tide["id"], gauge.id);
    EXPECT_LT(tide["over_water_nm"].get<double>(), 1) << gauge.id;
  }
}

}  // namespace
}  // namespace selat::app
