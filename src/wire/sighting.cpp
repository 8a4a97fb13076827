#include "wire/sighting.h"

#include <utility>

#include "selat/v1/sighting.pb.h"
#include "wire/reading.h"
#include "wire/utf8.h"

namespace selat::wire {
namespace {

constexpr double kLongest_m = 1e8;  // of any length: beyond it there is no place on Earth

std::string text_of(const std::string& text) {
  return text.substr(0, model::kLongestSightingText);
}

void write_reporter(const model::Reporter& reporter, v1::Reporter& wire) {
  wire.set_name(text_of(reporter.name));
  wire.set_call_sign(text_of(reporter.call_sign));
  wire.set_channel(text_of(reporter.channel));
  wire.set_phone(text_of(reporter.phone));
}

void write_from(const model::SeenFrom& from, v1::SeenFrom& wire) {
  write_position(from.observer, *wire.mutable_observer());
  wire.set_range_m(from.range.in_metres());
  wire.set_bearing_deg(from.bearing.in_degrees());
}

model::SeenFrom read_from(Reading& reading, const v1::SeenFrom& wire) {
  return {.observer = reading.place(wire.observer()),
          .range = Distance::metres(reading.within(wire.range_m(), 0, kLongest_m)),
          .bearing = Bearing::degrees(reading.within(wire.bearing_deg(), 0, 360))};
}

// Of the people.
void write_people(const model::Sighting& sighting, v1::Sighting& wire) {
  if (sighting.persons) {
    wire.set_persons(*sighting.persons);
  }
  wire.set_is_about(sighting.is_about);
  wire.set_condition(enum_to_wire<v1::SeenCondition>(sighting.condition));
  wire.set_needs(text_of(sighting.needs));
}

void write_craft(const model::Sighting& sighting, v1::Sighting& wire) {
  wire.set_craft(enum_to_wire<v1::CraftKind>(sighting.craft));
  if (sighting.craft_count) {
    wire.set_craft_count(*sighting.craft_count);
  }
  if (sighting.engines) {
    wire.set_engines(*sighting.engines);
  }
  wire.set_freeboard(enum_to_wire<v1::Freeboard>(sighting.freeboard));
  if (sighting.length) {
    wire.set_length_m(sighting.length->in_metres());
  }
  if (sighting.course) {
    wire.set_course_deg(sighting.course->in_degrees());
  }
  if (sighting.speed) {
    wire.set_speed_kn(sighting.speed->in_knots());
  }
}

void read_people(Reading& reading, const v1::Sighting& wire, model::Sighting& sighting) {
  if (wire.has_persons()) {
    sighting.persons = wire.persons();
  }
  sighting.is_about = wire.is_about();
  sighting.condition = reading.enumeration<model::SeenCondition>(wire.condition());
  sighting.needs = text_of(wire.needs());
}

void read_craft(Reading& reading, const v1::Sighting& wire, model::Sighting& sighting) {
  sighting.craft = reading.enumeration<model::CraftKind>(wire.craft());
  if (wire.has_craft_count()) {
    sighting.craft_count = wire.craft_count();
  }
  if (wire.has_engines()) {
    sighting.engines = wire.engines();
  }
  sighting.freeboard = reading.enumeration<model::Freeboard>(wire.freeboard());
  if (wire.has_length_m()) {
    sighting.length = Distance::metres(reading.within(wire.length_m(), 0, kLongest_m));
  }
  if (wire.has_course_deg()) {
    sighting.course = Bearing::degrees(reading.within(wire.course_deg(), 0, 360));
  }
  if (wire.has_speed_kn()) {
    sighting.speed = Speed::knots(reading.within(wire.speed_kn(), 0, kLargestKnots));
  }
}

}  // namespace

void to_wire(const model::Sighting& sighting, v1::Sighting& wire) {
  wire.Clear();
  wire.set_id(sighting.id);
  wire.set_number(sighting.number);
  wire.set_entered_by(utf8_or_marked(sighting.entered_by));
  wire.set_entered_at_unix_us(to_wire(sighting.entered_at));
  wire.set_source(enum_to_wire<v1::SightingSource>(sighting.source));
  write_reporter(sighting.reporter, *wire.mutable_reporter());
  if (sighting.grade.reliability) {
    wire.set_reliability(enum_to_wire<v1::Reliability>(*sighting.grade.reliability));
  }
  if (sighting.grade.credibility) {
    wire.set_credibility(*sighting.grade.credibility);
  }
  wire.set_seen_at_unix_us(to_wire(sighting.seen_at));
  wire.set_time_sigma_ms(unsigned_milliseconds(sighting.time_sigma));
  write_position(sighting.place, *wire.mutable_place());
  wire.set_sigma_m(sighting.sigma.in_metres());
  if (sighting.from) {
    write_from(*sighting.from, *wire.mutable_from());
  }
  write_people(sighting, wire);
  write_craft(sighting, wire);
  wire.set_text(text_of(sighting.text));
}

std::expected<model::Sighting, WireProblem> from_wire(const v1::Sighting& wire) {
  Reading reading;
  model::Sighting sighting;
  sighting.id = wire.id();
  sighting.number = wire.number();
  sighting.entered_by = reading.identity<model::ControlPointId>(wire.entered_by());
  sighting.entered_at = reading.instant(wire.entered_at_unix_us());
  sighting.source = reading.enumeration<model::SightingSource>(wire.source());
  sighting.reporter = {.name = text_of(wire.reporter().name()),
                       .call_sign = text_of(wire.reporter().call_sign()),
                       .channel = text_of(wire.reporter().channel()),
                       .phone = text_of(wire.reporter().phone())};
  if (wire.reliability() != v1::RELIABILITY_UNSPECIFIED) {
    sighting.grade.reliability = reading.enumeration<model::Reliability>(wire.reliability());
  }
  if (wire.has_credibility()) {
    sighting.grade.credibility = wire.credibility();
  }
  sighting.seen_at = reading.instant(wire.seen_at_unix_us());
  sighting.time_sigma = span_from_wire(wire.time_sigma_ms());
  sighting.place = reading.place(wire.place());
  sighting.sigma = Distance::metres(reading.within(wire.sigma_m(), 0, kLongest_m));
  if (wire.has_from()) {
    sighting.from = read_from(reading, wire.from());
  }
  read_people(reading, wire, sighting);
  read_craft(reading, wire, sighting);
  sighting.text = text_of(wire.text());
  return reading.result(std::move(sighting));
}

std::string to_bytes(const model::Sighting& sighting) {
  v1::Sighting wire;
  to_wire(sighting, wire);
  return wire.SerializeAsString();
}

std::expected<model::Sighting, WireProblem> sighting_from_bytes(std::string_view bytes) {
  v1::Sighting wire;
  if (!wire.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return std::unexpected(WireProblem::missing_field);
  }
  return from_wire(wire);
}

}  // namespace selat::wire
