#include "wire/alert.h"

#include <utility>

#include "selat/v1/alert.pb.h"
#include "wire/anomaly.h"
#include "wire/reading.h"
#include "wire/sighting.h"
#include "wire/utf8.h"

namespace selat::wire {
namespace {

constexpr int kMostParts = 1'000;               // of comments, fixes and recipients, each
constexpr double kLongestRange_m = 21'000'000;  // half the circumference of the Earth
constexpr std::uint64_t kLongestTravel_s = 366ULL * 24 * 3'600;

void write_fix(const model::VesselFix& fix, v1::VesselFix& wire) {
  wire.set_mmsi(fix.mmsi.number());
  write_position(fix.position, *wire.mutable_position());
  if (fix.sog) {
    wire.set_sog_kn(static_cast<float>(fix.sog->in_knots()));
  }
  if (fix.cog) {
    wire.set_cog_deg(static_cast<float>(fix.cog->in_degrees()));
  }
  wire.set_observed_at_unix_us(to_wire(fix.observed_at));
}

model::VesselFix read_fix(Reading& reading, const v1::VesselFix& wire) {
  model::VesselFix fix;
  fix.mmsi = reading.mmsi(wire.mmsi());
  fix.position = reading.place(wire.position());
  if (wire.has_sog_kn()) {
    fix.sog = Speed::knots(reading.within(wire.sog_kn(), 0, kLargestKnots));
  }
  if (wire.has_cog_deg()) {
    fix.cog = Bearing::degrees(reading.within(wire.cog_deg(), 0, 360));
  }
  fix.observed_at = reading.instant(wire.observed_at_unix_us());
  return fix;
}

void write_telling(const model::Telling& told, v1::Telling& wire) {
  wire.set_fence(told.fence);
  wire.set_change(told.change);
  wire.set_severity(enum_to_wire<v1::Severity>(told.severity));
  wire.set_state(enum_to_wire<v1::AlertState>(told.state));
  wire.set_sector(utf8_or_marked(told.sector));
  wire.set_was_due(told.was_due);
  wire.set_comments(told.comments);
  wire.set_names(told.names);
  wire.set_stored_at_unix_us(to_wire(told.stored_at));
  wire.set_first_stored_at_unix_us(to_wire(told.first_stored_at));
  if (told.seen_at) {
    wire.set_seen_at_unix_us(to_wire(*told.seen_at));
  }
  if (told.not_seen) {
    wire.set_not_seen(enum_to_wire<v1::Severity>(*told.not_seen));
  }
}

model::Telling read_telling(Reading& reading, const v1::Telling& wire) {
  model::Telling told;
  told.fence = wire.fence();
  told.change = wire.change();
  told.severity = reading.enumeration<model::Severity>(wire.severity());
  told.state = reading.enumeration<model::AlertState>(wire.state());
  told.sector = reading.identity<model::SectorId>(wire.sector());
  told.was_due = wire.was_due();
  told.comments = wire.comments();
  told.names = wire.names();
  told.stored_at = reading.instant(wire.stored_at_unix_us());
  told.first_stored_at = reading.instant(wire.first_stored_at_unix_us());
  if (wire.has_seen_at_unix_us()) {
    told.seen_at = reading.instant(wire.seen_at_unix_us());
  }
  if (wire.not_seen() != v1::SEVERITY_UNSPECIFIED) {
    told.not_seen = reading.enumeration<model::Severity>(wire.not_seen());
  }
  return told;
}

void write_recipient(const model::AlertRecipient& recipient, v1::AlertRecipient& wire) {
  wire.set_control_point(utf8_or_marked(recipient.control_point));
  if (recipient.due) {
    wire.set_due(enum_to_wire<v1::DueReason>(*recipient.due));
  }
  wire.set_due_since_unix_us(to_wire(recipient.due_since));
  wire.set_sent_change(recipient.sent_change);
  if (recipient.risen_to) {
    wire.set_risen_to(enum_to_wire<v1::Severity>(*recipient.risen_to));
  }
  if (recipient.told) {
    write_telling(*recipient.told, *wire.mutable_told());
  }
}

model::AlertRecipient read_recipient(Reading& reading, const v1::AlertRecipient& wire) {
  model::AlertRecipient recipient;
  recipient.control_point = reading.identity<model::ControlPointId>(wire.control_point());
  if (wire.due() != v1::DUE_REASON_UNSPECIFIED) {
    recipient.due = reading.enumeration<model::DueReason>(wire.due());
  }
  recipient.due_since = reading.instant(wire.due_since_unix_us());
  recipient.sent_change = wire.sent_change();
  if (wire.risen_to() != v1::SEVERITY_UNSPECIFIED) {
    recipient.risen_to = reading.enumeration<model::Severity>(wire.risen_to());
  }
  if (wire.has_told()) {
    recipient.told = read_telling(reading, wire.told());
  }
  return recipient;
}

void write_answers(const model::Alert& alert, v1::Alert& wire) {
  if (alert.acknowledged) {
    auto& acknowledged = *wire.mutable_acknowledged();
    acknowledged.set_at_unix_us(to_wire(alert.acknowledged->at));
    acknowledged.set_by(utf8_or_marked(alert.acknowledged->by));
    acknowledged.set_severity(enum_to_wire<v1::Severity>(alert.acknowledged->severity));
  }
  if (alert.outcome) {
    wire.set_outcome(enum_to_wire<v1::Outcome>(*alert.outcome));
  }
  wire.set_closed_by(utf8_or_marked(alert.closed_by));
  wire.set_comments_ever(alert.comments_ever);
  for (const model::AlertComment& comment : alert.comments) {
    auto& added = *wire.add_comments();
    added.set_at_unix_us(to_wire(comment.at));
    added.set_by(utf8_or_marked(comment.by));
    added.set_text(comment.text);
  }
}

void read_answers(Reading& reading, const v1::Alert& wire, model::Alert& alert) {
  if (wire.has_acknowledged()) {
    const auto& acknowledged = wire.acknowledged();
    alert.acknowledged = {.at = reading.instant(acknowledged.at_unix_us()),
                          .by = reading.identity<model::ControlPointId>(acknowledged.by()),
                          .severity = reading.enumeration<model::Severity>(acknowledged.severity())};
  }
  if (wire.outcome() != v1::OUTCOME_UNSPECIFIED) {
    alert.outcome = reading.enumeration<model::Outcome>(wire.outcome());
  }
  alert.closed_by = reading.identity<model::ControlPointId>(wire.closed_by());
  alert.comments_ever = wire.comments_ever();
  for (const auto& comment : wire.comments()) {
    alert.comments.push_back({.at = reading.instant(comment.at_unix_us()),
                              .by = reading.identity<model::ControlPointId>(comment.by()),
                              .text = comment.text().substr(0, model::kLongestFreeText)});
  }
}

}  // namespace

void to_wire(const model::Alert& alert, v1::Alert& wire) {
  wire.Clear();
  wire.set_id(alert.id);
  wire.set_number(alert.number);
  wire.set_change(alert.change);
  wire.set_state(enum_to_wire<v1::AlertState>(alert.state));
  to_wire(alert.anomaly, *wire.mutable_anomaly());
  wire.set_detector_term(alert.detector_term);
  wire.set_raised_at_unix_us(to_wire(alert.raised_at));
  if (alert.closed_at) {
    wire.set_closed_at_unix_us(to_wire(*alert.closed_at));
  }
  if (alert.unconfirmed_since) {
    wire.set_unconfirmed_since_unix_us(to_wire(*alert.unconfirmed_since));
  }
  wire.set_is_not_stored(!alert.is_stored);
  write_answers(alert, wire);
  wire.set_sector(utf8_or_marked(alert.sector));
  for (const model::VesselFix& fix : alert.fixes) {
    write_fix(fix, *wire.add_fixes());
  }
  for (const model::AlertRecipient& recipient : alert.recipients) {
    write_recipient(recipient, *wire.add_recipients());
  }
  if (alert.nearest) {
    to_wire(*alert.nearest, *wire.mutable_nearest());
  }
  if (alert.nearest_of_all) {
    to_wire(*alert.nearest_of_all, *wire.mutable_nearest_of_all());
  }
  if (alert.waits) {
    auto& waits = *wire.mutable_waits();
    waits.set_severity(enum_to_wire<v1::Severity>(alert.waits->severity));
    waits.set_since_unix_us(to_wire(alert.waits->since));
    waits.set_before(alert.waits->before);
  }
  if (alert.missed_rise) {
    wire.set_missed_rise(enum_to_wire<v1::Severity>(*alert.missed_rise));
  }
  if (alert.sighting) {
    to_wire(*alert.sighting, *wire.mutable_sighting());
  }
}

std::expected<model::Alert, WireProblem> from_wire(const v1::Alert& wire) {
  if (!wire.has_anomaly()) {
    return std::unexpected(WireProblem::missing_field);
  }
  if (wire.comments_size() > kMostParts || wire.fixes_size() > kMostParts ||
      wire.recipients_size() > kMostParts) {
    return std::unexpected(WireProblem::too_many);
  }
  Reading reading;
  model::Alert alert;
  alert.id = wire.id();
  alert.number = wire.number();
  alert.change = wire.change();
  alert.state = reading.enumeration<model::AlertState>(wire.state());
  alert.anomaly = reading.value(from_wire(wire.anomaly()));
  alert.detector_term = wire.detector_term();
  alert.raised_at = reading.instant(wire.raised_at_unix_us());
  if (wire.has_closed_at_unix_us()) {
    alert.closed_at = reading.instant(wire.closed_at_unix_us());
  }
  if (wire.has_unconfirmed_since_unix_us()) {
    alert.unconfirmed_since = reading.instant(wire.unconfirmed_since_unix_us());
  }
  alert.is_stored = !wire.is_not_stored();
  read_answers(reading, wire, alert);
  alert.sector = reading.identity<model::SectorId>(wire.sector());
  for (const auto& fix : wire.fixes()) {
    alert.fixes.push_back(read_fix(reading, fix));
  }
  for (const auto& recipient : wire.recipients()) {
    alert.recipients.push_back(read_recipient(reading, recipient));
  }
  if (wire.has_nearest()) {
    alert.nearest = reading.value(from_wire(wire.nearest()));
  }
  if (wire.has_nearest_of_all()) {
    alert.nearest_of_all = reading.value(from_wire(wire.nearest_of_all()));
  }
  if (wire.has_waits()) {
    alert.waits = {.severity = reading.enumeration<model::Severity>(wire.waits().severity()),
                   .since = reading.instant(wire.waits().since_unix_us()),
                   .before = wire.waits().before()};
  }
  if (wire.missed_rise() != v1::SEVERITY_UNSPECIFIED) {
    alert.missed_rise = reading.enumeration<model::Severity>(wire.missed_rise());
  }
  if (wire.has_sighting()) {
    alert.sighting = reading.value(from_wire(wire.sighting()));
  }
  return reading.result(std::move(alert));
}

void to_wire(const model::NearestCraft& craft, v1::NearestCraft& wire) {
  wire.set_control_point(utf8_or_marked(craft.control_point));
  wire.set_asset(utf8_or_marked(craft.asset));
  wire.set_name(utf8_or_marked(craft.name));
  wire.set_is_heard(craft.is_heard);
  wire.set_observed_at_unix_us(to_wire(craft.observed_at));
  wire.set_bearing_deg(craft.bearing.in_degrees());
  wire.set_range_m(craft.range.in_metres());
  wire.set_travel_time_s(static_cast<std::uint64_t>(craft.travel_time.in_seconds()));
  if (craft.without_permit) {
    wire.set_without_permit(enum_to_wire<v1::Nation>(*craft.without_permit));
  }
}

std::expected<model::NearestCraft, WireProblem> from_wire(const v1::NearestCraft& wire) {
  Reading reading;
  model::NearestCraft craft;
  craft.control_point = reading.identity<model::ControlPointId>(wire.control_point());
  craft.asset = reading.identity<model::AssetId>(wire.asset());
  craft.name = wire.name().substr(0, model::kLongestFreeText);
  craft.is_heard = wire.is_heard();
  craft.observed_at = reading.instant(wire.observed_at_unix_us());
  craft.bearing = Bearing::degrees(reading.within(wire.bearing_deg(), 0, 360));
  craft.range = Distance::metres(reading.within(wire.range_m(), 0, kLongestRange_m));
  craft.travel_time =
      Span::seconds(static_cast<std::int64_t>(reading.at_most(wire.travel_time_s(), kLongestTravel_s)));
  if (wire.without_permit() != v1::NATION_UNSPECIFIED) {
    craft.without_permit = reading.enumeration<model::Nation>(wire.without_permit());
  }
  return reading.result(std::move(craft));
}

std::string to_bytes(const model::Alert& alert) {
  v1::Alert wire;
  to_wire(alert, wire);
  return wire.SerializeAsString();
}

std::expected<model::Alert, WireProblem> alert_from_bytes(std::string_view bytes) {
  v1::Alert wire;
  if (!wire.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return std::unexpected(WireProblem::missing_field);
  }
  return from_wire(wire);
}

}  // namespace selat::wire
