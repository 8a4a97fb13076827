// The protocol step by step, without a network. Random histories are in tests/simulation/coordinate.

#include "coordinate/coordinator.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <gtest/gtest.h>

#include "talk.h"

namespace selat::coordinate {
namespace {

using namespace test;

TEST(Coordinator, OffersToTheNearestAndGrantsWhatIsAccepted) {
  Talk talk;
  talk.say("lumut", model::Join{}, 0);
  const Effects joined = talk.say("belawan", model::Join{}, 0.01);
  EXPECT_NE(find<model::Welcome>(joined, "belawan"), nullptr);
  EXPECT_EQ(talk.sector(0.1).holder.view(), "lumut") << "who is there first is asked first";

  Talk both;
  both.server = Coordinator(
      [] {
        auto settings = one_sector();
        settings.timing.settle = Span::seconds(2);
        return settings;
      }(),
      nobody_holds(), after(0));
  both.say("lumut", model::Join{}, 0.1);
  both.say("belawan", model::Join{}, 0.2);
  const Effects offered = both.tick(2.1);
  const auto* offer = find<model::Offer>(offered, "belawan");
  ASSERT_NE(offer, nullptr);
  EXPECT_EQ(offer->assignment.reason.asset.view(), "KRI Test");
  EXPECT_EQ(offer->assignment.reason.second_best.view(), "lumut");
  EXPECT_FALSE(offered.is_durable_change()) << "an offer owns nothing";

  const Effects granted = both.say("belawan", model::Accept{"S01", offer->assignment.epoch}, 3);
  ASSERT_EQ(granted.records.size(), 1U);
  EXPECT_EQ(granted.records[0].holder.view(), "belawan");
  ASSERT_NE(find<model::Grant>(granted, "belawan"), nullptr);
  EXPECT_EQ(find<model::Grant>(granted, "belawan")->lease_for, Span::seconds(60));
  EXPECT_EQ(both.sector(3).state, model::SectorState::held);
}

TEST(Coordinator, SaysWhyNobodyAnswersForASector) {
  using enum model::UncoveredCause;
  const auto cause = [](Talk& talk, double at_s) {
    return talk.server.sector_table({}, after(at_s)).rows[0].assignment.uncovered_because;
  };
  Talk empty;
  EXPECT_EQ(cause(empty, 0.1), none_answers);
  empty.say("changi", model::Join{}, 0.2);
  EXPECT_EQ(cause(empty, 0.3), none_answers) << "it may not have it";

  Talk released;
  const auto epoch = released.belawan_holds();
  EXPECT_EQ(cause(released, 1), std::nullopt);
  released.say("belawan", model::Release{"S01", epoch, model::DeclineCode::maintenance, "engine"}, 2);
  EXPECT_EQ(cause(released, 2.1), left_out);
  const auto table = released.server.sector_table({}, after(2.1));
  ASSERT_EQ(table.rows[0].exclusions.size(), 1U);
  EXPECT_EQ(table.rows[0].exclusions[0].control_point.view(), "belawan");
  EXPECT_EQ(table.rows[0].exclusions[0].code, model::DeclineCode::maintenance);

  Talk silent;
  silent.say("belawan", model::Join{}, 0);
  for (double at_s = 1; at_s < 12; at_s += 1) {
    silent.say("belawan", model::Renew{}, at_s);
  }
  EXPECT_EQ(cause(silent, 12), unanswered);

  const auto changed = [](auto change) {
    auto settings = one_sector();
    change(settings);
    Talk talk;
    talk.server = Coordinator(std::move(settings), nobody_holds(), after(0));
    talk.say("belawan", model::Join{}, 0.1);
    return talk;
  };
  Talk full_up = changed([](auto& settings) { settings.control_points[0].capacity = 0; });
  EXPECT_EQ(cause(full_up, 0.2), full);
  Talk settling = changed([](auto& settings) { settings.timing.settle = Span::seconds(2); });
  EXPECT_EQ(cause(settling, 0.2), next_plan);
  Talk unreachable = changed([](auto& settings) { settings.travel = plan::TravelTable(1, 3, {}); });
  EXPECT_EQ(cause(unreachable, 0.2), out_of_reach);
  Talk disputed = changed([](auto& settings) { settings.sectors[0].permits = {}; });
  EXPECT_EQ(cause(disputed, 0.2), no_permit);
}

// A restarted server gathers who is there: who is heard first is told of a distress at once, and who is
// better as soon as it is heard.
TEST(Coordinator, AfterAStartADistressIsDueToEachBetterOneAsItIsHeard) {
  Talk talk;
  model::Anomaly anomaly;
  anomaly.id = 7;
  anomaly.severity = model::Severity::distress;
  anomaly.place = geo::Position::degrees(3, 100.5);  // in no sector
  std::ignore = talk.server.observe(anomaly, 5, after(0));
  const auto told = [&](const char* who, bool is_standby, double at_s) {
    Effects effects = talk.say(who, model::Join{.is_standby = is_standby}, at_s);
    merge(effects, talk.tick(at_s + 0.1));
    return find<model::Notice>(effects, who) != nullptr;
  };
  EXPECT_TRUE(told("changi", true, 1));
  EXPECT_TRUE(told("lumut", false, 2)) << "a person";
  EXPECT_TRUE(told("belawan", false, 3)) << "comes before it by name, none has a craft";
  const auto& recipients = talk.server.alerts().registry().find(7)->recipients;
  EXPECT_EQ(std::ranges::count_if(recipients, [](const auto& one) { return one.due.has_value(); }), 3);

  Talk late;
  std::ignore = late.server.observe(anomaly, 5, after(0));
  late.say("changi", model::Join{}, 1);
  for (double at_s = 2; at_s < 63; at_s += 1) {
    late.say("changi", model::Renew{}, at_s);
  }
  const Effects effects = late.say("belawan", model::Join{}, 63);
  EXPECT_EQ(find<model::Notice>(effects, "belawan"), nullptr) << "the gathering is over";
}

TEST(Coordinator, TheLogSaysWhetherATerminalBeganOrAnotherCame) {
  Talk talk;
  const Effects first = talk.say("lumut", model::Join{}, 0);
  ASSERT_EQ(first.log.size(), 1U);
  EXPECT_EQ(first.log[0].kind, model::LogKind::terminal_began);
  const Effects other = talk.say("lumut", model::Join{.take_over = true}, 1, 11);
  ASSERT_EQ(other.log.size(), 1U);
  EXPECT_EQ(other.log[0].kind, model::LogKind::terminal_changed);
  talk.say("lumut", model::Leave{}, 2, 11);
  const Effects again = talk.say("lumut", model::Join{}, 3, 12);
  ASSERT_EQ(again.log.size(), 1U);
  EXPECT_EQ(again.log[0].kind, model::LogKind::terminal_began);
}

// The log is written by tools beside the terminal too; they speak for nobody.
TEST(Coordinator, ByTheNameOfAControlPointAloneOnlyWordsAreTaken) {
  Talk talk;
  talk.say("lumut", model::Join{}, 0);
  constexpr std::uint64_t kTool = 99;
  const Effects written = talk.say("lumut", model::WriteLog{"engine repaired", {}, {}}, 1, kTool);
  EXPECT_NE(find<model::Receipt>(written, "lumut"), nullptr);
  ASSERT_EQ(written.log.size(), 1U);
  EXPECT_EQ(written.log[0].from.view(), "lumut");
  for (const model::Request& asked :
       {model::Request(model::AcknowledgeAlert{7}), model::Request(model::Renew{}),
        model::Request(model::EndContextEntry{"W1", "found"})}) {
    EXPECT_NE(find<model::Refusal>(talk.say("lumut", asked, 1.1, kTool), "lumut"), nullptr);
  }
}

TEST(Coordinator, AReportFromFarOutsideItsSectorIsTakenAndSaidToBe) {
  Talk talk;
  talk.say("lumut", model::Join{}, 0);
  const auto miles_outside = [&](double longitude_deg) {
    const Effects told = talk.say(
        "lumut", model::PatrolReport{"S01", 0, geo::Position::degrees(1.5, longitude_deg), "two boats"}, 1);
    const auto* const receipt = find<model::Receipt>(told, "lumut");
    const bool is_taken = receipt != nullptr && told.log.size() == 1 && told.log[0].text == "two boats";
    return is_taken && receipt->reference == told.log[0].reference ? receipt->reference : "not taken";
  };
  EXPECT_EQ(miles_outside(100.5), "");
  EXPECT_EQ(miles_outside(101.05), "") << "what a patrol sees beyond the boundary";
  EXPECT_EQ(miles_outside(102), "60");
}

TEST(Coordinator, ASectorThatDoesNotExistIsRefusedWithThoseThatDo) {
  Talk talk;
  talk.say("lumut", model::Join{}, 0);
  const Effects answer = talk.say("lumut", model::Resume{"S99"}, 1);
  const auto* const refusal = find<model::Refusal>(answer, "lumut");
  ASSERT_NE(refusal, nullptr);
  EXPECT_EQ(refusal->code, model::RefusalCode::unknown_sector);
  EXPECT_EQ(refusal->why.in_english(), "S01");
}

TEST(Coordinator, ADeclinedSectorGoesToTheNextWhoMay) {
  Talk talk;
  talk.say("belawan", model::Join{}, 0);
  talk.say("changi", model::Join{}, 0.1);
  talk.say("lumut", model::Join{}, 0.2);
  const auto epoch = talk.current_offer();
  const Effects declined =
      talk.say("belawan", model::Decline{"S01", epoch, model::DeclineCode::crew_rest, "until dawn"}, 1);
  EXPECT_NE(find<model::Receipt>(declined, "belawan"), nullptr);
  ASSERT_EQ(declined.exclusions.size(), 1U);
  ASSERT_EQ(declined.log.size(), 1U);
  EXPECT_EQ(declined.log[0].text, "until dawn");
  EXPECT_NE(find<model::Offer>(declined, "lumut"), nullptr);
}

// Within the lease of the terminal before, which may still give orders.
TEST(Coordinator, WhoReleasesJustAfterAChangeOfTerminalIsNotAskedAgain) {
  Talk talk;
  const std::uint64_t epoch = talk.belawan_holds();
  talk.say("belawan", model::Join{.take_over = true}, 2, 11);
  const Effects released =
      talk.say("belawan", model::Release{"S01", epoch, model::DeclineCode::crew_rest, "until dawn"}, 3, 11);
  ASSERT_EQ(released.exclusions.size(), 1U);
  EXPECT_EQ(released.exclusions[0].code, model::DeclineCode::crew_rest);
  for (double at_s = 4; at_s < 180; at_s += 2) {
    Effects effects = talk.say("belawan", model::Renew{}, at_s, 11);
    EXPECT_EQ(find<model::Offer>(effects, "belawan"), nullptr) << at_s;
  }
}

// Nobody else may have it before the former terminal's lease is over; who gave it back can take it again.
TEST(Coordinator, WhoResumesJustAfterAChangeOfTerminalIsOfferedTheSectorAtOnce) {
  Talk talk;
  const std::uint64_t epoch = talk.belawan_holds();
  talk.say("lumut", model::Join{}, 1);
  talk.say("belawan", model::Join{.take_over = true}, 2, 11);
  talk.say("belawan", model::Release{"S01", epoch, model::DeclineCode::weather, "squall"}, 3, 11);
  const auto shown = [&](double at_s) {
    return talk.server.sector_table({}, after(at_s)).rows[0].assignment;
  };
  EXPECT_EQ(shown(3.1).state, model::SectorState::unowned);
  EXPECT_EQ(shown(3.1).uncovered_because, model::UncoveredCause::former_lease);
  EXPECT_EQ(shown(3.1).expires_at, after(62.9).wall) << "from then on others may have it";
  Effects resumed = talk.say("belawan", model::Resume{"S01"}, 4, 11);
  merge(resumed, talk.tick(4.2));
  const auto* offer = find<model::Offer>(resumed, "belawan");
  ASSERT_NE(offer, nullptr);
  EXPECT_EQ(shown(4.3).state, model::SectorState::offered);
  const Effects granted = talk.say("belawan", model::Accept{"S01", offer->assignment.epoch}, 5, 11);
  ASSERT_NE(find<model::Grant>(granted, "belawan"), nullptr);
  EXPECT_EQ(shown(5.1).state, model::SectorState::held);
  EXPECT_GT(granted.records.at(0).epoch, epoch);

  // The former terminal may still act: what is given back again is nobody else's yet.
  talk.say("belawan", model::Release{"S01", offer->assignment.epoch, model::DeclineCode::weather, ""}, 6, 11);
  Effects later;
  for (double at_s = 7; at_s < 62; at_s += 1) {
    talk.say("belawan", model::Renew{}, at_s, 11);
    merge(later, talk.say("lumut", model::Renew{}, at_s));
  }
  EXPECT_EQ(find<model::Offer>(later, "lumut"), nullptr);
  merge(later, talk.tick(63));
  EXPECT_NE(find<model::Offer>(later, "lumut"), nullptr);
}

TEST(Coordinator, AnOfferIsMadeThreeTimesAndThenToTheNext) {
  Talk talk;
  int offers = 0;
  const auto count = [&](const Effects& effects) {
    offers += find<model::Offer>(effects, "belawan") != nullptr ? 1 : 0;
  };
  count(talk.say("belawan", model::Join{}, 0));
  count(talk.say("lumut", model::Join{}, 0.1));
  for (double at_s = 0.5; at_s < 9.9; at_s += 0.5) {
    count(talk.say("belawan", model::Renew{}, at_s));
    count(talk.say("lumut", model::Renew{}, at_s));
    count(talk.server.tick(after(at_s)));
  }
  EXPECT_EQ(offers, 3);
  EXPECT_EQ(talk.server.counters().offers, 1U) << "the same one, said again";
  talk.say("lumut", model::Renew{}, 10.2);
  std::ignore = talk.tick(10.5);
  EXPECT_EQ(talk.sector(10.5).holder.view(), "lumut");
  EXPECT_EQ(talk.server.counters().offers_unanswered, 1U);
}

TEST(Coordinator, WhoLetAnOfferPassIsAskedAgainSoonWhenThereIsNobodyElse) {
  Talk talk;
  talk.say("belawan", model::Join{}, 0);
  for (double at_s = 0.5; at_s < 25; at_s += 0.5) {
    talk.say("belawan", model::Renew{}, at_s);
    std::ignore = talk.server.tick(after(at_s));
  }
  EXPECT_EQ(talk.server.counters().offers, 2U) << "at 0 s, unanswered at 10 s, again at 20 s";
}

TEST(Coordinator, ASilentHolderLosesTheSectorAfterLeaseAndSkewAndNotBefore) {
  Talk talk;
  const auto epoch = talk.belawan_holds();
  std::ignore = talk.tick(8);
  EXPECT_EQ(talk.sector(8).state, model::SectorState::expiring);
  EXPECT_EQ(talk.sector(8).holder.view(), "belawan");
  talk.say("lumut", model::Join{}, 62.8);
  EXPECT_EQ(talk.sector(62.8).state, model::SectorState::expiring) << "0.9 + 60 + 2 s";
  talk.say("lumut", model::Renew{}, 63.0);
  std::ignore = talk.tick(63.2);
  EXPECT_EQ(talk.sector(63.2).state, model::SectorState::offered);
  EXPECT_EQ(talk.sector(63.2).holder.view(), "lumut");
  EXPECT_GT(talk.sector(63.2).epoch, epoch);
}

TEST(Coordinator, WithNobodyLeftASectorIsShownAsUnowned) {
  Talk talk;
  talk.belawan_holds();
  std::ignore = talk.tick(70);
  EXPECT_EQ(talk.sector(70).state, model::SectorState::unowned);
}

TEST(Coordinator, ALeavingControlPointsSectorsAreOfferedAtOnce) {
  Talk talk;
  talk.belawan_holds();
  talk.say("lumut", model::Join{}, 2);
  const Effects left = talk.say("belawan", model::Leave{}, 3);
  EXPECT_NE(find<model::Receipt>(left, "belawan"), nullptr);
  EXPECT_NE(find<model::Offer>(left, "lumut"), nullptr);
  ASSERT_EQ(left.records.size(), 1U);
  EXPECT_TRUE(left.records[0].holder.empty());
}

// An earlier terminal may still act on its lease, so nobody else is given the sector; but the next terminal
// of the same control point goes on with it.
TEST(Coordinator, WhoLeavesSoonAfterATakeOverLeavesNoGap) {
  Talk talk;
  talk.belawan_holds();
  talk.say("lumut", model::Join{}, 2);
  talk.say("belawan", model::Join{.take_over = true}, 3, 20);
  const Effects left = talk.say("belawan", model::Leave{}, 5, 20);
  EXPECT_EQ(find<model::Offer>(left, "lumut"), nullptr);
  EXPECT_EQ(talk.sector(5).state, model::SectorState::expiring);
  const Effects back = talk.say("belawan", model::Join{.is_standby = true}, 7, 30);
  const auto* welcome = find<model::Welcome>(back, "belawan");
  ASSERT_NE(welcome, nullptr);
  EXPECT_EQ(welcome->holding.size(), 1U);
  EXPECT_EQ(talk.sector(7).state, model::SectorState::held);
  EXPECT_EQ(talk.sector(7).holder.view(), "belawan");
}

TEST(Coordinator, KnowsSinceWhenASectorIsHeld) {
  Talk talk;
  talk.belawan_holds();
  EXPECT_EQ(talk.sector(30).since, after(0.9).wall);
}

TEST(Coordinator, RefusesOlderEpochsAndTellsTheCurrentOne) {
  Talk talk;
  const auto epoch = talk.belawan_holds();
  const Effects refused = talk.say("belawan", model::Accept{"S01", epoch - 1}, 2);
  const auto* refusal = find<model::Refusal>(refused, "belawan");
  ASSERT_NE(refusal, nullptr);
  EXPECT_EQ(refusal->code, model::RefusalCode::stale_epoch);
  EXPECT_EQ(refusal->current_epoch, epoch);
  EXPECT_TRUE(refused.log.empty());
}

TEST(Coordinator, AReportIsKeptWhoeverHoldsTheSectorByNow) {
  Talk talk;
  const auto epoch = talk.belawan_holds();
  const Effects late =
      talk.say("belawan", model::PatrolReport{"S01", epoch - 1, std::nullopt, "forty people, sinking"}, 2);
  EXPECT_NE(find<model::Receipt>(late, "belawan"), nullptr);
  ASSERT_EQ(late.log.size(), 1U);
  EXPECT_EQ(late.log[0].epoch, epoch - 1);
  EXPECT_EQ(late.log[0].text, "forty people, sinking");
}

TEST(Coordinator, AnAcceptanceSaidTwiceIsGrantedTwiceAndWrittenOnce) {
  Talk talk;
  const auto epoch = talk.belawan_holds();
  const Effects again = talk.say("belawan", model::Accept{"S01", epoch}, 2);
  EXPECT_NE(find<model::Grant>(again, "belawan"), nullptr);
  EXPECT_FALSE(again.is_durable_change());
}

TEST(Coordinator, AHandoverGoesThroughTheHolder) {
  Talk talk;
  talk.say("lumut", model::Join{}, 0);
  std::ignore = talk.tick(0.2);
  const auto first = talk.current_offer();
  talk.say("lumut", model::Accept{"S01", first}, 0.3);
  talk.say("belawan", model::Join{}, 1);
  const Effects offered = talk.tick(1.2);
  const auto* offer =
      find<model::Offer>(offered, "belawan") != nullptr ? find<model::Offer>(offered, "belawan") : nullptr;
  const std::uint64_t second = offer != nullptr ? offer->assignment.epoch : first + 1;
  EXPECT_EQ(talk.sector(1.2).holder.view(), "lumut") << "the giver keeps the duty";

  const Effects accepted = talk.say("belawan", model::Accept{"S01", second}, 2);
  EXPECT_EQ(find<model::Grant>(accepted, "belawan"), nullptr);
  ASSERT_NE(find<model::Revoke>(accepted, "lumut"), nullptr);
  EXPECT_EQ(talk.sector(2).holder.view(), "lumut");

  const Effects released = talk.say("lumut", model::Release{"S01", first, std::nullopt, {}}, 2.1);
  ASSERT_NE(find<model::Grant>(released, "belawan"), nullptr);
  ASSERT_EQ(released.records.size(), 1U);
  EXPECT_EQ(released.records[0].epoch, second);
}

TEST(Coordinator, AfterARestartTheHolderKeepsItsSectorByRenewing) {
  Talk before;
  const auto epoch = before.belawan_holds();
  PersistedState state = nobody_holds();
  state.term = 2;
  state.records[0].holder = "belawan";
  state.records[0].epoch = state.records[0].lease = epoch;
  state.speakers = {{.control_point = "belawan", .term = 10, .fence = 1}};
  Coordinator after_restart(one_sector(), state, after(5));
  EXPECT_EQ(after_restart.assignments(after(5))[0].state, model::SectorState::expiring);
  const Effects renewed = after_restart.receive({"belawan", 10, 9, model::Renew{}, {.fence = 1}}, after(6));
  const auto* answer = find<model::Renewed>(renewed, "belawan");
  ASSERT_NE(answer, nullptr);
  ASSERT_EQ(answer->holding.size(), 1U);
  EXPECT_EQ(answer->holding[0].epoch, epoch);
  EXPECT_EQ(after_restart.assignments(after(6))[0].state, model::SectorState::held);
}

// belawan is the nearest to an alert outside all sectors, and spoke before the restart.
TEST(Coordinator, AfterARestartWhoSpokeBeforeIsWaitedForAWhile) {
  PersistedState state = nobody_holds();
  state.speakers = {{.control_point = "belawan", .term = 10, .fence = 1}};
  state.alerts.resize(1);
  state.alerts[0].id = 7;
  state.alerts[0].anomaly.severity = model::Severity::warning;
  state.alerts[0].anomaly.place = geo::Position::degrees(1.5, 105);
  Talk early(state);
  EXPECT_EQ(find<model::Notice>(early.say("lumut", model::Join{}, 1, 20), "lumut"), nullptr);
  EXPECT_NE(find<model::Notice>(early.say("belawan", model::Join{}, 2, 10), "belawan"), nullptr);
  Talk never(state);
  EXPECT_EQ(find<model::Notice>(never.say("lumut", model::Join{}, 1, 20), "lumut"), nullptr);
  EXPECT_EQ(find<model::Notice>(never.say("lumut", model::Renew{}, 5, 20), "lumut"), nullptr);
  EXPECT_NE(find<model::Notice>(never.say("lumut", model::Renew{}, 7, 20), "lumut"), nullptr);
  state.speakers[0].has_left = true;
  Talk left(state);
  EXPECT_NE(find<model::Notice>(left.say("lumut", model::Join{}, 1, 20), "lumut"), nullptr);
}

TEST(Coordinator, ASecondTerminalIsRefusedWhileTheFirstLives) {
  Talk talk;
  talk.belawan_holds();
  const Effects second = talk.say("belawan", model::Join{}, 2, 11);
  ASSERT_NE(find<model::Refusal>(second, "belawan"), nullptr);
  EXPECT_EQ(find<model::Refusal>(second, "belawan")->code, model::RefusalCode::already_served);

  const Effects taken_over = talk.say("belawan", model::Join{.take_over = true}, 3, 11);
  const auto* welcome = find<model::Welcome>(taken_over, "belawan");
  ASSERT_NE(welcome, nullptr);
  EXPECT_EQ(welcome->holding.size(), 1U) << "the sectors stay with the control point";
  const Effects old = talk.say("belawan", model::Renew{}, 3.1, 10);
  ASSERT_NE(find<model::Refusal>(old, "belawan"), nullptr);
  EXPECT_EQ(find<model::Refusal>(old, "belawan")->code, model::RefusalCode::superseded);
}

TEST(Coordinator, ARestartedTerminalIsServedOnceTheOldOneIsSilent) {
  Talk talk;
  talk.belawan_holds();
  const Effects welcome = talk.say("belawan", model::Join{}, 7, 11);
  ASSERT_NE(find<model::Welcome>(welcome, "belawan"), nullptr);
  EXPECT_EQ(find<model::Welcome>(welcome, "belawan")->holding.size(), 1U);
}

TEST(Coordinator, RefusesAnUnknownControlPoint) {
  Talk talk;
  const Effects refused = talk.say("atlantis", model::Join{}, 0);
  ASSERT_NE(find<model::Refusal>(refused, "atlantis"), nullptr);
  EXPECT_EQ(find<model::Refusal>(refused, "atlantis")->code, model::RefusalCode::unknown_control_point);
}

TEST(Coordinator, AnAlertIsAcknowledgedByWhoHoldsItsSector) {
  Talk talk;
  talk.belawan_holds();
  model::Anomaly anomaly;
  anomaly.id = 7;
  anomaly.place = geo::Position::degrees(1.5, 100.5);
  const Effects raised = talk.server.observe(anomaly, 1, after(2));
  ASSERT_EQ(raised.alerts.size(), 1U);
  EXPECT_EQ(raised.alerts[0].sector.view(), "S01");

  talk.say("lumut", model::Join{}, 2.5);
  const Effects refused = talk.say("lumut", model::AcknowledgeAlert{7}, 3);
  ASSERT_NE(find<model::Refusal>(refused, "lumut"), nullptr);
  const Effects acknowledged = talk.say("belawan", model::AcknowledgeAlert{7}, 4);
  ASSERT_EQ(acknowledged.alerts.size(), 1U);
  EXPECT_EQ(acknowledged.alerts[0].state, model::AlertState::acknowledged);
  EXPECT_NE(find<model::Receipt>(acknowledged, "belawan"), nullptr);
  EXPECT_TRUE(talk.say("belawan", model::AcknowledgeAlert{7}, 5).log.empty()) << "said twice";
}

TEST(Coordinator, MergedEffectsKeepTheLastOfEachRecord) {
  const auto record = [](const char* sector, std::uint64_t epoch) {
    SectorRecord made;
    made.sector = sector;
    made.epoch = epoch;
    return made;
  };
  model::Alert alert;
  alert.id = 7;
  Effects first, second;
  first.records = {record("S01", 1), record("S02", 2)};
  second.records = {record("S01", 3)};
  first.forgotten_alerts = {7};
  second.alerts = {alert};
  merge(first, std::move(second));
  ASSERT_EQ(first.records.size(), 2U);
  EXPECT_EQ(first.records[0].epoch, 3U);
  EXPECT_TRUE(first.forgotten_alerts.empty());
}

}  // namespace
}  // namespace selat::coordinate
