#include "store/file_order.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "store/file_access.h"
#include "store/file_exchange.h"
#include "store/first_page.h"
#include "store/store_error.h"

namespace selat::store {
namespace {

constexpr std::size_t kMostRowsNamed = 20;

std::string model_page(const FileSchema& schema) {
  Database model("", Database::Access::memory);
  schema.make_tables(model);
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(model.handle(), "main", &size, 0);
  std::string page(reinterpret_cast<const char*>(bytes),
                   std::min<std::size_t>(static_cast<std::size_t>(size), kPageBytes));
  sqlite3_free(bytes);
  return page;
}

std::string first_page_of(const std::filesystem::path& file) {
  std::string page(kPageBytes, '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(page.data(), static_cast<std::streamsize>(page.size()));
  page.resize(static_cast<std::size_t>(in.gcount()));
  return page;
}

// A copy of a database with its first page made good, to read from; gone afterwards.
class MendedCopy {
 public:
  MendedCopy(const std::filesystem::path& file, const std::string& page) : path_(file.string() + ".mended") {
    std::error_code error;
    remove();
    keep_private(path_);
    std::filesystem::copy_file(file, path_, std::filesystem::copy_options::overwrite_existing, error);
    if (std::filesystem::exists(file.string() + "-wal")) {
      std::filesystem::copy_file(file.string() + "-wal", path_.string() + "-wal", error);
    }
    keep_private(path_);
    std::fstream out(path_, std::ios::binary | std::ios::in | std::ios::out);
    out.write(page.data(), static_cast<std::streamsize>(page.size()));
    if (error || !out.flush()) {
      throw problem_with(file, StoreProblem::failed, error ? error.message() : std::strerror(errno));
    }
  }
  ~MendedCopy() { remove(); }
  MendedCopy(const MendedCopy&) = delete;
  MendedCopy& operator=(const MendedCopy&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  void remove() const {
    std::error_code none;
    for (const std::string_view ending : kFileEndings) {
      std::filesystem::remove(path_.string() + std::string(ending), none);
    }
  }
  std::filesystem::path path_;
};

// What a look at a file says.
struct Condition {
  std::int64_t version = 0;
  Damage damage;
};

Condition examine(const std::filesystem::path& file, const FileSchema& schema) {
  Database database(file);
  require_kind(database, schema.kind);
  Condition condition{.version = database.number("PRAGMA user_version"), .damage = {}};
  condition.damage.is_torn = !is_sound(database);
  if (condition.version == schema.kind.version) {
    for (const CheckedTable* table : schema.tables) {
      condition.damage.add(
          read_checked(database, *table, [](const std::vector<Cell>&) {}, condition.damage.is_torn));
    }
  }
  return condition;
}

std::vector<LocalizedMessage> told(const std::filesystem::path& file, const std::filesystem::path& kept,
                                   const Damage& damage) {
  std::vector<LocalizedMessage> lines;
  if (damage.is_torn) {
    lines.emplace_back(
        tr("database {file}: pages of it are damaged; what can be read is used, and the damaged file is "
           "kept as {kept}"),
        std::vector<LocalizedMessage::Argument>{{"file", file.string()}, {"kept", kept.string()}});
  }
  for (const DamagedRow& row : damage.rows) {
    if (lines.size() == kMostRowsNamed) {
      break;
    }
    lines.emplace_back(tr("database {file}: the row {key} of table {table} is damaged and is not used; the "
                          "damaged file is kept as "
                          "{kept}"),
                       std::vector<LocalizedMessage::Argument>{{"file", file.string()},
                                                               {"key", row.key},
                                                               {"table", std::string(row.table)},
                                                               {"kept", kept.string()}});
  }
  return lines;
}

// Of a version before that since which the table is as it is; empty: it had no such table.
std::string_view query_of(const CheckedTable& table, std::int64_t version) {
  const auto index = static_cast<std::size_t>(version - 1);
  return index < table.earlier.size() ? table.earlier[index] : std::string_view();
}

// Copies all tables from a file of this version or an earlier one; returns the damaged rows and sets
// `is_torn` where a page cannot be read. `fresh` is an empty database, in a transaction.
std::vector<DamagedRow> salvage(Database& from, std::int64_t version, Database& fresh,
                                const FileSchema& schema, bool& is_torn) {
  std::vector<DamagedRow> damaged;
  schema.make_tables(fresh);
  for (const CheckedTable* table : schema.tables) {
    CheckedWriter writer(fresh, *table);
    const auto copy = [&](std::vector<Cell> values) { writer.write(std::move(values)); };
    if (version >= table->since) {
      std::ranges::move(read_checked(from, *table, copy, is_torn), std::back_inserter(damaged));
    } else if (const auto query = query_of(*table, version); !query.empty()) {
      is_torn |= !read_both_ways(from, query, "1", copy);
    }
  }
  if (schema.copy_more != nullptr) {
    schema.copy_more(from, version, fresh, is_torn);
  }
  return damaged;
}

// What is sound in `source`, the file itself or a mended copy, takes its place.
Findings renew(const std::filesystem::path& file, const std::filesystem::path& source, Condition condition,
               const FileSchema& schema, const std::filesystem::path& kept) {
  Damage& damage = condition.damage;
  build_fresh(file, [&](Database& fresh) {
    Database from(source);
    damage.add(salvage(from, condition.version, fresh, schema, damage.is_torn));
    if (schema.conclude != nullptr && damage.is_any()) {
      schema.conclude(fresh, damage);
    }
  });
  finish_exchange(file, kept);
  return {.lines = told(file, kept, damage), .rows = std::move(damage.rows)};
}

// SQLite can make nothing of it: it is not another program's database, nor another version's.
bool is_unreadable(const std::filesystem::path& file) {
  try {
    Database database(file);
    std::ignore = database.number("PRAGMA application_id");
    return false;
  } catch (const StoreError& error) {
    if (error.problem() != StoreProblem::corrupt) {
      throw;
    }
    return true;
  }
}

// A file that was of this kind, and of which nothing can be read: without its first page, or any.
Findings renew_unreadable(const std::filesystem::path& file, const std::string& page,
                          const std::string& model, const FileSchema& schema,
                          const std::filesystem::path& kept) {
  try {
    const MendedCopy copy(file, mended_first_page(page, model));
    return renew(file, copy.path(), {.version = schema.kind.version, .damage = {.is_torn = true, .rows = {}}},
                 schema, kept);
  } catch (const StoreError& error) {
    if (error.problem() != StoreProblem::corrupt) {
      throw;
    }
  }
  build_fresh(file, [&](Database& fresh) { schema.make_tables(fresh); });
  finish_exchange(file, kept);
  Findings findings;
  findings.lines.emplace_back(
      tr("database {file}: nothing in it can be read; an empty one is begun, and the damaged file is kept as "
         "{kept}"),
      std::vector<LocalizedMessage::Argument>{{"file", file.string()}, {"kept", kept.string()}});
  return findings;
}

// One is made where there is none, or an empty one.
Findings make_new(const std::filesystem::path& file, bool is_there, const FileSchema& schema,
                  const std::filesystem::path& kept) {
  build_fresh(file, [&](Database& fresh) { schema.make_tables(fresh); });
  finish_exchange(file, kept);
  Findings findings;
  if (is_there) {
    findings.lines.emplace_back(schema.of_an_empty_file,
                                std::vector<LocalizedMessage::Argument>{{"file", file.string()}});
  }
  return findings;
}

}  // namespace

void Damage::add(std::vector<DamagedRow> more) {
  for (DamagedRow& row : more) {
    const bool is_known = std::ranges::any_of(
        rows, [&](const DamagedRow& known) { return known.table == row.table && known.key == row.key; });
    if (!is_known) {
      rows.push_back(std::move(row));
    }
  }
}

Findings put_in_order(const std::filesystem::path& file, const FileSchema& schema, Instant wall,
                      bool was_written_before) {
  const std::filesystem::path kept =
      fmt::format("{}.kept-{:%Y%m%dT%H%M%SZ}", file.string(),
                  fmt::gmtime(static_cast<std::time_t>(wall.in_unix_seconds())));
  finish_exchange(file, kept);
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error || size == 0) {
    return make_new(file, !error, schema, kept);
  }
  const Condition torn = {.version = schema.kind.version, .damage = {.is_torn = true, .rows = {}}};
  const std::string page = first_page_of(file);
  const std::string model = model_page(schema);
  const int flipped = flipped_bits(page, model);
  if (flipped > 0 && flipped <= kMostFlippedBits) {
    const MendedCopy copy(file, mended_first_page(page, model));
    return renew(file, copy.path(), torn, schema, kept);
  }
  if (flipped != 0 && was_written_before && is_unreadable(file)) {
    return renew_unreadable(file, page, model, schema, kept);
  }
  Condition condition;
  try {
    condition = examine(file, schema);
  } catch (const StoreError& unreadable) {
    if (unreadable.problem() != StoreProblem::corrupt || flipped != 0) {
      throw;
    }
    condition = torn;
  }
  if (condition.damage.is_torn && condition.version == schema.kind.version) {
    const MendedCopy copy(file, mended_first_page(page, model));
    return renew(file, copy.path(), condition, schema, kept);
  }
  if (condition.version < schema.kind.version || condition.damage.is_any()) {
    return renew(file, file, condition, schema, kept);
  }
  return {};
}

}  // namespace selat::store
