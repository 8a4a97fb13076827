#include "simulate/simulated_vessel.h"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace selat::simulate {
namespace {

TEST(ImoNumber, has_its_check_digit) {
  EXPECT_EQ(imo_number(907472), 9074729U);  // the example of IMO resolution A.1117(30) circulars
  EXPECT_EQ(imo_number(400001) / 10, 400001U);
}

TEST(Registry, every_name_and_number_once) {
  Registry registry(3);
  std::set<std::uint32_t> mmsis;
  std::set<std::string> names;
  for (int i = 0; i < 300; ++i) {
    for (const Identity& identity : {registry.merchant(), registry.ferry(), registry.fishing_boat(),
                                     registry.tug(), registry.fast_boat(), registry.coaster()}) {
      EXPECT_EQ(identity.mmsi.kind(), model::MmsiKind::ship);
      EXPECT_TRUE(mmsis.insert(identity.mmsi.number()).second);
      EXPECT_TRUE(names.insert(std::string(identity.name.view())).second) << identity.name.view();
      EXPECT_FALSE(identity.call_sign.empty());
      EXPECT_GT(identity.dimensions.length(), Distance::metres(8));
    }
    const Identity sart = registry.distress_device(false);
    EXPECT_EQ(sart.mmsi.kind(), model::MmsiKind::ais_sart);
    EXPECT_TRUE(mmsis.insert(sart.mmsi.number()).second);
  }
}

TEST(SimulatedVessel, leaps_add_up) {
  SimulatedVessel vessel;
  const Instant start = Instant::unix_seconds(1'767'225'600);
  vessel.behaviour = drift(geo::Position::degrees(2, 102), start, Speed::metres_per_second(10),
                           Bearing::degrees(90), model::NavigationStatus::undefined);

  vessel.jumps = {{start + Span::minutes(10), Span::minutes(5)},
                  {start + Span::minutes(20), Span::minutes(7)}};
  EXPECT_EQ(vessel.reported_at(start + Span::minutes(25)).position,
            vessel.behaviour->at(start + Span::minutes(37)).position);
}

}  // namespace
}  // namespace selat::simulate
