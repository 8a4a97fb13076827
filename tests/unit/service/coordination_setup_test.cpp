#include "service/coordination_setup.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "chart/geodesic.h"
#include "cli/known_words.h"
#include "config/read_settings.h"
#include "geo/local_plane.h"
#include "service/needed_geodata.h"

namespace selat::service {
namespace {

config::Settings shipped_settings() {
  auto settings = config::read_settings(SELAT_SOURCE_DIR "/config/selat.toml", cli::known_words());
  settings->geodata = SELAT_SOURCE_DIR "/geodata";
  return std::move(*settings);
}

// The shipped settings with this craft of Malaysia's and no other.
config::Settings with_one_craft_at(geo::Position berth) {
  config::Settings settings = shipped_settings();
  settings.coordinate.assets = {{.id = "lumut-1",
                                 .control_point = "lumut",
                                 .name = "Lumut 1",
                                 .berth = berth,
                                 .cruise = Speed::knots(15),
                                 .sprint = Speed::knots(30),
                                 .mmsi = std::nullopt}};
  return settings;
}

const plan::Response& response_of(const CoordinationSetup& setup, std::string_view sector,
                                  std::string_view control_point) {
  const auto index_of = [](const auto& list, std::string_view id) {
    const auto found = std::ranges::find_if(list, [id](const auto& each) { return each.id.view() == id; });
    return static_cast<std::size_t>(found - list.begin());
  };
  return setup.coordinator.travel
      .response(index_of(setup.coordinator.sectors, sector),
                index_of(setup.coordinator.control_points, control_point))
      .value();
}

Distance geodesic_to(const CoordinationSetup& setup, geo::Position from, std::string_view sector) {
  const auto& sectors = setup.coordinator.sectors;
  return chart::geodesic(
             from, std::ranges::find(sectors, model::SectorId(sector), &model::Sector::id)->area.centroid())
      .distance;
}

TEST(CoordinationSetup, ShippedCraftLieAtBerthsOfTheChart) {
  const auto berths = chart::load_berths(SELAT_SOURCE_DIR "/geodata").value();
  for (const model::Asset& asset : shipped_settings().coordinate.assets) {
    EXPECT_TRUE(std::ranges::any_of(berths, [&](const chart::Berth& berth) {
      return geo::distance(berth.position, asset.berth) < Distance::metres(10);
    })) << asset.id.view();
  }
}

TEST(CoordinationSetup, EveryControlPointAnswersToEverySector) {
  const CoordinationSetup setup = set_up_coordination(shipped_settings());
  for (const model::Sector& sector : setup.coordinator.sectors) {
    for (const model::ControlPoint& control_point : setup.coordinator.control_points) {
      const plan::Response& response = response_of(setup, sector.id.view(), control_point.id.view());
      EXPECT_FALSE(response.asset.empty());
      EXPECT_LT(response.time, Span::hours(20)) << sector.id.view() << ' ' << control_point.id.view();
    }
  }
}

// From west of the Johor causeway to the waters east of it.
TEST(CoordinationSetup, ACraftGoesRoundSingapore) {
  const auto puteri_harbour = geo::Position::degrees(1.417, 103.658);
  const CoordinationSetup setup = set_up_coordination(with_one_craft_at(puteri_harbour));
  const Distance straight = geodesic_to(setup, puteri_harbour, "S17");
  const Distance gone = Speed::knots(30) * response_of(setup, "S17", "lumut").time;
  EXPECT_GT(gone, straight * 1.5);
  EXPECT_LT(gone, straight * 4.0);
}

TEST(CoordinationSetup, ACraftThatLiesOnLandIsMeasuredAsABirdFlies) {
  const auto kuala_lumpur = geo::Position::degrees(3.15, 101.70);
  const CoordinationSetup setup = set_up_coordination(with_one_craft_at(kuala_lumpur));
  const Span expected = geodesic_to(setup, kuala_lumpur, "S01") / Speed::knots(30);
  EXPECT_NEAR(response_of(setup, "S01", "lumut").time.in_seconds(), expected.in_seconds(), 0.001);
}

}  // namespace
}  // namespace selat::service
