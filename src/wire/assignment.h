#pragma once
// Assignment <-> Protobuf. Travel times travel as whole seconds.

#include <expected>

#include "model/assignment.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class Assignment;
}

namespace selat::wire {

// Writes every field; `wire` need not be empty.
void to_wire(const model::Assignment& assignment, v1::Assignment& wire);
[[nodiscard]] std::expected<model::Assignment, WireProblem> from_wire(const v1::Assignment& wire);

}  // namespace selat::wire
