#pragma once
// Request <-> Protobuf: what a control point says in one CoordinationMessage.

#include <expected>
#include <string>
#include <string_view>

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

// A request as bytes of selat.v1.CoordinationMessage with only a body, for folders that store what a person
// wrote and do not use Protobuf.
[[nodiscard]] std::string to_bytes(const model::Request& request);
[[nodiscard]] std::expected<model::Request, WireProblem> request_from_bytes(std::string_view bytes);

}  // namespace selat::wire
