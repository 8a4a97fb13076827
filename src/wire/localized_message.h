#pragma once
// LocalizedMessage <-> Protobuf.

#include <expected>

#include "base/localized_message.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class LocalizedMessage;
}

namespace selat::wire {

void to_wire(const LocalizedMessage& message, v1::LocalizedMessage& wire);

// Messages nested up to four deep, each with up to 16 arguments. Errors: too_many.
[[nodiscard]] std::expected<LocalizedMessage, WireProblem> from_wire(const v1::LocalizedMessage& wire);

}  // namespace selat::wire
