#include "service/context_form.h"

#include <fstream>
#include <functional>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/command_error.h"
#include "service/added_entry.h"
#include "support/temporary_directory.h"

namespace selat::service {
namespace {

using testing::HasSubstr;

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

EntryForm because(const std::string& reason = "seen without lights") {
  EntryForm form;
  form.reason = reason;
  return form;
}

// The one line that a person is told; empty where nothing is wrong.
std::string refusal_of(const std::function<void()>& read) {
  try {
    read();
  } catch (const runtime::CommandError& error) {
    return error.message().in_english();
  }
  return "";
}

TEST(ContextForm, ReadsAVessel) {
  VesselForm vessel;
  vessel.mmsi = "525000001";
  vessel.imo = "9074729";
  vessel.call_sign = "9V1234";
  vessel.name = "OCEAN STAR";
  EntryForm form = because();
  form.owner = "Lt. Rahman";
  form.lasts = "2h";
  const model::ContextEntry entry = vessel_entry(vessel, form, kNoon);
  EXPECT_EQ(std::get<model::WatchEntry>(entry.what),
            (model::WatchEntry{
                .mmsi = 525'000'001, .imo = 9'074'729, .call_sign = "9V1234", .name = "OCEAN STAR"}));
  EXPECT_EQ(entry.reason, "seen without lights");
  EXPECT_EQ(entry.owner, "Lt. Rahman");
  EXPECT_EQ(entry.ends_at, kNoon + Span::hours(2));
}

TEST(ContextForm, LastsTwelveHoursOrUntilATime) {
  VesselForm vessel;
  vessel.mmsi = "002500001";  // a coast station
  EXPECT_EQ(vessel_entry(vessel, because(), kNoon).ends_at, kNoon + Span::hours(12));
  EntryForm form = because();
  form.until = "18:00";
  EXPECT_EQ(vessel_entry(vessel, form, kNoon).ends_at, kNoon + Span::hours(6));
  form.lasts = "2h";
  EXPECT_EQ(refusal_of([&] { static_cast<void>(vessel_entry(vessel, form, kNoon)); }),
            "give --for or --until, not both");
}

TEST(ContextForm, SaysWhatIsWrongWithAVessel) {
  const auto told = [](const std::string& mmsi, const std::string& imo, const EntryForm& form) {
    VesselForm vessel;
    vessel.mmsi = mmsi;
    vessel.imo = imo;
    return refusal_of([&] { static_cast<void>(vessel_entry(vessel, form, kNoon)); });
  };
  EXPECT_EQ(told("525000001", "", because()), "");
  EXPECT_EQ(told("52500000", "", because()), "'52500000' is no MMSI: write its nine digits");
  EXPECT_EQ(told("52500000x", "", because()), "'52500000x' is no MMSI: write its nine digits");
  EXPECT_EQ(told("000000000", "", because()), "'000000000' is no MMSI: write its nine digits");
  EXPECT_EQ(told("", "907472", because()), "'907472' is no IMO number: write its seven digits");
  EXPECT_EQ(told("", "IMO9074729", because()), "");
  EXPECT_THAT(told("", "9074728", because()), HasSubstr("9074728 is no IMO number"));
  EXPECT_EQ(told("", "", because()), "say which vessel: with --mmsi, --imo, --call-sign or --name");
  EXPECT_EQ(told("525000001", "", because(" ")), "say why: --reason TEXT");
}

TEST(ContextForm, APlaceholderNamesNoVessel) {
  for (const VesselForm& vessel : {VesselForm{.mmsi = "123456789"}, VesselForm{.call_sign = "0000000"},
                                   VesselForm{.mmsi = "525000001", .name = "UNKNOWN"}}) {
    EXPECT_THAT(refusal_of([&] { (void)vessel_entry(vessel, because(), kNoon); }),
                HasSubstr("stands for nothing"));
  }
}

TEST(ContextForm, ReadsACircle) {
  ZoneForm form;
  form.circle = "1.25,103.8E,3";
  form.speed_limit_kn = "12.5";
  form.longest_vessel_m = "50";
  form.stay = "dwell";
  const model::ContextEntry entry = zone_entry(form, because("search area"), kNoon);
  const auto& zone = std::get<model::Zone>(entry.what);
  EXPECT_EQ(zone.names.ms, "search area");
  EXPECT_EQ(zone.kind, model::ZoneKind::watch);
  EXPECT_EQ(zone.stay_watch, model::StayWatch::from_dwell);
  EXPECT_EQ(zone.speed_limit, Speed::knots(12.5));
  EXPECT_EQ(zone.longest_vessel, Distance::metres(50));
  EXPECT_TRUE(zone.area.contains(geo::Position::degrees(1.25, 103.84)));
  EXPECT_FALSE(zone.area.contains(geo::Position::degrees(1.25, 103.86)));
}

TEST(ContextForm, ASpeedLimitAloneMeansSpeedingAlone) {
  const auto stay_of = [](const std::string& limit, const std::string& stay) {
    ZoneForm form;
    form.circle = "1.25,103.8E,3";
    form.speed_limit_kn = limit;
    form.stay = stay;
    return std::get<model::Zone>(zone_entry(form, because(), kNoon).what).stay_watch;
  };
  EXPECT_EQ(stay_of("12", ""), model::StayWatch::never);
  EXPECT_EQ(stay_of("12", "entry"), model::StayWatch::from_entry);
  EXPECT_EQ(stay_of("", ""), model::StayWatch::from_entry);
  EXPECT_EQ(stay_of("", "dwell"), model::StayWatch::from_dwell);
}

TEST(ContextForm, ReadsAPolygonAndAFile) {
  ZoneForm form;
  form.polygon = "1.2,103.8  1.3,103.8 1.3,103.9 1.2,103.8";
  form.kind = "anchorage";
  form.name = "Alpha";
  const auto drawn = std::get<model::Zone>(zone_entry(form, because(), kNoon).what);
  ASSERT_EQ(drawn.area.polygons().size(), 1U);
  EXPECT_EQ(drawn.area.polygons()[0].outer().size(), 3U);
  EXPECT_EQ(drawn.kind, model::ZoneKind::anchorage);
  EXPECT_EQ(drawn.names.en, "Alpha");
  form.polygon = "1°12,00′N 103°48,00′E 1 18.0N 103 48.0E N1.3 E103.9";
  const auto of_minutes = std::get<model::Zone>(zone_entry(form, because(), kNoon).what);
  EXPECT_EQ(of_minutes.area.polygons()[0].outer(), drawn.area.polygons()[0].outer());

  const test::TemporaryDirectory directory;
  ZoneForm of_file;
  of_file.file = (directory.path() / "closed.geojson").string();
  std::ofstream(of_file.file)
      << R"({"type":"Polygon","coordinates":[[[103.8,1.2],[103.8,1.3],[103.9,1.3],[103.8,1.2]]]})";
  const auto read = std::get<model::Zone>(zone_entry(of_file, because(), kNoon).what);
  EXPECT_TRUE(read.area.contains(geo::Position::degrees(1.28, 103.82)));
}

TEST(ContextForm, SaysWhatIsWrongWithAZone) {
  const auto told = [](const std::function<void(ZoneForm&)>& change) {
    ZoneForm form;
    form.circle = "1.25,103.8,3";
    change(form);
    return refusal_of([&] { static_cast<void>(zone_entry(form, because(), kNoon)); });
  };
  const auto of_polygon = [&](const std::string& polygon) {
    return told([&](ZoneForm& form) {
      form.circle.clear();
      form.polygon = polygon;
    });
  };
  EXPECT_EQ(told([](ZoneForm&) {}), "");
  EXPECT_EQ(told([](ZoneForm& form) { form.polygon = "1,2 3,4 5,6"; }),
            "say where the zone is: with one of a file, --circle and --polygon");
  EXPECT_THAT(told([](ZoneForm& form) { form.circle = "1.25,103.8"; }), HasSubstr("is no circle"));
  EXPECT_THAT(told([](ZoneForm& form) { form.circle = "91,103.8,3"; }), HasSubstr("91"));
  EXPECT_EQ(told([](ZoneForm& form) { form.circle = "1°15,00′N 103°48,00′E 3"; }), "");
  EXPECT_EQ(told([](ZoneForm& form) { form.circle = "1.25,103.8,x"; }),
            "'x' is no distance in nautical miles, more than 0 and at most 300");
  EXPECT_THAT(told([](ZoneForm& form) { form.circle = "1.25,103.8,0"; }), HasSubstr("'0' is no distance"));
  EXPECT_THAT(told([](ZoneForm& form) { form.circle = "1.25,103.8,nan"; }), HasSubstr("is no distance"));
  EXPECT_THAT(told([](ZoneForm& form) { form.circle = "1.25,103.8,0.0001"; }),
              HasSubstr("the zone covers 0 m², less than 1000"));
  EXPECT_THAT(of_polygon("1.25,103.8 1.2501,103.8 1.2501,103.8001"), HasSubstr("the zone covers 61 m²"));
  const auto of_circle = [&](const std::string& circle) {
    return told([&](ZoneForm& form) { form.circle = circle; });
  };
  EXPECT_THAT(of_circle("0,180,5"),
              HasSubstr("a circle of 5 nm around 0,180 reaches over 180° of longitude"));
  EXPECT_THAT(of_circle("0,-179.99,5"), HasSubstr("over 180°"));
  EXPECT_EQ(of_circle("0,179.9,5"), "");
  EXPECT_THAT(of_circle("89.9,0,0.1"), HasSubstr("the zone at 89.9,0 reaches beyond 85° of latitude"));
  EXPECT_THAT(of_circle("-90,100,5"), HasSubstr("beyond 85° of latitude"));
  EXPECT_EQ(of_circle("0,180.5,5"), "longitude 180.5 lies outside ±180°");
  EXPECT_THAT(of_polygon("1.2,103.8 90,103.8 1.2,103.9"), HasSubstr("beyond 85° of latitude"));
  EXPECT_THAT(of_polygon("1.2,103.8 1.3,103.8"), HasSubstr("at least three corners"));
  EXPECT_THAT(of_polygon("1.2,103.8 1.3 1.3,103.9"), HasSubstr("'1.3 1.3,103.9' is no place"));
  EXPECT_THAT(of_polygon("1.1,103.1 1.2,103.2 1.1,103.2 1.2,103.1"), HasSubstr("crosses itself"));
  EXPECT_EQ(told([](ZoneForm& form) { form.speed_limit_kn = "200"; }),
            "the speed limit must be above 0 and at most 102.2 kn");
  EXPECT_THAT(told([](ZoneForm& form) {
                form.kind = "berth";
                form.speed_limit_kn = "5";
              }),
              HasSubstr("of kind 'watch' only"));
  EXPECT_THAT(told([](ZoneForm& form) {
                form.circle.clear();
                form.file = "/nowhere/area.geojson";
              }),
              HasSubstr("/nowhere/area.geojson"));
}

TEST(ContextForm, AZoneOnLandIsRefusedWhereTheCoastIsKnown) {
  config::Settings settings;
  settings.geodata = SELAT_SOURCE_DIR "/geodata";
  const auto told = [](const std::string& circle, const config::Settings& by) {
    ZoneForm form;
    form.circle = circle;
    return refusal_of([&] { refuse_land(zone_entry(form, because(), kNoon), by); });
  };
  EXPECT_THAT(told("3.0,102.5,3", settings), HasSubstr("the zone lies on land, around 3°0"));
  EXPECT_EQ(told("1.22,103.8,1", settings), "");
  EXPECT_EQ(told("1.30,103.8,4", settings), "") << "half of it is water";
  settings.geodata = "/nowhere";
  EXPECT_EQ(told("3.0,102.5,3", settings), "") << "nothing is known there";
}

TEST(ContextForm, SaysHowLongAVesselMustBeTooFast) {
  ZoneForm form;
  form.circle = "1.25,103.8,3";
  config::Settings settings;
  EXPECT_FALSE(speeding_in(zone_entry(form, because(), kNoon), settings));
  form.speed_limit_kn = "12";
  const auto usual = speeding_in(zone_entry(form, because(), kNoon), settings);
  ASSERT_TRUE(usual);
  EXPECT_EQ(usual->above, Speed::knots(13));
  EXPECT_EQ(usual->kept_for, Span::minutes(3));
  settings.detect.rules["zone"].thresholds = {{"speed_s", 60.0}};
  EXPECT_EQ(speeding_in(zone_entry(form, because(), kNoon), settings)->kept_for, Span::minutes(1));
}

TEST(ContextForm, EndsWhatTheListShows) {
  const model::EndContextEntry end = end_of_entry("W12", 'W', "found");
  EXPECT_EQ(end.id.view(), "W12");
  EXPECT_EQ(end.reason, "found");
  EXPECT_THAT(refusal_of([] { static_cast<void>(end_of_entry("Z3", 'W', "found")); }), HasSubstr("W3"));
  EXPECT_THAT(refusal_of([] { static_cast<void>(end_of_entry("", 'Z', "found")); }), HasSubstr("Z3"));
  EXPECT_EQ(refusal_of([] { static_cast<void>(end_of_entry("W12", 'W', "")); }), "say why: --reason TEXT");
}

TEST(ContextForm, ReadsALogEntry) {
  const model::WriteLog entry = log_entry("called on 16, no answer", "1.25N,103.8", "525000001").entry;
  EXPECT_EQ(entry.text, "called on 16, no answer");
  EXPECT_EQ(entry.place, geo::Position::degrees(1.25, 103.8));
  EXPECT_EQ(entry.vessel, model::Mmsi(525'000'001));
  EXPECT_EQ(log_entry("x", "", "").entry.place, std::nullopt);
  const TypedLogEntry before_text = log_entry("N1 15 E103 48.0 two boats", "", "");
  EXPECT_EQ(before_text.entry.place, entry.place);
  EXPECT_EQ(before_text.entry.text, "two boats");
  EXPECT_EQ(log_entry("1,2 boats", "", "").not_read, "1,2");
  EXPECT_EQ(refusal_of([] { (void)log_entry("[95,200] drifting", "", ""); }),
            "latitude 95 lies outside ±90°; latitude comes first");
  EXPECT_EQ(refusal_of([] { static_cast<void>(log_entry(" ", "", "")); }), "write what happened, in quotes");
  EXPECT_THAT(refusal_of([] { static_cast<void>(log_entry("x", "1.25", "")); }), HasSubstr("is no place"));
  EXPECT_THAT(refusal_of([] { static_cast<void>(log_entry(std::string(2'001, 'x'), "", "")); }),
              HasSubstr("longer than 2000 bytes"));
}

}  // namespace
}  // namespace selat::service
