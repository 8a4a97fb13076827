#pragma once
// SectorTable <-> Protobuf.

#include "model/sector_table.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class AssignmentTable;
}

namespace selat::wire {

// Writes every field; `wire` need not be empty.
void to_wire(const model::SectorTable& table, v1::AssignmentTable& wire);
// A row that cannot be read is counted and left out.
[[nodiscard]] model::SectorTable from_wire(const v1::AssignmentTable& wire,
                                           EnumCounts<WireProblem>& problems);

}  // namespace selat::wire
