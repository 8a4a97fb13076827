#include "service/chart_setup.h"

#include <gtest/gtest.h>

#include "runtime/command_error.h"

namespace selat::service {
namespace {

TEST(PositionOf, ReadsDegreesAndMinutesAsMarinersWriteThem) {
  const geo::Position expected = geo::Position::degrees(1.25, 103.8);
  for (const auto& [latitude, longitude] :
       {std::pair{"1.25", "103.8"}, std::pair{"1.25N", "103.8E"}, std::pair{"1-15.0N", "103-48.0E"},
        std::pair{"1°15'N", "103°48′E"}, std::pair{"1°15.00′N", "103°48.00′E"}}) {
    EXPECT_EQ(position_of(latitude, longitude), expected) << latitude << ' ' << longitude;
  }
  EXPECT_EQ(position_of("0-30S", "-0.5"), geo::Position::degrees(-0.5, -0.5));
}

TEST(PositionOf, RefusesWhatIsNoPlace) {
  for (const char* const latitude : {"", "N", "1-60N", "1-2-3-4N", "-1-15N", "1°x", "91", "1e999"}) {
    EXPECT_THROW((void)position_of(latitude, "103.8"), runtime::UsageError) << latitude;
  }
}

}  // namespace
}  // namespace selat::service
