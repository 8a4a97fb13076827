#pragma once
// A hull's dimensions and a draught, for the .cpp files of this folder.

#include <expected>

#include "model/report.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class Dimensions;
}

namespace selat::wire {

void write_dimensions(const model::Dimensions& dimensions, v1::Dimensions& wire);
[[nodiscard]] std::expected<model::Dimensions, WireProblem> dimensions_from_wire(const v1::Dimensions& wire);

}  // namespace selat::wire
