#pragma once
// Where a database file lies and who may read it: its directory, its permissions, and whether it is still the
// file that was opened.
//
// Thread: one. Errors: throws StoreError.

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "store/store_error.h"

namespace selat::store {

// SQLite's files beside a database: "" is the database itself.
inline constexpr std::array<std::string_view, 3> kFileEndings = {"", "-wal", "-shm"};

// "database FILE: what to do (why)".
[[nodiscard]] StoreError problem_with(const std::filesystem::path& file, StoreProblem problem,
                                      std::string_view why);

// Makes the file's directory, if it is missing, for its owner alone.
void make_directory_of(const std::filesystem::path& file);
// Makes the file, if it is missing, for its owner alone, whatever the umask; takes from a file that is there
// the permissions beyond 0640 (SQLite gives those of the database to the files beside it).
void keep_private(const std::filesystem::path& file);

// Whether a database and the files beside it are still those that were opened. A file that was deleted,
// moved, replaced or cut short takes every write as if nothing had happened.
class FileWatch {
 public:
  // Of a database that has just been opened.
  explicit FileWatch(std::filesystem::path file);
  [[nodiscard]] bool is_in_place();

 private:
  struct Seen {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;
  };
  [[nodiscard]] std::optional<Seen> look(std::string_view ending) const;

  std::filesystem::path file_;
  std::array<std::optional<Seen>, kFileEndings.size()> seen_;
};

}  // namespace selat::store
