#pragma once
// FeedTable <-> Protobuf.

#include "model/feed_health.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class FeedHealthTable;
}

namespace selat::wire {

// Writes every field; `wire` need not be empty.
void to_wire(const model::FeedTable& table, v1::FeedHealthTable& wire);
// A feed that cannot be read is counted and left out.
[[nodiscard]] model::FeedTable from_wire(const v1::FeedHealthTable& wire, EnumCounts<WireProblem>& problems);

}  // namespace selat::wire
