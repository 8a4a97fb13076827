#include "service/vessel_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace selat::service {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr Instant kNow = Instant::unix_seconds(1'768'226'639);

model::Track track_of(std::uint32_t mmsi, std::string_view name, double latitude_deg) {
  model::Track track;
  track.id = mmsi;
  track.state = model::TrackState::confirmed;
  track.vessel.mmsi = model::Mmsi(mmsi);
  if (!name.empty()) {
    track.vessel.name = name;
  }
  track.position = geo::Position::degrees(latitude_deg, 103.5);
  track.last_at = kNow - Span::minutes(3);
  return track;
}

std::vector<std::uint32_t> found_by(VesselQuery query) {
  VesselSearch search(std::move(query));
  search.add(track_of(533'000'001, "", 1.30));
  search.add(track_of(525'000'002, "MV SATU", 1.20));
  search.add(track_of(525'000'003, "Ever Given", 1.25));
  search.add(track_of(525'000'004, "SATUN STAR", 2.00));
  std::vector<std::uint32_t> mmsis;
  for (const FoundVessel& vessel : search.found()) {
    mmsis.push_back(vessel.track.vessel.mmsi.number());
  }
  return mmsis;
}

TEST(VesselSearch, FindsByPartOfTheNameInAnyCase) {
  EXPECT_THAT(found_by({.names = {"satu"}, .mmsis = {}, .near = {}, .is_silent_on_ais = false}),
              ElementsAre(525'000'002, 525'000'004));
  EXPECT_THAT(found_by({.names = {"GIVEN", "star"}, .mmsis = {}, .near = {}, .is_silent_on_ais = false}),
              ElementsAre(525'000'003, 525'000'004));
}

TEST(VesselSearch, ListsAllByNameAndThoseWithoutOneLast) {
  EXPECT_THAT(found_by({}), ElementsAre(525'000'003, 525'000'002, 525'000'004, 533'000'001));
}

TEST(VesselSearch, MeetsEachCondition) {
  EXPECT_THAT(
      found_by({.names = {"satu"}, .mmsis = {model::Mmsi(525'000'004)}, .near = {}, .is_silent_on_ais = false}),
      ElementsAre(525'000'004));
}

TEST(VesselSearch, ListsTheNearestFirst) {
  const VesselQuery::Near near{geo::Position::degrees(1.29, 103.5), Distance::nautical_miles(4)};
  EXPECT_THAT(found_by({.names = {}, .mmsis = {}, .near = near, .is_silent_on_ais = false}),
              ElementsAre(533'000'001, 525'000'003));
}

TEST(VesselSearch, SaysWhatIsNotKnownAndLetsNoNameMoveTheCursor) {
  VesselSearch search({});
  search.add(track_of(5'000'002, "\x1b[2JSATU", 1.20));
  model::Track lost = track_of(525'000'003, "", 1.25);
  lost.state = model::TrackState::lost;
  lost.cog = Bearing::degrees(7);
  lost.sog = Speed::knots(12.34);
  search.add(lost);
  EXPECT_EQ(vessels_as_text(search.found(), Language::en, kNow),
            "name                   MMSI       position                course      speed  heard\n"
            "\\x1b[2JSATU            005000002  1°12.00′N 103°30.00′E        –          –  3 min ago\n"
            "–                      525000003  1°15.00′N 103°30.00′E     007°    12.3 kn  3 min ago, lost\n"
            "vessels: 2\n");
}

TEST(VesselSearch, WritesDistancesWholeInEveryLanguage) {
  VesselSearch search(
      {.names = {},
       .mmsis = {},
       .near = VesselQuery::Near{geo::Position::degrees(1.45, 103.5), Distance::nautical_miles(20)},
       .is_silent_on_ais = false});
  search.add(track_of(525'000'003, "SATU", 1.25));
  EXPECT_THAT(vessels_as_text(search.found(), Language::en, kNow), testing::HasSubstr("  11.9 nm  "));
  EXPECT_THAT(vessels_as_text(search.found(), Language::id, kNow), testing::HasSubstr(" 11,9 mil laut  "));
  EXPECT_THAT(vessels_as_text(search.found(), Language::ms, kNow),
              testing::HasSubstr(" 11.9 batu nautika  "));
}

