#include "wire/anomaly.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "selat/v1/anomaly.pb.h"
#include "wire/reading.h"
#include "wire/utf8.h"

namespace selat::wire {

namespace {

void write_reference(const model::ReportReference& report, v1::ReportReference& wire) {
  wire.set_mmsi(report.mmsi.number());
  wire.set_observed_at_unix_us(to_wire(report.observed_at));
  wire.set_fingerprint(report.fingerprint);
  wire.set_source(std::string(report.source.view()));
  if (report.position) {
    write_position(*report.position, *wire.mutable_position());
  }
  if (report.sog) {
    wire.set_sog_kn(static_cast<float>(report.sog->in_knots()));
  }
}

model::ReportReference read_reference(Reading& reading, const v1::ReportReference& wire) {
  model::ReportReference report;
  report.mmsi = reading.mmsi(wire.mmsi());
  report.observed_at = reading.instant(wire.observed_at_unix_us());
  report.fingerprint = wire.fingerprint();
  report.source = reading.identity<model::SourceName>(wire.source());
  if (wire.has_position()) {
    report.position = reading.claimed_position(wire.position());
  }
  if (wire.has_sog_kn()) {
    report.sog = Speed::knots(reading.within(wire.sog_kn(), 0, kLargestKnots));
  }
  return report;
}

model::Evidence read_evidence(Reading& reading, const v1::Evidence& wire) {
  model::Evidence evidence;
  evidence.quantity = reading.enumeration<model::Quantity>(wire.quantity());
  evidence.measured = reading.finite(wire.measured());
  if (wire.has_threshold()) {
    evidence.threshold = reading.finite(wire.threshold());
  }
  return evidence;
}

}  // namespace

void to_wire(const model::Anomaly& anomaly, v1::Anomaly& wire) {
  wire.Clear();
  wire.set_id(anomaly.id);
  wire.set_condition(anomaly.condition);
  wire.set_revision(anomaly.revision);
  wire.set_corrections(anomaly.corrections);
  wire.set_context_version(anomaly.context_version);
  wire.set_rule(utf8_or_marked(anomaly.rule));
  wire.set_rule_version(anomaly.rule_version);
  wire.set_grade(utf8_or_marked(anomaly.grade));
  wire.set_phase(enum_to_wire<v1::AnomalyPhase>(anomaly.phase));
  wire.set_severity(enum_to_wire<v1::Severity>(anomaly.severity));
  if (anomaly.peak) {
    auto& peak = *wire.mutable_peak();
    peak.set_severity(enum_to_wire<v1::Severity>(anomaly.peak->severity));
    peak.set_from_unix_us(to_wire(anomaly.peak->from));
    peak.set_until_unix_us(to_wire(anomaly.peak->until));
  }
  wire.set_confidence(anomaly.confidence);
  for (const auto& vessel : anomaly.vessels) {
    auto& out = *wire.add_vessels();
    out.set_mmsi(vessel.mmsi.number());
    out.set_name(std::string(vessel.name.view()));
  }
  write_position(anomaly.place, *wire.mutable_place());
  wire.set_subject(anomaly.subject);
  wire.set_started_at_unix_us(to_wire(anomaly.started_at));
  wire.set_decided_at_unix_us(to_wire(anomaly.decided_at));
  if (anomaly.ended_at) {
    wire.set_ended_at_unix_us(to_wire(*anomaly.ended_at));
  }
  for (const auto& evidence : anomaly.evidence) {
    auto& out = *wire.add_evidence();
    out.set_quantity(enum_to_wire<v1::Quantity>(evidence.quantity));
    out.set_measured(evidence.measured);
    if (evidence.threshold) {
      out.set_threshold(*evidence.threshold);
    }
  }
  for (const auto& report : anomaly.reports) {
    write_reference(report, *wire.add_reports());
  }
}

std::expected<model::Anomaly, WireProblem> from_wire(const v1::Anomaly& wire) {
  if (!wire.has_place()) {
    return std::unexpected(WireProblem::missing_field);
  }
  if (wire.vessels_size() > kMostAnomalyParts || wire.evidence_size() > kMostAnomalyParts ||
      wire.reports_size() > kMostAnomalyParts) {
    return std::unexpected(WireProblem::too_many);
  }
  Reading reading;
  model::Anomaly anomaly;
  anomaly.id = wire.id();
  anomaly.condition = wire.condition();
  anomaly.revision = wire.revision();
  anomaly.corrections = wire.corrections();
  anomaly.context_version = wire.context_version();
  anomaly.rule = reading.identity<decltype(anomaly.rule)>(wire.rule());
  anomaly.rule_version =
      static_cast<std::uint16_t>(reading.at_most<std::uint32_t>(wire.rule_version(), 0xFFFF));
  anomaly.grade = reading.identity<decltype(anomaly.grade)>(wire.grade());
  anomaly.phase = reading.enumeration<model::AnomalyPhase>(wire.phase());
  anomaly.severity = reading.enumeration<model::Severity>(wire.severity());
  if (wire.has_peak()) {
    anomaly.peak = {.severity = reading.enumeration<model::Severity>(wire.peak().severity()),
                    .from = reading.instant(wire.peak().from_unix_us()),
                    .until = reading.instant(wire.peak().until_unix_us())};
  }
  anomaly.confidence = reading.within(wire.confidence(), 0, 1);
  for (const auto& vessel : wire.vessels()) {
    auto& read = anomaly.vessels.emplace_back();
    read.mmsi = reading.mmsi(vessel.mmsi());
    read.name = std::string_view(vessel.name());
  }
  anomaly.place = reading.claimed_position(wire.place());
  anomaly.subject = wire.subject();
  anomaly.started_at = reading.instant(wire.started_at_unix_us());
  anomaly.decided_at = reading.instant(wire.decided_at_unix_us());
  if (wire.has_ended_at_unix_us()) {
    anomaly.ended_at = reading.instant(wire.ended_at_unix_us());
  }
  for (const auto& evidence : wire.evidence()) {
    anomaly.evidence.push_back(read_evidence(reading, evidence));
  }
  for (const auto& report : wire.reports()) {
    anomaly.reports.push_back(read_reference(reading, report));
  }
  return reading.result(std::move(anomaly));
}

}  // namespace selat::wire
