#pragma once
// LogEntry <-> Protobuf.

#include <expected>

#include "model/log_entry.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class LogEntry;
}

namespace selat::wire {

// Writes every field; `wire` need not be empty.
void to_wire(const model::LogEntry& entry, v1::LogEntry& wire);
[[nodiscard]] std::expected<model::LogEntry, WireProblem> from_wire(const v1::LogEntry& wire);

}  // namespace selat::wire
