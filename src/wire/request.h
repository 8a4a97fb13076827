#pragma once
// Request <-> Protobuf: what a control point says in one CoordinationMessage.

#include <expected>

#include "model/request.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class CoordinationMessage;
}

namespace selat::wire {

// Sets the body and leaves the rest of the message alone. Free text is cut at model::kLongestFreeText.
void to_wire(const model::Request& request, v1::CoordinationMessage& wire);
[[nodiscard]] std::expected<model::Request, WireProblem> request_from_wire(
    const v1::CoordinationMessage& wire);

}  // namespace selat::wire
