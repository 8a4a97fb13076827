#include "coordinate/context_register.h"

#include <cmath>
#include <functional>
#include <string>

#include <gtest/gtest.h>

namespace selat::coordinate {
namespace {

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);
const model::ControlPointId kWatch = "watch";

model::ContextEntry vessel(std::uint32_t mmsi, Span lasts = Span::hours(12)) {
  model::ContextEntry entry;
  entry.what = model::WatchEntry{.mmsi = mmsi};
  entry.reason = "seen without lights";
  entry.owner = "Lt. Rahman";
  entry.ends_at = kNoon + lasts;
  return entry;
}

model::ContextEntry zone(double latitude_deg, int corners = 24) {
  model::ContextEntry entry = vessel(0);
  model::Zone zone;
  zone.names.en = "Search area";
  zone.area = geo::Area(
      {geo::circle(geo::Position::degrees(latitude_deg, 101), Distance::nautical_miles(3), corners)});
  zone.basis = model::Basis::published;
  entry.what = zone;
  return entry;
}

TEST(ContextRegister, GivesAnIdThatEveryReaderSees) {
  ContextRegister context;
  const auto added = context.add(vessel(525'000'001), kWatch, kNoon);
  ASSERT_TRUE(added.has_value());
  EXPECT_EQ(added->id.view(), "W1");
  EXPECT_EQ(added->added_by, kWatch);
  EXPECT_EQ(added->from, kNoon);
  EXPECT_EQ(std::get<model::WatchEntry>(added->what).label, "W1 seen without lights");

  const auto drawn = context.add(zone(2), "lumut", kNoon);
  ASSERT_TRUE(drawn.has_value());
  EXPECT_EQ(drawn->id.view(), "Z1");
  EXPECT_EQ(std::get<model::Zone>(drawn->what).id.view(), "Z1 Search area");
  EXPECT_EQ(std::get<model::Zone>(drawn->what).basis, model::Basis::approximate);
  EXPECT_EQ(context.table().entries, (std::vector{*added, *drawn}));
}

TEST(ContextRegister, ALongNameIsCutBetweenCharacters) {
  ContextRegister context;
  model::ContextEntry named = zone(2);
  std::get<model::Zone>(named.what).names.en = "Search area north of Rupat \u00b5\u00b5";
  const auto drawn = context.add(named, kWatch, kNoon);
  EXPECT_EQ(std::get<model::Zone>(drawn->what).id.view(), "Z1 Search area north of Rupat ");
  std::get<model::Zone>(named.what).names.en = "";
  EXPECT_EQ(std::get<model::Zone>(context.add(named, kWatch, kNoon)->what).id.view(), "Z2");
}

TEST(ContextRegister, NeverGivesAnIdTwice) {
  ContextRegister context;
  EXPECT_TRUE(context.add(vessel(525'000'001), kWatch, kNoon));
  EXPECT_TRUE(context.end("W1"));
  EXPECT_TRUE(context.table().entries.empty());
  ContextRegister restarted(context.state());
  EXPECT_EQ(restarted.add(vessel(525'000'001), kWatch, kNoon)->id.view(), "W2");
}

TEST(ContextRegister, GoesOnAfterARestart) {
  ContextRegister context;
  for (std::uint32_t i = 1; i <= 11; ++i) {
    EXPECT_TRUE(context.add(vessel(525'000'000 + i), kWatch, kNoon));
  }
  EXPECT_TRUE(context.add(zone(2), kWatch, kNoon));
  ContextRegister restarted(context.state());
  EXPECT_EQ(restarted.state(), context.state());
  EXPECT_EQ(restarted.table().entries[10].id.view(), "W11");
}

TEST(ContextRegister, ReadsNoForeignIds) {
  ContextState state;
  for (const char* id : {"W01", "Z1", "X5", "W", "W9999999999", "W1x", ""}) {
    state.entries.push_back(vessel(525'000'001));
    state.entries.back().id = id;
  }
  EXPECT_TRUE(ContextRegister(state).table().entries.empty());
}

TEST(ContextRegister, EntriesEndByThemselves) {
  ContextRegister context;
  EXPECT_TRUE(context.add(vessel(525'000'001, Span::hours(1)), kWatch, kNoon));
  EXPECT_TRUE(context.add(vessel(525'000'002, Span::hours(2)), kWatch, kNoon));
  EXPECT_TRUE(context.expire(kNoon + Span::minutes(59)).empty());
  const auto ended = context.expire(kNoon + Span::hours(1));
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].id.view(), "W1");
  EXPECT_EQ(context.table().entries.size(), 1U);
}

