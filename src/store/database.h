#pragma once
// SQLite as this folder uses it: one owner of a file, which alone writes, or several sharers; write-ahead
// log, every commit on the disk before it returns (synchronous=FULL). Others may read the file meanwhile.
// Errors are thrown as StoreError.
//
// Thread: one. A Statement must be destroyed before its Database.

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

namespace selat::store {

class Database {
 public:
  enum class Access : std::uint8_t {
    owner,   // opens or creates the file and its directory (mode 0700); one at a time (<file>.lock)
    sharer,  // the same without the lock: several processes write by turns
    reader,  // of a file that is there; sees what is committed
  };
  explicit Database(std::filesystem::path file, Access access = Access::owner);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql);
  [[nodiscard]] std::int64_t number(const std::string& sql);
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] sqlite3* handle() const { return handle_; }
  // The error of the last call as a StoreError with the file's name and a remedy.
  [[noreturn]] void fail(int code) const;

 private:
  void make_directory() const;
  void take_lock();
  void open(int flags);
  void close();

  std::filesystem::path file_;
  sqlite3* handle_ = nullptr;
  int lock_ = -1;
};

// A number, a text or bytes, or nothing.
struct Blob {
  std::string bytes;
};
using Cell = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(std::initializer_list<Cell> cells);  // ?1, ?2 …; resets the statement
  [[nodiscard]] bool step();                     // true: there is a row
  void execute(std::initializer_list<Cell> cells);

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string text(int column) const;

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
