// What the detector works with, on the geodata that comes with Selat.
#include "service/detect_setup.h"

#include <gtest/gtest.h>

namespace selat::service {
namespace {

config::Settings settings() {
  config::Settings settings;
  settings.geodata = SELAT_SOURCE_DIR "/geodata";
  return settings;
}

TEST(SensorSettings, NothingFloatsOnTheHillsBehindTheShore) {
  config::Settings with_radar = settings();
  with_radar.radars.emplace_back();
  const auto land = sensor_settings(with_radar).land;
  EXPECT_TRUE(land.is_ashore(geo::Position::degrees(2.55, 102.10), Distance::metres(100)))
      << "inland of Melaka";
  EXPECT_FALSE(land.is_ashore(geo::Position::degrees(2.35, 101.90), Distance())) << "the sea off it";
  EXPECT_FALSE(land.is_ashore(geo::Position::degrees(2.4072, 101.8517), Distance()))
      << "a cape: near its shore";
}

TEST(SensorSettings, WithoutARadarNoLandIsRead) {
  config::Settings none = settings();
  none.geodata = "/nowhere";
  EXPECT_TRUE(sensor_settings(none).radars.empty());
}

}  // namespace
}  // namespace selat::service
