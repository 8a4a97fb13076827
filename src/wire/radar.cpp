#include "wire/radar.h"

#include <cstdint>
#include <string_view>
#include <variant>

#include "selat/v1/radar.pb.h"
#include "wire/reading.h"

namespace selat::wire {

namespace {

constexpr double kFurthest_m = 20'100'000;  // half around the Earth

void write_measurement(const model::RadarReport& report, v1::RadarReport& wire) {
  if (report.range) {
    wire.set_range_m(report.range->in_metres());
  }
  if (report.bearing) {
    wire.set_bearing_deg(report.bearing->in_degrees());
  }
  if (report.range_step) {
    wire.set_range_step_m(report.range_step->in_metres());
  }
  if (report.bearing_step) {
    wire.set_bearing_step_deg(report.bearing_step->in_degrees());
  }
  if (report.measured_from) {
    write_position(*report.measured_from, *wire.mutable_measured_from());
  }
  if (report.position) {
    write_position(*report.position, *wire.mutable_position());
  }
  wire.set_is_position_computed(report.is_position_computed);
  if (report.sigma_east) {
    wire.set_sigma_east_m(report.sigma_east->in_metres());
  }
  if (report.sigma_north) {
    wire.set_sigma_north_m(report.sigma_north->in_metres());
  }
}

void write_body(const model::RadarReport& report, v1::RadarReport& wire) {
  if (report.speed) {
    wire.set_speed_m_per_s(report.speed->in_metres_per_second());
  }
  if (report.course) {
    wire.set_course_deg(report.course->in_degrees());
  }
  if (report.length) {
    wire.set_length_m(report.length->in_metres());
  }
  if (report.width) {
    wire.set_width_m(report.width->in_metres());
  }
  if (report.orientation) {
    wire.set_orientation_deg(report.orientation->in_degrees());
  }
}

void write(const model::RadarReport& report, v1::RadarMessage& message) {
  v1::RadarReport& wire = *message.mutable_report();
  wire.set_format(enum_to_wire<v1::RadarFormat>(report.format));
  wire.set_state(enum_to_wire<v1::RadarTargetState>(report.state));
  wire.set_detection(enum_to_wire<v1::RadarDetection>(report.detection));
  wire.set_is_test(report.is_test);
  wire.set_observed_at_unix_us(to_wire(report.observed_at));
  wire.set_received_at_unix_us(to_wire(report.received_at));
  wire.mutable_source()->assign(report.source.view());
  if (report.number) {
    wire.set_number(*report.number);
  }
  wire.mutable_name()->assign(report.name.view());
  write_measurement(report, wire);
  write_body(report, wire);
}

void write(const model::RadarStatus& status, v1::RadarMessage& message) {
  v1::RadarStatus& wire = *message.mutable_status();
  wire.set_category(status.category);
  wire.set_event(enum_to_wire<v1::RadarEvent>(status.event));
  wire.set_observed_at_unix_us(to_wire(status.observed_at));
  wire.set_received_at_unix_us(to_wire(status.received_at));
  wire.mutable_source()->assign(status.source.view());
  if (status.sensor) {
    wire.mutable_sensor()->assign(status.sensor->view());
  }
  if (status.sector) {
    wire.set_sector_deg(status.sector->in_degrees());
  }
  if (status.turn) {
    wire.set_turn_us(unsigned_microseconds(*status.turn));
  }
  if (status.position) {
    write_position(*status.position, *wire.mutable_position());
  }
  if (status.is_operational) {
    wire.set_is_operational(*status.is_operational);
  }
  if (status.is_overloaded) {
    wire.set_is_overloaded(*status.is_overloaded);
  }
  if (status.is_time_valid) {
    wire.set_is_time_valid(*status.is_time_valid);
  }
}

Distance length_of(Reading& reading, double metres) {
  return Distance::metres(reading.within(metres, 0, kFurthest_m));
}
Bearing bearing_of(Reading& reading, double degrees) {
  return Bearing::degrees(reading.within(degrees, 0, 360));
}

void read_measurement(Reading& reading, const v1::RadarReport& wire, model::RadarReport& report) {
  if (wire.has_range_m()) {
    report.range = length_of(reading, wire.range_m());
  }
  if (wire.has_bearing_deg()) {
    report.bearing = bearing_of(reading, wire.bearing_deg());
  }
  if (wire.has_range_step_m()) {
    report.range_step = length_of(reading, wire.range_step_m());
  }
  if (wire.has_bearing_step_deg()) {
    report.bearing_step = Angle::degrees(reading.within(wire.bearing_step_deg(), 0, 360));
  }
  if (wire.has_measured_from()) {
    report.measured_from = reading.place(wire.measured_from());
  }
  if (wire.has_position()) {
    report.position = reading.place(wire.position());
  }
  report.is_position_computed = wire.is_position_computed();
  if (wire.has_sigma_east_m()) {
    report.sigma_east = length_of(reading, wire.sigma_east_m());
  }
  if (wire.has_sigma_north_m()) {
    report.sigma_north = length_of(reading, wire.sigma_north_m());
  }
}

void read_body(Reading& reading, const v1::RadarReport& wire, model::RadarReport& report) {
  if (wire.has_speed_m_per_s()) {
    report.speed = Speed::metres_per_second(reading.within(wire.speed_m_per_s(), 0, kLargestKnots));
  }
  if (wire.has_course_deg()) {
    report.course = bearing_of(reading, wire.course_deg());
  }
  if (wire.has_length_m()) {
    report.length = length_of(reading, wire.length_m());
  }
  if (wire.has_width_m()) {
    report.width = length_of(reading, wire.width_m());
  }
  if (wire.has_orientation_deg()) {
    report.orientation = bearing_of(reading, wire.orientation_deg());
  }
}

model::RadarReport read(Reading& reading, const v1::RadarReport& wire) {
  model::RadarReport report;
  report.format = reading.enumeration<model::RadarFormat>(wire.format());
  report.state = reading.enumeration<model::RadarTargetState>(wire.state());
  report.detection = reading.enumeration<model::RadarDetection>(wire.detection());
  report.is_test = wire.is_test();
  report.observed_at = reading.instant(wire.observed_at_unix_us());
  report.received_at = reading.instant(wire.received_at_unix_us());
  report.source = reading.identity<model::SourceName>(wire.source());
  if (wire.has_number()) {
    report.number = wire.number();
  }
  report.name = std::string_view(wire.name());
  read_measurement(reading, wire, report);
  read_body(reading, wire, report);
  return report;
}

model::RadarStatus read(Reading& reading, const v1::RadarStatus& wire) {
  model::RadarStatus status;
  status.category = static_cast<std::uint8_t>(reading.at_most<std::uint32_t>(wire.category(), 255));
  status.event = reading.enumeration<model::RadarEvent>(wire.event());
  status.observed_at = reading.instant(wire.observed_at_unix_us());
  status.received_at = reading.instant(wire.received_at_unix_us());
  status.source = reading.identity<model::SourceName>(wire.source());
  if (wire.has_sensor()) {
    status.sensor = reading.identity<model::SourceName>(wire.sensor());
  }
  if (wire.has_sector_deg()) {
    status.sector = bearing_of(reading, wire.sector_deg());
  }
  if (wire.has_turn_us()) {
    status.turn = reading.microseconds(wire.turn_us());
  }
  if (wire.has_position()) {
    status.position = reading.place(wire.position());
  }
  if (wire.has_is_operational()) {
    status.is_operational = wire.is_operational();
  }
  if (wire.has_is_overloaded()) {
    status.is_overloaded = wire.is_overloaded();
  }
  if (wire.has_is_time_valid()) {
    status.is_time_valid = wire.is_time_valid();
  }
  return status;
}

}  // namespace

void to_wire(const model::RadarMessage& message, v1::RadarMessage& wire) {
  wire.Clear();
  std::visit([&wire](const auto& any) { write(any, wire); }, message);
}

std::expected<model::RadarMessage, WireProblem> from_wire(const v1::RadarMessage& wire) {
  Reading reading;
  if (wire.has_report()) {
    return reading.result<model::RadarMessage>(read(reading, wire.report()));
  }
  if (wire.has_status()) {
    return reading.result<model::RadarMessage>(read(reading, wire.status()));
  }
  return std::unexpected(WireProblem::missing_field);
}

}  // namespace selat::wire
