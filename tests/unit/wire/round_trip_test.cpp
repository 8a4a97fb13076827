// Every noun of model/ comes back from the wire as it went, through real serialised bytes.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "random_messages.h"
#include "random_models.h"
#include "random_radar.h"
#include "selat/v1/coordination.pb.h"
#include "selat/v1/envelope.pb.h"
#include "selat/v1/localized_message.pb.h"
#include "wire/alert.h"
#include "wire/anomaly.h"
#include "wire/assignment.h"
#include "wire/context_entry.h"
#include "wire/control_point.h"
#include "wire/feed_health.h"
#include "wire/localized_message.h"
#include "wire/log_entry.h"
#include "wire/order.h"
#include "wire/process_health.h"
#include "wire/radar.h"
#include "wire/report_batch.h"
#include "wire/request.h"
#include "wire/sector_table.h"
#include "wire/sighting.h"
#include "wire/track.h"

namespace selat::wire {
namespace {

constexpr std::uint64_t kSeed = 20260711;
constexpr int kRounds = 500;

template <typename Wire>
Wire through_bytes(const Wire& wire) {
  Wire received;
  EXPECT_TRUE(received.ParseFromString(wire.SerializeAsString()));
  return received;
}

template <typename Wire, typename Model>
void expect_round_trips(Model (*make)(Random&)) {
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  Random random(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    const Model model = make(random);
    Wire wire;
    to_wire(model, wire);
    const auto back = from_wire(through_bytes(wire));
    ASSERT_TRUE(back.has_value()) << "round " << round << ": " << name_of(back.error());
    ASSERT_EQ(*back, model) << "round " << round;
  }
}

TEST(RoundTrip, Track) {
  expect_round_trips<v1::Track>(test::track);
}
TEST(RoundTrip, WhatRadarsSay) {
  expect_round_trips<v1::RadarMessage>(test::radar_message);
}
TEST(RoundTrip, Anomaly) {
  expect_round_trips<v1::Anomaly>(test::anomaly);
}
TEST(RoundTrip, Alert) {
  expect_round_trips<v1::Alert>(test::alert);
}
TEST(RoundTrip, AlertOfASighting) {
  expect_round_trips<v1::Alert>(test::alert_of_sighting);
}
TEST(RoundTrip, Sighting) {
  expect_round_trips<v1::Sighting>(test::sighting);
}
TEST(RoundTrip, LogEntry) {
  expect_round_trips<v1::LogEntry>(test::log_entry);
}
TEST(RoundTrip, ContextEntry) {
  expect_round_trips<v1::ContextEntry>(test::context_entry);
}
TEST(RoundTrip, Assignment) {
  expect_round_trips<v1::Assignment>(test::assignment);
}

TEST(RoundTrip, ControlPoint) {
  expect_round_trips<v1::ControlPoint>(test::control_point);
}

template <typename Body, typename FromWire>
void expect_message_round_trips(Body (*make)(Random&), FromWire from) {
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  Random random(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    const Body body = make(random);
    v1::CoordinationMessage wire;
    to_wire(body, wire);
    const auto back = from(through_bytes(wire));
    ASSERT_TRUE(back.has_value()) << "round " << round << ": " << name_of(back.error());
    ASSERT_EQ(*back, body) << "round " << round;
  }
}

TEST(RoundTrip, Request) {
  expect_message_round_trips(test::request, request_from_wire);
}
TEST(RoundTrip, Order) {
  expect_message_round_trips(test::order, order_from_wire);
}

TEST(RoundTrip, SectorTable) {
  Random random(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    const model::SectorTable table = test::sector_table(random);
    v1::AssignmentTable wire;
    to_wire(table, wire);
    EnumCounts<WireProblem> problems;
    ASSERT_EQ(from_wire(through_bytes(wire), problems), table) << "round " << round;
    ASSERT_EQ(problems.total(), 0U);
  }
}

// Health has messages to people in it, which are compared by their bytes.
TEST(RoundTrip, FeedTable) {
  Random random(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    const model::FeedTable table{.feeds = {test::feed_health(random), test::feed_health(random)}};
    v1::FeedHealthTable wire, again;
    to_wire(table, wire);
    EnumCounts<WireProblem> problems;
    const model::FeedTable back = from_wire(through_bytes(wire), problems);
    ASSERT_EQ(problems.total(), 0U);
    to_wire(back, again);
    ASSERT_EQ(again.SerializeAsString(), wire.SerializeAsString()) << "round " << round;
    EXPECT_EQ(back.feeds[0].transport, table.feeds[0].transport);
    EXPECT_EQ(back.feeds[0].messages, table.feeds[0].messages);
    EXPECT_EQ(back.feeds[0].problems, table.feeds[0].problems);
    EXPECT_EQ(back.feeds[0].radar, table.feeds[0].radar);
  }
}

TEST(RoundTrip, ProcessHealth) {
  Random random(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    const model::ProcessHealth health = test::process_health(random);
    v1::ProcessHealth wire, again;
    to_wire(health, wire);
    const auto back = from_wire(through_bytes(wire));
    ASSERT_TRUE(back.has_value()) << name_of(back.error());
    to_wire(*back, again);
    ASSERT_EQ(again.SerializeAsString(), wire.SerializeAsString()) << "round " << round;
    EXPECT_EQ(back->subscriptions, health.subscriptions);
    EXPECT_EQ(back->rules, health.rules);
    EXPECT_EQ(back->children, health.children);
    EXPECT_EQ(back->outputs.size(), health.outputs.size());
    EXPECT_EQ(back->tracks, health.tracks);
    EXPECT_EQ(back->socket_to_here, health.socket_to_here);
  }
}

TEST(RoundTrip, ReportsOfAllKindsInTheirOrder) {
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  Random random(kSeed);
  v1::ReportBatch batch;
  ReportBatchBuilder builder(batch);
  for (int round = 0; round < kRounds; ++round) {
    builder.clear();
    std::vector<model::Report> sent;
    for (auto left = random.below(kReportsPerBatch + 1); left > 0; --left) {
      sent.push_back(test::report(random));
      builder.append(sent.back());
    }
    EXPECT_EQ(builder.size(), sent.size());
    std::vector<model::Report> received;
    const auto read =
        read_reports(through_bytes(batch), [&](const model::Report& report) { received.push_back(report); });
    ASSERT_EQ(read.problems.total(), 0U) << "round " << round;
    ASSERT_EQ(read.reports, sent.size());
    ASSERT_EQ(received, sent) << "round " << round;
  }
}

// A name that is cut in the middle of a letter must not make its envelope unreadable.
TEST(RoundTrip, NestedLocalizedMessages) {
  const LocalizedMessage why(tr("the sender closed the connection"));
  const LocalizedMessage message(tr("{host}:{port}: {why}"),
                                 {{"host", "east\xFF"}, {"port", 10'110}, {"why", why}});
  v1::LocalizedMessage wire;
  to_wire(LocalizedMessage(tr("what was there before {x}"), {{"x", "1"}}), wire);
  to_wire(message, wire);
  const auto back = from_wire(wire);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->key(), message.key());
  EXPECT_EQ(back->in_english(), "east\xFF:10110: the sender closed the connection");
  ASSERT_EQ(back->arguments().size(), 3U);
  ASSERT_EQ(back->arguments()[2].message.size(), 1U);
  EXPECT_EQ(back->arguments()[2].message[0].key(), why.key());
}

TEST(RoundTrip, TextThatIsNotUtf8NeverMakesAnEnvelopeUnreadable) {
  model::ControlPoint control_point;
  control_point.id = "pulau-p\xC3";
  control_point.name = std::string("\xFF\xC0\x80 ok \xE2\x80\x94", 9);
  v1::Envelope outer;
  to_wire(control_point, *outer.mutable_assignments()->add_control_points()->mutable_control_point());
  v1::Envelope received;
  ASSERT_TRUE(received.ParseFromString(outer.SerializeAsString()));
  EXPECT_EQ(received.assignments().control_points(0).control_point().id(), "pulau-p?");
  EXPECT_EQ(received.assignments().control_points(0).control_point().name(), "??? ok ??");
}

}  // namespace
}  // namespace selat::wire