TEST(ContextRegister, APersonEndsWhatIsInForceOnly) {
  ContextRegister context;
  EXPECT_TRUE(context.add(vessel(525'000'001), kWatch, kNoon));
  EXPECT_FALSE(context.end("W2"));
  EXPECT_FALSE(context.end("Z1"));
  EXPECT_EQ(context.end("W1")->reason, "seen without lights");
  EXPECT_FALSE(context.end("W1"));
}

TEST(ContextRegister, RefusesWhatIsInForceAlready) {
  ContextRegister context;
  EXPECT_TRUE(context.add(vessel(525'000'001), kWatch, kNoon));
  EXPECT_TRUE(context.add(zone(2), kWatch, kNoon));
  EXPECT_EQ(context.add(vessel(525'000'001), kWatch, kNoon).error().in_english(),
            "W1 says the same and is in force: end it first");
  EXPECT_FALSE(context.add(zone(2), kWatch, kNoon));
  EXPECT_TRUE(context.add(zone(3), kWatch, kNoon));
}

TEST(ContextRegister, HasRoomForSoManyEntriesAndCorners) {
  ContextRegister context;
  EXPECT_TRUE(context.add(zone(2, model::kMostZonePoints - 30), kWatch, kNoon));
  EXPECT_FALSE(context.add(zone(3, 31), kWatch, kNoon));
  EXPECT_TRUE(context.add(zone(3, 30), kWatch, kNoon));
  EXPECT_TRUE(context.end("Z1"));
  EXPECT_TRUE(context.add(zone(4, 31), kWatch, kNoon));
  for (std::uint32_t i = 2; i < model::kMostContextEntries; ++i) {
    EXPECT_TRUE(context.add(vessel(525'000'000 + i), kWatch, kNoon));
  }
  EXPECT_FALSE(context.add(vessel(525'999'999), kWatch, kNoon));
}

// The whole table is one envelope of the bus (a thousand kilobytes).
TEST(ContextRegister, HasRoomForSoMuchText) {
  ContextRegister context;
  model::ContextEntry long_winded = vessel(0);
  long_winded.reason = std::string(model::kLongestContextText, 'r');
  long_winded.owner = std::string(model::kLongestContextText, 'o');
  std::uint32_t added = 0;
  bool is_full = false;
  while (!is_full && added < model::kMostContextEntries) {
    long_winded.what = model::WatchEntry{.mmsi = 525'000'001 + added,
                                         .call_sign = std::string(model::kLongestContextText, 'c'),
                                         .name = std::string(model::kLongestContextText, 'n')};
    is_full = !context.add(long_winded, kWatch, kNoon);
    added += is_full ? 0 : 1;
  }
  EXPECT_TRUE(is_full);
  EXPECT_EQ(added, 700U);
  EXPECT_EQ(std::get<model::WatchEntry>(context.table().entries[0].what).label.size(),
            model::kLongestContextText)
      << "what is read from the disk is what was written";
  EXPECT_TRUE(context.end("W1"));
  EXPECT_TRUE(context.add(long_winded, kWatch, kNoon));
}

