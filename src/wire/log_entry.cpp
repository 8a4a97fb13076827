#include "wire/log_entry.h"

#include <utility>

#include "selat/v1/log.pb.h"
#include "wire/reading.h"
#include "wire/utf8.h"

namespace selat::wire {

void to_wire(const model::LogEntry& entry, v1::LogEntry& wire) {
  wire.Clear();
  wire.set_number(entry.number);
  wire.set_at_unix_us(to_wire(entry.at));
  if (entry.written_at) {
    wire.set_written_at_unix_us(to_wire(*entry.written_at));
  }
  wire.set_kind(enum_to_wire<v1::LogKind>(entry.kind));
  wire.set_from(utf8_or_marked(entry.from));
  wire.set_from_term(entry.from_term);
  wire.set_request(entry.request);
  wire.set_sector(utf8_or_marked(entry.sector));
  wire.set_epoch(entry.epoch);
  wire.set_alert(entry.alert);
  wire.set_alert_number(entry.alert_number);
  if (entry.severity) {
    wire.set_severity(enum_to_wire<v1::Severity>(*entry.severity));
  }
  if (entry.code) {
    wire.set_code(enum_to_wire<v1::DeclineCode>(*entry.code));
  }
  if (entry.place) {
    write_position(*entry.place, *wire.mutable_place());
  }
  if (entry.vessel) {
    wire.set_vessel_mmsi(entry.vessel->number());
  }
  wire.set_reference(utf8_or_marked(entry.reference));
  wire.set_text(entry.text);
}

std::expected<model::LogEntry, WireProblem> from_wire(const v1::LogEntry& wire) {
  Reading reading;
  model::LogEntry entry;
  entry.number = wire.number();
  entry.at = reading.instant(wire.at_unix_us());
  if (wire.has_written_at_unix_us()) {
    entry.written_at = reading.instant(wire.written_at_unix_us());
  }
  entry.kind = reading.enumeration<model::LogKind>(wire.kind());
  entry.from = reading.identity<model::ControlPointId>(wire.from());
  entry.from_term = wire.from_term();
  entry.request = wire.request();
  entry.sector = reading.identity<model::SectorId>(wire.sector());
  entry.epoch = wire.epoch();
  entry.alert = wire.alert();
  entry.alert_number = wire.alert_number();
  if (wire.severity() != v1::SEVERITY_UNSPECIFIED) {
    entry.severity = reading.enumeration<model::Severity>(wire.severity());
  }
  if (wire.code() != v1::DECLINE_CODE_UNSPECIFIED) {
    entry.code = reading.enumeration<model::DeclineCode>(wire.code());
  }
  if (wire.has_place()) {
    entry.place = reading.place(wire.place());
  }
  if (wire.has_vessel_mmsi()) {
    entry.vessel = reading.mmsi(wire.vessel_mmsi());
  }
  entry.reference = wire.reference();
  entry.text = wire.text().substr(0, model::kLongestFreeText);
  return reading.result(std::move(entry));
}

}  // namespace selat::wire
