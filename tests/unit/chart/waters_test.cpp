// Whose waters: geodata/waters.geojson held against the sectors, the treaty lines and the coast.

#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "chart/chart.h"
#include "geo/area_grid.h"

namespace selat::chart {
namespace {

using model::DelimitationStatus;
using model::Nation;
using model::WatersKind;

const Chart& chart() {
  static const Chart loaded = [] {
    auto result = load_chart(SELAT_SOURCE_DIR "/geodata");
    if (!result) {
      throw std::runtime_error(result.error().message());
    }
    return std::move(*result);
  }();
  return loaded;
}

std::vector<const model::Waters*> waters_at(geo::Position place, WatersKind kind) {
  std::vector<const model::Waters*> found;
  for (const auto& waters : chart().waters) {
    if (waters.kind == kind && waters.area.contains(place)) {
      found.push_back(&waters);
    }
  }
  return found;
}

std::string written(geo::Position place) {
  return std::to_string(place.latitude_deg()) + ' ' + std::to_string(place.longitude_deg());
}

geo::Position somewhere(Random& random) {
  const double lon_deg = random.uniform(98.0, 104.66);  // one after the other: arguments have no order
  const double lat_deg = random.uniform(0.7, 6.5);
  return geo::Position::degrees(lat_deg, lon_deg);
}

TEST(Waters, OfJurisdictionTileTheSectors) {
  const std::uint64_t seed = 1982;
  Random random(seed);
  std::size_t inside = 0;
  for (int i = 0; i < 50'000; ++i) {
    const auto place = somewhere(random);
    const bool has_sector = std::ranges::any_of(
        chart().sectors, [place](const model::Sector& sector) { return sector.area.contains(place); });
    const auto found = waters_at(place, WatersKind::jurisdiction);
    ASSERT_EQ(found.size(), has_sector ? 1U : 0U) << written(place) << " seed " << seed;
    inside += found.size();
  }
  EXPECT_GT(inside, 15'000U);
}

// Where the waters are agreed, it is the claimant that patrols; whoever else claims is at least told.
TEST(Waters, AgreeWithThePermitsOfTheSectors) {
  const std::uint64_t seed = 1970;
  Random random(seed);
  std::map<DelimitationStatus, std::size_t> seen;
  for (int i = 0; i < 50'000; ++i) {
    const auto place = somewhere(random);
    const auto found = waters_at(place, WatersKind::jurisdiction);
    const auto sector = std::ranges::find_if(
        chart().sectors, [place](const model::Sector& each) { return each.area.contains(place); });
    if (found.empty() || sector == chart().sectors.end()) {
      continue;
    }
    const model::Waters& waters = *found.front();
    ++seen[waters.status];
    for (std::size_t n = 0; n < model::kNationCount; ++n) {
      const auto permit = sector->permits[n];
      if (permit == model::Permit::full) {
        EXPECT_TRUE(waters.claims[n]) << sector->id.view() << " at " << written(place);
      }
      if (waters.claims[n]) {
        EXPECT_GE(permit, model::Permit::notify_only) << sector->id.view() << " at " << written(place);
      }
    }
  }
  for (const auto status :
       {DelimitationStatus::agreed, DelimitationStatus::undelimited, DelimitationStatus::disputed}) {
    EXPECT_GT(seen[status], 100U) << name_of(status);
  }
}

TEST(Waters, ChangeHandsAtTheTreatyLines) {
  const auto claims_at = [](double latitude_deg, double longitude_deg) {
    const auto found =
        waters_at(geo::Position::degrees(latitude_deg, longitude_deg), WatersKind::jurisdiction);
    std::string claims;
    for (std::size_t n = 0; !found.empty() && n < model::kNationCount; ++n) {
      claims += found.front()->claims[n] ? std::string(enum_names<Nation>[n]) + ' ' : "";
    }
    return claims;
  };
  // One nautical mile to either side of the middle between P5 and P6, and of points 4 and 5 of 1973.
  EXPECT_EQ(claims_at(2.4742 + 0.0167, 101.4883 + 0.0167), "mys ");
  EXPECT_EQ(claims_at(2.4742 - 0.0167, 101.4883 - 0.0167), "idn ");
  EXPECT_EQ(claims_at(1.2016 + 0.0167, 103.8703), "sgp ");
  EXPECT_EQ(claims_at(1.2016 - 0.0167, 103.8703), "idn ");
  EXPECT_EQ(claims_at(1.3303, 104.4057), "idn mys sgp ") << "Pedra Branca";
  EXPECT_EQ(claims_at(4.9, 98.95), "idn mys ") << "north-east of the seabed line of 1969";
  EXPECT_EQ(claims_at(1.46, 104.02), "mys ") << "the Johor side of the Johor Strait";
}

TEST(Waters, HaveABandOfDoubt) {
  for (const auto& waters : chart().waters) {
    EXPECT_GE(waters.uncertainty, Distance::metres(300)) << waters.id.view();
    EXPECT_FALSE(waters.valid_from.empty()) << waters.id.view();
  }
}

TEST(Waters, OfTheTerritorialSeaReachTwelveMilesAndNoOtherNationsWaters) {
  const geo::AreaGrid land{geo::Area(chart().coast)};
  const std::uint64_t seed = 12;
  Random random(seed);
  std::size_t inside = 0;
  std::map<Nation, std::size_t> of_nation;
  for (int i = 0; i < 30'000; ++i) {
    const auto place = somewhere(random);
    for (const model::Waters* const sea : waters_at(place, WatersKind::territorial_sea)) {
      ++inside;
      if (land.contains(place)) {
        continue;  // land is not cut out
      }
      const auto shore = land.nearest_edge(place, Distance::nautical_miles(30));
      ASSERT_TRUE(shore) << written(place);
      EXPECT_LE(shore->distance.in_nautical_miles(), 12.3) << sea->id.view() << " at " << written(place);
      const auto own = std::ranges::find(sea->claims, true) - sea->claims.begin();
      ++of_nation[static_cast<Nation>(own)];
      // A limit that was simplified may lie a little beyond the line, within the band of doubt.
      const auto holders = waters_at(place, WatersKind::jurisdiction);
      for (const auto* const holder : holders) {
        if (!holder->claims[static_cast<std::size_t>(own)]) {
          EXPECT_LE(holder->area.distance_to_edge(place), sea->uncertainty) << written(place);
        }
      }
    }
  }
  EXPECT_GT(inside, 3'000U);
  for (const Nation nation : {Nation::idn, Nation::mys, Nation::sgp}) {
    EXPECT_GT(of_nation[nation], 10U) << name_of(nation);
  }
}

TEST(Waters, NearTheShoreAreTerritorialSea) {
  const auto is_territorial = [](double latitude_deg, double longitude_deg) {
    return !waters_at(geo::Position::degrees(latitude_deg, longitude_deg), WatersKind::territorial_sea)
                .empty();
  };
  EXPECT_TRUE(is_territorial(2.50, 101.72)) << "off Port Dickson";
  EXPECT_TRUE(is_territorial(3.90, 98.80)) << "off Belawan";
  EXPECT_TRUE(is_territorial(1.22, 103.83)) << "Singapore's southern islands";
  EXPECT_FALSE(is_territorial(4.6, 99.0)) << "the middle of the northern Strait";
}

TEST(Waters, OfTheStraitsHoldEveryLane) {
  for (const Lane& lane : chart().lanes) {
    for (const auto place : lane.line) {
      if (place.longitude_deg() > 104.38) {
        continue;  // east of the line from Tanjung Datuk by Horsburgh, where the strait ends
      }
      EXPECT_EQ(waters_at(place, WatersKind::international_strait).size(), 1U)
          << lane.id << " at " << written(place);
    }
  }
}

}  // namespace
}  // namespace selat::chart
