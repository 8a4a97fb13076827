// What contradicts the coast or another layer is named; the chart that comes with Selat has nothing of it.

#include "chart/conflicts.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::chart {
namespace {

geo::Area box(double west, double south, double east, double north) {
  return geo::Area(
      {geo::Polygon({geo::Position::degrees(south, west), geo::Position::degrees(south, east),
                     geo::Position::degrees(north, east), geo::Position::degrees(north, west)})});
}

geo::Position at(double latitude_deg, double longitude_deg) {
  return geo::Position::degrees(latitude_deg, longitude_deg);
}

model::Waters waters_of(const char* id, model::Nation nation, const geo::Area& area) {
  model::Waters waters;
  waters.id = model::WatersId(id);
  waters.uncertainty = Distance::metres(300);
  waters.area = area;
  waters.claims[static_cast<std::size_t>(nation)] = true;
  return waters;
}

Aid aid(const char* id, AidUse use) {
  Aid aid;
  aid.id = id;
  aid.use = use;
  aid.position = at(1.6, 103.5);
  return aid;
}

// A shore in the north; south of it water of Malaysia, and of Indonesia from 1°N on.
Chart small_chart() {
  Chart chart;
  chart.coast = box(103, 1.5, 104, 2).polygons();
  chart.waters = {waters_of("mys", model::Nation::mys, box(103, 1, 104, 2)),
                  waters_of("idn", model::Nation::idn, box(103, 0, 104, 1))};
  model::Sector& sector = chart.sectors.emplace_back();
  sector.id = model::SectorId("S1");
  sector.area = box(103, 1, 104, 1.5);
  sector.permits[static_cast<std::size_t>(model::Nation::mys)] = model::Permit::full;
  Berth& berth = chart.berths.emplace_back();
  berth.id = "jetty";
  berth.nation = model::Nation::mys;
  berth.position = at(1.49, 103.5);
  model::Zone& zone = chart.zones.emplace_back();
  zone.id = model::ZoneId("road");
  zone.kind = model::ZoneKind::anchorage;
  zone.area = box(103.2, 1.3, 103.4, 1.45);
  RouteingMeasure& lane = chart.routeing.emplace_back();
  lane.id = "lane";
  lane.area = box(103, 1.1, 104, 1.2);
  return chart;
}

std::vector<std::string> words_of(const Chart& chart) {
  std::vector<std::string> words;
  for (const Conflict& conflict : conflicts_of(chart)) {
    words.push_back(std::string(name_of(conflict.kind)) + " " + conflict.layer + " " + conflict.feature +
                    ": " + conflict.what.in_english());
  }
  return words;
}

using ::testing::ElementsAre;

TEST(Conflicts, OfASoundChartThereAreNone) {
  EXPECT_THAT(words_of(small_chart()), ElementsAre());
}

TEST(Conflicts, AnAnchorageOnLandIsNamed) {
  Chart chart = small_chart();
  chart.zones.front().area = box(103.2, 1.4, 103.4, 1.6);
  EXPECT_THAT(words_of(chart), ElementsAre("on_land anchorage road: 50 % of it lies on land by the coast"));
  chart.zones.front().kind = model::ZoneKind::watch;
  EXPECT_THAT(words_of(chart), ElementsAre()) << "a landing stretch is where land begins";
}

TEST(Conflicts, AnAnchorageInALaneIsNamed) {
  Chart chart = small_chart();
  chart.zones.front().area = box(103.2, 1.15, 103.4, 1.25);
  EXPECT_THAT(words_of(chart),
              ElementsAre("in_lane anchorage road: 50 % of it lies in the traffic lane lane"));
}

TEST(Conflicts, ALaneAcrossLandIsNamed) {
  Chart chart = small_chart();
  Lane& lane = chart.lanes.emplace_back();
  lane.id = "north";
  lane.line = {at(1.2, 103.5), at(1.6, 103.5)};
  EXPECT_THAT(words_of(chart), ElementsAre("on_land lane north: its centre line crosses land"));
}

TEST(Conflicts, BuoysOnLandAreNamedAndLightsAreNot) {
  Chart chart = small_chart();
  chart.aids = {aid("light", AidUse::light), aid("buoy", AidUse::buoys)};
  EXPECT_THAT(words_of(chart), ElementsAre("on_land aid buoy: buoys on land by the coast"));
}

TEST(Conflicts, ARadarSiteAtSeaIsNamedUnlessItsDoubtReachesLand) {
  Chart chart = small_chart();
  RadarSite& site = chart.radar_sites.emplace_back();
  site.id = "hill";
  site.position = at(1.4, 103.5);  // 6 nm off the shore
  site.doubt = Distance::nautical_miles(5);
  EXPECT_THAT(words_of(chart),
              ElementsAre("at_sea radar_site hill: at sea by the coast, farther out than its doubt"));
  site.doubt = Distance::nautical_miles(7);
  EXPECT_THAT(words_of(chart), ElementsAre());
}

TEST(Conflicts, ABaseInAnothersWatersIsNamed) {
  Chart chart = small_chart();
  chart.berths.front().position = geo::Position::degrees(0.9, 103.5);
  EXPECT_THAT(words_of(chart), ElementsAre("foreign_waters berth jetty: it is of mys, and lies in idn"));
  chart.berths.front().position = geo::Position::degrees(0.999, 103.5);
  EXPECT_THAT(words_of(chart), ElementsAre()) << "within the band of doubt of the limit";
}

TEST(Conflicts, ABerthInlandIsNamed) {
  Chart chart = small_chart();
  chart.berths.front().position = at(1.52, 103.5);
  EXPECT_THAT(words_of(chart), ElementsAre("on_land berth jetty: its middle lies on land by the coast"));
}

// The point alone, and the point together with its line.
TEST(Conflicts, AMovedTreatyPointIsNamed) {
  Chart chart = small_chart();
  TreatyPoint& point = chart.treaties.points.emplace_back();
  point.id = "A";
  point.position = at(1, 103.5);
  TreatyLine& line = chart.treaties.lines.emplace_back();
  line.id = "border";
  line.line = {at(1, 103), point.position, at(1, 104)};
  EXPECT_THAT(words_of(chart), ElementsAre());
  point.position = at(1.001, 103.5);
  EXPECT_THAT(words_of(chart),
              ElementsAre("off_line treaty_point A: it lies 111 m from the nearest corner of a treaty line",
                          "off_line treaty_point A: it lies 111 m from the nearest edge of a patrol sector"));
  line.line[1] = point.position;
  EXPECT_THAT(
      words_of(chart),
      ElementsAre("off_line treaty_point A: it lies 111 m from the nearest edge of a patrol sector",
                  "off_line treaty_line border: it lies 111 m from the nearest edge of a patrol sector"));
}

TEST(Conflicts, APermitInWatersThatAreNotItsOwnIsNamed) {
  Chart chart = small_chart();
  chart.sectors.front().area = box(103, 0.5, 104, 1.5);
  EXPECT_THAT(
      words_of(chart),
      ElementsAre("permit sector S1: permit_mys is full, and 50 % of it is water not agreed to be that "
                  "nation's"));
}

TEST(Conflicts, ASectorOfNoReportingSectorIsNamed) {
  Chart chart = small_chart();
  chart.sectors.front().straitrep = "9";
  EXPECT_THAT(words_of(chart), ElementsAre()) << "a chart without STRAITREP";
  chart.reporting_sectors.emplace_back().id = "8";
  EXPECT_THAT(words_of(chart), ElementsAre("unknown_reporting sector S1: there is no STRAITREP sector 9"));
}

TEST(Conflicts, TheChartThatComesWithSelatHasNone) {
  const auto chart = load_chart(SELAT_SOURCE_DIR "/geodata");
  ASSERT_TRUE(chart) << chart.error().message();
  EXPECT_THAT(words_of(*chart), ElementsAre());
}

// What a slip of the hand would do to any of the shipped files.
TEST(Conflicts, InTheChartThatComesWithSelatEachMovedBerthOrTreatyPointIsNamed) {
  const auto shipped = load_chart(SELAT_SOURCE_DIR "/geodata");
  ASSERT_TRUE(shipped) << shipped.error().message();
  Chart chart = *shipped;
  for (Berth& berth : chart.berths) {
    berth.position = at(3.5, 102.0);  // in the middle of Malaya
  }
  for (TreatyPoint& point : chart.treaties.points) {
    point.position = at(point.position.latitude_deg() + 0.0005, point.position.longitude_deg() - 0.0005);
  }
  std::set<std::string> named;
  for (const Conflict& conflict : conflicts_of(chart)) {
    named.insert(conflict.layer + ' ' + conflict.feature);
  }
  for (const Berth& berth : chart.berths) {
    EXPECT_TRUE(named.contains("berth " + berth.id)) << berth.id;
  }
  for (const TreatyPoint& point : chart.treaties.points) {
    EXPECT_TRUE(named.contains("treaty_point " + point.id)) << point.id;
  }
}

}  // namespace
}  // namespace selat::chart
