#pragma once
// ControlPoint <-> Protobuf.

#include <expected>

#include "model/sector.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class ControlPoint;
}

namespace selat::wire {

// Writes every field; `wire` need not be empty.
void to_wire(const model::ControlPoint& control_point, v1::ControlPoint& wire);
[[nodiscard]] std::expected<model::ControlPoint, WireProblem> from_wire(const v1::ControlPoint& wire);

}  // namespace selat::wire
