#include "wire/track.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "selat/v1/track.pb.h"
#include "wire/dimensions.h"
#include "wire/reading.h"

namespace selat::wire {
namespace {

constexpr double kLargestSigma_m = 1e6;

void write(const model::SensorSpan& span, v1::SensorSpan& wire) {
  wire.set_kind(enum_to_wire<v1::SensorKind>(span.kind));
  wire.set_sensor(std::string(span.sensor.view()));
  if (span.mmsi) {
    wire.set_mmsi(span.mmsi->number());
  }
  wire.set_first_at_unix_us(to_wire(span.first_at));
  wire.set_last_at_unix_us(to_wire(span.last_at));
}

model::SensorSpan read(const v1::SensorSpan& wire, Reading& reading) {
  model::SensorSpan span;
  span.kind = reading.enumeration<model::SensorKind>(wire.kind());
  span.sensor = reading.identity<model::SourceName>(wire.sensor());
  if (wire.has_mmsi()) {
    span.mmsi = reading.mmsi(wire.mmsi());
  }
  span.first_at = reading.instant(wire.first_at_unix_us());
  span.last_at = reading.instant(wire.last_at_unix_us());
  return span;
}

}  // namespace

void to_wire(const model::Vessel& vessel, v1::Vessel& wire) {
  wire.Clear();
  wire.set_mmsi(vessel.mmsi.number());
  wire.set_transponder(enum_to_wire<v1::Transponder>(vessel.transponder));
  if (vessel.imo) {
    wire.set_imo(*vessel.imo);
  }
  if (vessel.call_sign) {
    wire.set_call_sign(std::string(vessel.call_sign->view()));
  }
  if (vessel.name) {
    wire.set_name(std::string(vessel.name->view()));
  }
  if (vessel.ship_type) {
    wire.set_ship_type(*vessel.ship_type);
  }
  if (vessel.dimensions) {
    write_dimensions(*vessel.dimensions, *wire.mutable_dimensions());
  }
  if (vessel.draught && vessel.draught->in_metres() >= 0) {
    wire.set_draught_dm(static_cast<std::uint32_t>(std::lround(vessel.draught->in_metres() * 10.0)));
  }
  if (vessel.destination) {
    wire.set_destination(std::string(vessel.destination->view()));
  }
}

void to_wire(const model::Track& track, v1::Track& wire) {
  wire.Clear();
  wire.set_id(track.id);
  wire.set_state(enum_to_wire<v1::TrackState>(track.state));
  to_wire(track.vessel, *wire.mutable_vessel());
  wire.set_first_at_unix_us(to_wire(track.first_at));
  wire.set_last_at_unix_us(to_wire(track.last_at));
  write_position(track.position, *wire.mutable_position());
  if (track.sog) {
    wire.set_sog_kn(static_cast<float>(track.sog->in_knots()));
  }
  if (track.cog) {
    wire.set_cog_deg(static_cast<float>(track.cog->in_degrees()));
  }
  if (track.heading) {
    wire.set_heading_deg(static_cast<float>(track.heading->in_degrees()));
  }
  wire.set_navigation_status(static_cast<std::uint32_t>(track.status));
  wire.set_fixes(track.fixes);
  for (const model::SensorSpan& span : track.seen_by) {
    write(span, *wire.add_seen_by());
  }
  if (track.sigma) {
    wire.set_sigma_m(static_cast<float>(track.sigma->in_metres()));
  }
  wire.set_is_own_craft(track.is_own_craft);
}

std::expected<model::Vessel, WireProblem> from_wire(const v1::Vessel& wire) {
  Reading reading;
  model::Vessel vessel;
  vessel.mmsi = reading.mmsi(wire.mmsi());
  vessel.transponder = reading.enumeration<model::Transponder>(wire.transponder());
  if (wire.has_imo()) {
    vessel.imo = wire.imo();
  }
  if (wire.has_call_sign()) {
    vessel.call_sign.emplace(std::string_view(wire.call_sign()));
  }
  if (wire.has_name()) {
    vessel.name.emplace(std::string_view(wire.name()));
  }
  if (wire.has_ship_type()) {
    vessel.ship_type = static_cast<std::uint8_t>(reading.at_most<std::uint32_t>(wire.ship_type(), 255));
  }
  if (wire.has_dimensions()) {
    vessel.dimensions = reading.value(dimensions_from_wire(wire.dimensions()));
  }
  if (wire.has_draught_dm()) {
    vessel.draught = Distance::metres(wire.draught_dm() / 10.0);
  }
  if (wire.has_destination()) {
    vessel.destination.emplace(std::string_view(wire.destination()));
  }
  return reading.result(vessel);
}

std::expected<model::Track, WireProblem> from_wire(const v1::Track& wire) {
  Reading reading;
  if (!wire.has_vessel() || !wire.has_position()) {
    return std::unexpected(WireProblem::missing_field);
  }
  model::Track track;
  track.id = wire.id();
  track.state = reading.enumeration<model::TrackState>(wire.state());
  track.vessel = reading.value(from_wire(wire.vessel()));
  track.first_at = reading.instant(wire.first_at_unix_us());
  track.last_at = reading.instant(wire.last_at_unix_us());
  track.position = reading.claimed_position(wire.position());
  if (wire.has_sog_kn()) {
    track.sog = Speed::knots(reading.within(wire.sog_kn(), 0, kLargestKnots));
  }
  if (wire.has_cog_deg()) {
    track.cog = Bearing::degrees(reading.within(wire.cog_deg(), 0, 360));
  }
  if (wire.has_heading_deg()) {
    track.heading = Bearing::degrees(reading.within(wire.heading_deg(), 0, 360));
  }
  track.status =
      static_cast<model::NavigationStatus>(reading.at_most<std::uint32_t>(wire.navigation_status(), 15));
  track.fixes = wire.fixes();
  if (static_cast<std::size_t>(wire.seen_by_size()) > model::kMostSensorSpans) {
    return std::unexpected(WireProblem::too_many);
  }
  for (const v1::SensorSpan& span : wire.seen_by()) {
    track.seen_by.push_back(read(span, reading));
  }
  if (wire.has_sigma_m()) {
    track.sigma = Distance::metres(reading.within(wire.sigma_m(), 0, kLargestSigma_m));
  }
  track.is_own_craft = wire.is_own_craft();
  return reading.result(track);
}

}  // namespace selat::wire
