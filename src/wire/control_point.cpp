#include "wire/control_point.h"

#include <utility>

#include "selat/v1/assignment.pb.h"
#include "wire/reading.h"
#include "wire/utf8.h"

namespace selat::wire {

void to_wire(const model::ControlPoint& control_point, v1::ControlPoint& wire) {
  wire.Clear();
  wire.set_id(utf8_or_marked(control_point.id));
  wire.set_name(utf8_or_marked(control_point.name));
  wire.set_nation(enum_to_wire<v1::Nation>(control_point.nation));
  write_position(control_point.position, *wire.mutable_position());
  wire.set_capacity_sectors(control_point.capacity);
  wire.set_basis(enum_to_wire<v1::Basis>(control_point.basis));
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

}  // namespace selat::wire
