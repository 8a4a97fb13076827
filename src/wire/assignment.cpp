#include "wire/assignment.h"

#include <algorithm>
#include <cstdint>

#include "selat/v1/assignment.pb.h"
#include "wire/reading.h"
#include "wire/utf8.h"

namespace selat::wire {

namespace {

constexpr std::uint64_t kLongestTravel_s = 366ULL * 24 * 3600;

std::uint64_t whole_seconds(Span span) {
  return static_cast<std::uint64_t>(
      std::max<std::int64_t>(0, (span.in_microseconds() + 500'000) / 1'000'000));
}

Span read_seconds(Reading& reading, std::uint64_t seconds) {
  return Span::seconds(static_cast<std::int64_t>(reading.at_most(seconds, kLongestTravel_s)));
}

void write_reason(const model::AssignmentReason& reason, v1::AssignmentReason& wire) {
  wire.set_travel_time_s(whole_seconds(reason.travel_time));
  wire.set_asset(utf8_or_marked(reason.asset));
  wire.set_priority(reason.priority);
  wire.set_open_alerts(reason.open_alerts);
  wire.set_second_best(utf8_or_marked(reason.second_best));
  if (reason.second_travel_time) {
    wire.set_second_travel_time_s(whole_seconds(*reason.second_travel_time));
  }
}

model::AssignmentReason read_reason(Reading& reading, const v1::AssignmentReason& wire) {
  model::AssignmentReason reason;
  reason.travel_time = read_seconds(reading, wire.travel_time_s());
  reason.asset = reading.identity<model::AssetId>(wire.asset());
  reason.priority = reading.finite(wire.priority());
  reason.open_alerts = wire.open_alerts();
  reason.second_best = reading.identity<model::ControlPointId>(wire.second_best());
  if (wire.has_second_travel_time_s()) {
    reason.second_travel_time = read_seconds(reading, wire.second_travel_time_s());
  }
  return reason;
}

}  // namespace

void to_wire(const model::Assignment& assignment, v1::Assignment& wire) {
  wire.Clear();
  wire.set_sector(utf8_or_marked(assignment.sector));
  wire.set_state(enum_to_wire<v1::SectorState>(assignment.state));
  wire.set_holder(utf8_or_marked(assignment.holder));
  wire.set_epoch(assignment.epoch);
  wire.set_lease(assignment.lease);
  if (assignment.expires_at) {
    wire.set_expires_at_unix_us(to_wire(*assignment.expires_at));
  }
  wire.set_plan_version(assignment.plan_version);
  write_reason(assignment.reason, *wire.mutable_reason());
  if (assignment.since) {
    wire.set_since_unix_us(to_wire(*assignment.since));
  }
  if (assignment.uncovered_because) {
    wire.set_uncovered_because(enum_to_wire<v1::UncoveredCause>(*assignment.uncovered_because));
  }
}

std::expected<model::Assignment, WireProblem> from_wire(const v1::Assignment& wire) {
  Reading reading;
  model::Assignment assignment;
  assignment.sector = reading.identity<model::SectorId>(wire.sector());
  assignment.state = reading.enumeration<model::SectorState>(wire.state());
  assignment.holder = reading.identity<model::ControlPointId>(wire.holder());
  assignment.epoch = wire.epoch();
  assignment.lease = wire.lease();
  if (wire.has_expires_at_unix_us()) {
    assignment.expires_at = reading.instant(wire.expires_at_unix_us());
  }
  assignment.plan_version = wire.plan_version();
  assignment.reason = read_reason(reading, wire.reason());
  if (wire.has_since_unix_us()) {
    assignment.since = reading.instant(wire.since_unix_us());
  }
  if (wire.uncovered_because() != v1::UNCOVERED_CAUSE_UNSPECIFIED) {
    assignment.uncovered_because = reading.enumeration<model::UncoveredCause>(wire.uncovered_because());
  }
  return reading.result(assignment);
}

}  // namespace selat::wire
