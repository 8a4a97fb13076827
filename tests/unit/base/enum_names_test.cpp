#include "base/enum_names.h"

#include <gtest/gtest.h>

namespace selat {
namespace {

enum class Tide : std::uint8_t { flood, ebb, slack };

}  // namespace

template <>
inline constexpr auto enum_names<Tide> = std::to_array<std::string_view>({"flood", "ebb", "slack"});

namespace {

TEST(EnumNames, GoBothWays) {
  EXPECT_EQ(name_of(Tide::ebb), "ebb");
  EXPECT_EQ(from_name<Tide>("slack"), Tide::slack);
  EXPECT_EQ(from_name<Tide>("neap"), std::nullopt);
}

TEST(EnumNames, AValueOutsideTheEnumHasAName) {
  EXPECT_EQ(name_of(static_cast<Tide>(9)), "unknown");
}

TEST(EnumCounts, CountByValueAndInAll) {
  EnumCounts<Tide> counts;
  counts.add(Tide::flood);
  counts.add(Tide::slack, 3);
  EXPECT_EQ(counts[Tide::flood], 1U);
  EXPECT_EQ(counts[Tide::ebb], 0U);
  EXPECT_EQ(counts.total(), 4U);
}

}  // namespace
}  // namespace selat
