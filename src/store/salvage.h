#pragma once
// What is sound in an earlier or damaged database of the coordination server goes into a fresh one.
//
// Thread: one. Errors: throws StoreError when the disk fails; what cannot be read is returned.

#include <cstdint>
#include <vector>

#include "store/checked_table.h"
#include "store/database.h"

namespace selat::store {

struct Damage {
  bool is_torn = false;  // pages of it cannot be read, and nobody knows what was on them
  std::vector<DamagedRow> rows;

  void add(std::vector<DamagedRow> more);  // each row once
  [[nodiscard]] bool is_any() const { return is_torn || !rows.empty(); }
  // Whether what is missing may have been a promise.
  [[nodiscard]] bool is_of_promises() const;
};

// Copies all tables from a file of this version or an earlier one; returns the damaged rows and sets
// `is_torn` where a page cannot be read. `fresh` is an empty database, in a transaction.
[[nodiscard]] std::vector<DamagedRow> salvage(Database& from, std::int64_t version, Database& fresh,
                                              bool& is_torn);

// Says in the fresh file what is known no more.
void conclude_salvage(Database& fresh, const Damage& damage);

}  // namespace selat::store