model::Track boat_without_ais() {
  model::Track boat = track_of(0, "", 1.26);
  boat.id = model::track_id_of_contact(20'465, 0x1234'5678'9ABC'DEF0);
  boat.seen_by = {{model::SensorKind::radar, "changi", {}, kNow - Span::minutes(9), boat.last_at}};
  boat.sigma = Distance::metres(41);
  return boat;
}

TEST(VesselSearch, TellsAVesselWithoutAisApartByWords) {
  VesselSearch search({.names = {}, .mmsis = {}, .near = {}, .is_silent_on_ais = true});
  search.add(track_of(525'000'003, "SATU", 1.25));
  search.add(boat_without_ais());
  ASSERT_EQ(search.found().size(), 1U);
  const std::string text = vessels_as_text(search.found(), Language::en, kNow);
  EXPECT_THAT(text, HasSubstr(" (no AIS)"));
  EXPECT_THAT(text, HasSubstr("3 min ago, radar changi\n"));
  const auto json = nlohmann::json::parse(vessels_as_json(search.found(), kNow))["vessels"][0];
  EXPECT_EQ(json["mmsi"], nullptr);
  EXPECT_THAT(text, HasSubstr(json["mark"].get<std::string>()));
  EXPECT_EQ(json["seen_by"][0]["kind"], "radar");
  EXPECT_EQ(json["seen_by"][0]["mmsi"], nullptr);
  EXPECT_EQ(json["sigma_m"], 41.0);
}

TEST(VesselSearch, SaysUntilWhenAisWasHeard) {
  model::Track track = track_of(525'000'003, "SATU", 1.25);
  const auto ais_until = track.last_at - Span::minutes(20);
  track.seen_by = {{model::SensorKind::ais, "", track.vessel.mmsi, ais_until - Span::minutes(5), ais_until},
                   {model::SensorKind::radar, "changi", {}, ais_until, track.last_at}};
  VesselSearch search({});
  search.add(track);
  EXPECT_THAT(vessels_as_text(search.found(), Language::en, kNow),
              HasSubstr(", radar changi, AIS until 13:40:59 UTC\n"));
}

TEST(VesselSearch, WritesTheFlagOfTheMmsi) {
  VesselSearch search({});
  search.add(track_of(525'000'003, "SATU", 1.25));
  EXPECT_EQ(nlohmann::json::parse(vessels_as_json(search.found(), kNow))["vessels"][0]["flag"], "ID");
}

TEST(VesselSearch, WritesJsonAndGeoJson) {
  VesselSearch search({});
  search.add(track_of(5'000'002, "S\xff", 1.25));
  const auto json = nlohmann::json::parse(vessels_as_json(search.found(), kNow));
  EXPECT_EQ(json["vessels"][0]["mmsi"], 5'000'002);
  EXPECT_EQ(json["vessels"][0]["track"], "5000002");
  EXPECT_EQ(json["vessels"][0]["flag"], nullptr);
  EXPECT_EQ(json["vessels"][0]["speed_kn"], nullptr);
  EXPECT_EQ(json["vessels"][0]["age_s"], 180.0);
  EXPECT_EQ(json["vessels"][0]["place"]["latitude_deg"], 1.25);
  const auto geojson = nlohmann::json::parse(vessels_as_geojson(search.found(), kNow));
  EXPECT_EQ(geojson["type"], "FeatureCollection");
  EXPECT_EQ(geojson["features"][0]["type"], "Feature");
  EXPECT_EQ(geojson["features"][0]["geometry"]["type"], "Point");
  EXPECT_EQ(geojson["features"][0]["geometry"]["coordinates"], nlohmann::json::array({103.5, 1.25}))
      << "longitude first";
  EXPECT_EQ(geojson["features"][0]["properties"]["mmsi"], 5'000'002);
  EXPECT_EQ(nlohmann::json::parse(vessels_as_geojson({}, kNow))["features"], nlohmann::json::array());
}

}  // namespace
}  // namespace selat::service
