// Grounds where ships stop, and landing stretches, of the chart that comes with Selat.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chart/chart.h"
#include "chart/layer_reader.h"
#include "geo/area_grid.h"
#include "geo/local_plane.h"
#include "shipped_chart.h"

namespace selat::chart {
namespace {

// Of an area, by a grid of places over it.
template <typename IsSo>
double share_of(const geo::Area& area, const IsSo& is_so) {
  const geo::Box box = area.bounds();
  std::size_t inside = 0;
  std::size_t so = 0;
  for (int i = 0; i < 60; ++i) {
    for (int j = 0; j < 60; ++j) {
      const auto place = geo::Position::degrees(
          box.south_west.latitude_deg() +
              (box.north_east.latitude_deg() - box.south_west.latitude_deg()) * (i + 0.5) / 60,
          box.south_west.longitude_deg() +
              (box.north_east.longitude_deg() - box.south_west.longitude_deg()) * (j + 0.5) / 60);
      if (area.contains(place)) {
        ++inside;
        so += is_so(place) ? 1U : 0U;
      }
    }
  }
  return inside == 0 ? 1 : static_cast<double>(so) / static_cast<double>(inside);
}

// Craft lie at these, see the settings that come with Selat.
TEST(Berths, HoldABaseOfItsOwnForEachControlPoint) {
  for (const model::ControlPoint& point : chart().control_points) {
    EXPECT_TRUE(std::ranges::any_of(chart().berths, [&point](const Berth& berth) {
      return berth.use == "naval" && berth.nation == point.nation &&
             geo::distance(berth.position, point.position) < berth.radius;
    })) << point.name;
  }
}

// A craft lies on water, and its quay within the radius.
TEST(Berths, LieOnTheWaterByTheirQuays) {
  const geo::AreaGrid land{geo::Area(chart().coast)};
  for (const Berth& berth : chart().berths) {
    EXPECT_FALSE(land.contains(berth.position)) << berth.id << " at " << written(berth.position);
    EXPECT_TRUE(land.nearest_edge(berth.position, berth.radius))
        << berth.id << ": no shore within its radius";
  }
}

// Where ships anchor, take pilots or bunkers is water; a berth reaches over its quays.
TEST(Zones, LieOnWater) {
  const geo::AreaGrid land{geo::Area(chart().coast)};
  for (const auto& zone : chart().zones) {
    const double on_land = share_of(zone.area, [&land](geo::Position place) { return land.contains(place); });
    if (zone.kind == model::ZoneKind::berth) {
      EXPECT_LT(on_land, 0.93) << zone.id.view();
    } else {
      EXPECT_LT(on_land, zone.corridor.empty() ? 0.005 : 0.25) << zone.id.view();
    }
  }
}

// How far a landing stretch may reach inland, and what share of it farther than the shore is in doubt.
struct Reach {
  std::string_view zone;
  Distance inland;
  double share_beyond_doubt;
};
constexpr Reach kAsTheShoreIsInDoubt{"", Distance::metres(510), 0};
constexpr auto kReaches =
    std::to_array<Reach>({// A strip up the river Bernam to Hutan Melintang, narrower than the grid of places
                          // that measures the share.
                          {"watch-sekinchan-landing", Distance::metres(2'150), 0},
                          // Strips up the channels of the Kilim, which the coast does not have.
                          {"landing-langkawi-kilim", Distance::metres(820), 0.011}});

TEST(Zones, OfLandingStretchesReachNoFartherInlandThanTheyHaveAReasonFor) {
  const geo::AreaGrid land{geo::Area(chart().coast)};
  const auto is_beyond = [&land](geo::Position place, Distance from_shore) {
    return land.contains(place) && !land.nearest_edge(place, from_shore);
  };
  for (const auto& zone : chart().zones) {
    if (zone.corridor.empty()) {
      continue;
    }
    const auto own = std::ranges::find(kReaches, zone.id.view(), &Reach::zone);
    const Reach& reach = own == kReaches.end() ? kAsTheShoreIsInDoubt : *own;
    for (const geo::Position corner : zone.area.polygons().front().outer()) {
      EXPECT_FALSE(is_beyond(corner, reach.inland)) << zone.id.view() << " at " << written(corner);
    }
    const double share =
        share_of(zone.area, [&](geo::Position place) { return is_beyond(place, Distance::metres(510)); });
    EXPECT_LE(share, reach.share_beyond_doubt) << zone.id.view();
  }
}

TEST(Zones, WhereShipsTakeBunkersIsNoLane) {
  for (const auto& zone : chart().zones) {
    if (zone.kind != model::ZoneKind::bunkering) {
      continue;
    }
    for (const auto& measure : chart().routeing) {
      for (const auto place : zone.area.polygons().front().outer()) {
        EXPECT_FALSE(measure.kind == RouteingKind::lane && measure.area.contains(place))
            << zone.id.view() << " in " << measure.id << " at " << written(place);
      }
    }
  }
}

// The places that enforcement has named, by eye: each within a landing stretch.
TEST(Zones, CoverTheLandingPlacesThatWereNamed) {
  struct Named {
    double latitude_deg, longitude_deg;
    std::string_view corridor;
  };
  for (const Named& named :
       {Named{6.39, 100.11, "C6"}, {6.42, 99.87, "C6"},  {4.13, 100.68, "C1"}, {3.87, 100.78, "C1"},
        {3.33, 101.22, "C1"},      {3.17, 101.22, "C1"}, {3.18, 101.21, "C1"}, {3.023, 101.2555, "C1"},
        {2.79, 101.39, "C2"},      {2.58, 101.68, "C2"}, {2.56, 101.77, "C2"}, {2.50, 101.80, "C2"},
        {2.20, 102.15, "C2"},      {2.11, 102.32, "C2"}, {2.14, 102.34, "C2"}, {2.03, 102.54, "C3"},
        {1.93, 102.62, "C3"},      {1.87, 102.73, "C3"}, {1.79, 102.87, "C3"}, {1.70, 102.95, "C3"},
        {1.31, 103.43, "C4"},      {1.34, 103.57, "C4"}, {1.26, 103.50, "C4"}, {1.335, 104.23, "C5"},
        {1.61, 104.27, "C5"}}) {
    const auto place = geo::Position::degrees(named.latitude_deg, named.longitude_deg);
    EXPECT_TRUE(std::ranges::any_of(
        chart().zones,
        [&](const auto& zone) { return zone.corridor == named.corridor && zone.area.contains(place); }))
        << named.latitude_deg << ' ' << named.longitude_deg;
  }
}

TEST(Zones, OfLandingStretchesSayTheirCorridorAndWhoNamedThemWhen) {
  std::size_t stretches = 0;
  const auto done = LayerReader::read(
      SELAT_SOURCE_DIR "/geodata/zones.geojson", [&stretches](const FeatureReader& zone) -> Loaded<void> {
        const std::string id = *zone.id(63);
        if (zone.optional_text("corridor")->empty()) {
          EXPECT_EQ(id.find("landing"), std::string::npos) << id;
          return {};
        }
        ++stretches;
        EXPECT_THAT(*zone.text("corridor"), testing::MatchesRegex("C[1-6]")) << id;
        EXPECT_THAT(*zone.text("source"), testing::ContainsRegex("20[12][0-9]")) << id;
        return {};
      });
  ASSERT_TRUE(done) << done.error().message();
  EXPECT_GE(stretches, 20U);
}

// All corridors lead to Malaysia: none of their stretches reaches into what is agreed to be another's.
TEST(Zones, OfLandingStretchesLieInTheWatersOfTheirNation) {
  for (const auto& zone : chart().zones) {
    for (const model::Waters& waters : chart().waters) {
      if (zone.corridor.empty() || waters.kind != model::WatersKind::jurisdiction ||
          waters.status != model::DelimitationStatus::agreed ||
          waters.claims[static_cast<std::size_t>(model::Nation::mys)]) {
        continue;
      }
      for (const auto place : zone.area.polygons().front().outer()) {
        EXPECT_FALSE(waters.area.contains(place)) << zone.id.view() << " at " << written(place);
      }
    }
  }
}

TEST(Zones, HoldTheLandingStretchesOfAllCorridorsAndPilotGroundsAndTerminals) {
  std::string names;
  std::size_t pilots = 0;
  for (const auto& zone : chart().zones) {
    names += zone.names.en + '\n';
    pilots += zone.kind == model::ZoneKind::pilot_boarding ? 1U : 0U;
  }
  for (const std::string corridor : {"C1", "C2", "C3", "C4", "C5", "C6"}) {
    EXPECT_THAT(names, testing::HasSubstr("(" + corridor + ")"));
    EXPECT_TRUE(std::ranges::any_of(chart().zones, [&corridor](const auto& zone) {
      return zone.kind == model::ZoneKind::watch && zone.corridor == corridor;
    })) << corridor;
  }
  EXPECT_GE(pilots, 3U);
  EXPECT_GE(std::ranges::count(chart().berths, "ferry", &Berth::use), 8);
}

}  // namespace
}  // namespace selat::chart
