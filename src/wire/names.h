#pragma once
// Names in three languages <-> Protobuf.

#include "model/sector.h"

namespace selat::v1 {
class Names;
}

namespace selat::wire {

void to_wire(const model::Names& names, v1::Names& wire);
[[nodiscard]] model::Names from_wire(const v1::Names& wire);

}  // namespace selat::wire
