#include "terminal/operational_picture_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../cop/pictures.h"

namespace selat::terminal {
namespace {

using namespace test;

TEST(Json, HoldsEverythingAndIsValidWhateverTheTextIs) {
  cop::OperationalPicture picture = full_picture();
  model::Alert alert = zone_entry(99);
  alert.anomaly.subject = "\xff\xfe";
  picture.apply(alert, kNow);
  const auto json = nlohmann::json::parse(as_json(picture, Language::en, kBothNow));
  EXPECT_EQ(json["processes"].size(), 5U);
  EXPECT_EQ(json["feeds"][0]["state"], "receiving");
  EXPECT_EQ(json["feeds"][0]["problems"]["wrong_checksum"], 2);
  EXPECT_EQ(json["alerts"].size(), 41U);
  EXPECT_EQ(json["open_alerts_by_state"]["raised"], 41);
  EXPECT_EQ(json["open_alerts_by_state"]["returned_unacknowledged"], 0);
  EXPECT_EQ(json["alerts_by_rule"]["distress"], 20);
  EXPECT_EQ(json["sectors"].size(), 20U);
  EXPECT_EQ(json["sectors"][0]["holder"], "batam");
  EXPECT_EQ(json["sectors"][4]["holder"], nullptr);
  EXPECT_EQ(json["accounting"]["sentences"], 1'000);
  EXPECT_EQ(json["accounting"]["is_every_sentence_accounted_for"], true);
  EXPECT_EQ(json["missing"], nlohmann::json::array());
}

TEST(Json, NamesWhatIsSilentOnAis) {
  cop::OperationalPicture picture;
  picture.apply(seen_by_radar(model::track_id_of_contact(20'465, 77), kNow));
  picture.note_complete(cop::Part::tracks, kSteadyNow);
  const auto tracks = nlohmann::json::parse(as_json(picture, Language::en, kBothNow))["tracks"];
  ASSERT_EQ(tracks["silent_on_ais"].size(), 1U);
  const auto& boat = tracks["silent_on_ais"][0];
  EXPECT_EQ(boat["mmsi"], nullptr);
  EXPECT_EQ(boat["mark"].get<std::string>().size(), 5U);
  EXPECT_EQ(boat["seen_by"][0]["sensor"], "changi");
  EXPECT_TRUE(boat["place"].contains("latitude_deg"));
}

// Whoever signals process 0 signals himself.
TEST(Json, AProcessThatWaitsToBeStartedHasNoPid) {
  cop::OperationalPicture picture;
  picture.apply(health_of("detect"), kBothNow);
  picture.apply(health_of("coordinate"), kBothNow);
  model::ProcessHealth up = health_of("up");
  up.children = {{.name = "detect", .pid = 77, .restarts = 1}, {.name = "coordinate", .restarts = 2}};
  picture.apply(up, kBothNow);
  const auto json = nlohmann::json::parse(as_json(picture, Language::en, kBothNow));
  nlohmann::json by_name;
  for (const auto& process : json["processes"]) {
    by_name[process["name"].get<std::string>()] = process;
  }
  EXPECT_EQ(by_name["detect"]["pid"], 77);
  EXPECT_EQ(by_name["coordinate"]["restarts"], 2);
  EXPECT_FALSE(by_name["coordinate"].contains("pid"));
}

TEST(Json, SaysOfAnAlertWhereItIsAndWhoWasTold) {
  cop::OperationalPicture picture;
  model::Alert alert = distress(0xffff'ffff'ffff'ffffU);
  alert.number = 12;
  alert.is_stored = false;
  alert.fixes = {{.mmsi = model::Mmsi(970123456),
                  .position = geo::Position::degrees(1.25, 103.5),
                  .sog = Speed::knots(12),
                  .cog = Bearing::degrees(87),
                  .observed_at = kNow}};
  alert.acknowledged = {.at = kNow, .by = "lumut", .severity = model::Severity::warning};
  alert.comments = {{.at = kNow, .by = "watch", .text = "called on 16"}};
  alert.recipients = {{.control_point = "lumut",
                       .due = model::DueReason::nearest,
                       .due_since = kNow,
                       .told = model::Telling{.sector = "S07", .stored_at = kNow, .seen_at = kNow}}};
  alert.nearest = {.control_point = "lumut",
                   .asset = "KD-1",
                   .name = "Perdana",
                   .is_heard = true,
                   .observed_at = kNow,
                   .bearing = Bearing::degrees(45),
                   .range = Distance::nautical_miles(5),
                   .travel_time = Span::minutes(12)};
  alert.nearest_of_all = alert.nearest;
  alert.nearest_of_all->control_point = "changi";
  alert.nearest_of_all->without_permit = model::Nation::sgp;
  picture.apply(alert, kNow);
  const auto json = nlohmann::json::parse(as_json(picture, Language::en, kBothNow))["alerts"][0];
  EXPECT_EQ(json["nearest_craft"], nlohmann::json({{"control_point", "lumut"},
                                                   {"asset", "KD-1"},
                                                   {"name", "Perdana"},
                                                   {"position_from", "ais"},
                                                   {"observed_at", "2026-01-12T14:03:59Z"},
                                                   {"bearing_deg", 45.0},
                                                   {"range_nm", 5.0},
                                                   {"travel_time_s", 720},
                                                   {"without_permit", nullptr}}));
  EXPECT_EQ(json["nearest_craft_of_all"]["without_permit"], "sgp");
  EXPECT_EQ(json["nearest_craft_of_all"]["control_point"], "changi");
  EXPECT_EQ(json["id"], "18446744073709551615") << "no program may round it";
  EXPECT_EQ(json["number"], 12);
  EXPECT_EQ(json["is_stored"], false);
  EXPECT_EQ(json["place"]["latitude_deg"], 1.25);
  EXPECT_EQ(json["place_at"], "2026-01-12T14:03:59Z");
  EXPECT_NEAR(json["course_deg"].get<double>(), 87, 1e-9);
  EXPECT_NEAR(json["speed_kn"].get<double>(), 12, 1e-9);
  EXPECT_EQ(json["fixes"][0]["mmsi"], 970123456);
  EXPECT_EQ(json["acknowledged"]["by"], "lumut");
  EXPECT_EQ(json["acknowledged"]["severity"], "warning");
  EXPECT_EQ(json["comments"][0]["text"], "called on 16");
  EXPECT_EQ(json["recipients"][0]["due"], "nearest");
  EXPECT_EQ(json["recipients"][0]["told"]["seen_at"], "2026-01-12T14:03:59Z");
  EXPECT_TRUE(json["recipients"][0]["told"]["not_seen"].is_null());
}

TEST(Json, SaysHowOldEachPartIs) {
  cop::OperationalPicture picture = full_picture();
  const Now later{kSteadyNow + Span::seconds(12), kNow + Span::seconds(12)};
  const auto json = nlohmann::json::parse(as_json(picture, Language::en, later));
  for (const std::string_view part : enum_names<cop::Part>) {
    EXPECT_EQ(json["parts"][std::string(part)]["heard_s_ago"], 12.0) << part;
    EXPECT_EQ(json["parts"][std::string(part)]["is_stale"], true) << part;
  }
  EXPECT_EQ(json["tracks"]["is_stale"], true);
  EXPECT_EQ(json["processes"][0]["is_stale"], true);
  const auto nothing = nlohmann::json::parse(as_json(cop::OperationalPicture(), Language::en, later));
  EXPECT_EQ(nothing["parts"]["sectors"]["heard_s_ago"], nullptr);
  EXPECT_EQ(nothing["parts"]["sectors"]["is_stale"], true);
}

TEST(Json, NamesWhoIsLeftOutOfASectorAndTheLog) {
  cop::OperationalPicture picture;
  model::SectorTable table = table_of({sector("S07", model::SectorState::unowned, "")});
  table.rows.front().exclusions.push_back({.sector = "S07",
                                           .control_point = "lumut",
                                           .until = kNow,
                                           .code = model::DeclineCode::weather,
                                           .remark = "3 m waves"});
  picture.apply(table, kNow);
  picture.apply(log_entry(3, model::LogKind::patrol_report, "forty people sighted"));
  const auto json = nlohmann::json::parse(as_json(picture, Language::en, kBothNow));
  EXPECT_EQ(json["sectors"][0]["exclusions"][0]["code"], "weather");
  EXPECT_EQ(json["sectors"][0]["epoch"], "7");
  EXPECT_EQ(json["control_points"][0]["is_standby"], false);
  EXPECT_EQ(json["log"][0]["kind"], "patrol_report");
  EXPECT_EQ(json["log"][0]["text"], "forty people sighted");
}

}  // namespace
}  // namespace selat::terminal
