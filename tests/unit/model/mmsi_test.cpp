#include "model/mmsi.h"

#include <gtest/gtest.h>

#include "../test_name.h"

namespace selat::model {
namespace {

struct Case {
  std::uint32_t number;
  MmsiKind kind;
};

class MmsiForms : public testing::TestWithParam<Case> {};

TEST_P(MmsiForms, AreToldApart) {
  EXPECT_EQ(name_of(Mmsi(GetParam().number).kind()), name_of(GetParam().kind));
}

// Forms of ITU-R M.585-9, annex 1 §§1–5 and annex 2; MID 525 Indonesia, 533 Malaysia, 563–566 Singapore.
INSTANTIATE_TEST_SUITE_P(
    OfM585, MmsiForms,
    testing::Values(Case{525012345, MmsiKind::ship}, Case{533000001, MmsiKind::ship},
                    Case{775999999, MmsiKind::ship}, Case{52501234, MmsiKind::group},
                    Case{5630001, MmsiKind::coast}, Case{111525001, MmsiKind::sar_aircraft},
                    Case{856312345, MmsiKind::handheld}, Case{995631001, MmsiKind::aid_to_navigation},
                    Case{985251234, MmsiKind::craft_of_parent}, Case{970123456, MmsiKind::ais_sart},
                    Case{972123456, MmsiKind::man_overboard}, Case{974123456, MmsiKind::epirb},
                    Case{0, MmsiKind::invalid}, Case{123456, MmsiKind::invalid},
                    Case{111'111, MmsiKind::invalid}, Case{100000000, MmsiKind::invalid},
                    Case{1073741823, MmsiKind::invalid}),
    [](const auto& form) {
      return test::test_name(name_of(form.param.kind)) + "_" + std::to_string(form.param.number);
    });

TEST(Mmsi, OnlyDistressDevicesAreDistressDevices) {
  EXPECT_TRUE(Mmsi(970000001).is_distress_device());
  EXPECT_TRUE(Mmsi(972000001).is_distress_device());
  EXPECT_TRUE(Mmsi(974000001).is_distress_device());
  EXPECT_FALSE(Mmsi(971000001).is_distress_device());
  EXPECT_FALSE(Mmsi(525000001).is_distress_device());
}

}  // namespace
}  // namespace selat::model
