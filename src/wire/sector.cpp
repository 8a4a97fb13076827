#include "wire/sector.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "selat/v1/assignment.pb.h"
#include "wire/reading.h"
#include "wire/utf8.h"

namespace selat::wire {

namespace {

void write_position(geo::Position position, v1::Position& wire) {
  wire.set_latitude_e7(position.latitude_e7());
  wire.set_longitude_e7(position.longitude_e7());
}

void write_ring(const geo::Ring& ring, v1::Ring& wire) {
  for (const auto vertex : ring) {
    wire.add_latitude_e7(vertex.latitude_e7());
    wire.add_longitude_e7(vertex.longitude_e7());
  }
}

geo::Ring read_ring(Reading& reading, const v1::Ring& wire) {
  geo::Ring ring;
  const int size = wire.latitude_e7_size();
  if (wire.longitude_e7_size() != size) {
    reading.fail(WireProblem::column_lengths);
  } else if (size > kMostRingVertices) {
    reading.fail(WireProblem::too_many);
  } else if (size < 3) {
    reading.fail(WireProblem::out_of_domain);
  } else {
    ring.reserve(static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i) {
      ring.push_back(geo::Position::e7(wire.latitude_e7(i), wire.longitude_e7(i)));
      if (!ring.back().is_valid()) {
        reading.fail(WireProblem::out_of_domain);
      }
    }
  }
  return ring;
}

geo::Area read_area(Reading& reading, const v1::Sector& wire) {
  if (wire.polygons_size() == 0) {
    reading.fail(WireProblem::missing_field);
  }
  if (wire.polygons_size() > kMostSectorPolygons) {
    reading.fail(WireProblem::too_many);
    return {};
  }
  std::vector<geo::Polygon> polygons;
  for (const auto& polygon : wire.polygons()) {
    auto outer = read_ring(reading, polygon.outer());
    std::vector<geo::Ring> holes;
    for (const auto& hole : polygon.holes()) {
      holes.push_back(read_ring(reading, hole));
    }
    if (reading.problem()) {
      return {};
    }
    polygons.emplace_back(std::move(outer), std::move(holes));
  }
  return geo::Area(std::move(polygons));
}

}  // namespace

void to_wire(const model::Names& names, v1::Names& wire) {
  wire.set_en(utf8_or_marked(names.en));
  wire.set_id(utf8_or_marked(names.id));
  wire.set_ms(utf8_or_marked(names.ms));
}

model::Names from_wire(const v1::Names& wire) {
  return {.en = wire.en(), .id = wire.id(), .ms = wire.ms()};
}

void to_wire(const model::Sector& sector, v1::Sector& wire) {
  wire.Clear();
  wire.set_id(utf8_or_marked(sector.id));
  to_wire(sector.names, *wire.mutable_names());
  for (const auto& polygon : sector.area.polygons()) {
    auto& out = *wire.add_polygons();
    write_ring(polygon.outer(), *out.mutable_outer());
    for (const auto& hole : polygon.holes()) {
      write_ring(hole, *out.add_holes());
    }
  }
  for (std::size_t nation = 0; nation < model::kNationCount; ++nation) {
    auto& permit = *wire.add_permits();
    permit.set_nation(enum_to_wire<v1::Nation>(static_cast<model::Nation>(nation)));
    permit.set_permit(enum_to_wire<v1::Permit>(sector.permits[nation]));
  }
  wire.set_status(enum_to_wire<v1::DelimitationStatus>(sector.status));
  wire.set_basis(enum_to_wire<v1::Basis>(sector.basis));
  wire.set_straitrep(utf8_or_marked(sector.straitrep));
}

void to_wire(const model::ControlPoint& control_point, v1::ControlPoint& wire) {
  wire.Clear();
  wire.set_id(utf8_or_marked(control_point.id));
  wire.set_name(utf8_or_marked(control_point.name));
  wire.set_nation(enum_to_wire<v1::Nation>(control_point.nation));
  write_position(control_point.position, *wire.mutable_position());
  wire.set_capacity_sectors(control_point.capacity);
  wire.set_basis(enum_to_wire<v1::Basis>(control_point.basis));
}

void to_wire(const model::Asset& asset, v1::Asset& wire) {
  wire.Clear();
  wire.set_id(utf8_or_marked(asset.id));
  wire.set_control_point(utf8_or_marked(asset.control_point));
  wire.set_name(utf8_or_marked(asset.name));
  write_position(asset.berth, *wire.mutable_berth());
  wire.set_cruise_kn(static_cast<float>(asset.cruise.in_knots()));
  wire.set_sprint_kn(static_cast<float>(asset.sprint.in_knots()));
  wire.set_is_available(asset.is_available);
}

std::expected<model::Sector, WireProblem> from_wire(const v1::Sector& wire) {
  Reading reading;
  model::Sector sector;
  sector.id = reading.identity<model::SectorId>(wire.id());
  sector.names = from_wire(wire.names());
  sector.area = read_area(reading, wire);
  // A nation that is not named has permit `none`.
  for (const auto& permit : wire.permits()) {
    const auto nation = reading.enumeration<model::Nation>(permit.nation());
    sector.permits[static_cast<std::size_t>(nation)] = reading.enumeration<model::Permit>(permit.permit());
  }
  sector.status = reading.enumeration<model::DelimitationStatus>(wire.status());
  sector.basis = reading.enumeration<model::Basis>(wire.basis());
  sector.straitrep = wire.straitrep();
  return reading.result(std::move(sector));
}

std::expected<model::ControlPoint, WireProblem> from_wire(const v1::ControlPoint& wire) {
  if (!wire.has_position()) {
    return std::unexpected(WireProblem::missing_field);
  }
  Reading reading;
  model::ControlPoint control_point;
  control_point.id = reading.identity<model::ControlPointId>(wire.id());
  control_point.name = wire.name();
  control_point.nation = reading.enumeration<model::Nation>(wire.nation());
  control_point.position = reading.place(wire.position());
  control_point.capacity = wire.capacity_sectors();
  control_point.basis = reading.enumeration<model::Basis>(wire.basis());
  return reading.result(std::move(control_point));
}

std::expected<model::Asset, WireProblem> from_wire(const v1::Asset& wire) {
  if (!wire.has_berth()) {
    return std::unexpected(WireProblem::missing_field);
  }
  Reading reading;
  model::Asset asset;
  asset.id = reading.identity<model::AssetId>(wire.id());
  asset.control_point = reading.identity<model::ControlPointId>(wire.control_point());
  asset.name = wire.name();
  asset.berth = reading.place(wire.berth());
  asset.cruise = Speed::knots(reading.within(wire.cruise_kn(), 0, kLargestKnots));
  asset.sprint = Speed::knots(reading.within(wire.sprint_kn(), 0, kLargestKnots));
  asset.is_available = wire.is_available();
  return reading.result(std::move(asset));
}

}  // namespace selat::wire
