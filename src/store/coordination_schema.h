#pragma once
// The tables of the coordination server's database. All rows but those of the log, which has its chain, carry
// a checksum (store/checked_table.h).
//
// Thread: one. Errors: throws StoreError.

#include <span>

#include "store/checked_table.h"
#include "store/database.h"
#include "store/file_kind.h"

namespace selat::store {

extern const FileKind kCoordinationKind;

extern const CheckedTable kTerms;
extern const CheckedTable kSectors;
extern const CheckedTable kAlerts;
extern const CheckedTable kExclusions;
extern const CheckedTable kSpeakers;
extern const CheckedTable kContext;
extern const CheckedTable kLastContext;
extern const CheckedTable kStanding;
extern const CheckedTable kSightings;
[[nodiscard]] std::span<const CheckedTable* const> checked_tables();

// In an empty database. They are always made in the same order and never altered, so that the first page of
// every file of this version, which names them and where they lie, is the same but for its counters
// (store/first_page.h).
void make_tables(Database& database);
// For a reader: the file must have this version's tables.
void require_schema(Database& database);

}  // namespace selat::store
