// `selat chart at`: what lies at a place, on the geodata that comes with Selat.

#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../test_name.h"
#include "chart_program.h"
#include "runtime/exit_status.h"

namespace selat::app {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

json place_at(const std::string& latitude, const std::string& longitude) {
  const Told told = on_chart({"at", latitude, longitude, "--json"});
  EXPECT_EQ(told.status, runtime::kSuccess) << told.err;
  return json::parse(told.out);
}

std::vector<std::string> of_each(const json& list, const char* field) {
  std::vector<std::string> values;
  for (const json& each : list) {
    values.push_back(each[field].get<std::string>());
  }
  return values;
}

TEST(ChartAt, TellsEverythingOfAPlaceInALane) {
  const Told told = on_chart({"at", "1.2382", "103.9925", "--json"});
  ASSERT_EQ(told.status, runtime::kSuccess) << told.err;
  const json place = json::parse(told.out);
  EXPECT_FALSE(place["is_land"]);
  EXPECT_EQ(place["waters_of"], json::array({"idn"}));
  EXPECT_EQ(place["sector"]["id"], "S09");
  EXPECT_EQ(place["straitrep"][0]["authority"], "Singapore VTIS");
  EXPECT_EQ(place["sector"]["permits"]["idn"], "full");
  EXPECT_EQ(place["control_point"]["id"], "batam");
  EXPECT_NEAR(place["control_point"]["over_water_nm"].get<double>(), 4.5, 0.5);
  ASSERT_FALSE(place["lanes"].empty());
  EXPECT_EQ(place["lanes"][0]["direction"], "eastbound");
  EXPECT_LT(place["lanes"][0]["from_centre_nm"].get<double>(), 0.1);
  EXPECT_NEAR(place["lanes"][0]["course_deg"].get<double>(), 76, 8);
}

// South of the treaty line by 159 m, where the line is known to 300 m.
TEST(ChartAt, SaysWhoseWatersAndHowSureThatIs) {
  const json place = place_at("1.19", "103.85");
  EXPECT_EQ(place["waters_of"], json::array({"idn"}));
  EXPECT_EQ(place["waters"]["status"], "agreed");
  EXPECT_EQ(place["waters"]["uncertainty_m"], 300);
  ASSERT_EQ(place["perhaps_waters"].size(), 1U);
  EXPECT_EQ(place["perhaps_waters"][0]["claims"], json::array({"sgp"}));
  EXPECT_NEAR(place["perhaps_waters"][0]["to_limit_m"].get<double>(), 159, 5);
  EXPECT_EQ(of_each(place["territorial_seas"], "id"), std::vector<std::string>{"territorial-sea-indonesia"});
  EXPECT_EQ(of_each(place["international_straits"], "id"), std::vector<std::string>{"strait-singapore"});
  EXPECT_THAT(on_chart({"at", "1.19", "103.85", "--lang", "en"}).out,
              HasSubstr("perhaps Singapore: the limit is 159 m away, known to 300 m"));
  // Half a mile further south nobody doubts it.
  EXPECT_TRUE(place_at("1.18", "103.85")["perhaps_waters"].empty());
}

// A sector reaches over land, where nobody patrols.
TEST(ChartAt, TellsWhatEachMayDoOnWaterOnly) {
  EXPECT_TRUE(place_at("2.30", "102.40")["is_land"]);
  EXPECT_EQ(place_at("2.30", "102.40")["sector"]["id"], "S15");
  EXPECT_TRUE(place_at("2.30", "102.40")["sector"]["permits"].is_null());
  EXPECT_THAT(on_chart({"at", "2.30", "102.40", "--lang", "en"}).out, Not(HasSubstr("What each may do")));
  EXPECT_THAT(on_chart({"at", "2.10", "102.20", "--lang", "en"}).out, HasSubstr("What each may do"));
}

// Of the waters by Langkawi Thailand is told where it has a claim, and nowhere else.
TEST(ChartAt, NamesThailandWhereItMayHaveAClaim) {
  const json channel = place_at("6.515", "99.82");
  EXPECT_EQ(channel["waters_of"], json::array({"mys", "tha"}));
  EXPECT_EQ(channel["sector"]["permits"]["tha"], "notify_only");
  EXPECT_EQ(channel["sector"]["permits"]["mys"], "notify_only");
  EXPECT_THAT(channel["waters"]["law"].get<std::string>(), HasSubstr("protocol of 10 March 1909"));
  const json penang = place_at("5.5", "99.9");
  EXPECT_EQ(penang["waters_of"], json::array({"mys"}));
  EXPECT_EQ(penang["sector"]["permits"]["tha"], "transit_only");
  EXPECT_EQ(place_at("4.6", "98.5")["sector"]["permits"]["tha"], "transit_only");
}

TEST(ChartAt, NamesEveryClaimant) {
  const json disputed = place_at("1.34", "104.41");
  EXPECT_EQ(disputed["waters_of"], json::array({"idn", "mys", "sgp"}));
  EXPECT_EQ(disputed["waters"]["status"], "undelimited");
  EXPECT_THAT(disputed["waters"]["law"].get<std::string>(), HasSubstr("Branca/Batu Puteh is Singapore"));
  EXPECT_THAT(on_chart({"at", "1.34", "104.41", "--lang", "ms"}).out, HasSubstr("milik Singapura"));
  const json undelimited = place_at("4.9", "98.95");
  EXPECT_EQ(undelimited["waters_of"], json::array({"idn", "mys"}));
  EXPECT_EQ(undelimited["waters"]["status"], "undelimited");
  EXPECT_THAT(on_chart({"at", "4.9", "98.95", "--lang", "en"}).out,
              HasSubstr("Indonesia, Malaysia (boundary not drawn, approximate)"));
}

TEST(ChartAt, TellsTheSectorsItReportsTo) {
  const json place = place_at("2.47", "101.60");
  EXPECT_EQ(place["sector"]["id"], "S14");
  ASSERT_EQ(place["straitrep"].size(), 1U);
  EXPECT_EQ(place["straitrep"][0]["id"], "2");
  EXPECT_EQ(place["straitrep"][0]["authority"], "Klang VTS");
  EXPECT_EQ(place["straitrep"][0]["basis"], "approximate");
  EXPECT_EQ(place["straitrep"][0]["vhf"]["channel"], 88);
  EXPECT_EQ(place["straitrep"][0]["vhf"]["basis"], "published");
  EXPECT_THAT(place["straitrep"][0]["vhf"]["source"].get<std::string>(), HasSubstr("Circular 65 of 1998"));
  const std::string text = on_chart({"at", "1.25", "103.6", "--lang", "en"}).out;
  EXPECT_THAT(text, ::testing::ContainsRegex("STRAITREP sector +7, Singapore VTIS"));
  EXPECT_THAT(text, ::testing::ContainsRegex("VHF channel +73 [(]published[)]"));
}

TEST(ChartAt, NamesTheNearestRadarSite) {
  const json radar = place_at("2.70", "101.42")["radar_site"];
  EXPECT_EQ(radar["id"], "bukit-jugra");
  EXPECT_EQ(radar["nation"], "mys");
  EXPECT_NEAR(radar["distance_nm"].get<double>(), 8.2, 0.1);
  EXPECT_EQ(radar["doubt_m"], 2000);
  EXPECT_EQ(radar["valid_from"], "1998-10-20");
  EXPECT_THAT(radar["source"].get<std::string>(), HasSubstr("Bukit Jugra"));
  EXPECT_THAT(on_chart({"at", "2.70", "101.42", "--lang", "en"}).out,
              ::testing::ContainsRegex("Nearest radar site +Bukit Jugra radar, [0-9.]+ nm away in [0-9]+°, "
                                       "placed to within 1.1 nm [(]approximate[)]"));
}

struct InRouteing {
  const char* latitude;
  const char* longitude;
  const char* kind;
  double course_deg;  // below 0: none
};

class Routeing : public ::testing::TestWithParam<InRouteing> {};

TEST_P(Routeing, IsToldWithItsDirection) {
  const json place = place_at(GetParam().latitude, GetParam().longitude);
  const auto kinds = of_each(place["routeing"], "kind");
  const auto found = std::ranges::find(kinds, GetParam().kind);
  ASSERT_NE(found, kinds.end()) << place["routeing"].dump(1);
  const json& measure = place["routeing"][static_cast<std::size_t>(found - kinds.begin())];
  EXPECT_EQ(measure["basis"], "approximate");
  EXPECT_EQ(measure.contains("course_deg"), GetParam().course_deg >= 0);
  if (GetParam().course_deg >= 0) {
    EXPECT_NEAR(measure["course_deg"].get<double>(), GetParam().course_deg, 8);
  }
}

INSTANTIATE_TEST_SUITE_P(Chart, Routeing,
                         ::testing::Values(InRouteing{"2.49", "101.594", "lane", 309},
                                           InRouteing{"1.0930", "103.7090", "lane", 55},
                                           InRouteing{"1.19", "103.85", "separation_zone", -1},
                                           InRouteing{"1.2382", "103.9925", "precautionary_area", -1},
                                           InRouteing{"1.1", "103.72", "deep_water_route", 55},
                                           InRouteing{"2.2", "102.05", "inshore_zone", -1},
                                           InRouteing{"1.2006", "103.8565", "speed_limit", 245},
                                           InRouteing{"1.7754", "102.632", "lane", 297}),
                         [](const auto& place) {
                           return test::test_name(
                               {place.param.kind, place.param.latitude, place.param.longitude});
                         });

TEST(ChartAt, TellsTheTwelveKnotsAndWhoseTheyAre) {
  const std::string told = on_chart({"at", "1.2006", "103.8565", "--lang", "en"}).out;
  EXPECT_THAT(told, HasSubstr("at most 12.0 kn over ground, for 15 m of draught and more (approximate)"));
}

TEST(ChartAt, TellsWhatLiesNear) {
  const json place = place_at("1.10", "103.72");
  EXPECT_EQ(of_each(place["seabed"], "kind"), std::vector<std::string>{"pipeline"});
  ASSERT_EQ(place["aids"].size(), 2U);
  EXPECT_EQ(place["aids"][0]["id"], "takong-kechil");
  EXPECT_EQ(place["aids"][0]["basis"], "recalled");
  const json near_singapore = place_at("1.2382", "103.9925");
  std::map<std::string, json> by_kind;
  for (const json& zone : near_singapore["zones"]) {
    by_kind[zone["kind"]] = zone;
  }
  EXPECT_EQ(by_kind["anchorage"]["id"], "anchorage-singapore-eastern");
  EXPECT_NEAR(by_kind["anchorage"]["distance_nm"].get<double>(), 2.2, 0.2);
  EXPECT_FALSE(by_kind["anchorage"]["is_here"]);
  EXPECT_EQ(by_kind["pilot_boarding"]["id"], "pilot-singapore-eastern-c");
  EXPECT_EQ(by_kind["berth"]["id"], "berth-batu-ampar");
  EXPECT_EQ(by_kind["watch"]["corridor"], "C5") << "a landing stretch 8.7 nm away";
}

TEST(ChartAt, TellsTheLandingStretchItLiesIn) {
  const json place = place_at("1.40", "103.40");
  ASSERT_FALSE(place["zones"].empty());
  EXPECT_EQ(place["zones"][0]["corridor"], "C4");
  EXPECT_TRUE(place["zones"][0]["is_here"]);
  EXPECT_TRUE(place["zones"][0]["bearing_deg"].is_null());
  EXPECT_THAT(on_chart({"at", "1.40", "103.40", "--lang", "id"}).out,
              HasSubstr("Pantai pendaratan Pontian–Tanjung Piai (C4) (perkiraan)"));
}

// By water, not as the crow flies: Lumut is 115 nm away over land, Batam nearer over water only for the east.
TEST(ChartAt, RanksTheControlPointsByWater) {
  const json place = place_at("2.47", "101.60");
  ASSERT_EQ(place["control_points"].size(), 4U);
  EXPECT_EQ(place["control_point"]["id"], "lumut");
  double before = 0;
  for (const json& point : place["control_points"]) {
    EXPECT_GE(point["over_water_nm"].get<double>(), before);
    before = point["over_water_nm"];
  }
  const json selat_johor = place_at("1.435", "103.66");
  EXPECT_EQ(selat_johor["control_point"]["id"], "batam") << "the causeway shuts the way to Changi";
}

TEST(ChartAt, SpeaksThreeLanguages) {
  const auto say = [](const char* language) {
    return on_chart({"at", "1.2382N", "103.9925E", "--lang", language}).out;
  };
  EXPECT_THAT(say("en"), HasSubstr("1°14.292'N 103°59.550'E, at sea"));
  EXPECT_THAT(say("en"), HasSubstr("Not for navigation"));
  EXPECT_THAT(say("id"), HasSubstr("di laut"));
  EXPECT_THAT(say("ms"), HasSubstr("Pusat kawalan terdekat"));
}

TEST(ChartAt, KnowsLand) {
  const Told told = on_chart({"at", "3.14", "101.69", "--json"});
  ASSERT_EQ(told.status, runtime::kSuccess) << told.err;
  const json place = json::parse(told.out);
  EXPECT_TRUE(place["is_land"]);
  EXPECT_TRUE(place["waters_of"].empty());
  EXPECT_TRUE(place["control_point"].is_null());
  EXPECT_GT(place["shore"]["distance_nm"].get<double>(), 10);
}

}  // namespace
}  // namespace selat::app
