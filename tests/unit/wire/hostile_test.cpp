// Invalid bytes and values: one test a way to break a message. Nothing crashes; what is wrong is named.

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "random_messages.h"
#include "random_models.h"
#include "selat/v1/coordination.pb.h"
#include "selat/v1/envelope.pb.h"
#include "selat/v1/localized_message.pb.h"
#include "wire/anomaly.h"
#include "wire/assignment.h"
#include "wire/envelope.h"
#include "wire/feed_health.h"
#include "wire/localized_message.h"
#include "wire/order.h"
#include "wire/process_health.h"
#include "wire/report_batch.h"
#include "wire/request.h"
#include "wire/sector_table.h"
#include "wire/track.h"

namespace selat::wire {
namespace {

v1::ReportBatch three_positions() {
  Random random(3);
  v1::ReportBatch batch;
  ReportBatchBuilder builder(batch);
  for (int i = 0; i < 3; ++i) {
    auto report = test::position_report(random);
    report.altitude.reset();
    builder.append(report);
  }
  return batch;
}

struct Reading {
  ReportsRead read;
  std::vector<model::Report> reports;
};

Reading read(const v1::ReportBatch& batch) {
  Reading reading;
  reading.read = read_reports(batch, [&](const model::Report& report) { reading.reports.push_back(report); });
  EXPECT_EQ(reading.read.reports, reading.reports.size());
  return reading;
}

void expect_one_refused(const v1::ReportBatch& batch, WireProblem problem) {
  const auto reading = read(batch);
  EXPECT_EQ(reading.read.problems[problem], 1U);
  EXPECT_EQ(reading.read.problems.total(), 1U);
  EXPECT_EQ(reading.reports.size(), 2U);
}

TEST(HostileBatch, EmptyIsNoReportAndNoProblem) {
  const auto reading = read(v1::ReportBatch());
  EXPECT_EQ(reading.read.problems.total(), 0U);
  EXPECT_TRUE(reading.reports.empty());
}

TEST(HostileBatch, EveryColumnMustHaveTheSameLength) {
  using Shorten = void (*)(v1::PositionColumns&);
  const std::vector<Shorten> columns = {
      [](v1::PositionColumns& c) { c.mutable_mmsi()->RemoveLast(); },
      [](v1::PositionColumns& c) { c.mutable_source_index()->RemoveLast(); },
      [](v1::PositionColumns& c) { c.mutable_observed_at_delta_us()->RemoveLast(); },
      [](v1::PositionColumns& c) { c.mutable_received_after_us()->RemoveLast(); },
      [](v1::PositionColumns& c) { c.mutable_latitude_e7()->RemoveLast(); },
      [](v1::PositionColumns& c) { c.mutable_longitude_e7()->RemoveLast(); },
      [](v1::PositionColumns& c) { c.mutable_sog_001kn()->RemoveLast(); },
      [](v1::PositionColumns& c) { c.mutable_cog_01deg()->RemoveLast(); },
      [](v1::PositionColumns& c) { c.mutable_heading_deg()->RemoveLast(); },
      [](v1::PositionColumns& c) { c.mutable_turn_rate_001deg_min()->RemoveLast(); },
      [](v1::PositionColumns& c) { c.mutable_flags()->RemoveLast(); },
      [](v1::PositionColumns& c) { c.mutable_fingerprint()->RemoveLast(); },
  };
  for (const auto shorten : columns) {
    auto batch = three_positions();
    shorten(*batch.mutable_positions());
    const auto reading = read(batch);
    EXPECT_EQ(reading.read.problems[WireProblem::column_lengths], 1U);
    EXPECT_TRUE(reading.reports.empty());
  }
}

// A distress text must not be lost because somebody else's positions are broken.
TEST(HostileBatch, BrokenColumnsLeaveTheOtherReportsAlone) {
  Random random(4);
  v1::ReportBatch batch;
  ReportBatchBuilder builder(batch);
  builder.append(test::position_report(random));
  const auto safety = test::safety_report(random);
  builder.append(safety);
  batch.mutable_positions()->mutable_flags()->Clear();
  const auto reading = read(batch);
  ASSERT_EQ(reading.reports.size(), 1U);
  EXPECT_EQ(std::get<model::SafetyReport>(reading.reports.front()), safety);
}

TEST(HostileBatch, SourceIndexBeyondTheDictionary) {
  auto batch = three_positions();
  batch.mutable_positions()->set_source_index(1, 99);
  expect_one_refused(batch, WireProblem::index_out_of_range);
}

TEST(HostileBatch, SourceNameTooLong) {
  auto batch = three_positions();
  batch.mutable_positions()->add_source_names(std::string(32, 'x'));
  batch.mutable_positions()->set_source_index(
      1, static_cast<std::uint32_t>(batch.positions().source_names_size() - 1));
  expect_one_refused(batch, WireProblem::text_too_long);
}

TEST(HostileBatch, NumbersOutsideTheirDomain) {
  using Spoil = void (*)(v1::PositionColumns&);
  const std::vector<Spoil> spoils = {
      [](v1::PositionColumns& c) { c.set_mmsi(1, 1U << 30); },
      [](v1::PositionColumns& c) { c.set_sog_001kn(1, 110'002); },
      [](v1::PositionColumns& c) { c.set_cog_01deg(1, 3'601); },
      [](v1::PositionColumns& c) { c.set_heading_deg(1, 361); },
      [](v1::PositionColumns& c) { c.set_turn_rate_001deg_min(1, 72'001); },
      [](v1::PositionColumns& c) { c.set_turn_rate_001deg_min(1, -72'001); },
      [](v1::PositionColumns& c) { c.set_flags(1, c.flags(1) | 0x1F); },
      [](v1::PositionColumns& c) { c.set_flags(1, c.flags(1) | 1U << 30); },
      [](v1::PositionColumns& c) { c.set_received_after_us(1, std::numeric_limits<std::int64_t>::max()); },
  };
  for (const auto spoil : spoils) {
    auto batch = three_positions();
    spoil(*batch.mutable_positions());
    expect_one_refused(batch, WireProblem::out_of_domain);
  }
}

TEST(HostileBatch, TransponderOfALaterVersion) {
  auto batch = three_positions();
  batch.mutable_positions()->set_flags(1, (batch.positions().flags(1) & ~(7U << 9)) | 7U << 9);
  expect_one_refused(batch, WireProblem::unknown_enum);
}

TEST(HostileBatch, TimesThatWouldOverflow) {
  auto batch = three_positions();
  batch.mutable_positions()->set_base_unix_us(std::numeric_limits<std::int64_t>::max());
  batch.mutable_positions()->set_observed_at_delta_us(0, std::numeric_limits<std::int64_t>::max());
  batch.mutable_positions()->set_observed_at_delta_us(1, std::numeric_limits<std::int64_t>::min());
  const auto reading = read(batch);
  EXPECT_EQ(reading.reports.size() + reading.read.problems.total(), 3U);
}

TEST(HostileBatch, AltitudesOfNobody) {
  auto batch = three_positions();
  batch.mutable_positions()->add_altitudes()->set_index(77);
  const auto reading = read(batch);
  EXPECT_EQ(reading.read.problems[WireProblem::index_out_of_range], 1U);
  EXPECT_EQ(reading.reports.size(), 3U);
}

TEST(HostileBatch, MoreThanAnyoneSends) {
  v1::ReportBatch batch;
  for (std::size_t i = 0; i <= kMostReportsRead; ++i) {
    batch.add_also_heard();
  }
  const auto reading = read(batch);
  EXPECT_EQ(reading.read.problems[WireProblem::too_many], 1U);
  EXPECT_TRUE(reading.reports.empty());
}

TEST(HostileBatch, OrderThatDoesNotFitLosesNoReport) {
  Random random(5);
  v1::ReportBatch batch;
  ReportBatchBuilder builder(batch);
  builder.append(test::static_report(random));
  builder.append(test::position_report(random));
  for (const auto& order : {std::string("\x02", 1), std::string("\x01", 1), std::string("\x09\x00", 2),
                            std::string("\x00\x00\x00", 3)}) {
    batch.set_order(order);
    const auto reading = read(batch);
    EXPECT_EQ(reading.reports.size(), 2U);
    EXPECT_EQ(reading.read.problems[WireProblem::column_lengths], 1U);
  }
}

TEST(HostileBatch, ReportsWithoutHeader) {
  v1::ReportBatch batch;
  batch.add_statics();
  batch.add_safety();
  EXPECT_EQ(read(batch).read.problems[WireProblem::missing_field], 2U);
}

// Random bytes of a real batch changed: whatever parses is read without harm.
TEST(HostileBatch, FlippedBytes) {
  constexpr std::uint64_t kSeed = 77;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  Random random(kSeed);
  v1::Envelope reused;
  for (int round = 0; round < 3'000; ++round) {
    v1::Envelope envelope;
    ReportBatchBuilder builder(*envelope.mutable_reports());
    for (auto left = random.below(8); left > 0; --left) {
      builder.append(test::report(random));
    }
    std::string bytes = envelope.SerializeAsString();
    for (auto left = 1 + random.below(8); left > 0 && !bytes.empty(); --left) {
      bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
    }
    bytes = bytes.substr(0, bytes.size() - random.below(bytes.size() / 4 + 1));
    if (parse_reusing(reused, bytes) && reused.has_reports()) {
      const auto reading = read(reused.reports());
      EXPECT_LE(reading.reports.size(), kMostReportsRead);
    }
  }
}

TEST(HostileBatch, NumbersAModelCannotHaveAreWrittenAsNotAvailable) {
  Random random(6);
  auto report = test::position_report(random);
  report.sog = Speed::knots(std::nan(""));
  report.turn_rate = TurnRate::degrees_per_minute(1e300);
  report.altitude = Distance::metres(std::numeric_limits<double>::infinity());
  v1::ReportBatch batch;
  ReportBatchBuilder(batch).append(report);
  const auto reading = read(batch);
  ASSERT_EQ(reading.reports.size(), 1U);
  const auto& position = std::get<model::PositionReport>(reading.reports.front());
  EXPECT_FALSE(position.sog || position.turn_rate || position.altitude);
  report.sog = Speed::knots(-3);
  v1::ReportBatch second;
  ReportBatchBuilder(second).append(report);
  EXPECT_FALSE(std::get<model::PositionReport>(read(second).reports.front()).sog);
}

TEST(ReusedEnvelope, HoldsNothingOfTheOneBefore) {
  Random random(8);
  v1::Envelope reused;
  for (int round = 0; round < 50; ++round) {
    v1::Envelope sent;
    sent.set_publisher(round % 2 == 0 ? "ingest" : "");
    sent.set_sequence(random.below(3));
    if (round % 5 == 4) {
      to_wire(test::track(random), *sent.mutable_tracks()->add_tracks());
    } else {
      ReportBatchBuilder builder(*sent.mutable_reports());
      for (auto left = random.below(5); left > 0; --left) {
        builder.append(test::report(random));
      }
    }
    ASSERT_TRUE(parse_reusing(reused, sent.SerializeAsString()));
    EXPECT_EQ(reused.SerializeAsString(), sent.SerializeAsString());
  }
}

TEST(HostileLocalizedMessage, NestedWithoutEnd) {
  v1::LocalizedMessage deep;
  v1::LocalizedMessage* at = &deep;
  for (int i = 0; i < 50; ++i) {
    at = at->add_arguments()->mutable_message();
  }
  EXPECT_EQ(from_wire(deep).error(), WireProblem::too_many);
}

TEST(HostileLocalizedMessage, OfTooManyArguments) {
  v1::LocalizedMessage wide;
  for (int i = 0; i < 17; ++i) {
    wide.add_arguments()->set_name("x");
  }
  EXPECT_EQ(from_wire(wide).error(), WireProblem::too_many);
}

TEST(HostileTrack, WithoutVesselOrPlace) {
  EXPECT_EQ(from_wire(v1::Track()).error(), WireProblem::missing_field);
}

TEST(HostileTrack, SpeedThatIsNoNumber) {
  Random random(9);
  v1::Track wire;
  to_wire(test::track(random), wire);
  wire.set_sog_kn(std::nanf(""));
  EXPECT_EQ(from_wire(wire).error(), WireProblem::out_of_domain);
}

TEST(HostileTrack, UnspecifiedState) {
  Random random(9);
  v1::Track wire;
  to_wire(test::track(random), wire);
  wire.set_state(v1::TRACK_STATE_UNSPECIFIED);
  EXPECT_EQ(from_wire(wire).error(), WireProblem::unknown_enum);
}

TEST(HostileTrack, SeenByMoreSensorsThanAreKept) {
  Random random(9);
  v1::Track wire;
  to_wire(test::track(random), wire);
  while (wire.seen_by_size() <= static_cast<int>(model::kMostSensorSpans)) {
    wire.add_seen_by()->set_kind(v1::SENSOR_KIND_RADAR);
  }
  EXPECT_EQ(from_wire(wire).error(), WireProblem::too_many);
}

TEST(HostileAnomaly, TooMuchEvidence) {
  Random random(10);
  v1::Anomaly wire;
  to_wire(test::anomaly(random), wire);
  for (int i = 0; i <= kMostAnomalyParts; ++i) {
    wire.add_evidence()->set_quantity(v1::QUANTITY_DURATION_S);
  }
  EXPECT_EQ(from_wire(wire).error(), WireProblem::too_many);
}

TEST(HostileAnomaly, ConfidenceBeyondOne) {
  Random random(10);
  v1::Anomaly wire;
  to_wire(test::anomaly(random), wire);
  wire.set_confidence(1.5);
  EXPECT_EQ(from_wire(wire).error(), WireProblem::out_of_domain);
}

// An identity that is cut could become another's.
TEST(HostileAssignment, IdentityTooLong) {
  Random random(12);
  v1::Assignment wire;
  to_wire(test::assignment(random), wire);
  wire.set_holder("belawan-and-then-some");
  EXPECT_EQ(from_wire(wire).error(), WireProblem::text_too_long);
}

TEST(HostileTable, OneRowThatCannotBeReadLeavesTheOthersAlone) {
  Random random(13);
  v1::AssignmentTable wire;
  to_wire(test::sector_table(random), wire);
  wire.mutable_assignments(1)->set_state(v1::SECTOR_STATE_UNSPECIFIED);
  wire.add_control_points()->mutable_control_point()->set_id("nowhere");
  EnumCounts<WireProblem> problems;
  const auto table = from_wire(wire, problems);
  EXPECT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(problems[WireProblem::unknown_enum], 1U);
  EXPECT_EQ(problems[WireProblem::missing_field], 1U);
}

TEST(HostileTable, OfMoreRowsThanAnySeaHas) {
  v1::AssignmentTable wire;
  for (int i = 0; i <= 1'000; ++i) {
    wire.add_traffic();
  }
  EnumCounts<WireProblem> problems;
  EXPECT_TRUE(from_wire(wire, problems).rows.empty());
  EXPECT_EQ(problems[WireProblem::too_many], 1U);
}

TEST(HostileFeeds, OneThatCannotBeReadLeavesTheOthersAlone) {
  Random random(14);
  v1::FeedHealthTable wire;
  to_wire(model::FeedTable{.feeds = {test::feed_health(random), test::feed_health(random)}}, wire);
  wire.mutable_feeds(0)->set_state(static_cast<v1::FeedState>(99));
  EnumCounts<WireProblem> problems;
  EXPECT_EQ(from_wire(wire, problems).feeds.size(), 1U);
  EXPECT_EQ(problems[WireProblem::unknown_enum], 1U);
}

TEST(HostileFeeds, CountsOfALaterVersionAreLeftOut) {
  Random random(14);
  v1::FeedHealthTable wire;
  to_wire(model::FeedTable{.feeds = {test::feed_health(random)}}, wire);
  auto& count = *wire.mutable_feeds(0)->add_transport();
  count.set_name("not_known_yet");
  count.set_count(7);
  EnumCounts<WireProblem> problems;
  EXPECT_EQ(from_wire(wire, problems).feeds.size(), 1U);
  EXPECT_EQ(problems.total(), 0U);
}

TEST(HostileHealth, OfMoreRowsThanAnyProcessHas) {
  v1::ProcessHealth wire;
  to_wire(model::ProcessHealth(), wire);
  for (int i = 0; i <= kMostHealthRows; ++i) {
    wire.add_children();
  }
  EXPECT_EQ(from_wire(wire).error(), WireProblem::too_many);
}

TEST(HostileHealth, SpansThatWouldOverflow) {
  v1::ProcessHealth wire;
  to_wire(model::ProcessHealth(), wire);
  wire.set_cpu_us(std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(from_wire(wire).error(), WireProblem::out_of_domain);
}

TEST(HostileHealth, MoreStatesThanThisVersionKnows) {
  v1::ProcessHealth wire;
  to_wire(model::ProcessHealth(), wire);
  for (std::uint64_t i = 1; i <= 9; ++i) {
    wire.add_tracks_by_state(i);
  }
  const auto health = from_wire(wire);
  ASSERT_TRUE(health);
  EXPECT_EQ(health->tracks[model::TrackState::ended], 4U);
}

TEST(HostileRequest, WithoutABodyOrWithOneOfTheServer) {
  EXPECT_EQ(request_from_wire(v1::CoordinationMessage()).error(), WireProblem::missing_field);
  v1::CoordinationMessage order;
  order.mutable_receipt();
  EXPECT_EQ(request_from_wire(order).error(), WireProblem::missing_field);
  v1::CoordinationMessage request;
  request.mutable_leave();
  EXPECT_EQ(order_from_wire(request).error(), WireProblem::missing_field);
}

TEST(HostileRequest, ASectorThatIsTooLongIsNoOthers) {
  v1::CoordinationMessage wire;
  wire.mutable_accept()->set_sector("S05-and-much-more");
  EXPECT_EQ(request_from_wire(wire).error(), WireProblem::text_too_long);
}

TEST(HostileRequest, ACodeOfALaterVersion) {
  v1::CoordinationMessage wire;
  wire.mutable_decline()->set_code(static_cast<v1::DeclineCode>(99));
  EXPECT_EQ(request_from_wire(wire).error(), WireProblem::unknown_enum);
  wire.mutable_refusal()->set_code(static_cast<v1::RefusalCode>(99));
  EXPECT_EQ(order_from_wire(wire).error(), WireProblem::unknown_enum);
}

TEST(HostileRequest, AReportFromNoPlaceOnEarth) {
  v1::CoordinationMessage wire;
  wire.mutable_patrol_report()->mutable_place()->set_latitude_e7(910'000'000);
  EXPECT_EQ(request_from_wire(wire).error(), WireProblem::out_of_domain);
}

TEST(HostileRequest, LongTextsAndListsAreCut) {
  v1::CoordinationMessage wire;
  wire.mutable_patrol_report()->set_text(std::string(100'000, 'x'));
  const auto report = request_from_wire(wire);
  ASSERT_TRUE(report);
  EXPECT_EQ(std::get<model::PatrolReport>(*report).text.size(), model::kLongestFreeText);
  v1::CoordinationMessage renew;
  for (int i = 0; i < 5'000; ++i) {
    renew.mutable_renew()->add_claims();
  }
  const auto cut = request_from_wire(renew);
  ASSERT_TRUE(cut);
  EXPECT_EQ(std::get<model::Renew>(*cut).claims.size(), 1'000U);
}

// Random bytes of real messages changed: whatever parses is read without harm.
TEST(HostileRequest, FlippedBytes) {
  constexpr std::uint64_t kSeed = 78;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  Random random(kSeed);
  int read = 0;
  for (int round = 0; round < 10'000; ++round) {
    v1::CoordinationMessage sound;
    if (test::toss(random)) {
      to_wire(test::request(random), sound);
    } else {
      to_wire(test::order(random), sound);
    }
    std::string bytes = sound.SerializeAsString();
    for (int left = 3; left > 0 && !bytes.empty(); --left) {
      bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
    }
    v1::CoordinationMessage wire;
    if (wire.ParseFromString(bytes)) {
      read += request_from_wire(wire).has_value() ? 1 : 0;
      read += order_from_wire(wire).has_value() ? 1 : 0;
    }
  }
  EXPECT_GT(read, 0);
}

}  // namespace
}  // namespace selat::wire
