#pragma once
// Random values of model/ that lie on the steps of the wire, so that a round trip gives them back exactly.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "model/alert.h"
#include "model/assignment.h"
#include "model/context_entry.h"
#include "model/log_entry.h"
#include "model/report.h"
#include "model/sector.h"
#include "model/track.h"

namespace selat::wire::test {

inline bool toss(Random& random) {
  return random.chance(0.5);
}

// Any bytes at all, NUL and half a letter among them.
inline std::string hostile_text(Random& random, std::size_t longest) {
  std::string text;
  const auto length = random.below(longest + 1);
  for (std::size_t i = 0; i < length; ++i) {
    text.push_back(static_cast<char>(random.below(256)));
  }
  return text;
}

inline std::string plain_text(Random& random, std::size_t longest) {
  std::string text;
  const auto length = random.below(longest + 1);
  for (std::size_t i = 0; i < length; ++i) {
    text.push_back(static_cast<char>('a' + random.below(26)));
  }
  return text;
}

inline Instant instant(Random& random) {
  return Instant::unix_microseconds(static_cast<std::int64_t>(random.below(4'000'000'000'000'000)) -
                                    1'000'000'000'000'000);
}

inline std::int32_t within(Random& random, std::int64_t limit) {
  return static_cast<std::int32_t>(
      static_cast<std::int64_t>(random.below(2 * static_cast<std::uint64_t>(limit) + 1)) - limit);
}

inline geo::Position position(Random& random) {
  const auto latitude_e7 = within(random, 900'000'000);
  return geo::Position::e7(latitude_e7, within(random, 1'800'000'000));
}

template <typename Enum>
Enum enumerator(Random& random) {
  return static_cast<Enum>(random.below(enum_count<Enum>));
}

inline void fill_header(Random& random, model::ReportHeader& header) {
  header.mmsi = model::Mmsi(static_cast<std::uint32_t>(random.below(1U << 30)));
  header.message_type = static_cast<std::uint8_t>(1 + random.below(27));
  header.transponder = enumerator<model::Transponder>(random);
  header.observed_at = instant(random);
  header.received_at =
      header.observed_at + Span::microseconds(static_cast<std::int64_t>(random.below(9'000'000)));
  header.source = std::string_view(hostile_text(random, 31));
  header.fingerprint = random.next();
}

inline model::PositionReport position_report(Random& random) {
  model::PositionReport report;
  fill_header(random, report);
  if (toss(random)) {
    report.position = position(random);
  }
  if (toss(random)) {
    report.sog = Speed::knots(static_cast<double>(random.below(1023)) / 10.0);
  }
  if (toss(random)) {
    report.cog = Bearing::degrees(static_cast<double>(random.below(3600)) / 10.0);
  }
  if (toss(random)) {
    report.heading = Bearing::degrees(static_cast<double>(random.below(360)));
  }
  if (toss(random)) {
    report.turn_rate =
        TurnRate::degrees_per_minute((static_cast<double>(random.below(144'001)) - 72'000.0) / 100.0);
  }
  report.status = enumerator<model::NavigationStatus>(random);
  report.is_sog_at_limit = toss(random);
  report.is_high_accuracy = toss(random);
  report.has_raim = toss(random);
  report.is_dead_reckoning = toss(random);
  if (random.chance(0.2)) {
    report.altitude = Distance::metres(static_cast<double>(random.below(4095)));
  }
  if (random.chance(0.3)) {
    report.is_off_position = toss(random);
  }
  return report;
}

inline model::Dimensions dimensions(Random& random) {
  const auto metres = [&](std::uint64_t below) {
    return Distance::metres(static_cast<double>(random.below(below)));
  };
  return {.to_bow = metres(512), .to_stern = metres(512), .to_port = metres(64), .to_starboard = metres(64)};
}

inline model::StaticReport static_report(Random& random) {
  model::StaticReport report;
  fill_header(random, report);
  if (toss(random)) {
    report.imo = static_cast<std::uint32_t>(random.below(10'000'000));
  }
  if (toss(random)) {
    report.call_sign.emplace(std::string_view(hostile_text(random, 7)));
  }
  if (toss(random)) {
    report.name.emplace(std::string_view(hostile_text(random, 34)));
  }
  if (toss(random)) {
    report.ship_type = static_cast<std::uint8_t>(random.below(256));
  }
  if (toss(random)) {
    report.dimensions = dimensions(random);
  }
  if (toss(random)) {
    report.draught = Distance::metres(static_cast<double>(random.below(256)) / 10.0);
  }
  if (toss(random)) {
    report.destination.emplace(std::string_view(hostile_text(random, 20)));
  }
  if (toss(random)) {
    report.eta.emplace("12-31T23:59");
  }
  if (toss(random)) {
    report.mothership = model::Mmsi(static_cast<std::uint32_t>(random.below(999'999'999)));
  }
  return report;
}

inline model::SafetyReport safety_report(Random& random) {
  model::SafetyReport report;
  fill_header(random, report);
  report.text = std::string_view(hostile_text(random, 161));
  return report;
}

inline model::AlsoHeard also_heard(Random& random) {
  model::AlsoHeard report;
  fill_header(random, report);
  return report;
}

inline model::Report report(Random& random) {
  switch (random.below(8)) {
    case 0:
      return static_report(random);
    case 1:
      return safety_report(random);
    case 2:
      return also_heard(random);
    default:
      return position_report(random);
  }
}

inline Speed float_speed(Random& random) {
  return Speed::knots(static_cast<double>(static_cast<float>(random.uniform(0, 100))));
}
inline Bearing float_bearing(Random& random) {
  return Bearing::degrees(static_cast<double>(static_cast<float>(random.uniform(0, 359.9))));
}

inline model::SensorSpan sensor_span(Random& random) {
  model::SensorSpan span;
  span.kind = enumerator<model::SensorKind>(random);
  span.sensor = "radar A";
  if (toss(random)) {
    span.mmsi = model::Mmsi(static_cast<std::uint32_t>(random.below(1U << 30)));
  }
  span.first_at = instant(random);
  span.last_at = instant(random);
  return span;
}

inline model::Track track(Random& random) {
  model::Track track;
  track.id = random.next();
  track.state = enumerator<model::TrackState>(random);
  track.vessel.mmsi = model::Mmsi(static_cast<std::uint32_t>(random.below(1U << 30)));
  track.vessel.merge(static_report(random));
  track.first_at = instant(random);
  track.last_at = instant(random);
  track.position = position(random);
  if (toss(random)) {
    track.sog = float_speed(random);
  }
  if (toss(random)) {
    track.cog = float_bearing(random);
  }
  if (toss(random)) {
    track.heading = float_bearing(random);
  }
  track.status = enumerator<model::NavigationStatus>(random);
  track.fixes = random.next();
  while (track.seen_by.size() < model::kMostSensorSpans && toss(random)) {
    track.seen_by.push_back(sensor_span(random));
  }
  if (toss(random)) {
    track.sigma = Distance::metres(static_cast<double>(static_cast<float>(random.uniform(0, 900))));
  }
  track.is_own_craft = toss(random);
  return track;
}

inline model::Anomaly anomaly(Random& random) {
  model::Anomaly anomaly;
  anomaly.id = random.next();
  anomaly.condition = random.next();
  anomaly.revision = static_cast<std::uint32_t>(random.next());
  anomaly.rule = std::string_view(plain_text(random, 31));
  anomaly.rule_version = static_cast<std::uint16_t>(random.below(65'536));
  anomaly.grade = std::string_view(plain_text(random, 31));
  anomaly.phase = enumerator<model::AnomalyPhase>(random);
  anomaly.severity = enumerator<model::Severity>(random);
  if (toss(random)) {
    anomaly.peak = {
        .severity = enumerator<model::Severity>(random), .from = instant(random), .until = instant(random)};
  }
  anomaly.confidence = random.uniform();
  for (auto left = random.below(3); left > 0; --left) {
    auto& vessel = anomaly.vessels.emplace_back();
    vessel.mmsi = model::Mmsi(static_cast<std::uint32_t>(random.below(1U << 30)));
    vessel.name = std::string_view(hostile_text(random, 34));
  }
  anomaly.place = position(random);
  anomaly.subject = hostile_text(random, 200);
  anomaly.started_at = instant(random);
  anomaly.decided_at = instant(random);
  if (toss(random)) {
    anomaly.ended_at = instant(random);
  }
  for (auto left = random.below(5); left > 0; --left) {
    auto& evidence = anomaly.evidence.emplace_back();
    evidence.quantity = enumerator<model::Quantity>(random);
    evidence.measured = random.normal(0, 1e6);
    if (toss(random)) {
      evidence.threshold = random.normal(0, 10);
    }
  }
  for (auto left = random.below(5); left > 0; --left) {
    auto& reference = anomaly.reports.emplace_back();
    reference.mmsi = model::Mmsi(static_cast<std::uint32_t>(random.below(1U << 30)));
    reference.observed_at = instant(random);
    reference.fingerprint = random.next();
    reference.source = std::string_view(hostile_text(random, 31));
    if (toss(random)) {
      reference.position = position(random);
    }
    if (toss(random)) {
      reference.sog = float_speed(random);
    }
  }
  return anomaly;
}

inline model::VesselFix vessel_fix(Random& random) {
  model::VesselFix fix;
  fix.mmsi = model::Mmsi(static_cast<std::uint32_t>(random.below(1U << 30)));
  fix.position = position(random);
  if (toss(random)) {
    fix.sog = float_speed(random);
    fix.cog = Bearing::degrees(static_cast<double>(random.below(3'600)) / 16);
  }
  fix.observed_at = instant(random);
  return fix;
}

inline model::AlertRecipient recipient(Random& random) {
  model::AlertRecipient recipient;
  recipient.control_point = std::string_view(plain_text(random, 15));
  if (toss(random)) {
    recipient.due = enumerator<model::DueReason>(random);
  }
  recipient.due_since = instant(random);
  recipient.sent_change = static_cast<std::uint32_t>(random.below(100));
  if (toss(random)) {
    recipient.risen_to = enumerator<model::Severity>(random);
  }
  if (toss(random)) {
    recipient.told = {
        .fence = random.next(),
        .change = static_cast<std::uint32_t>(random.below(100)),
        .severity = enumerator<model::Severity>(random),
        .state = enumerator<model::AlertState>(random),
        .sector = std::string_view(plain_text(random, 15)),
        .comments = static_cast<std::uint32_t>(random.below(100)),
        .was_due = toss(random),
        .stored_at = instant(random),
        .first_stored_at = instant(random),
        .seen_at = toss(random) ? std::optional(instant(random)) : std::nullopt,
        .not_seen = toss(random) ? std::optional(enumerator<model::Severity>(random)) : std::nullopt};
  }
  return recipient;
}

inline model::NearestCraft nearest_craft(Random& random) {
  return {.control_point = std::string_view(plain_text(random, 15)),
          .asset = std::string_view(plain_text(random, 31)),
          .name = plain_text(random, 20),
          .is_heard = toss(random),
          .observed_at = instant(random),
          .bearing = Bearing::degrees(static_cast<double>(random.below(360))),
          .range = Distance::metres(static_cast<double>(random.below(1'000'000))),
          .travel_time = Span::seconds(static_cast<std::int64_t>(random.below(100'000))),
          .without_permit = toss(random) ? std::optional(enumerator<model::Nation>(random)) : std::nullopt};
}

inline model::Alert alert(Random& random) {
  model::Alert alert;
  alert.id = random.next();
  alert.state = enumerator<model::AlertState>(random);
  alert.anomaly = anomaly(random);
  alert.raised_at = instant(random);
  alert.detector_term = random.below(1'000);
  alert.number = static_cast<std::uint32_t>(random.below(model::kLastAlertNumber));
  alert.change = static_cast<std::uint32_t>(random.below(100));
  alert.sector = std::string_view(plain_text(random, 15));
  if (toss(random)) {
    alert.closed_at = instant(random);
    alert.outcome = enumerator<model::Outcome>(random);
    alert.closed_by = std::string_view(plain_text(random, 15));
  }
  if (toss(random)) {
    alert.unconfirmed_since = instant(random);
    alert.waits = {.severity = enumerator<model::Severity>(random),
                   .since = instant(random),
                   .before = static_cast<std::uint32_t>(random.below(100))};
    alert.missed_rise = enumerator<model::Severity>(random);
    alert.acknowledged = {.at = instant(random),
                          .by = std::string_view(plain_text(random, 15)),
                          .severity = enumerator<model::Severity>(random)};
  }
  alert.comments_ever = static_cast<std::uint32_t>(random.below(100));
  alert.is_stored = toss(random);
  for (auto left = random.below(3); left > 0; --left) {
    alert.comments.push_back({.at = instant(random),
                              .by = std::string_view(plain_text(random, 15)),
                              .text = hostile_text(random, 100)});
    alert.fixes.push_back(vessel_fix(random));
    alert.recipients.push_back(recipient(random));
  }
  if (toss(random)) {
    alert.nearest = nearest_craft(random);
  }
  if (toss(random)) {
    alert.nearest_of_all = nearest_craft(random);
  }
  return alert;
}

inline model::Assignment assignment(Random& random) {
  model::Assignment assignment;
  assignment.sector = std::string_view(plain_text(random, 15));
  assignment.state = enumerator<model::SectorState>(random);
  assignment.holder = std::string_view(plain_text(random, 15));
  assignment.epoch = random.next();
  assignment.lease = random.next();
  if (toss(random)) {
    assignment.expires_at = instant(random);
  }
  if (toss(random)) {
    assignment.since = instant(random);
  }
  assignment.plan_version = random.next();
  assignment.reason.travel_time = Span::seconds(static_cast<std::int64_t>(random.below(100'000)));
  assignment.reason.asset = std::string_view(plain_text(random, 31));
  assignment.reason.priority = random.normal(1, 3);
  assignment.reason.open_alerts = static_cast<std::uint32_t>(random.below(100));
  assignment.reason.second_best = std::string_view(plain_text(random, 15));
  if (toss(random)) {
    assignment.reason.second_travel_time = Span::seconds(static_cast<std::int64_t>(random.below(100'000)));
  }
  return assignment;
}

inline model::ControlPoint control_point(Random& random) {
  model::ControlPoint control_point;
  control_point.id = std::string_view(plain_text(random, 15));
  control_point.name = plain_text(random, 40);
  control_point.nation = enumerator<model::Nation>(random);
  control_point.position = position(random);
  control_point.capacity = static_cast<std::uint32_t>(random.below(20));
  control_point.basis = enumerator<model::Basis>(random);
  return control_point;
}

inline model::Exclusion exclusion(Random& random) {
  return {.sector = std::string_view(plain_text(random, 15)),
          .control_point = std::string_view(plain_text(random, 15)),
          .until = instant(random),
          .code = enumerator<model::DeclineCode>(random),
          .remark = hostile_text(random, 60)};
}

inline model::LogEntry log_entry(Random& random) {
  model::LogEntry entry;
  entry.number = random.next();
  entry.at = instant(random);
  entry.kind = enumerator<model::LogKind>(random);
  entry.from = std::string_view(plain_text(random, 15));
  entry.from_term = random.next();
  entry.request = random.next();
  entry.sector = std::string_view(plain_text(random, 15));
  entry.epoch = random.next();
  entry.alert = random.next();
  entry.alert_number = static_cast<std::uint32_t>(random.below(model::kLastAlertNumber));
  if (toss(random)) {
    entry.severity = enumerator<model::Severity>(random);
    entry.written_at = instant(random);
    entry.place = position(random);
  }
  if (toss(random)) {
    entry.code = enumerator<model::DeclineCode>(random);
    entry.vessel = model::Mmsi(static_cast<std::uint32_t>(random.below(1U << 30)));
  }
  entry.reference = plain_text(random, 15);
  entry.text = hostile_text(random, 200);
  return entry;
}

inline geo::Ring ring(Random& random) {
  geo::Ring ring;
  for (auto left = 3 + random.below(5); left > 0; --left) {
    ring.push_back(position(random));
  }
  return ring;
}

inline model::Zone zone(Random& random) {
  model::Zone zone;
  zone.id = std::string_view(plain_text(random, 31));
  zone.kind = enumerator<model::ZoneKind>(random);
  zone.names = {.en = plain_text(random, 20), .id = plain_text(random, 20), .ms = {}};
  std::vector<geo::Polygon> polygons;
  for (auto left = 1 + random.below(3); left > 0; --left) {
    polygons.emplace_back(ring(random), std::vector<geo::Ring>(random.below(3), ring(random)));
  }
  zone.area = geo::Area(std::move(polygons));
  zone.basis = enumerator<model::Basis>(random);
  zone.stay_watch = enumerator<model::StayWatch>(random);
  zone.corridor = plain_text(random, 2);
  if (toss(random)) {
    zone.speed_limit = Speed::knots(8);  // comes back exactly
    zone.longest_vessel = Distance::metres(static_cast<double>(random.below(400)));
  }
  return zone;
}

inline model::ContextEntry context_entry(Random& random) {
  model::ContextEntry entry;
  entry.id = std::string_view(plain_text(random, 15));
  if (toss(random)) {
    entry.what = zone(random);
  } else {
    entry.what = model::WatchEntry{.label = hostile_text(random, 60),
                                   .mmsi = static_cast<std::uint32_t>(random.below(1U << 30)),
                                   .imo = std::nullopt,
                                   .call_sign = hostile_text(random, 7),
                                   .name = hostile_text(random, 20)};
  }
  entry.reason = hostile_text(random, 100);
  entry.owner = hostile_text(random, 30);
  entry.added_by = std::string_view(plain_text(random, 15));
  entry.from = instant(random);
  entry.ends_at = instant(random);
  return entry;
}

}  // namespace selat::wire::test
