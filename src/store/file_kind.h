#pragma once
// What a database file says it is, and whether this program may use it.
//
// Thread: one. Errors: throws StoreError.

#include <cstdint>

#include "store/database.h"

namespace selat::store {

struct FileKind {
  std::int64_t application = 0;  // PRAGMA application_id
  std::int64_t version = 0;      // PRAGMA user_version; the newest that this program knows
};

void set_kind(Database& database, FileKind kind);
// Throws if the file is another program's, or a later version's.
void require_kind(Database& database, FileKind kind);
// Whether its pages hold together (PRAGMA integrity_check).
[[nodiscard]] bool is_sound(Database& database);

}  // namespace selat::store
