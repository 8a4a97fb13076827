#pragma once
// What holds of the whole database of the coordination server: which promises are outstanding, whether all of
// them are known, and how often it was saved.
//
// Thread: one. Errors: throws StoreError.

#include <cstdint>

#include "coordinate/effects.h"
#include "store/database.h"
#include "units/instant.h"

namespace selat::store {

struct Standing {
  coordinate::Promise promise;
  bool is_past_known = false;
  std::uint64_t saves = 0;
};

// Where there is none, or it was damaged: the longest that any start has promised, or else that the settings
// allow, and a past that is not known.
[[nodiscard]] Standing read_standing(Database& database);
void save_standing(Database& database, const Standing& standing);

[[nodiscard]] std::uint32_t newest_term(Database& database);
// Also by the epochs of sectors, should the newest term have been damaged.
[[nodiscard]] std::uint32_t highest_term(Database& database);
void save_term(Database& database, std::uint32_t term, Instant began_at, coordinate::Promise own);

}  // namespace selat::store
