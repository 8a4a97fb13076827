// Ships' routeing in geodata/: lanes with their width and direction, STRAITREP, aids.

#include <algorithm>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "chart/chart.h"
#include "geo/area_grid.h"
#include "geo/local_plane.h"
#include "shipped_chart.h"

namespace selat::chart {
namespace {

std::vector<const RouteingMeasure*> measures_at(geo::Position place, RouteingKind kind) {
  std::vector<const RouteingMeasure*> found;
  for (const auto& measure : chart().routeing) {
    if (measure.kind == kind && measure.area.contains(place)) {
      found.push_back(&measure);
    }
  }
  return found;
}

double apart_deg(Bearing a, Bearing b) {
  const double apart = std::abs(a.in_degrees() - b.in_degrees());
  return std::min(apart, 360 - apart);
}

// Every 0.5 nm of every centre line, with the direction of traffic there.
template <typename Look>
void along_the_lanes(const Look& look) {
  for (const Lane& lane : chart().lanes) {
    for (std::size_t i = 1; i < lane.line.size(); ++i) {
      const auto from = lane.line[i - 1];
      const auto course = geo::bearing(from, lane.line[i]);
      const auto length = geo::distance(from, lane.line[i]);
      for (auto at = Distance::metres(0); at < length; at = at + Distance::nautical_miles(0.5)) {
        look(lane, geo::destination(from, course, at), course);
      }
    }
  }
}

TEST(Routeing, HasEveryKind) {
  std::map<RouteingKind, int> counts;
  for (const auto& measure : chart().routeing) {
    ++counts[measure.kind];
    EXPECT_EQ(measure.basis, model::Basis::approximate)
        << measure.id << ": charted limits were not available";
    EXPECT_FALSE(measure.valid_from.empty()) << measure.id;
    EXPECT_GT(measure.area.area_km2(), 0.2) << measure.id;
  }
  EXPECT_EQ(counts[RouteingKind::lane], 20);
  EXPECT_GE(counts[RouteingKind::separation_zone], 10);
  EXPECT_EQ(counts[RouteingKind::precautionary_area], 3);
  EXPECT_EQ(counts[RouteingKind::deep_water_route], 2);
  EXPECT_EQ(counts[RouteingKind::speed_limit], 2);
  EXPECT_GE(counts[RouteingKind::inshore_zone], 5);
  EXPECT_EQ(counts[RouteingKind::through_route], 0) << "from One Fathom Bank to Horsburgh there are schemes";
}

// The spans of Singapore Port Information (17 April 2026), as the Global VTS register has them: in the middle
// of each there is a lane of that scheme in both directions.
TEST(Routeing, SchemesLieWhereTheyArePublished) {
  struct Span {
    const char* scheme;
    double west_deg, east_deg;
  };
  for (const Span& span : {Span{"Port Klang to Port Dickson", 101 + 12.3 / 60, 101 + 38.7 / 60},
                           {"Port Dickson to Tanjung Keling", 101 + 36.0 / 60, 102 + 0.9 / 60},
                           {"Malacca to Iyu Kechil", 101 + 59.7 / 60, 103 + 29.6 / 60}}) {
    std::size_t lanes = 0;
    double west_deg = 180;
    double east_deg = -180;
    for (const RouteingMeasure& measure : chart().routeing) {
      if (measure.kind == RouteingKind::lane && measure.names.en.starts_with(span.scheme)) {
        ++lanes;
        west_deg = std::min(west_deg, measure.area.bounds().south_west.longitude_deg());
        east_deg = std::max(east_deg, measure.area.bounds().north_east.longitude_deg());
      }
    }
    EXPECT_GE(lanes, 2U) << span.scheme;
    EXPECT_NEAR(west_deg, span.west_deg, 0.05) << span.scheme;
    EXPECT_NEAR(east_deg, span.east_deg, 0.05) << span.scheme;
  }
}

// From the edge of a lane to the shore, and in no lane.
TEST(Routeing, InshoreZonesLieBetweenALaneAndTheShore) {
  const geo::AreaGrid land{geo::Area(chart().coast)};
  for (const auto& zone : chart().routeing) {
    if (zone.kind != RouteingKind::inshore_zone) {
      continue;
    }
    Distance to_lane = Distance::nautical_miles(100);
    Distance to_shore = to_lane;
    for (const auto& polygon : zone.area.polygons()) {
      for (const auto place : polygon.outer()) {
        for (const auto& measure : chart().routeing) {
          if (measure.kind == RouteingKind::lane) {
            to_lane = std::min(to_lane, measure.area.distance_to_edge(place));
          }
        }
        if (const auto shore = land.nearest_edge(place, to_shore)) {
          to_shore = shore->distance;
        }
        EXPECT_TRUE(measures_at(place, RouteingKind::lane).empty()) << zone.id << " at " << written(place);
      }
    }
    EXPECT_LT(to_lane, Distance::metres(500)) << zone.id;
    EXPECT_LT(to_shore, Distance::metres(800)) << zone.id;
  }
}

TEST(LaneCentres, LieInTheirLanesWithTheWidthOfThose) {
  const auto centres = lane_centres(chart());
  EXPECT_GE(centres.size(), 18U);
  double length_nm = 0;
  for (const LaneCentre& centre : centres) {
    ASSERT_GE(centre.line.size(), 2U);
    for (std::size_t i = 1; i < centre.line.size(); ++i) {
      const auto from = centre.line[i - 1];
      const auto leg = geo::distance(from, centre.line[i]);
      length_nm += leg.in_nautical_miles();
      const auto middle = geo::destination(from, geo::bearing(from, centre.line[i]), leg * 0.5);
      EXPECT_FALSE(measures_at(middle, RouteingKind::lane).empty()) << written(middle);
      EXPECT_TRUE(measures_at(middle, RouteingKind::through_route).empty()) << written(middle);
    }
  }
  EXPECT_NEAR(length_nm, 501, 15);
}

// What a lane states as its half width is that of its area.
TEST(LaneCentres, HaveTheWidthThatTheAreaOfTheirLaneGives) {
  for (const auto& measure : chart().routeing) {
    if (measure.kind != RouteingKind::lane) {
      EXPECT_FALSE(measure.half_width) << measure.id;
      continue;
    }
    Chart alone;
    alone.lanes = chart().lanes;
    alone.routeing = {measure};
    double length_km = 0;
    for (const LaneCentre& centre : lane_centres(alone)) {
      for (std::size_t i = 1; i < centre.line.size(); ++i) {
        length_km += geo::distance(centre.line[i - 1], centre.line[i]).in_metres() / 1'000;
      }
      EXPECT_EQ(centre.half_width, *measure.half_width);
    }
    ASSERT_GT(length_km, 1) << measure.id;
    const double half_km = measure.area.area_km2() / length_km / 2;
    EXPECT_NEAR(measure.half_width->in_metres() / 1'000, half_km, 0.03 * half_km) << measure.id;
  }
}

TEST(LaneCentres, AreNoneWithoutRouteing) {
  Chart without;
  without.lanes = chart().lanes;
  EXPECT_TRUE(lane_centres(without).empty());
}

// What is known of cables and pipelines names a place only.
TEST(Seabed, HasCablesAndPipelinesMarkedAsApproximate) {
  std::map<SeabedKind, int> counts;
  const geo::AreaGrid land{geo::Area(chart().coast)};
  for (const auto& seabed : chart().seabed) {
    ++counts[seabed.kind];
    EXPECT_EQ(seabed.basis, model::Basis::approximate) << seabed.id;
    EXPECT_FALSE(seabed.valid_from.empty()) << seabed.id;
    EXPECT_FALSE(land.contains(seabed.area.centroid())) << seabed.id;
  }
  EXPECT_GE(counts[SeabedKind::cable], 3);
  EXPECT_GE(counts[SeabedKind::pipeline], 1);
}

// Outside the gap between Tanjung Keling and Pulau Iyu Kechil, where no scheme is.
TEST(Routeing, LanesLieAroundTheirCentreLinesAndLeadTheSameWay) {
  std::size_t in_lane = 0;
  std::size_t in_precaution = 0;
  along_the_lanes([&](const Lane& line, geo::Position place, Bearing course) {
    const double lon = place.longitude_deg();
    const bool is_between_schemes =
        (lon > 102.24 && lon < 103.29) || lon < 100.75 || lon > 104.46 || (lon > 103.49 && lon < 103.6);
    const auto lanes = measures_at(place, RouteingKind::lane);
    const auto precaution = measures_at(place, RouteingKind::precautionary_area);
    ASSERT_LE(lanes.size(), 2U) << written(place);
    for (const auto* const lane : lanes) {
      EXPECT_LT(apart_deg(*lane->direction, course), 60)
          << line.id << " in " << lane->id << " at " << written(place);
    }
    in_lane += lanes.empty() ? 0U : 1U;
    in_precaution += precaution.empty() ? 0U : 1U;
    if (!is_between_schemes) {
      EXPECT_FALSE(lanes.empty() && precaution.empty()) << line.id << " at " << written(place);
    }
    EXPECT_TRUE(measures_at(place, RouteingKind::separation_zone).empty())
        << line.id << " at " << written(place);
  });
  EXPECT_GT(in_lane, 300U);
  EXPECT_GT(in_precaution, 10U);
}

TEST(Routeing, LanesOfBothDirectionsAndSeparationZonesDoNotOverlap) {
  const std::uint64_t seed = 1998;
  Random random(seed);
  for (const auto& measure : chart().routeing) {
    if (measure.kind != RouteingKind::lane) {
      continue;
    }
    const geo::Box box = measure.area.bounds();
    for (int i = 0; i < 500; ++i) {
      const auto place = geo::Position::degrees(
          random.uniform(box.south_west.latitude_deg(), box.north_east.latitude_deg()),
          random.uniform(box.south_west.longitude_deg(), box.north_east.longitude_deg()));
      if (!measure.area.contains(place) || measure.area.distance_to_edge(place) < Distance::metres(60)) {
        continue;
      }
      EXPECT_EQ(measures_at(place, RouteingKind::lane).size(), 1U)
          << measure.id << " at " << written(place) << " seed " << seed;
      EXPECT_TRUE(measures_at(place, RouteingKind::separation_zone).empty())
          << measure.id << " at " << written(place) << " seed " << seed;
    }
  }
}

TEST(Routeing, LiesInWater) {
  const geo::AreaGrid land{geo::Area(chart().coast)};
  for (const auto& measure : chart().routeing) {
    for (const auto& polygon : measure.area.polygons()) {
      for (const auto place : polygon.outer()) {
        EXPECT_FALSE(land.contains(place)) << measure.id << " at " << written(place);
      }
    }
  }
}

TEST(Routeing, TheTwelveKnotStretchesLieWhereTheCircularPutsThem) {
  const auto west = std::ranges::find(chart().routeing, "speed-limit-west", &RouteingMeasure::id);
  const auto east = std::ranges::find(chart().routeing, "speed-limit-east", &RouteingMeasure::id);
  ASSERT_NE(west, chart().routeing.end());
  ASSERT_NE(east, chart().routeing.end());
  const auto place = [](double latitude_min, double longitude_min) {
    return geo::Position::degrees(1 + latitude_min / 60, 103 + longitude_min / 60);
  };
  for (const auto& [stretch, from, to] : {std::tuple(east, place(12.51, 52.15), place(11.59, 50.21)),
                                          std::tuple(west, place(11.13, 49.08), place(8.65, 44.30))}) {
    EXPECT_EQ(stretch->speed_limit, Speed::knots(12));
    EXPECT_EQ(stretch->least_draught, Distance::metres(15));
    EXPECT_LT(apart_deg(*stretch->direction, geo::bearing(from, to)), 1) << "westbound";
    for (const auto end : {from, to}) {
      EXPECT_LT(stretch->area.distance_to_edge(end), Distance::metres(400)) << stretch->id;
    }
    // The middle of it, in the westbound lane or the precautionary area it crosses.
    const auto half = geo::destination(from, geo::bearing(from, to), geo::distance(from, to) * 0.5);
    EXPECT_TRUE(stretch->area.contains(half)) << stretch->id;
  }
}

TEST(Straitrep, HasNineSectorsFromWestToEastAnsweredByThreeAuthorities) {
  const auto& sectors = chart().reporting_sectors;
  ASSERT_EQ(sectors.size(), 9U);
  for (std::size_t i = 0; i < sectors.size(); ++i) {
    EXPECT_EQ(sectors[i].id, std::to_string(i + 1));
    EXPECT_EQ(sectors[i].authority, i < 5 ? "Klang VTS" : i == 5 ? "Johor VTS" : "Singapore VTIS");
    EXPECT_EQ(sectors[i].basis, model::Basis::approximate);
  }
  EXPECT_NEAR(sectors.front().area.bounds().south_west.longitude_deg(), 100 + 40 / 60.0, 1e-3);
  EXPECT_NEAR(sectors.back().area.bounds().north_east.longitude_deg(), 104 + 23 / 60.0, 1e-3);
}

// The channels of Port Marine Circular 65 of 1998 (sectors 1 to 6) and of the Maritime and Port Authority of
// Singapore (28 September 2026), as the Global VTS register has them.
TEST(Straitrep, HasTheVhfChannelsThatArePublished) {
  constexpr std::array kChannels = {66, 88, 84, 61, 88, 88, 73, 14, 10};
  ASSERT_EQ(chart().reporting_sectors.size(), kChannels.size());
  for (std::size_t i = 0; i < kChannels.size(); ++i) {
    const auto& channel = chart().reporting_sectors[i].channel;
    ASSERT_TRUE(channel) << i;
    EXPECT_EQ(channel->number, kChannels[i]);
    EXPECT_THAT(channel->source, testing::ContainsRegex("(19|20)[0-9][0-9]")) << "says of which year";
  }
}

std::string reporting_at(geo::Position place) {
  for (const ReportingSector& sector : chart().reporting_sectors) {
    if (sector.area.contains(place)) {
      return sector.id;
    }
  }
  return "none";
}

// The line of MSC.73(69) from Tanjung Piai to Pulau Karimun Kecil, 103°44.5'E, 104°02.1'E and 104°23.0'E.
TEST(Straitrep, ChangesSectorsInTheSingaporeStraitWhereThatIsPublished) {
  const auto piai = geo::Position::degrees(1 + 15.50 / 60, 103 + 30.75 / 60);
  const auto karimun = geo::Position::degrees(1 + 9.20 / 60, 103 + 24.35 / 60);
  const auto along = geo::bearing(karimun, piai);
  for (const double nm : {1.0, 4.0, 7.5}) {
    const auto place = geo::destination(karimun, along, Distance::nautical_miles(nm));
    const auto beside = [&](double degrees) {
      return geo::destination(place, Bearing::degrees(degrees), Distance::metres(60));
    };
    EXPECT_EQ(reporting_at(beside(315)), "6") << nm;
    EXPECT_EQ(reporting_at(beside(135)), "7") << nm;
  }
  EXPECT_EQ(reporting_at(geo::Position::degrees(1.15, 103 + 44.4 / 60)), "7");
  EXPECT_EQ(reporting_at(geo::Position::degrees(1.15, 103 + 44.6 / 60)), "8");
  EXPECT_EQ(reporting_at(geo::Position::degrees(1.25, 104 + 2.0 / 60)), "8");
  EXPECT_EQ(reporting_at(geo::Position::degrees(1.25, 104 + 2.2 / 60)), "9");
  EXPECT_EQ(reporting_at(geo::Position::degrees(1.3, 104 + 22.9 / 60)), "9");
  EXPECT_EQ(reporting_at(geo::Position::degrees(1.3, 104 + 23.1 / 60)), "none");
}

// The sites that were named, each with its source and the year of it.
TEST(RadarSites, AreThoseNamedInPublicEachWithSourceAndYear) {
  for (const char* const named : {"Langkawi", "Lumut", "Tanjung Pengelih", "Jugra", "Jantan", "Dangas"}) {
    EXPECT_TRUE(std::ranges::any_of(chart().radar_sites, [named](const RadarSite& site) {
      return site.names.en.find(named) != std::string::npos;
    })) << named;
  }
  for (const RadarSite& site : chart().radar_sites) {
    EXPECT_NE(site.basis, model::Basis::published) << site.id << ": its position is set by eye";
    EXPECT_GE(site.doubt, Distance::metres(1000)) << site.id;
    EXPECT_GT(site.source.size(), 30U) << site.id;
    EXPECT_THAT(site.valid_from, testing::MatchesRegex("(19|20)[0-9][0-9]-.*")) << site.id;
  }
}

TEST(Straitrep, CoversTheLanesBetweenItsLimits) {
  along_the_lanes([](const Lane& lane, geo::Position place, Bearing) {
    const double lon = place.longitude_deg();
    const auto holding =
        std::ranges::count_if(chart().reporting_sectors,
                              [place](const ReportingSector& sector) { return sector.area.contains(place); });
    if (lon > 100.668 && lon < 104.382) {
      EXPECT_GE(holding, 1) << lane.id << " at " << written(place);
      EXPECT_LE(holding, 2) << lane.id << " at " << written(place);
    } else if (lon < 100.665 || lon > 104.385) {
      EXPECT_EQ(holding, 0) << lane.id << " at " << written(place);
    }
  });
}

// The tag of a patrol sector names the reporting sector that shares the most water with it.
TEST(Straitrep, TagsOfThePatrolSectorsNameTheReportingSectorTheyMostlyLieIn) {
  std::size_t tagged = 0;
  for (const auto& sector : chart().sectors) {
    std::map<std::string, int> shared;
    const geo::Box box = sector.area.bounds();
    for (int row = 0; row < 120; ++row) {
      for (int column = 0; column < 120; ++column) {
        const auto between = [](double low, double high, int step) {
          return low + (high - low) * (step + 0.5) / 120;
        };
        const auto place = geo::Position::degrees(
            between(box.south_west.latitude_deg(), box.north_east.latitude_deg(), row),
            between(box.south_west.longitude_deg(), box.north_east.longitude_deg(), column));
        if (!sector.area.contains(place)) {
          continue;
        }
        for (const auto& reporting : chart().reporting_sectors) {
          shared[reporting.id] += reporting.area.contains(place) ? 1 : 0;
        }
      }
    }
    const auto most = std::ranges::max_element(shared, {}, [](const auto& each) { return each.second; });
    ASSERT_NE(most, shared.end());
    if (!sector.straitrep.empty()) {
      ++tagged;
      EXPECT_EQ(sector.straitrep, most->first) << sector.id.view() << testing::PrintToString(shared);
    }
  }
  EXPECT_GE(tagged, 14U);
}

TEST(Aids, StandWithinTheSectorsAndBuoyedPlacesInWater) {
  ASSERT_GE(chart().aids.size(), 12U);
  const geo::AreaGrid land{geo::Area(chart().coast)};
  std::size_t buoyed = 0;
  for (const Aid& aid : chart().aids) {
    EXPECT_TRUE(std::ranges::any_of(chart().sectors, [&aid](const auto& sector) {
      return sector.area.contains(aid.position);
    })) << aid.id;
    if (aid.use == AidUse::buoys) {
      ++buoyed;
      EXPECT_FALSE(land.contains(aid.position)) << aid.id;
    }
  }
  EXPECT_GE(buoyed, 7U);
}

}  // namespace
}  // namespace selat::chart