// Each way in which an entry makes no sense, and what the person is told.
TEST(ContextRegister, SaysWhyAnEntryMakesNoSense) {
  using Change = std::function<void(model::ContextEntry&)>;
  const auto told = [](const model::ContextEntry& right, const Change& change) {
    model::ContextEntry entry = right;
    change(entry);
    const auto problem = problem_of(entry, kNoon);
    return problem ? problem->in_english() : std::string();
  };
  const auto of_vessel = [&](const std::function<void(model::WatchEntry&)>& change) {
    return told(vessel(525'000'001), [&](auto& entry) { change(std::get<model::WatchEntry>(entry.what)); });
  };
  const auto of_zone = [&](const std::function<void(model::Zone&)>& change) {
    return told(zone(2), [&](auto& entry) { change(std::get<model::Zone>(entry.what)); });
  };
  const std::string long_text(model::kLongestContextText + 1, 'x');

  EXPECT_EQ(told(vessel(525'000'001), [](auto&) {}), "");
  EXPECT_EQ(told(zone(2), [](auto&) {}), "");
  EXPECT_EQ(told(zone(2), [](auto& e) { e.reason = " \t"; }), "say why: give a reason");
  EXPECT_EQ(told(zone(2), [&](auto& e) { e.reason = long_text; }),
            "the reason is longer than 200 bytes: shorten it");
  EXPECT_EQ(told(zone(2), [&](auto& e) { e.owner = long_text; }),
            "the owner is longer than 200 bytes: shorten it");
  EXPECT_EQ(told(zone(2), [](auto& e) { e.ends_at = kNoon; }), "its end lies in the past: give a later one");
  EXPECT_EQ(told(zone(2), [](auto& e) { e.ends_at = kNoon + kLongestContextFor + Span::seconds(1); }),
            "it would last longer than 366 days: give an earlier end");

  EXPECT_EQ(of_vessel([](auto& v) { v.mmsi.reset(); }),
            "nothing tells which vessel: give an MMSI, an IMO number, a call sign or a name");
  EXPECT_EQ(of_vessel([](auto& v) { v.mmsi = 1'000'000'000; }),
            "1000000000 is no MMSI: give its nine digits");
  EXPECT_EQ(of_vessel([](auto& v) { v.mmsi = 0; }), "0 is no MMSI: give its nine digits");
  EXPECT_EQ(of_vessel([](auto& v) { v.imo = 9'074'729; }), "");
  EXPECT_NE(of_vessel([](auto& v) { v.imo = 9'074'728; }), "");
  EXPECT_NE(of_vessel([](auto& v) { v.imo = 907'472; }), "");
  EXPECT_EQ(of_vessel([](auto& v) { v.name = "MV"; }),
            "a name or call sign needs at least 3 letters or digits");
  EXPECT_NE(of_vessel([](auto& v) { v.call_sign = "-.-"; }), "");
  EXPECT_NE(of_vessel([&](auto& v) { v.name = long_text; }), "");
  EXPECT_NE(of_vessel([&](auto& v) { v.call_sign = long_text; }), "");

  EXPECT_EQ(of_zone([](auto& z) { z.area = {}; }),
            "the zone has no area: give a file, a circle or a polygon");
  EXPECT_EQ(of_zone([](auto& z) {
              z.area = geo::Area({geo::circle(geo::Position::degrees(2, 101), Distance::nautical_miles(3),
                                              static_cast<int>(model::kMostZonePoints) + 1)});
            }),
            "the zone has 20001 corners, more than 20000: simplify it");
  EXPECT_EQ(of_zone([](auto& z) {
              z.area =
                  geo::Area({geo::circle(geo::Position::degrees(2, 101), Distance::nautical_miles(400))});
            }),
            "the zone is wider than 10°: give a smaller one");
  EXPECT_EQ(of_zone([](auto& z) { z.speed_limit = Speed::knots(12); }), "");
  EXPECT_NE(of_zone([](auto& z) { z.speed_limit = Speed::knots(0); }), "");
  EXPECT_NE(of_zone([](auto& z) { z.speed_limit = Speed::knots(NAN); }), "");
  EXPECT_NE(of_zone([](auto& z) { z.longest_vessel = Distance::metres(501); }), "");
  EXPECT_EQ(of_zone([](auto& z) {
              z.kind = model::ZoneKind::anchorage;
              z.longest_vessel = Distance::metres(50);
            }),
            "a speed limit and a longest vessel belong to a zone of kind 'watch' only");
  EXPECT_NE(of_zone([&](auto& z) { z.names.ms = long_text; }), "");
}

}  // namespace
}  // namespace selat::coordinate
