#pragma once
// Sighting <-> Protobuf.

#include <expected>
#include <string>
#include <string_view>

#include "model/sighting.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class Sighting;
}

namespace selat::wire {

// Writes every field; `wire` need not be empty.
void to_wire(const model::Sighting& sighting, v1::Sighting& wire);
// What is no number of this world is refused; what was mistyped is the server's to judge.
[[nodiscard]] std::expected<model::Sighting, WireProblem> from_wire(const v1::Sighting& wire);

// As bytes of selat.v1.Sighting, for folders that store them and do not use Protobuf.
[[nodiscard]] std::string to_bytes(const model::Sighting& sighting);
[[nodiscard]] std::expected<model::Sighting, WireProblem> sighting_from_bytes(std::string_view bytes);

}  // namespace selat::wire
