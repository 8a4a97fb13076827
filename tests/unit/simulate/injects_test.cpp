// The injects meet the definitions of the rules, and the ordinary traffic does not.

#include "simulate/injects.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "simulate/watch_list_vessels.h"

namespace selat::simulate {
namespace {

const Instant kLive = Instant::unix_seconds(1'767'225'600);

class Injects : public testing::TestWithParam<std::uint64_t> {
 protected:
  Injects() {
    InjectPlan inject_plan(environment_, fleet_, registry_, GetParam(), kLive);
    for (int number = 0; number < 5; ++number) {
      Round round = inject_plan.next();
      for (const JumpInject& jump : round.jumps) {
        fleet_.vessels.at(jump.vessel).jumps.push_back(jump.jump);
      }
      fleet_.vessels.insert(fleet_.vessels.end(), round.vessels.begin(), round.vessels.end());
      injects_.insert(injects_.end(), round.injects.begin(), round.injects.end());
    }
  }

  [[nodiscard]] const SimulatedVessel& vessel(model::Mmsi mmsi) const {
    const auto& all = fleet_.vessels;
    return *std::find_if(all.begin(), all.end(),
                         [&](const SimulatedVessel& v) { return v.identity.mmsi == mmsi; });
  }

  template <typename Check>
  void each(std::string_view rule, Check check) const {
    int count = 0;
    for (const Inject& inject : injects_) {
      if (inject.rule == rule) {
        ++count;
        check(inject);
      }
    }
    EXPECT_GE(count, 3) << rule;
  }

  Environment environment_ = strait();
  Registry registry_{GetParam()};
  Fleet fleet_ = make_fleet(environment_, registry_, GetParam(), 120, kLive);
  std::vector<Inject> injects_;
};

TEST_P(Injects, each_rule_shows_within_half_a_minute_of_live_time) {
  std::set<std::string_view> shown;
  for (const Inject& inject : injects_) {
    if (inject.decidable >= kLive && inject.decidable <= kLive + Span::seconds(40)) {
      shown.insert(inject.rule);
    }
  }
  EXPECT_EQ(shown,
            (std::set<std::string_view>{"distress", "position_jump", "rendezvous", "watch_list", "zone"}));
}

TEST_P(Injects, rendezvous_partners_were_apart_then_lie_together) {
  each("rendezvous", [&](const Inject& inject) {
    ASSERT_EQ(inject.vessels.size(), 2U);
    const SimulatedVessel& one = vessel(inject.vessels[0]);
    const SimulatedVessel& other = vessel(inject.vessels[1]);
    const auto apart = [&](Instant when) {
      return geo::distance(one.reported_at(when).position, other.reported_at(when).position);
    };
    EXPECT_TRUE(one.is_on(inject.begins - Span::minutes(70)));
    EXPECT_TRUE(other.is_on(inject.begins - Span::minutes(70)));
    for (int minute = -70; minute <= -8; ++minute) {
      ASSERT_GT(apart(inject.begins + Span::minutes(minute)), Distance::metres(1'200)) << minute;
    }
    for (Instant when = inject.begins; when < inject.ends; when = when + Span::seconds(20)) {
      ASSERT_LT(apart(when), Distance::metres(250));
      ASSERT_LT(one.reported_at(when).sog, Speed::knots(1));
      ASSERT_LT(other.reported_at(when).sog, Speed::knots(1));
    }
    EXPECT_GE(inject.ends - inject.begins, Span::minutes(20));
  });
}

TEST_P(Injects, a_fast_boat_is_outside_the_zone_before_and_inside_after) {
  each("zone", [&](const Inject& inject) {
    const SimulatedVessel& boat = vessel(inject.vessels.at(0));
    const auto zones_at = [&](Instant when) {
      return std::count_if(
          environment_.watch_zones.begin(), environment_.watch_zones.end(),
          [&](const WatchZone& zone) { return zone.area.contains(boat.reported_at(when).position); });
    };
    EXPECT_EQ(zones_at(inject.decidable - Span::seconds(3)), 0);
    EXPECT_EQ(zones_at(inject.decidable + Span::seconds(3)), 1);
    EXPECT_GT(boat.reported_at(inject.decidable).sog, Speed::knots(25));
  });
}

TEST_P(Injects, a_leap_is_far_and_lasts) {
  each("position_jump", [&](const Inject& inject) {
    const SimulatedVessel& ship = vessel(inject.vessels.at(0));
    const auto before = ship.reported_at(inject.begins - Span::milliseconds(1));
    const auto after = ship.reported_at(inject.begins);
    EXPECT_GT(geo::distance(before.position, after.position), Distance::metres(4'000));
    EXPECT_LT(geo::distance(ship.reported_at(inject.ends).position, after.position), Distance::metres(2'000));
  });
}

TEST_P(Injects, watched_vessels_are_on_the_list) {
  each("watch_list", [&](const Inject& inject) {
    const auto list = watched_vessels();
    EXPECT_TRUE(std::any_of(list.begin(), list.end(), [&](const WatchedVessel& watched) {
      return watched.identity.mmsi == inject.vessels.at(0);
    }));
  });
}

TEST_P(Injects, distress_devices_transmit_distress) {
  each("distress", [&](const Inject& inject) {
    const SimulatedVessel& device = vessel(inject.vessels.at(0));
    EXPECT_TRUE(device.identity.mmsi.is_distress_device());
    EXPECT_EQ(device.reported_at(inject.begins).status, model::NavigationStatus::distress_device_active);
  });
}

// Whatever lies stopped within 250 m of another does so at a quay or at anchor.
TEST_P(Injects, ordinary_traffic_does_not_meet) {
  Registry registry(GetParam());
  const Environment environment = strait();
  const Fleet fleet = make_fleet(environment, registry, GetParam(), 220, kLive);
  for (int minute = 0; minute < 120; minute += 5) {
    std::vector<geo::Position> stopped;
    for (const SimulatedVessel& any : fleet.vessels) {
      const Movement movement = any.reported_at(kLive + Span::minutes(minute));
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

INSTANTIATE_TEST_SUITE_P(seeds, Injects, testing::Values(1, 2, 3, 20'261'122),
                         [](const auto& seed) { return "seed_" + std::to_string(seed.param); });

}  // namespace
}  // namespace selat::simulate
