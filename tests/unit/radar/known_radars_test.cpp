// Which radar of the settings a report is of.
#include "radar/known_radars.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::radar {
namespace {

using ::testing::SizeIs;

constexpr Instant kNow = Instant::unix_seconds(1'781'144'100);

std::string id_of(const KnownRadar* radar) {
  return radar == nullptr ? "none" : std::string(radar->id.view());
}

TEST(KnownRadars, OneWithoutASourceIsTheOnlyRadarOfItsFeed) {
  KnownRadars radars({{.id = "hill"}});
  EXPECT_EQ(id_of(radars.of("25/201")), "hill") << "before any is heard";
  EXPECT_EQ(id_of(radars.hear("25/201", kNow)), "hill");
  EXPECT_EQ(id_of(radars.hear("25/201", kNow + Span::hours(1))), "hill");
  EXPECT_FALSE(radars.undecided(kNow + Span::hours(1)));
}

// Either would be put where the other stands.
TEST(KnownRadars, OfSeveralItIsNone) {
  KnownRadars radars({{.id = "hill"}});
  EXPECT_EQ(id_of(radars.hear("25/202", kNow)), "hill") << "nobody knows of another yet";
  EXPECT_EQ(id_of(radars.hear("25/201", kNow)), "none");
  EXPECT_EQ(id_of(radars.hear("25/202", kNow)), "none");
  EXPECT_EQ(id_of(radars.of("25/202")), "none");
  const auto undecided = radars.undecided(kNow);
  ASSERT_TRUE(undecided);
  EXPECT_EQ(undecided->id.view(), "hill");
  ASSERT_THAT(undecided->sources, SizeIs(2));
  EXPECT_EQ(undecided->sources[0].view(), "25/201") << "in their order, whichever was first";
}

TEST(KnownRadars, ItIsTheOneThatTheOthersAreNot) {
  KnownRadars radars({{.id = "hill"}, {.sent_as = "25/202", .id = "cape"}});
  EXPECT_EQ(id_of(radars.hear("25/202", kNow)), "cape");
  EXPECT_EQ(id_of(radars.hear("25/201", kNow)), "hill");
  EXPECT_EQ(id_of(radars.hear("25/202", kNow)), "cape");
  EXPECT_FALSE(radars.undecided(kNow));
  EXPECT_EQ(id_of(radars.hear("25/203", kNow)), "none");
  EXPECT_EQ(id_of(radars.hear("25/202", kNow)), "cape") << "of that one there is no doubt";
}

TEST(KnownRadars, WhatOnlyTellsOfItselfIsNoSecondRadar) {
  KnownRadars radars({{.id = "hill"}});
  EXPECT_EQ(id_of(radars.hear("25/201", kNow)), "hill");
  EXPECT_EQ(id_of(radars.of("25/9")), "none");
  EXPECT_EQ(id_of(radars.hear("25/201", kNow)), "hill");
}

TEST(KnownRadars, ASourceThatWasHeardOnceIsForgotten) {
  KnownRadars radars({{.id = "hill"}});
  EXPECT_EQ(id_of(radars.hear("1/1", kNow)), "hill");
  EXPECT_EQ(id_of(radars.hear("25/201", kNow + Span::minutes(9))), "none");
  EXPECT_FALSE(radars.undecided(kNow + Span::minutes(11)));
  EXPECT_EQ(id_of(radars.hear("25/201", kNow + Span::minutes(11))), "hill");
}

TEST(KnownRadars, AFloodOfSourcesTakesNoMoreRoom) {
  KnownRadars radars({{.id = "hill"}});
  for (int i = 0; i < 1'000; ++i) {
    EXPECT_EQ(id_of(radars.hear(model::SourceName("1/" + std::to_string(i)), kNow)),
              i == 0 ? "hill" : "none");
  }
  EXPECT_THAT(radars.undecided(kNow)->sources, SizeIs(8));
}

TEST(KnownRadars, WithoutAnyOfTheSettingsSourcesKeepTheirNames) {
  KnownRadars radars;
  EXPECT_EQ(radars.hear("25/201", kNow), nullptr);
  EXPECT_EQ(name_given(radars.hear("25/202", kNow), "25/202").view(), "25/202");
  EXPECT_FALSE(radars.undecided(kNow));
}

}  // namespace
}  // namespace selat::radar
