#pragma once
// Assignment and decline codes <-> Protobuf. Travel times travel as whole seconds.

#include <expected>

#include "model/assignment.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class Assignment;
enum DeclineCode : int;
}  // namespace selat::v1

namespace selat::wire {

// Writes every field; `wire` need not be empty.
void to_wire(const model::Assignment& assignment, v1::Assignment& wire);
[[nodiscard]] std::expected<model::Assignment, WireProblem> from_wire(const v1::Assignment& wire);

[[nodiscard]] v1::DeclineCode to_wire(model::DeclineCode code);
[[nodiscard]] std::expected<model::DeclineCode, WireProblem> from_wire(v1::DeclineCode code);

}  // namespace selat::wire
