#pragma once
// Track and Vessel <-> Protobuf. Speeds and angles of a track travel as float (7 digits).

#include <expected>

#include "model/track.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class Track;
class Vessel;
}  // namespace selat::v1

namespace selat::wire {

// Writes every field; `wire` need not be empty.
void to_wire(const model::Vessel& vessel, v1::Vessel& wire);
void to_wire(const model::Track& track, v1::Track& wire);
[[nodiscard]] std::expected<model::Vessel, WireProblem> from_wire(const v1::Vessel& wire);
[[nodiscard]] std::expected<model::Track, WireProblem> from_wire(const v1::Track& wire);

}  // namespace selat::wire
