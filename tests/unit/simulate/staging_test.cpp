// The staged events keep what the rules' definitions ask of them, and the everyday traffic does not.

#include "simulate/staging.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "simulate/watched.h"

namespace selat::simulate {
namespace {

const Instant kLive = Instant::unix_seconds(1'767'225'600);

class Staged : public testing::TestWithParam<std::uint64_t> {
 protected:
  Staged() {
    Staging staging(scenery_, fleet_, registry_, GetParam(), kLive);
    for (int number = 0; number < 5; ++number) {
      Round round = staging.next();
      for (const LeapOf& leap : round.leaps) {
        fleet_.vessels.at(leap.vessel).leaps.push_back(leap.leap);
      }
      fleet_.vessels.insert(fleet_.vessels.end(), round.vessels.begin(), round.vessels.end());
      events_.insert(events_.end(), round.events.begin(), round.events.end());
    }
  }

  [[nodiscard]] const Vessel& vessel(model::Mmsi mmsi) const {
    const auto& all = fleet_.vessels;
    return *std::find_if(all.begin(), all.end(), [&](const Vessel& v) { return v.identity.mmsi == mmsi; });
  }

  template <typename Check>
  void each(std::string_view rule, Check check) const {
    int count = 0;
    for (const StagedEvent& event : events_) {
      if (event.rule == rule) {
        ++count;
        check(event);
      }
    }
    EXPECT_GE(count, 3) << rule;
  }

  Scenery scenery_ = strait();
  Registry registry_{GetParam()};
  Fleet fleet_ = make_fleet(scenery_, registry_, GetParam(), 120, kLive);
  std::vector<StagedEvent> events_;
};

TEST_P(Staged, each_rule_shows_within_half_a_minute_of_live_time) {
  std::set<std::string_view> shown;
  for (const StagedEvent& event : events_) {
    if (event.decidable >= kLive && event.decidable <= kLive + Span::seconds(40)) {
      shown.insert(event.rule);
    }
  }
  EXPECT_EQ(shown,
            (std::set<std::string_view>{"distress", "position_jump", "rendezvous", "watch_list", "zone"}));
}

TEST_P(Staged, rendezvous_partners_were_apart_then_lie_together) {
  each("rendezvous", [&](const StagedEvent& event) {
    ASSERT_EQ(event.vessels.size(), 2U);
    const Vessel& one = vessel(event.vessels[0]);
    const Vessel& other = vessel(event.vessels[1]);
    const auto apart = [&](Instant when) {
      return geo::distance(one.said_at(when).position, other.said_at(when).position);
    };
    EXPECT_TRUE(one.is_on(event.begins - Span::minutes(70)));
    EXPECT_TRUE(other.is_on(event.begins - Span::minutes(70)));
    for (int minute = -70; minute <= -8; ++minute) {
      ASSERT_GT(apart(event.begins + Span::minutes(minute)), Distance::metres(1'200)) << minute;
    }
    for (Instant when = event.begins; when < event.ends; when = when + Span::seconds(20)) {
      ASSERT_LT(apart(when), Distance::metres(250));
      ASSERT_LT(one.said_at(when).sog, Speed::knots(1));
      ASSERT_LT(other.said_at(when).sog, Speed::knots(1));
    }
    EXPECT_GE(event.ends - event.begins, Span::minutes(20));
  });
}

TEST_P(Staged, a_fast_boat_is_outside_the_zone_before_and_inside_after) {
  each("zone", [&](const StagedEvent& event) {
    const Vessel& boat = vessel(event.vessels.at(0));
    const auto zones_at = [&](Instant when) {
      return std::count_if(
          scenery_.watch_zones.begin(), scenery_.watch_zones.end(),
          [&](const WatchZone& zone) { return zone.area.contains(boat.said_at(when).position); });
    };
    EXPECT_EQ(zones_at(event.decidable - Span::seconds(3)), 0);
    EXPECT_EQ(zones_at(event.decidable + Span::seconds(3)), 1);
    EXPECT_GT(boat.said_at(event.decidable).sog, Speed::knots(25));
  });
}

TEST_P(Staged, a_leap_is_far_and_lasts) {
  each("position_jump", [&](const StagedEvent& event) {
    const Vessel& ship = vessel(event.vessels.at(0));
    const auto before = ship.said_at(event.begins - Span::milliseconds(1));
    const auto after = ship.said_at(event.begins);
    EXPECT_GT(geo::distance(before.position, after.position), Distance::metres(4'000));
    EXPECT_LT(geo::distance(ship.said_at(event.ends).position, after.position), Distance::metres(2'000));
  });
}

TEST_P(Staged, watched_vessels_are_on_the_list) {
  each("watch_list", [&](const StagedEvent& event) {
    const auto list = watched_vessels();
    EXPECT_TRUE(std::any_of(list.begin(), list.end(), [&](const WatchedVessel& watched) {
      return watched.identity.mmsi == event.vessels.at(0);
    }));
  });
}

TEST_P(Staged, distress_devices_say_so) {
  each("distress", [&](const StagedEvent& event) {
    const Vessel& device = vessel(event.vessels.at(0));
    EXPECT_TRUE(device.identity.mmsi.is_distress_device());
    EXPECT_EQ(device.said_at(event.begins).status, model::NavigationStatus::distress_device_active);
  });
}

// Whatever lies stopped within 250 m of another does so at a quay or at anchor.
TEST_P(Staged, everyday_traffic_does_not_meet) {
  Registry registry(GetParam());
  const Scenery scenery = strait();
  const Fleet fleet = make_fleet(scenery, registry, GetParam(), 220, kLive);
  for (int minute = 0; minute < 120; minute += 5) {
    std::vector<geo::Position> stopped;
    for (const Vessel& any : fleet.vessels) {
      const Movement movement = any.said_at(kLive + Span::minutes(minute));
      const bool is_explained = movement.status == model::NavigationStatus::moored ||
                                movement.status == model::NavigationStatus::at_anchor ||
                                any.identity.device == Device::aid_to_navigation ||
                                any.identity.ship_type == 40;
      if (movement.sog < Speed::knots(3.2) && !is_explained) {
        for (const geo::Position other : stopped) {
          ASSERT_GT(geo::distance(other, movement.position), Distance::metres(600))
              << any.identity.name.view();
        }
        stopped.push_back(movement.position);
      }
    }
    ASSERT_GT(stopped.size(), 10U);
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, Staged, testing::Values(1, 2, 3, 20'261'122),
                         [](const auto& seed) { return "seed_" + std::to_string(seed.param); });

}  // namespace
}  // namespace selat::simulate
