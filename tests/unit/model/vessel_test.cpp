#include "model/vessel.h"

#include <gtest/gtest.h>

namespace selat::model {
namespace {

TEST(Vessel, PartsOfStaticDataAddUp) {
  Vessel vessel;
  StaticReport part_a;
  part_a.transponder = Transponder::class_b;
  part_a.name = "BINTANG LAUT";
  StaticReport part_b;
  part_b.transponder = Transponder::class_b;
  part_b.call_sign = "YB1234";
  part_b.ship_type = 30;

  vessel.merge(part_a);
  vessel.merge(part_b);

  EXPECT_EQ(vessel.name->view(), "BINTANG LAUT");
  EXPECT_EQ(vessel.call_sign->view(), "YB1234");
  EXPECT_EQ(vessel.vessel_class(), VesselClass::fishing);
  EXPECT_EQ(vessel.transponder, Transponder::class_b);
}

TEST(Vessel, WhatIsNotAvailableDoesNotEraseWhatIsKnown) {
  Vessel vessel;
  vessel.imo = 9074729;
  vessel.merge(StaticReport{});
  EXPECT_EQ(vessel.imo, 9074729U);
}

TEST(VesselClass, FollowsTheFirstDigitOrTheExactType) {
  EXPECT_EQ(class_of_ship_type(52), VesselClass::tug);
  EXPECT_EQ(class_of_ship_type(31), VesselClass::towing);
  EXPECT_EQ(class_of_ship_type(79), VesselClass::cargo);
  EXPECT_EQ(class_of_ship_type(80), VesselClass::tanker);
  EXPECT_EQ(class_of_ship_type(60), VesselClass::passenger);
  EXPECT_EQ(class_of_ship_type(0), VesselClass::unknown);
  EXPECT_EQ(class_of_ship_type(255), VesselClass::unknown);
}

}  // namespace
}  // namespace selat::model
