#pragma once
// A fresh database in place of one that is there, so that whenever the machine stops there is the one or the
// other: <file>.building grows, <file>.new is whole, and from then on the exchange is finished at the next
// start, if not at this one. What was there is kept beside it.
//
// Thread: one, with the OwnerLock. Errors: throws StoreError.

#include <filesystem>
#include <functional>

#include "store/database.h"

namespace selat::store {

// Makes <file>.new; `fill` puts the tables and rows in.
void build_fresh(const std::filesystem::path& file, const std::function<void(Database&)>& fill);
// If there is a <file>.new, it takes the place of <file>; what was there is then `kept`.
void finish_exchange(const std::filesystem::path& file, const std::filesystem::path& kept);

}  // namespace selat::store
