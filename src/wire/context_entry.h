#pragma once
// ContextEntry and ContextTable <-> Protobuf.

#include <expected>

#include "model/context_entry.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class ContextEntry;
class ContextTable;
}  // namespace selat::v1

namespace selat::wire {

// Writes every field; `wire` need not be empty.
void to_wire(const model::ContextEntry& entry, v1::ContextEntry& wire);
[[nodiscard]] std::expected<model::ContextEntry, WireProblem> from_wire(const v1::ContextEntry& wire);

void to_wire(const model::ContextTable& table, v1::ContextTable& wire);
// An entry that cannot be read is counted and left out.
[[nodiscard]] model::ContextTable from_wire(const v1::ContextTable& wire, EnumCounts<WireProblem>& problems);

[[nodiscard]] std::string to_bytes(const model::ContextEntry& entry);
[[nodiscard]] std::expected<model::ContextEntry, WireProblem> context_entry_from_bytes(
    std::string_view bytes);

}  // namespace selat::wire
