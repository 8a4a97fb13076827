#include "ais/to_report.h"

#include <gtest/gtest.h>

#include "random_message.h"

namespace selat::ais {
namespace {

model::ReportHeader header() {
  model::ReportHeader made;
  made.source = "lumut";
  made.observed_at = Instant::unix_seconds(1'384'257'599);
  made.received_at = Instant::unix_seconds(1'384'257'600);
  made.fingerprint = 42;
  return made;
}

TEST(ToReport, EveryTypeGivesItsReportsWithItsHeader) {
  struct Row {
    std::uint8_t type;
    std::size_t reports;
    model::Transponder transponder;
  };
  using enum model::Transponder;
  test::RandomMessages messages(9);
  for (const Row& row : std::initializer_list<Row>{{1, 1, class_a},
                                                   {2, 1, class_a},
                                                   {3, 1, class_a},
                                                   {4, 1, base_station},
                                                   {5, 1, class_a},
                                                   {9, 1, sar_aircraft},
                                                   {11, 1, base_station},
                                                   {14, 1, class_b},
                                                   {18, 1, class_b},
                                                   {19, 2, class_b},
                                                   {21, 2, aid_to_navigation},
                                                   {24, 1, class_b},
                                                   {27, 1, class_a}}) {
    const Message message = messages.of_type(row.type);
    const Reports reports = to_reports(message, header());
    ASSERT_EQ(reports.view().size(), row.reports) << int{row.type};
    for (const auto& report : reports.view()) {
      const auto& own = model::header_of(report);
      EXPECT_EQ(own.mmsi, header_of(message).mmsi);
      EXPECT_EQ(own.message_type, row.type);
      EXPECT_EQ(own.transponder, row.transponder) << int{row.type};
      EXPECT_EQ(own.source, model::SourceName("lumut"));
      EXPECT_EQ(own.fingerprint, 42U);
      EXPECT_EQ(own.observed_at, header().observed_at);
    }
  }
  EXPECT_TRUE(to_reports(NotYetDecoded{}, header()).view().empty());
}

model::PositionReport position_of(const Message& message) {
  return std::get<model::PositionReport>(to_reports(message, header()).view()[0]);
}
model::StaticReport static_of(const Message& message) {
  return std::get<model::StaticReport>(to_reports(message, header()).view().back());
}

TEST(ToReport, SpeedAtItsLimitIsMarked) {
  PositionA ship;
  ship.sog = Speed::knots(102.2);
  EXPECT_TRUE(position_of(ship).is_sog_at_limit);
  ship.sog = Speed::knots(102.1);
  EXPECT_FALSE(position_of(ship).is_sog_at_limit);
  SarAircraftPosition aircraft;
  aircraft.sog = Speed::knots(150);
  EXPECT_FALSE(position_of(aircraft).is_sog_at_limit);
  aircraft.sog = Speed::knots(1'022);
  EXPECT_TRUE(position_of(aircraft).is_sog_at_limit);
}

TEST(ToReport, TurnRateAtItsEndStopAndWithoutAnIndicator) {
  PositionA ship;
  EXPECT_FALSE(position_of(ship).turn_rate);
  ship.turn_rate = TurnRate::degrees_per_minute(-708.7);
  EXPECT_DOUBLE_EQ(position_of(ship).turn_rate->in_degrees_per_minute(), -720);
  ship.turn_rate.reset();
  ship.turns_fast = Side::port;
  EXPECT_DOUBLE_EQ(position_of(ship).turn_rate->in_degrees_per_minute(), -10);
}

TEST(ToReport, DeadReckoningIsMarked) {
  PositionB boat;
  boat.time_stamp = {std::nullopt, PositioningMode::dead_reckoning};
  EXPECT_TRUE(position_of(boat).is_dead_reckoning);
}

TEST(ToReport, OnlySevenDigitsAreAnImoNumber) {
  StaticVoyage ship;
  ship.imo_number = 9'134'270;
  EXPECT_EQ(static_of(ship).imo, 9'134'270U);
  ship.imo_number = 12'345'678;
  EXPECT_FALSE(static_of(ship).imo);
  ship.imo_number = 999;
  EXPECT_FALSE(static_of(ship).imo);
}

TEST(ToReport, EtaAsSentWithDashesForWhatIsMissing) {
  StaticVoyage ship;
  EXPECT_FALSE(static_of(ship).eta);
  ship.eta = {std::uint8_t{5}, std::uint8_t{15}, std::uint8_t{14}, std::uint8_t{0}};
  EXPECT_EQ(static_of(ship).eta, ShortText<12>("05-15T14:00"));
  ship.eta = {std::nullopt, std::uint8_t{15}, std::nullopt, std::nullopt};
  EXPECT_EQ(static_of(ship).eta, ShortText<12>("---15T--:--"));
}

TEST(ToReport, AnAidIsOffPositionOnlyWhereTheFlagHolds) {
  AidToNavigation buoy;
  buoy.is_off_position = true;
  buoy.aid_type = 24;
  EXPECT_FALSE(position_of(buoy).is_off_position) << "no UTC second";
  buoy.time_stamp.utc_second = 30;
  EXPECT_EQ(position_of(buoy).is_off_position, true);
  buoy.aid_type = 14;
  EXPECT_FALSE(position_of(buoy).is_off_position) << "a beacon stands on the ground";
}

TEST(ToReport, PartsOfType24LeaveTheRestEmpty) {
  StaticPartA part_a;
  part_a.name = "PERAHU";
  EXPECT_EQ(static_of(part_a).name, ShortText<34>("PERAHU"));
  EXPECT_FALSE(static_of(part_a).call_sign);
  StaticPartB part_b;
  part_b.mothership = model::Mmsi(533'000'111);
  EXPECT_FALSE(static_of(part_b).name);
  EXPECT_EQ(static_of(part_b).mothership, model::Mmsi(533'000'111));
}

}  // namespace
}  // namespace selat::ais
