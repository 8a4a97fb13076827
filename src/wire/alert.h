#pragma once
// Alert, NearestCraft <-> Protobuf.

#include <expected>
#include <string>
#include <string_view>

#include "model/alert.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class Alert;
class NearestCraft;
}  // namespace selat::v1

namespace selat::wire {

// Writes every field; `wire` need not be empty.
void to_wire(const model::Alert& alert, v1::Alert& wire);
[[nodiscard]] std::expected<model::Alert, WireProblem> from_wire(const v1::Alert& wire);

void to_wire(const model::NearestCraft& craft, v1::NearestCraft& wire);
[[nodiscard]] std::expected<model::NearestCraft, WireProblem> from_wire(const v1::NearestCraft& wire);

// An alert as bytes of selat.v1.Alert, for folders that store alerts and do not use Protobuf.
[[nodiscard]] std::string to_bytes(const model::Alert& alert);
[[nodiscard]] std::expected<model::Alert, WireProblem> alert_from_bytes(std::string_view bytes);

}  // namespace selat::wire
