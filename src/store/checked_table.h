#pragma once
// Tables whose rows carry a checksum: 64 bits of the BLAKE2b hash of the table's name and the row's values,
// in the last column. A row of which a bit has changed on the disk is found when it is read, and set aside.
//
// Thread: one. Errors: throws StoreError.

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace selat::store {

struct CheckedTable {
  std::string_view name;
  std::string_view columns;  // before the checksum, with commas
  std::string_view key;      // the first of these
  // How the same values are read from files of versions 1 and 2; empty: they had no such table.
  std::array<std::string_view, 2> earlier;
  std::int64_t since = 3;  // the version of files since which it is as it is
};

// A row that its checksum does not fit, or whose page cannot be read.
struct DamagedRow {
  std::string_view table;
  std::string key;  // printable; as far as it can be read
};

class CheckedWriter {
 public:
  CheckedWriter(Database& database, const CheckedTable& table);
  // Inserts the row, or replaces the one with the same key.
  void write(std::vector<Cell> values);

 private:
  const CheckedTable& table_;
  Statement statement_;
};

// Calls `visit` with the values of each sound row; returns the others. If a page cannot be read, the rows
// before it and those behind it are visited nevertheless, and `is_torn` is set.
[[nodiscard]] std::vector<DamagedRow> read_checked(Database& database, const CheckedTable& table,
                                                   const std::function<void(std::vector<Cell>)>& visit,
                                                   bool& is_torn);

// Calls `visit` with the values of each row of the query, in both directions if a page between cannot be
// read; the query has no order of its own. False if there was such a page.
bool read_both_ways(Database& database, std::string_view query, std::string_view order,
                    const std::function<void(std::vector<Cell>)>& visit);

}  // namespace selat::store
