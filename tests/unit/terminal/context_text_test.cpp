#include "terminal/context_text.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace selat::terminal {
namespace {

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

model::ContextTable table() {
  model::ContextEntry vessel;
  vessel.id = "W3";
  vessel.what =
      model::WatchEntry{.label = "W3 x", .mmsi = 2'500'001, .call_sign = "9V1", .name = "OCEAN\x1b[2J"};
  vessel.reason = "seen without lights";
  vessel.owner = "Lt. Rahman";
  vessel.added_by = "watch";
  vessel.from = kNoon;
  vessel.ends_at = kNoon + Span::hours(2);
  model::Zone zone;
  zone.id = "Z1";
  zone.names = {"Search", "Pencarian", "Carian"};
  zone.area = geo::Area({geo::Polygon({geo::Position::degrees(1, 103), geo::Position::degrees(1, 103.1),
                                       geo::Position::degrees(1.1, 103.1)})});
  zone.speed_limit = Speed::knots(12);
  zone.longest_vessel = Distance::metres(50);
  model::ContextEntry drawn = vessel;
  drawn.id = "Z1";
  drawn.what = zone;
  drawn.owner.clear();
  return {{vessel, drawn}};
}

TEST(ContextText, SaysWhatIsInForceWhyAndForHowLong) {
  EXPECT_EQ(
      context_as_text(table(), Language::en, kNoon),
      "W3  OCEAN\\x1b[2J, MMSI 002500001, call sign 9V1, until 2026-01-01T14:00:00Z (2 h 0 min left)\n"
      "    seen without lights (Lt. Rahman; added by the watch at 2026-01-01T12:00:00Z)\n"
      "Z1  Search, Watch zone, 1°02.00′N 103°04.00′E, 61.5 km², at most 12.0 kn, vessels up to 50 m, until "
      "2026-01-01T14:00:00Z (2 h 0 min left)\n"
      "    seen without lights (the watch; added by the watch at 2026-01-01T12:00:00Z)\n");
  EXPECT_NE(context_as_text(table(), Language::id, kNoon).find("Pencarian"), std::string::npos);
}

TEST(ContextText, AsJsonHasZonesAsGeometry) {
  const auto json = nlohmann::json::parse(context_as_json(table(), kNoon));
  ASSERT_EQ(json.size(), 2U);
  EXPECT_EQ(json[0]["id"], "W3");
  EXPECT_EQ(json[0]["left_s"], 7'200);
  EXPECT_EQ(json[0]["vessel"]["mmsi"], 2'500'001);
  EXPECT_TRUE(json[0]["vessel"]["imo"].is_null());
  EXPECT_EQ(json[1]["zone"]["kind"], "watch");
  EXPECT_EQ(json[1]["zone"]["speed_limit_kn"], 12.0);
  const auto& ring = json[1]["zone"]["geometry"]["coordinates"][0][0];
  ASSERT_EQ(ring.size(), 4U);
  EXPECT_EQ(ring[0], ring[3]);
  EXPECT_EQ(ring[0], nlohmann::json({103.0, 1.0}));
}

}  // namespace
}  // namespace selat::terminal
