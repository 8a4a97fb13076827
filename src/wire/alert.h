#pragma once
// Alert <-> Protobuf.

#include <expected>

#include "model/alert.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class Alert;
}

namespace selat::wire {

// Writes every field; `wire` need not be empty.
void to_wire(const model::Alert& alert, v1::Alert& wire);
[[nodiscard]] std::expected<model::Alert, WireProblem> from_wire(const v1::Alert& wire);

}  // namespace selat::wire
