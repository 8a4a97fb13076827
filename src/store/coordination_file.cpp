#include "store/coordination_file.h"

#include <algorithm>
#include <string>
#include <utility>

#include "store/coordination_schema.h"
#include "store/log_table.h"
#include "store/standing.h"
#include "store/store_error.h"

namespace selat::store {
namespace {

// Columns of the log as they are, so that its chain says what is missing or changed.
void copy_log(Database& from, std::int64_t version, Database& fresh, bool& is_torn) {
  Statement insert(fresh, "INSERT OR IGNORE INTO log VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  const std::string query =
      "SELECT entry, at_us, kind, from_control_point, from_term, request, sector, epoch, alert, alert_number,"
      " severity, code, latitude_e7, longitude_e7, vessel, reference, text, hash, " +
      std::string(version < 3 ? "NULL" : "written_at_us") + " FROM log";
  is_torn |= !read_both_ways(from, query, "entry", [&](const std::vector<Cell>& cells) {
    try {
      insert.execute(cells);
    } catch (const StoreError& error) {
      if (error.problem() != StoreProblem::corrupt) {
        throw;
      }
    }
  });
  Statement note(fresh, "INSERT OR IGNORE INTO chain_end VALUES (?,?,?)");
  is_torn |= !read_both_ways(from, "SELECT one, entry, hash FROM chain_end", "one",
                             [&](const std::vector<Cell>& cells) { note.execute(cells); });
}

model::LogEntry first_version_entry(const Statement& row) {
  model::LogEntry entry;
  entry.at = Instant::unix_microseconds(row.integer(0));
  entry.kind = from_name<model::LogKind>(row.text(1)).value_or(model::LogKind::accepted);
  entry.from = std::string_view(row.text(2));
  entry.from_term = unsigned_bits(row.integer(3));
  entry.request = unsigned_bits(row.integer(4));
  entry.sector = std::string_view(row.text(5));
  entry.epoch = unsigned_bits(row.integer(6));
  entry.alert = unsigned_bits(row.integer(7));
  if (!row.is_null(8)) {
    entry.code = from_name<model::DeclineCode>(row.text(8));
  }
  if (!row.is_null(9)) {
    entry.place = geo::Position::e7(static_cast<std::int32_t>(row.integer(9)),
                                    static_cast<std::int32_t>(row.integer(10)));
  }
  entry.text = row.text(11);
  return entry;
}

// The log of version 1 had no chain: it begins with what that log says.
void copy_first_log(Database& from, Database& fresh) {
  std::vector<model::LogEntry> entries;
  Statement rows(from,
                 "SELECT at_us, kind, from_control_point, from_term, letter, sector, epoch, alert, code,"
                 " latitude_e7, longitude_e7, text FROM log ORDER BY entry");
  while (rows.step()) {
    entries.push_back(first_version_entry(rows));
  }
  ChainEnd end;
  append_log(fresh, entries, 0, end);
}

// The numbers of context entries are never given again: the log names all that ever were.
void raise_last_context(Database& fresh) {
  CheckedWriter write(fresh, kLastContext);
  for (const std::string kind : {"W", "Z"}) {
    std::string largest = "SELECT max((SELECT coalesce(max(number), 0) FROM last_context WHERE kind = '";
    largest.append(kind)
        .append("'), (SELECT coalesce(max(CAST(substr(id, 2) AS INTEGER)), 0) FROM context WHERE id GLOB '")
        .append(kind)
        .append("[0-9]*'), (SELECT coalesce(max(CAST(substr(reference, 2) AS INTEGER)), 0) FROM log WHERE ")
        .append("reference GLOB '")
        .append(kind)
        .append("[0-9]*'))");
    write.write({kind, fresh.number(largest)});
  }
}

void copy_whole_log(Database& from, std::int64_t version, Database& fresh, bool& is_torn) {
  if (version == 1) {
    copy_first_log(from, fresh);
  } else {
    copy_log(from, version, fresh, is_torn);
  }
}

// Whether what is missing may have been a promise.
bool is_of_promises(const Damage& damage) {
  return damage.is_torn || std::ranges::any_of(damage.rows, [](const DamagedRow& row) {
           return row.table == kSectors.name || row.table == kSpeakers.name || row.table == kTerms.name ||
                  row.table == kStanding.name;
         });
}

void conclude(Database& fresh, const Damage& damage) {
  raise_last_context(fresh);
  if (is_of_promises(damage)) {
    Standing standing = read_standing(fresh);
    standing.is_past_known = false;
    save_standing(fresh, standing);
  }
}

}  // namespace

const FileSchema& coordination_file() {
  static const FileSchema schema = {
      .kind = kCoordinationKind,
      .tables = checked_tables(),
      .make_tables = make_tables,
      .copy_more = copy_whole_log,
      .conclude = conclude,
      .of_an_empty_file = tr("database {file}: the file is empty, and an empty file is no new database: "
                             "the server begins without its past")};
  return schema;
}

}  // namespace selat::store
