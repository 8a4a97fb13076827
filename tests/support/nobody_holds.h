#pragma once
// The state on disk of a coordination server that knows its past: nobody holds any sector.

#include <vector>

#include "coordinate/effects.h"
#include "model/sector.h"

namespace selat::test {

[[nodiscard]] inline coordinate::PersistedState nobody_holds(const std::vector<model::Sector>& sectors) {
  coordinate::PersistedState state;
  for (const model::Sector& sector : sectors) {
    state.records.emplace_back().sector = sector.id;
  }
  return state;
}

}  // namespace selat::test
