#include "service/shown_alerts.h"

#include <gtest/gtest.h>

namespace selat::service {
namespace {

using model::AlertState;

model::Alert alert(std::uint64_t id, AlertState state = AlertState::raised, std::string_view sector = "S07") {
  model::Alert made;
  made.id = id;
  made.state = state;
  made.sector = model::SectorId(sector);
  return made;
}

TEST(ShownAlerts, ANumberStaysWithItsAlert) {
  ShownAlerts alerts;
  EXPECT_EQ(alerts.apply(alert(77))->number, 1U);
  EXPECT_EQ(alerts.apply(alert(55))->number, 2U);
  EXPECT_EQ(alerts.apply(alert(77, AlertState::acknowledged))->number, 1U);
  EXPECT_EQ(alerts.find(55)->number, 2U);
}

TEST(ShownAlerts, TheSameAgainIsNoNews) {
  ShownAlerts alerts;
  EXPECT_TRUE(alerts.apply(alert(1)));
  EXPECT_FALSE(alerts.apply(alert(1)));
}

TEST(ShownAlerts, OneThatIsOverIsToldWhereItWasShown) {
  ShownAlerts alerts;
  EXPECT_TRUE(alerts.apply(alert(1)));
  const auto over = alerts.apply(alert(1, AlertState::ended, "S08"));
  ASSERT_TRUE(over);
  EXPECT_EQ(over->told_in.view(), "S07");
  EXPECT_EQ(over->alert.state, AlertState::ended);
  EXPECT_EQ(alerts.find(1), nullptr);
  EXPECT_FALSE(alerts.apply(alert(1, AlertState::ended))) << "nobody was told of it";
}

TEST(ShownAlerts, WhatTheServerHasForgottenIsToldAsOver) {
  ShownAlerts alerts;
  EXPECT_TRUE(alerts.apply(alert(1)));
  EXPECT_TRUE(alerts.apply(alert(2)));
  alerts.begin_snapshot();
  EXPECT_FALSE(alerts.apply(alert(2)));
  const auto over = alerts.end_snapshot();
  ASSERT_EQ(over.size(), 1U);
  EXPECT_EQ(over[0].alert.id, 1U);
  EXPECT_EQ(over[0].alert.state, AlertState::ended);
  EXPECT_EQ(alerts.find(1), nullptr);
  EXPECT_NE(alerts.find(2), nullptr);
}

TEST(ShownAlerts, BeyondTheBoundNothingIsShownAndNothingLost) {
  ShownAlerts alerts;
  for (std::uint64_t id = 1; id <= ShownAlerts::kMost; ++id) {
    EXPECT_TRUE(alerts.apply(alert(id)));
  }
  EXPECT_FALSE(alerts.apply(alert(20'000)));
  EXPECT_NE(alerts.find(1), nullptr);
}

}  // namespace
}  // namespace selat::service
