#include "wire/context_entry.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

#include "selat/v1/context.pb.h"
#include "wire/names.h"
#include "wire/reading.h"
#include "wire/utf8.h"

namespace selat::wire {
namespace {

constexpr int kMostPolygons = 1'000;  // of a zone; of holes of a polygon

void write_vessel(const model::WatchEntry& entry, v1::WatchEntry& wire) {
  wire.set_label(entry.label);
  if (entry.mmsi) {
    wire.set_mmsi(*entry.mmsi);
  }
  if (entry.imo) {
    wire.set_imo(*entry.imo);
  }
  wire.set_call_sign(entry.call_sign);
  wire.set_name(entry.name);
}

std::string text_of(const std::string& text) {
  return text.substr(0, model::kLongestContextText);
}

model::WatchEntry read_vessel(Reading& reading, const v1::WatchEntry& wire) {
  model::WatchEntry entry;
  entry.label = text_of(wire.label());
  if (wire.has_mmsi()) {
    entry.mmsi = reading.mmsi(wire.mmsi()).number();
  }
  if (wire.has_imo()) {
    entry.imo = wire.imo();
  }
  entry.call_sign = text_of(wire.call_sign());
  entry.name = text_of(wire.name());
  return entry;
}

void write_ring(const geo::Ring& ring, v1::Ring& wire) {
  for (const geo::Position& vertex : ring) {
    wire.add_latitude_e7(vertex.latitude_e7());
    wire.add_longitude_e7(vertex.longitude_e7());
  }
}

// `points_left`: how many vertices the whole zone may still have.
geo::Ring read_ring(Reading& reading, const v1::Ring& wire, std::size_t& points_left) {
  geo::Ring ring;
  if (wire.latitude_e7_size() != wire.longitude_e7_size()) {
    reading.fail(WireProblem::column_lengths);
    return ring;
  }
  const auto size = static_cast<std::size_t>(wire.latitude_e7_size());
  if (size > points_left) {
    reading.fail(WireProblem::too_many);
    return ring;
  }
  points_left -= size;
  for (int i = 0; i < wire.latitude_e7_size(); ++i) {
    ring.push_back(geo::Position::e7(wire.latitude_e7(i), wire.longitude_e7(i)));
  }
  return ring;
}

geo::Polygon read_polygon(Reading& reading, const v1::Polygon& wire, std::size_t& points_left) {
  if (wire.holes_size() > kMostPolygons) {
    reading.fail(WireProblem::too_many);
    return {};
  }
  geo::Ring outer = read_ring(reading, wire.outer(), points_left);
  std::vector<geo::Ring> holes;
  for (const v1::Ring& hole : wire.holes()) {
    holes.push_back(read_ring(reading, hole, points_left));
  }
  if (reading.problem()) {
    return {};
  }
  try {
    return geo::Polygon(std::move(outer), std::move(holes));
  } catch (const std::invalid_argument&) {  // fewer than three vertices, or one that is not on the Earth
    reading.fail(WireProblem::out_of_domain);
    return {};
  }
}

void write_zone(const model::Zone& zone, v1::Zone& wire) {
  wire.set_id(utf8_or_marked(zone.id));
  wire.set_kind(enum_to_wire<v1::ZoneKind>(zone.kind));
  to_wire(zone.names, *wire.mutable_names());
  for (const geo::Polygon& polygon : zone.area.polygons()) {
    v1::Polygon& added = *wire.add_polygons();
    write_ring(polygon.outer(), *added.mutable_outer());
    for (const geo::Ring& hole : polygon.holes()) {
      write_ring(hole, *added.add_holes());
    }
  }
  wire.set_basis(enum_to_wire<v1::Basis>(zone.basis));
  wire.set_stay_watch(enum_to_wire<v1::StayWatch>(zone.stay_watch));
  if (zone.speed_limit) {
    wire.set_speed_limit_kn(zone.speed_limit->in_knots());
  }
  wire.set_corridor(utf8_or_marked(zone.corridor));
  if (zone.longest_vessel) {
    wire.set_longest_vessel_m(zone.longest_vessel->in_metres());
  }
}

model::Zone read_zone(Reading& reading, const v1::Zone& wire) {
  model::Zone zone;
  if (wire.polygons_size() > kMostPolygons || wire.polygons_size() == 0) {
    reading.fail(wire.polygons_size() == 0 ? WireProblem::missing_field : WireProblem::too_many);
    return zone;
  }
  zone.id = reading.identity<model::ZoneId>(wire.id());
  zone.kind = reading.enumeration<model::ZoneKind>(wire.kind());
  zone.names = from_wire(wire.names());
  std::size_t points_left = model::kMostZonePoints;
  std::vector<geo::Polygon> polygons;
  for (const v1::Polygon& polygon : wire.polygons()) {
    polygons.push_back(read_polygon(reading, polygon, points_left));
  }
  zone.area = geo::Area(std::move(polygons));
  zone.basis = reading.enumeration<model::Basis>(wire.basis());
  zone.stay_watch = reading.enumeration<model::StayWatch>(wire.stay_watch());
  if (wire.has_speed_limit_kn()) {
    zone.speed_limit = Speed::knots(reading.within(wire.speed_limit_kn(), 0, kLargestKnots));
  }
  zone.corridor = text_of(wire.corridor());
  if (wire.has_longest_vessel_m()) {
    zone.longest_vessel = Distance::metres(reading.within(wire.longest_vessel_m(), 0, 1e6));
  }
  return zone;
}

}  // namespace

void to_wire(const model::ContextEntry& entry, v1::ContextEntry& wire) {
  wire.Clear();
  wire.set_id(utf8_or_marked(entry.id));
  if (const auto* const vessel = std::get_if<model::WatchEntry>(&entry.what)) {
    write_vessel(*vessel, *wire.mutable_vessel());
  } else {
    write_zone(std::get<model::Zone>(entry.what), *wire.mutable_area());
  }
  wire.set_reason(entry.reason);
  wire.set_owner(entry.owner);
  wire.set_added_by(utf8_or_marked(entry.added_by));
  wire.set_from_unix_us(to_wire(entry.from));
  wire.set_ends_at_unix_us(to_wire(entry.ends_at));
}

std::expected<model::ContextEntry, WireProblem> from_wire(const v1::ContextEntry& wire) {
  Reading reading;
  model::ContextEntry entry;
  entry.id = reading.identity<model::ContextEntryId>(wire.id());
  switch (wire.what_case()) {
    case v1::ContextEntry::kVessel:
      entry.what = read_vessel(reading, wire.vessel());
      break;
    case v1::ContextEntry::kArea:
      entry.what = read_zone(reading, wire.area());
      break;
    case v1::ContextEntry::WHAT_NOT_SET:
      return std::unexpected(WireProblem::missing_field);
  }
  entry.reason = text_of(wire.reason());
  entry.owner = text_of(wire.owner());
  entry.added_by = reading.identity<model::ControlPointId>(wire.added_by());
  entry.from = reading.instant(wire.from_unix_us());
  entry.ends_at = reading.instant(wire.ends_at_unix_us());
  return reading.result(std::move(entry));
}

void to_wire(const model::ContextTable& table, v1::ContextTable& wire) {
  wire.Clear();
  for (const model::ContextEntry& entry : table.entries) {
    to_wire(entry, *wire.add_entries());
  }
}

model::ContextTable from_wire(const v1::ContextTable& wire, EnumCounts<WireProblem>& problems) {
  model::ContextTable table;
  if (static_cast<std::size_t>(wire.entries_size()) > model::kMostContextEntries) {
    problems.add(WireProblem::too_many);
    return table;
  }
  for (const v1::ContextEntry& entry : wire.entries()) {
    if (auto read = from_wire(entry)) {
      table.entries.push_back(*std::move(read));
    } else {
      problems.add(read.error());
    }
  }
  return table;
}

std::string to_bytes(const model::ContextEntry& entry) {
  v1::ContextEntry wire;
  to_wire(entry, wire);
  return wire.SerializeAsString();
}

std::expected<model::ContextEntry, WireProblem> context_entry_from_bytes(std::string_view bytes) {
  v1::ContextEntry wire;
  if (!wire.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return std::unexpected(WireProblem::missing_field);
  }
  return from_wire(wire);
}

}  // namespace selat::wire
