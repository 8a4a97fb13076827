#pragma once
// SQLite as this folder uses it: write-ahead log, every commit on the disk before it returns
// (synchronous=FULL). Several processes may write by turns, and others read meanwhile; one that must be the
// only writer holds an OwnerLock too. Errors are thrown as StoreError.
//
// A disk that once reported an error is not believed: after a failed write or fsync the kernel may call pages
// clean that never reached the disk. The next transaction then opens the file anew and has everything in the
// write-ahead log written once more before it begins. Before each transaction, and before a commit counts,
// the file must still be where it was opened (store/file_access.h).
//
// Thread: one. A Statement must be destroyed before its Database, and before the next Transaction.

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "store/file_access.h"

struct sqlite3;
struct sqlite3_stmt;

namespace selat::store {

class Database {
 public:
  enum class Access : std::uint8_t {
    writer,  // opens or creates the file and its directory (mode 0700)
    reader,  // of a file that is there; sees what is committed
    memory,  // no file at all
  };
  explicit Database(std::filesystem::path file, Access access = Access::writer);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql);
  [[nodiscard]] std::int64_t number(const std::string& sql);
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  // What the write-ahead log holds is written to the database, and synced.
  void empty_journal();
  // All that is committed, into a file that is not there yet or empty.
  void copy_to(const std::filesystem::path& file);
  [[nodiscard]] sqlite3* handle() const { return handle_; }
  // The error of the last call as a StoreError with the file's name and a remedy.
  [[noreturn]] void fail(int code);
  // Throws StoreError (displaced) unless the file is still where it was opened.
  void require_in_place();

 private:
  friend class Transaction;
  void begin();
  void commit();
  void renew();
  void open();
  void close();
  void empty_journal_if_long();

  std::filesystem::path file_;
  Access access_;
  sqlite3* handle_ = nullptr;
  std::optional<FileWatch> watch_;
  bool is_suspect_ = false;    // the disk has reported an error since it was opened
  bool is_displaced_ = false;  // it is not the file at its path any more
  int journal_pages_ = 0;      // in the write-ahead log
};

// A number, a text or bytes, or nothing.
struct Blob {
  std::string bytes;
};
using Cell = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

// Unsigned numbers are stored as their 64 bits.
[[nodiscard]] constexpr std::int64_t signed_bits(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}
[[nodiscard]] constexpr std::uint64_t unsigned_bits(std::int64_t value) {
  return static_cast<std::uint64_t>(value);
}

class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(std::span<const Cell> cells);  // ?1, ?2 …; resets the statement
  void bind(std::initializer_list<Cell> cells) { bind(std::span(cells.begin(), cells.size())); }
  [[nodiscard]] bool step();  // true: there is a row
  void execute(std::span<const Cell> cells);
  void execute(std::initializer_list<Cell> cells) { execute(std::span(cells.begin(), cells.size())); }

  [[nodiscard]] int columns() const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] Cell cell(int column) const;

 private:
  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

// BEGIN IMMEDIATE … COMMIT; ROLLBACK when it is destroyed without commit().
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool is_open_ = true;
};

}  // namespace selat::store
