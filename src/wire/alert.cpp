#include "wire/alert.h"

#include <utility>

#include "selat/v1/alert.pb.h"
#include "wire/anomaly.h"
#include "wire/reading.h"
#include "wire/utf8.h"

namespace selat::wire {

void to_wire(const model::Alert& alert, v1::Alert& wire) {
  wire.Clear();
  wire.set_id(alert.id);
  wire.set_state(enum_to_wire<v1::AlertState>(alert.state));
  to_wire(alert.anomaly, *wire.mutable_anomaly());
  wire.set_raised_at_unix_us(to_wire(alert.raised_at));
  if (alert.acknowledged_at) {
    wire.set_acknowledged_at_unix_us(to_wire(*alert.acknowledged_at));
  }
  wire.set_acknowledged_by(utf8_or_marked(alert.acknowledged_by));
  wire.set_sector(utf8_or_marked(alert.sector));
  wire.set_detector_term(alert.detector_term);
}

std::expected<model::Alert, WireProblem> from_wire(const v1::Alert& wire) {
  if (!wire.has_anomaly()) {
    return std::unexpected(WireProblem::missing_field);
  }
  Reading reading;
  model::Alert alert;
  alert.id = wire.id();
  alert.state = reading.enumeration<model::AlertState>(wire.state());
  alert.anomaly = reading.value(from_wire(wire.anomaly()));
  alert.raised_at = reading.instant(wire.raised_at_unix_us());
  if (wire.has_acknowledged_at_unix_us()) {
    alert.acknowledged_at = reading.instant(wire.acknowledged_at_unix_us());
  }
  alert.acknowledged_by = reading.identity<model::ControlPointId>(wire.acknowledged_by());
  alert.sector = reading.identity<model::SectorId>(wire.sector());
  alert.detector_term = wire.detector_term();
  return reading.result(std::move(alert));
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
