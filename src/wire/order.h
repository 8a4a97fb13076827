#pragma once
// Order <-> Protobuf: what the coordination server says in one CoordinationMessage.

#include <expected>

#include "model/order.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class CoordinationMessage;
}

namespace selat::wire {

// Sets the body and leaves the rest of the message alone.
void to_wire(const model::Order& order, v1::CoordinationMessage& wire);
// Of a list of assignments, those that cannot be read are left out.
[[nodiscard]] std::expected<model::Order, WireProblem> order_from_wire(const v1::CoordinationMessage& wire);

}  // namespace selat::wire
