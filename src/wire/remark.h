#pragma once
// Remark <-> Protobuf.

#include <expected>

#include "base/remark.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class Remark;
}

namespace selat::wire {

void to_wire(const Remark& remark, v1::Remark& wire);

// Remarks within remarks up to four deep, each of up to 16 fills. Errors: too_many.
[[nodiscard]] std::expected<Remark, WireProblem> from_wire(const v1::Remark& wire);

}  // namespace selat::wire
