#include "service/radar_json.h"

#include <optional>

#include "ais/json/message_json.h"
#include "base/enum_names.h"

namespace selat::service {
namespace {

class Members {
 public:
  explicit Members(ais::JsonText& into) : into_(into) {}

  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) {
      into_.key(name);
      into_.text(value);
    }
  }
  void time(std::string_view name, Instant at) {
    into_.key(name);
    ais::write_json_time(at, into_);
  }
  void number(std::string_view name, std::int64_t value) {
    into_.key(name);
    into_.number(value);
  }
  void decimal(std::string_view name, double value, unsigned places) {
    into_.key(name);
    into_.decimal(value, places);
  }
  void maybe(std::string_view name, const std::optional<Distance>& value) {
    if (value) {
      decimal(name, value->in_metres(), 2);
    }
  }
  void maybe(std::string_view name, const std::optional<Bearing>& value) {
    if (value) {
      decimal(name, value->in_degrees(), 3);
    }
  }
  void maybe(std::string_view name, const std::optional<bool>& value) {
    if (value) {
      into_.key(name);
      into_.boolean(*value);
    }
  }
  // Two members.
  void place(std::string_view latitude, std::string_view longitude,
             const std::optional<geo::Position>& position) {
    if (position) {
      decimal(latitude, position->latitude_deg(), 7);
      decimal(longitude, position->longitude_deg(), 7);
    }
  }
  void only_if(std::string_view name, bool is_so) {
    if (is_so) {
      maybe(name, std::optional(true));
    }
  }
  void end(radar::Warnings warnings) {
    if (!warnings.empty()) {
      into_.key("problems");
      into_.character('[');
      warnings.for_each([this](radar::Warning warning) {
        into_.begin_item();
        into_.word(name_of(warning));
      });
      into_.character(']');
    }
    into_.character('}');
  }

 private:
  ais::JsonText& into_;
};

}  // namespace

void write_radar_json(const radar::ReceivedReport& received, std::string_view device, ais::JsonText& into) {
  const model::RadarReport& report = received.report;
  into.character('{');
  Members members(into);
  members.text("class", "RADAR");
  members.text("device", device);
  members.text("type", name_of(report.format));
  members.text("source", report.source);
  members.time("observed_at", report.observed_at);
  members.text("state", name_of(report.state));
  if (report.number) {
    members.number("number", *report.number);
  }
  members.text("name", report.name);
  members.place("latitude_deg", "longitude_deg", report.position);
  members.only_if("is_position_computed", report.is_position_computed);
  members.maybe("range_m", report.range);
  if (report.range_step) {
    members.decimal("range_step_m", report.range_step->in_metres(), 4);
  }
  members.maybe("bearing_deg", report.bearing);
  if (report.bearing_step) {
    members.decimal("bearing_step_deg", report.bearing_step->in_degrees(), 6);
  }
  members.place("from_latitude_deg", "from_longitude_deg", report.measured_from);
  members.maybe("sigma_east_m", report.sigma_east);
  members.maybe("sigma_north_m", report.sigma_north);
  if (report.speed) {
    members.decimal("speed_kn", report.speed->in_knots(), 2);
  }
  members.maybe("course_deg", report.course);
  members.maybe("length_m", report.length);
  members.maybe("width_m", report.width);
  members.maybe("orientation_deg", report.orientation);
  if (report.detection != model::RadarDetection::unknown) {
    members.text("detection", name_of(report.detection));
  }
  members.only_if("is_test", report.is_test);
  members.end(received.warnings);
}

void write_radar_json(const radar::ReceivedStatus& received, std::string_view device, ais::JsonText& into) {
  const model::RadarStatus& status = received.status;
  into.character('{');
  Members members(into);
  members.text("class", "RADAR_STATUS");
  members.text("device", device);
  members.number("category", status.category);
  members.text("source", status.source);
  members.time("observed_at", status.observed_at);
  members.text("event", name_of(status.event));
  if (status.sensor) {
    members.text("sensor", *status.sensor);
  }
  members.maybe("sector_deg", status.sector);
  if (status.turn) {
    members.decimal("turn_s", status.turn->in_seconds(), 3);
  }
  members.place("latitude_deg", "longitude_deg", status.position);
  members.maybe("is_operational", status.is_operational);
  members.maybe("is_overloaded", status.is_overloaded);
  members.maybe("is_time_valid", status.is_time_valid);
  members.end(received.warnings);
}

}  // namespace selat::service
