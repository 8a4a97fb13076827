// Every noun of model/ comes back from the wire as it went, through real serialised bytes.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "random_models.h"
#include "selat/v1/envelope.pb.h"
#include "selat/v1/localized_message.pb.h"
#include "wire/alert.h"
#include "wire/anomaly.h"
#include "wire/assignment.h"
#include "wire/localized_message.h"
#include "wire/report_batch.h"
#include "wire/sector.h"
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
TEST(RoundTrip, Anomaly) {
  expect_round_trips<v1::Anomaly>(test::anomaly);
}
TEST(RoundTrip, Alert) {
  expect_round_trips<v1::Alert>(test::alert);
}
TEST(RoundTrip, Assignment) {
  expect_round_trips<v1::Assignment>(test::assignment);
}

TEST(RoundTrip, DeclineCode) {
  for (std::size_t i = 0; i < enum_count<model::DeclineCode>; ++i) {
    const auto code = static_cast<model::DeclineCode>(i);
    EXPECT_EQ(from_wire(to_wire(code)), code);
  }
  EXPECT_EQ(from_wire(v1::DECLINE_CODE_UNSPECIFIED).error(), WireProblem::unknown_enum);
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

void expect_equal(const model::Sector& a, const model::Sector& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.names, b.names);
  EXPECT_EQ(a.permits, b.permits);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.basis, b.basis);
  EXPECT_EQ(a.straitrep, b.straitrep);
  ASSERT_EQ(a.area.polygons().size(), b.area.polygons().size());
  for (std::size_t i = 0; i < a.area.polygons().size(); ++i) {
    EXPECT_EQ(a.area.polygons()[i].outer(), b.area.polygons()[i].outer());
    EXPECT_EQ(a.area.polygons()[i].holes(), b.area.polygons()[i].holes());
  }
}

TEST(RoundTrip, Sector) {
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  Random random(kSeed);
  for (int round = 0; round < 100; ++round) {
    const auto sector = test::sector(random);
    v1::Sector wire;
    to_wire(sector, wire);
    const auto back = from_wire(through_bytes(wire));
    ASSERT_TRUE(back.has_value()) << name_of(back.error());
    expect_equal(*back, sector);
  }
}

TEST(RoundTrip, ControlPoint) {
  Random random(kSeed);
  const auto sent = test::control_point(random);
  v1::ControlPoint wire;
  to_wire(sent, wire);
  const auto back = from_wire(through_bytes(wire));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->id, sent.id);
  EXPECT_EQ(back->name, sent.name);
  EXPECT_EQ(back->nation, sent.nation);
  EXPECT_EQ(back->position, sent.position);
  EXPECT_EQ(back->capacity, sent.capacity);
  EXPECT_EQ(back->basis, sent.basis);
}

TEST(RoundTrip, Asset) {
  Random random(kSeed);
  const auto sent = test::asset(random);
  v1::Asset wire;
  to_wire(sent, wire);
  const auto back = from_wire(through_bytes(wire));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->id, sent.id);
  EXPECT_EQ(back->control_point, sent.control_point);
  EXPECT_EQ(back->name, sent.name);
  EXPECT_EQ(back->berth, sent.berth);
  EXPECT_EQ(back->cruise, sent.cruise);
  EXPECT_EQ(back->sprint, sent.sprint);
  EXPECT_EQ(back->is_available, sent.is_available);
}

// A name that is cut in the middle of a letter must not make its envelope unreadable.
TEST(RoundTrip, NestedLocalizedMessages) {
  const LocalizedMessage why("the sender closed the connection");
  const LocalizedMessage message("{host}:{port}: {why}",
                                 {{"host", "east\xFF"}, {"port", 10'110}, {"why", why}});
  v1::LocalizedMessage wire;
  to_wire(LocalizedMessage("what was there before {x}", {{"x", "1"}}), wire);
  to_wire(message, wire);
  const auto back = from_wire(wire);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->id(), message.id());
  EXPECT_EQ(back->in_english(), "east\xFF:10110: the sender closed the connection");
  ASSERT_EQ(back->arguments().size(), 3U);
  ASSERT_EQ(back->arguments()[2].message.size(), 1U);
  EXPECT_EQ(back->arguments()[2].message[0].id(), why.id());
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
