// The simulated traffic against the chart that comes with the program.

#include "service/simulated_strait.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "simulate/fleet.h"
#include "simulate/injects.h"
#include "simulate/silent_boats.h"

namespace selat::service {
namespace {

const Instant kLive = Instant::unix_seconds(1'767'225'600);

class SimulatedStrait : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    chart_ = new chart::Chart(chart::load_chart(SELAT_SOURCE_DIR "/geodata").value());
  }
  static void TearDownTestSuite() { delete chart_; }

  static bool is_land(geo::Position place) {
    return std::any_of(chart_->coast.begin(), chart_->coast.end(), [&](const geo::Polygon& land) {
      return land.bounds().contains(place) && land.contains(place);
    });
  }
  static bool is_in(geo::Position place, model::ZoneKind kind) {
    return std::any_of(chart_->zones.begin(), chart_->zones.end(), [&](const model::Zone& zone) {
      return zone.kind == kind && zone.area.contains(place);
    });
  }
  static inline const chart::Chart* chart_ = nullptr;
};

TEST_F(SimulatedStrait, takes_lanes_anchorages_and_watch_zones_from_the_chart) {
  const simulate::Environment environment = simulated_strait(*chart_);
  EXPECT_EQ(chart_->lanes.size(), 4U);
  EXPECT_GE(environment.anchorages.size(), 8U);
  EXPECT_GE(environment.watch_zones.size(), 5U);
}

TEST_F(SimulatedStrait, ferries_berth_in_berths) {
  for (const simulate::Line& line : simulated_strait(*chart_).ferry_lines) {
    EXPECT_TRUE(is_in(line.front(), model::ZoneKind::berth)) << line.front().longitude_deg();
    EXPECT_TRUE(is_in(line.back(), model::ZoneKind::berth)) << line.back().longitude_deg();
  }
}

TEST_F(SimulatedStrait, nothing_is_staged_to_meet_where_meeting_is_explained) {
  for (const geo::Position place : simulated_strait(*chart_).open_water) {
    for (int bearing = 0; bearing < 360; bearing += 30) {
      const auto near = geo::destination(place, Bearing::degrees(bearing), Distance::kilometres(3));
      for (const auto kind : {model::ZoneKind::berth, model::ZoneKind::anchorage, model::ZoneKind::bunkering,
                              model::ZoneKind::pilot_boarding, model::ZoneKind::watch}) {
        EXPECT_FALSE(is_in(near, kind)) << name_of(kind) << " at " << near.longitude_deg();
      }
    }
  }
}

TEST_F(SimulatedStrait, vessels_keep_to_the_water) {
  const simulate::Environment environment = simulated_strait(*chart_);
  simulate::Registry registry(11);
  simulate::Fleet fleet = simulate::make_fleet(environment, registry, 11, 220, kLive);
  simulate::InjectPlan inject_plan(environment, fleet, registry, 11, kLive);
  for (int number = 0; number < 4; ++number) {
    const simulate::Round round = inject_plan.next();
    fleet.vessels.insert(fleet.vessels.end(), round.vessels.begin(), round.vessels.end());
  }
  for (const simulate::SimulatedVessel& vessel : fleet.vessels) {
    const bool is_afloat = vessel.identity.device != simulate::Device::base_station &&
                           vessel.identity.device != simulate::Device::aid_to_navigation;
    for (int minute = 0; is_afloat && minute < 150; minute += 5) {
      const Instant now = kLive + Span::minutes(minute);
      const geo::Position place = vessel.reported_at(now).position;
      if (vessel.is_on(now) && is_land(place)) {
        EXPECT_TRUE(is_in(place, model::ZoneKind::berth))
            << vessel.identity.name.view() << " on land at " << place.longitude_deg() << ", "
            << place.latitude_deg();
      }
    }
  }
}

TEST_F(SimulatedStrait, boats_without_ais_keep_to_the_water) {
  const simulate::Environment environment = simulated_strait(*chart_);
  for (const simulate::Corridor& corridor : simulate::corridors()) {
    for (const simulate::Line& way : corridor.ways) {
      const simulate::Path path(way, false, Distance::metres(300));
      for (int i = 0; i <= 200; ++i) {
        for (const double aside_m : {-60.0, 420.0}) {
          const geo::Position place =
              path.at(path.length() * (i / 200.0), Distance::metres(aside_m)).position;
          EXPECT_FALSE(is_land(place))
              << corridor.id << " at " << place.longitude_deg() << ", " << place.latitude_deg();
        }
      }
    }
  }
  simulate::SilentBoats boats(environment, {.seed = 11});
  std::size_t fishing = 0;
  for (const simulate::SilentBoat& boat : boats.until(kLive)) {
    for (int minute = 0; boat.corridor.empty() && minute < 90; minute += 5) {
      const geo::Position place = boat.behaviour->at(kLive + Span::minutes(minute)).position;
      EXPECT_FALSE(is_land(place)) << place.longitude_deg() << ", " << place.latitude_deg();
    }
    fishing += boat.corridor.empty() ? 1U : 0U;
  }
  EXPECT_EQ(fishing, 115U);
}

}  // namespace
}  // namespace selat::service
