#include "store/file_kind.h"

#include <fmt/format.h>

#include "store/store_error.h"

namespace selat::store {

void set_kind(Database& database, FileKind kind) {
  database.run(
      fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", kind.application, kind.version));
}

void require_kind(Database& database, FileKind kind) {
  const auto name = database.file().string();
  if (database.number("PRAGMA application_id") != kind.application) {
    throw StoreError(StoreProblem::corrupt,
                     LocalizedMessage(tr("database {file}: it belongs to another program; name another file"),
                                      {{"file", name}}));
  }
  const std::int64_t version = database.number("PRAGMA user_version");
  if (version > kind.version) {
    throw StoreError(
        StoreProblem::newer,
        LocalizedMessage(
            tr("database {file}: its version is {version}, this Selat knows {known}; use the later Selat"),
            {{"file", name}, {"version", version}, {"known", kind.version}}));
  }
}

bool is_sound(Database& database) {
  try {
    Statement check(database, "PRAGMA integrity_check(1)");
    return check.step() && check.text(0) == "ok";
  } catch (const StoreError& error) {
    if (error.problem() == StoreProblem::corrupt) {
      return false;
    }
    throw;
  }
}

}  // namespace selat::store
