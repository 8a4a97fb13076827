#pragma once
// A directory for one test or benchmark, made under the directory for temporary files (its path is short
// enough for sockets) and removed with all its content at the end, unless it is to be kept.
//
// Thread: one. Errors: the constructor throws std::system_error.

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include <stdlib.h>

namespace selat::test {

class TemporaryDirectory {
 public:
  explicit TemporaryDirectory(bool is_kept = false) : is_kept_(is_kept) {
    std::string name = (std::filesystem::temp_directory_path() / "selat-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), "mkdtemp");
    }
    path_ = name;
  }
  ~TemporaryDirectory() {
    if (is_kept_) {
      return;
    }
    std::error_code ignored;
    // The test may have taken the permissions away.
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const std::filesystem::path& name) const {
    return path_ / name;
  }

 private:
  bool is_kept_;
  std::filesystem::path path_;
};

}  // namespace selat::test
