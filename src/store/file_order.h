#pragma once
// What is done with a database file before it is used, so that a sound one of this version is there:
//   - no file, or an empty one: one is made;
//   - an earlier version, or a damaged one: what is sound in it goes into a fresh file; the file itself is
//     kept beside that for whoever wants to look, with no record changed.
//
// Thread: one, with the OwnerLock. Errors: throws StoreError for a file of another program or of a later
// version, for one that is no database unless it was one before, and when the disk fails.

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "base/localized_message.h"
#include "store/checked_table.h"
#include "store/database.h"
#include "store/file_kind.h"
#include "units/instant.h"

namespace selat::store {

struct Damage {
  bool is_torn = false;  // pages of it cannot be read, and nobody knows what was on them
  std::vector<DamagedRow> rows;

  void add(std::vector<DamagedRow> more);  // each row once
  [[nodiscard]] bool is_any() const { return is_torn || !rows.empty(); }
};

// One kind of file. Its tables are always made in the same order and never altered, so that the first page of
// every file of this version, which names them and where they lie, is the same but for its counters
// (store/first_page.h).
struct FileSchema {
  FileKind kind;
  std::span<const CheckedTable* const> tables;
  void (*make_tables)(Database& database);  // in an empty database; and the kind
  // Beside the tables with checksums: from a file of this version or an earlier one. None: nullptr.
  void (*copy_more)(Database& from, std::int64_t version, Database& fresh, bool& is_torn);
  // Says in the fresh file what is known no more. None: nullptr.
  void (*conclude)(Database& fresh, const Damage& damage);
  MessageId of_an_empty_file;  // with {file}: what it means that the file is there and empty
};

struct Findings {
  std::vector<LocalizedMessage> lines;  // what was wrong; empty: nothing
  std::vector<DamagedRow> rows;
};

// `wall` goes into the name of a file that is kept. `was_written_before`: by Selat, as the note beside its
// lock says; then it is damaged where it is no database, and is put aside too.
[[nodiscard]] Findings put_in_order(const std::filesystem::path& file, const FileSchema& schema, Instant wall,
                                    bool was_written_before);

}  // namespace selat::store
