#include "detect/mmsi_index.h"

#include <algorithm>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "detect/mmsi_record.h"

namespace selat::detect {
namespace {

// Some hundred numbers of which most come and go, so that runs of taken places form, wrap and close again.
TEST(MmsiIndex, HoldsWhatASetHolds) {
  for (const std::size_t room : {1U, 16U, 200U}) {
    Random random(room);
    MmsiIndex index(room);
    std::set<model::Mmsi> expected;
    for (int i = 0; i < 20'000; ++i) {
      const model::Mmsi mmsi(static_cast<std::uint32_t>(random.below(300)) * 1'000'000);
      if (expected.erase(mmsi) == 1) {
        index.erase(mmsi);
      } else {
        expected.insert(mmsi);
        index.add(mmsi).mmsi = mmsi;
      }
      ASSERT_EQ(index.size(), expected.size());
      ASSERT_EQ(index.find(mmsi) != nullptr, expected.contains(mmsi));
    }
    for (std::uint32_t number = 0; number < 300; ++number) {
      const model::Mmsi mmsi(number * 1'000'000);
      const MmsiRecord* const found = index.find(mmsi);
      ASSERT_EQ(found != nullptr, expected.contains(mmsi)) << number;
      EXPECT_TRUE(found == nullptr || found->mmsi == mmsi) << number;
    }
    EXPECT_EQ(index.all().size(), expected.size());
  }
}

TEST(MmsiIndex, ARecordStaysWhereItIs) {
  MmsiIndex index(1);
  const MmsiRecord* const first = &index.add(model::Mmsi(525'000'001));
  for (std::uint32_t number = 2; number < 5'000; ++number) {
    index.add(model::Mmsi(525'000'000 + number));
  }
  EXPECT_EQ(index.find(model::Mmsi(525'000'001)), first);
}

}  // namespace
}  // namespace selat::detect
