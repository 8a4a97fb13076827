#pragma once
// The tables of the coordination server's database, and how a file comes to have them.
//
// Thread: one. Errors: throws StoreError.

#include "store/database.h"

namespace selat::store {

// Makes the tables in an empty file; brings those of an earlier version up to this one, in one transaction;
// checks that the file is sound. Errors: of another program, of a later version, damaged.
void open_schema(Database& database);
// For a reader: the file must have this version's tables.
void require_schema(Database& database);

}  // namespace selat::store
