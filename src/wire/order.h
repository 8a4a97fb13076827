#pragma once
// Order <-> Protobuf: what the coordination server says in one CoordinationMessage.

#include <expected>
#include <string>
#include <string_view>

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

// A notice as bytes of selat.v1.CoordinationMessage with only a body, for folders that store what a terminal
// was told and do not use Protobuf.
[[nodiscard]] std::string to_bytes(const model::Notice& notice);
[[nodiscard]] std::expected<model::Notice, WireProblem> notice_from_bytes(std::string_view bytes);

}  // namespace selat::wire
