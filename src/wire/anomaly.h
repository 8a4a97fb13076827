#pragma once
// Anomaly <-> Protobuf.

#include <expected>

#include "model/anomaly.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class Anomaly;
}

namespace selat::wire {

// What a reader accepts at most of vessels, of evidence and of reports, each.
inline constexpr int kMostAnomalyParts = 1'000;

// Writes every field; `wire` need not be empty.
void to_wire(const model::Anomaly& anomaly, v1::Anomaly& wire);
[[nodiscard]] std::expected<model::Anomaly, WireProblem> from_wire(const v1::Anomaly& wire);

}  // namespace selat::wire
