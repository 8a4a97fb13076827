#pragma once
// Where the vessels of a Load are and how they move: in the open ocean, where no rule has anything to do, or
// in the Strait, with its sectors, zones, neighbours and slow boats in pairs. Pure; the same numbers and
// times give the same movements.

#include <cstdint>
#include <memory>

#include "simulate/behaviour.h"
#include "simulate/environment.h"

namespace selat::simulate {

enum class LoadKind : std::uint8_t { ship, boat, shore };

class LoadWaters {
 public:
  LoadWaters() = default;
  LoadWaters(const LoadWaters&) = delete;
  LoadWaters& operator=(const LoadWaters&) = delete;
  virtual ~LoadWaters() = default;
  // Of the vessel with that number among all of the load, so long after the load began.
  [[nodiscard]] virtual Movement movement(std::uint64_t number, LoadKind kind, Span since) const = 0;
};

// On straight courses from a grid in the Indian Ocean, 80°–100°E and 30°–10°S, six miles from each other.
[[nodiscard]] std::unique_ptr<LoadWaters> open_ocean();

// Ships go round the lanes of the environment, abreast of each other over four miles. Boats drift on its
// fishing grounds; one in fifty lies beside another.
[[nodiscard]] std::unique_ptr<LoadWaters> busy_strait(const Environment& environment);

}  // namespace selat::simulate
