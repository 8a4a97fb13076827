#include "store/checked_table.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "store/hashed_bytes.h"
#include "store/store_error.h"

namespace selat::store {
namespace {

constexpr std::size_t kHashBytes = 16;  // the shortest that BLAKE2b of libsodium gives
constexpr std::size_t kMostShown = 40;  // characters of a damaged key

std::int64_t checksum(std::string_view table, std::span<const Cell> values) {
  HashedBytes bytes;
  bytes.add(table);
  for (const Cell& value : values) {
    bytes.add(std::uint64_t{value.index()});
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      bytes.add(*number);
    } else if (const auto* real = std::get_if<double>(&value)) {
      bytes.add(std::bit_cast<std::uint64_t>(*real + 0.0));  // SQLite knows no negative zero
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      bytes.add(std::string_view(*text));
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      bytes.add(std::string_view(blob->bytes));
    }
  }
  std::int64_t sum = 0;
  std::memcpy(&sum, bytes.hash(kHashBytes).data(), sizeof sum);
  return sum;
}

std::size_t count_of(std::string_view list) {
  return static_cast<std::size_t>(std::ranges::count(list, ',')) + 1;
}

std::string placeholders(std::size_t count) {
  std::string list = "?";
  for (std::size_t i = 1; i < count; ++i) {
    list += ",?";
  }
  return list;
}

// What is damaged may say anything.
std::string printable(const Cell& cell) {
  std::string shown = "?";
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    shown = std::to_string(*number);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    shown = text->substr(0, kMostShown);
    std::ranges::replace_if(shown, [](char c) { return c <= ' ' || c > '~'; }, '?');
  }
  return shown;
}

std::string key_of(const CheckedTable& table, std::span<const Cell> values) {
  std::string key;
  for (const Cell& cell : values.first(count_of(table.key))) {
    key += (key.empty() ? "" : " ") + printable(cell);
  }
  return key;
}

std::vector<Cell> cells_of(const Statement& row) {
  std::vector<Cell> cells;
  cells.reserve(static_cast<std::size_t>(row.columns()));
  for (int column = 0; column < row.columns(); ++column) {
    cells.push_back(row.cell(column));
  }
  return cells;
}

bool read_until_torn(Database& database, const std::string& query,
                     const std::function<void(std::vector<Cell>)>& visit) {
  std::vector<Cell> cells;
  try {
    Statement rows(database, query);
    while (rows.step()) {
      visit(cells_of(rows));
    }
  } catch (const StoreError& error) {
    if (error.problem() != StoreProblem::corrupt) {
      throw;
    }
    return false;
  }
  return true;
}

}  // namespace

CheckedWriter::CheckedWriter(Database& database, const CheckedTable& table)
    : table_(table),
      statement_(database, "INSERT OR REPLACE INTO " + std::string(table.name) + " VALUES (" +
                               placeholders(count_of(table.columns) + 1) + ")") {}

void CheckedWriter::write(std::vector<Cell> values) {
  values.emplace_back(checksum(table_.name, values));
  statement_.execute(values);
}

bool read_both_ways(Database& database, std::string_view query, std::string_view order,
                    const std::function<void(std::vector<Cell>)>& visit) {
  const std::string ordered = std::string(query) + " ORDER BY " + std::string(order);
  if (read_until_torn(database, ordered, visit)) {
    return true;
  }
  read_until_torn(database, ordered + " DESC", visit);
  return false;
}

std::vector<DamagedRow> read_checked(Database& database, const CheckedTable& table,
                                     const std::function<void(std::vector<Cell>)>& visit, bool& is_torn) {
  std::vector<DamagedRow> damaged;
  const std::string query =
      "SELECT " + std::string(table.columns) + ", checksum FROM " + std::string(table.name);
  const auto judge = [&](std::vector<Cell> values) {
    const Cell noted = std::move(values.back());
    values.pop_back();
    const auto* sum = std::get_if<std::int64_t>(&noted);
    if (sum != nullptr && *sum == checksum(table.name, values)) {
      visit(std::move(values));
    } else {
      damaged.push_back({table.name, key_of(table, values)});
    }
  };
  const std::string_view first_of_key = table.key.substr(0, table.key.find(','));
  is_torn |= !read_both_ways(database, query, first_of_key, judge);
  return damaged;
}

}  // namespace selat::store
