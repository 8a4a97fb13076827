#include "runtime/next_term.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "runtime/paths.h"
#include "runtime/whole_file.h"

namespace selat::runtime {

namespace {

// Several terminals of one name start at the same time: one after the other reads and writes the file.
class DirectoryLock {
 public:
  explicit DirectoryLock(const std::filesystem::path& directory)
      : directory_(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (directory_ >= 0) {
      ::flock(directory_, LOCK_EX);
    }
  }
  ~DirectoryLock() {
    if (directory_ >= 0) {
      ::close(directory_);
    }
  }
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  int directory_;
};

// 0 where there is none, or the file is damaged.
std::uint64_t last_term(const std::filesystem::path& file) {
  const std::string text = read_whole(file).value_or("");
  std::uint64_t term = 0;
  std::from_chars(text.data(), text.data() + text.size(), term);
  return term;
}

}  // namespace

std::uint64_t next_term(const std::vector<std::filesystem::path>& directories, const std::string& name,
                        Instant now) {
  std::vector<std::filesystem::path> files;
  for (const auto& directory : directories) {
    std::error_code ignored;
    if (directory.has_parent_path()) {
      ignored = make_private_directory(directory.parent_path());  // the data directory may not be there yet
    }
    ignored = make_private_directory(directory);
    if (std::filesystem::is_directory(directory, ignored)) {
      files.push_back(directory / (name + ".term"));
    }
  }
  const DirectoryLock lock(files.empty() ? "" : files.front().parent_path());
  auto term = static_cast<std::uint64_t>(now.in_unix_microseconds());
  for (const auto& file : files) {
    term = std::max(term, last_term(file) + 1);
  }
  const std::string line = std::to_string(term) + "\n";
  (void)std::ranges::any_of(files, [&](const auto& file) { return write_whole(file, {line}).has_value(); });
  return term;
}

}  // namespace selat::runtime
