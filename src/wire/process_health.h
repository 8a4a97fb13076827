#pragma once
// ProcessHealth <-> Protobuf.

#include <expected>

#include "model/process_health.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class ProcessHealth;
}

namespace selat::wire {

// What a reader accepts at most of subscriptions, of children and of rules, each.
inline constexpr int kMostHealthRows = 1'000;

// Writes every field; `wire` need not be empty.
void to_wire(const model::ProcessHealth& health, v1::ProcessHealth& wire);
// Remarks that cannot be read are left out.
[[nodiscard]] std::expected<model::ProcessHealth, WireProblem> from_wire(const v1::ProcessHealth& wire);

}  // namespace selat::wire
