// Whose waters: geodata/waters.geojson held against the sectors, the treaty lines and the coast.

#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "chart/chart.h"
#include "geo/area_grid.h"
#include "geo/box_grid.h"
#include "geo/local_plane.h"
#include "shipped_chart.h"

namespace selat::chart {
namespace {

using model::DelimitationStatus;
using model::Nation;
using model::WatersKind;

std::vector<const model::Waters*> waters_at(geo::Position place, WatersKind kind) {
  std::vector<const model::Waters*> found;
  for (const auto& waters : chart().waters) {
    if (waters.kind == kind && waters.area.contains(place)) {
      found.push_back(&waters);
    }
  }
  return found;
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
    if (has_sector) {
      ASSERT_EQ(found.size(), 1U) << written(place) << " seed " << seed;
      ++inside;
    } else if (!found.empty()) {
      ASSERT_EQ(found.size(), 1U) << written(place) << " seed " << seed;
      EXPECT_TRUE(found.front()->claims[static_cast<std::size_t>(Nation::tha)]) << written(place);
    }
  }
  EXPECT_GT(inside, 15'000U);
}

bool is_of(const model::Waters& waters, std::size_t nation) {
  return waters.status == DelimitationStatus::agreed && waters.claims[nation];
}

// Nobody patrols alone where the water is not agreed to be his; the corners are the places nearest to others.
TEST(Waters, AreAgreedForWhoMayPatrolThem) {
  const std::uint64_t seed = 2008;
  Random random(seed);
  std::size_t checked = 0;
  const auto check = [&checked](const model::Sector& sector, geo::Position place) {
    for (const auto* const waters : waters_at(place, WatersKind::jurisdiction)) {
      for (std::size_t n = 0; n < model::kNationCount; ++n) {
        const bool may_patrol = sector.permits[n] == model::Permit::full;
        EXPECT_TRUE(!may_patrol || is_of(*waters, n))
            << sector.id.view() << " is " << enum_names<Nation>[n] << "'s to patrol; " << written(place)
            << " lies in " << waters->id.view() << ": " << waters->law.en;
        checked += may_patrol ? 1U : 0U;
      }
    }
  };
  for (const model::Sector& sector : chart().sectors) {
    const auto& ring = sector.area.polygons().front().outer();
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto centre = sector.area.centroid();
      const geo::LocalPlane plane(centre);
      const auto inwards = plane.to_position(plane.to_plane(ring[i]) * 0.999);
      if (sector.area.contains(inwards)) {
        check(sector, inwards);
      }
    }
  }
  for (int i = 0; i < 30'000; ++i) {
    const auto place = somewhere(random);
    for (const model::Sector& sector : chart().sectors) {
      if (sector.area.contains(place)) {
        check(sector, place);
      }
    }
  }
  EXPECT_GT(checked, 10'000U);
}

TEST(Waters, ThatAreNotAgreedSayWhyInThreeLanguages) {
  std::size_t told = 0;
  for (const model::Waters& waters : chart().waters) {
    if (waters.kind != WatersKind::jurisdiction) {
      continue;
    }
    const bool has_law = !waters.law.en.empty() && !waters.law.id.empty() && !waters.law.ms.empty();
    EXPECT_EQ(has_law, waters.status != DelimitationStatus::agreed) << waters.id.view();
    told += has_law ? 1U : 0U;
  }
  EXPECT_GE(told, 4U);
}

// A limit that is drawn and not read says so in what a watch is told: within its band the neighbour is named.
TEST(Waters, AtThePlacesWhereNothingIsAgreedHaveTheirClaimants) {
  struct Claimed {
    double latitude_deg, longitude_deg;
    std::string_view id;
  };
  for (const Claimed& each :
       {Claimed{1.2255, 103.4750, "waters-tanjung-piai"},     // between P10 and 1C
        Claimed{1.2250, 103.5850, "waters-tuas"},             // between W25 and 1C
        Claimed{1.2790, 104.1400, "waters-pedra-branca"},     // east of E47 and point 8
        Claimed{1.2700, 104.4800, "waters-pedra-branca"},     // off Berakit
        Claimed{3.0000, 100.8600, "waters-northern-middle"},  // before the line of 1970
        Claimed{6.5150, 99.8200, "waters-langkawi-terutau"},  // east of the treaty of 1979
        Claimed{6.1280, 98.6000, "waters-langkawi-west"}}) {  // west of it, where the seabed only is divided
    const auto found =
        waters_at(geo::Position::degrees(each.latitude_deg, each.longitude_deg), WatersKind::jurisdiction);
    ASSERT_EQ(found.size(), 1U) << each.id;
    EXPECT_EQ(found.front()->id.view(), each.id);
    EXPECT_EQ(found.front()->status, DelimitationStatus::undelimited) << each.id;
  }
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
  EXPECT_GT(seen[DelimitationStatus::agreed], 10'000U);
  EXPECT_GT(seen[DelimitationStatus::undelimited], 100U);
}

// Nobody is told of what goes on where it claims nothing: not even in a part of a sector.
TEST(Waters, AreClaimedByWhoeverMayComeAfterTellingTheHolder) {
  for (const model::Sector& sector : chart().sectors) {
    constexpr int kSteps = 60;
    std::size_t inside = 0;
    for (int i = 0; i < kSteps * kSteps; ++i) {
      const auto place = geo::cell_middle(sector.area.bounds(), i, kSteps);
      const auto found = waters_at(place, WatersKind::jurisdiction);
      if (!sector.area.contains(place) || found.empty()) {
        continue;
      }
      ++inside;
      for (std::size_t n = 0; n < model::kNationCount; ++n) {
        EXPECT_TRUE(sector.permits[n] != model::Permit::notify_only || found.front()->claims[n])
            << sector.id.view() << ' ' << enum_names<Nation>[n] << " at " << written(place);
      }
    }
    EXPECT_GT(inside, 50U) << sector.id.view();
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
  EXPECT_EQ(claims_at(1.43, 103.9400), "mys ") << "north of Pulau Ubin";
  EXPECT_EQ(claims_at(1.33, 103.6300), "sgp ") << "the Singapore side of the western Johor Strait";
  EXPECT_EQ(claims_at(6.4900, 99.8300), "mys ") << "north of Langkawi";
  EXPECT_EQ(claims_at(6.5150, 99.8200), "mys tha ") << "between Langkawi and Terutau";
  EXPECT_EQ(claims_at(6.60, 99.70), "tha ") << "Terutau";
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
      // South-east of 101°E both seas reach to the line of 1970; towards it Indonesia's baselines leave the
      // shore.
      const bool ends_at_a_line = place.longitude_deg() > 99.5 && place.longitude_deg() < 103.4;
      const auto shore = land.nearest_edge(place, Distance::nautical_miles(40));
      ASSERT_TRUE(shore) << written(place);
      EXPECT_LE(shore->distance.in_nautical_miles(), ends_at_a_line ? 36 : 12.3)
          << sea->id.view() << " at " << written(place);
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

// By the treaty of 1970: half a mile to either side of its line lie Indonesia's sea and Malaysia's.
TEST(Waters, OfBothTerritorialSeasMeetAtTheLineOf1970) {
  const auto line = std::ranges::find(chart().treaties.lines, "ID-MY-1970", &TreatyLine::id);
  ASSERT_NE(line, chart().treaties.lines.end());
  for (std::size_t i = 1; i < line->line.size(); ++i) {
    const geo::LocalPlane plane(line->line[i - 1]);
    const auto along = plane.to_plane(line->line[i]);
    const auto aside = geo::Offset{-along.north_m, along.east_m} * (926.0 / along.length_m());
    for (int part = 1; part < 20; ++part) {
      const auto at = along * (part / 20.0);
      const auto sea_at = [&](geo::Offset offset) {
        const auto found = waters_at(plane.to_position(offset), WatersKind::territorial_sea);
        return found.empty() ? std::string_view("none") : found.front()->id.view();
      };
      EXPECT_EQ(sea_at(at + aside), "territorial-sea-malaysia") << written(plane.to_position(at));
      EXPECT_EQ(sea_at(at + aside * -1.0), "territorial-sea-indonesia") << written(plane.to_position(at));
    }
  }
}

// On either side of the line of 1995, and off eastern Johor, all water that is agreed to be one nation's and
// near its shore is its territorial sea.
TEST(Waters, OfBothTerritorialSeasMeetAtTheLineOf1995) {
  const geo::AreaGrid land{geo::Area(chart().coast)};
  std::map<Nation, std::size_t> of_nation;
  for (int i = 0; i < 100 * 50; ++i) {
    const auto place =
        geo::Position::degrees(1.2 + 0.4 * (i / 100 + 0.5) / 50, 103.5 + (i % 100 + 0.5) / 100);
    if (land.contains(place) || !land.nearest_edge(place, Distance::nautical_miles(11))) {
      continue;
    }
    for (const model::Waters* const waters : waters_at(place, WatersKind::jurisdiction)) {
      const auto own =
          static_cast<std::size_t>(std::ranges::find(waters->claims, true) - waters->claims.begin());
      if (waters->status != DelimitationStatus::agreed || own == static_cast<std::size_t>(Nation::idn)) {
        continue;
      }
      ++of_nation[static_cast<Nation>(own)];
      EXPECT_TRUE(std::ranges::any_of(waters_at(place, WatersKind::territorial_sea),
                                      [own](const auto* const sea) { return sea->claims[own]; }))
          << written(place);
    }
  }
  EXPECT_GT(of_nation[Nation::mys], 200U);
  EXPECT_GT(of_nation[Nation::sgp], 200U);
}

// North of Langkawi the territorial sea reaches the middle of the channel to Terutau.
TEST(Waters, NorthOfLangkawiAreTerritorialSeaToTheLimit) {
  for (const auto place : {geo::Position::degrees(6.51, 99.91), geo::Position::degrees(6.50, 99.81),
                           geo::Position::degrees(6.465, 99.69), geo::Position::degrees(6.44, 100.0)}) {
    EXPECT_TRUE(std::ranges::any_of(chart().waters,
                                    [place](const model::Waters& waters) {
                                      return waters.id.view() == "territorial-sea-malaysia" &&
                                             waters.area.contains(place);
                                    }))
        << place.latitude_deg() << ' ' << place.longitude_deg();
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
