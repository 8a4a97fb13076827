#include "service/demo_setup.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/read_settings.h"
#include "service/record_place.h"
#include "service/terminal_file.h"
#include "simulate/patrol_craft.h"
#include "support/temporary_directory.h"

namespace selat::service {
namespace {

// Each alert of a demo has a nearest craft: every control point has one that sends AIS and one that does not.
TEST(DemoSetup, EveryControlPointHasPatrolCraftAtSeaAndInBerth) {
  const test::TemporaryDirectory directory;
  config::Settings settings;
  settings.data_directory = directory.path();
  settings.geodata = SELAT_SOURCE_DIR "/geodata";
  std::ignore = demo_plan(settings, {}, {}, 1, Instant::unix_seconds(1'767'268'800));
  const auto demo = config::read_settings(directory.path() / "demo.toml", {});
  ASSERT_TRUE(demo) << demo.error().front().message().in_english();
  const std::vector<model::Asset>& assets = demo->coordinate.assets;
  for (const char* const id : {"belawan", "batam", "lumut", "changi"}) {
    EXPECT_EQ(std::ranges::count_if(
                  assets, [&](const auto& asset) { return asset.control_point.view() == id && asset.mmsi; }),
              1)
        << id;
    EXPECT_EQ(std::ranges::count_if(
                  assets, [&](const auto& asset) { return asset.control_point.view() == id && !asset.mmsi; }),
              1)
        << id;
  }
  for (const simulate::PatrolCraft& craft : simulate::patrol_craft()) {
    const auto asset = std::ranges::find(assets, craft.id, [](const auto& one) { return one.id.view(); });
    ASSERT_NE(asset, assets.end());
    EXPECT_EQ(asset->berth, craft.berth);
  }
}

// What is typed at a demo never comes into the record of a real watch, nor the other way round.
TEST(DemoSetup, ATerminalKeepsItsFileWithTheDemoThatRunsOrRanLast) {
  const test::TemporaryDirectory directory;
  config::Settings settings;
  settings.data_directory = directory / "data";
  settings.bus.directory = directory / "run";
  std::filesystem::create_directories(settings.bus.directory);
  const auto demo = data_directory_of_demo(settings.data_directory);
  std::filesystem::create_directories(demo);
  std::ofstream(demo / "coordinate.sqlite") << "x";
  std::ofstream(settings.data_directory / "coordinate.sqlite") << "x";
  EXPECT_EQ(file_of_terminal(settings, "lumut"), settings.data_directory / "control-point-lumut.sqlite");
  note_record(settings.bus.directory, demo / "coordinate.sqlite");
  EXPECT_EQ(file_of_terminal(settings, "lumut"), demo / "control-point-lumut.sqlite");
  note_record(settings.bus.directory, settings.data_directory / "coordinate.sqlite");
  EXPECT_EQ(file_of_terminal(settings, "lumut"), settings.data_directory / "control-point-lumut.sqlite");
}

TEST(DemoSetup, TheIntroductionNamesWhereTheDemoRuns) {
  config::Settings settings;
  settings.bus.directory = "/run/demo";
  EXPECT_THAT(demo_introduction(settings, 7),
              testing::Contains(testing::HasSubstr("audit verify --run-directory /run/demo")));
}

}  // namespace
}  // namespace selat::service
