#pragma once
// Sector, ControlPoint and Asset <-> Protobuf.

#include <expected>

#include "model/sector.h"
#include "wire/wire_problem.h"

namespace selat::v1 {
class Asset;
class ControlPoint;
class Names;
class Sector;
}  // namespace selat::v1

namespace selat::wire {

// What a reader accepts at most in one sector.
inline constexpr int kMostSectorPolygons = 1'000;
inline constexpr int kMostRingVertices = 100'000;

// Writes every field; `wire` need not be empty.
void to_wire(const model::Sector& sector, v1::Sector& wire);
void to_wire(const model::ControlPoint& control_point, v1::ControlPoint& wire);
void to_wire(const model::Asset& asset, v1::Asset& wire);
void to_wire(const model::Names& names, v1::Names& wire);
[[nodiscard]] model::Names from_wire(const v1::Names& wire);
[[nodiscard]] std::expected<model::Sector, WireProblem> from_wire(const v1::Sector& wire);
[[nodiscard]] std::expected<model::ControlPoint, WireProblem> from_wire(const v1::ControlPoint& wire);
[[nodiscard]] std::expected<model::Asset, WireProblem> from_wire(const v1::Asset& wire);

}  // namespace selat::wire
