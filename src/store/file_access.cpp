#include "store/file_access.h"

#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system_words.h"

namespace selat::store {
namespace {

constexpr mode_t kWidest = 0640;

MessageId advice_for(StoreProblem problem) {
  switch (problem) {
    case StoreProblem::in_use:
      return tr("another process has it open; end that one, or name another file with [coordinate] database");
    case StoreProblem::corrupt:
      return tr("it is damaged or not a database of Selat; move the file away to start with an empty one");
    case StoreProblem::full:
      return tr("there is no space left for it; make room, nothing is acknowledged until then");
    case StoreProblem::read_only:
      return tr("it cannot be written; check its owner and permissions and those of its directory");
    case StoreProblem::unreachable:
      return tr("it cannot be opened; check that its directory exists and may be entered");
    case StoreProblem::newer:
      return tr("it was written by a later version of Selat; use that one");
    case StoreProblem::superseded:
      return tr("another coordination server has taken it over");
    case StoreProblem::displaced:
      return tr(
          "it was deleted, moved, replaced or cut short while it was in use; nothing more is written to "
          "it. Put it back, or start without it");
    case StoreProblem::lost:
      return tr("it has lost what was acknowledged; check the disk");
    case StoreProblem::failed:
      return tr("the disk reports an error; check the system's log");
  }
  return {};
}

}  // namespace

StoreError problem_with(const std::filesystem::path& file, StoreProblem problem, std::string_view why) {
  return {problem, LocalizedMessage(tr("database {file}: {what} ({why})"),
                                    {{"file", file.string()},
                                     {"what", LocalizedMessage(advice_for(problem))},
                                     {"why", system_words(why)}})};
}

void make_directory_of(const std::filesystem::path& file) {
  if (!file.has_parent_path() || std::filesystem::exists(file.parent_path())) {
    return;
  }
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (!error) {
    std::filesystem::permissions(file.parent_path(), std::filesystem::perms::owner_all, error);
  }
  if (error) {
    throw StoreError(StoreProblem::unreachable,
                     LocalizedMessage(tr("cannot make directory {directory}: {why}"),
                                      {{"directory", file.parent_path().string()},
                                       {"why", system_words(error.message())}}));
  }
}

// Only a file's owner can do so, and a file of somebody else is not ours to close.
void keep_private(const std::filesystem::path& file) {
  if (const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600); made >= 0) {
    ::close(made);
  }
  for (const std::string_view ending : kFileEndings) {
    const std::string path = file.string() + std::string(ending);
    struct stat status = {};
    if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 0777 & ~kWidest) != 0) {
      ::chmod(path.c_str(), status.st_mode & kWidest);
    }
  }
}

FileWatch::FileWatch(std::filesystem::path file) : file_(std::move(file)) {
  for (std::size_t i = 0; i < kFileEndings.size(); ++i) {
    seen_[i] = look(kFileEndings[i]);
  }
}

bool FileWatch::is_in_place() {
  for (std::size_t i = 0; i < kFileEndings.size(); ++i) {
    const std::optional<Seen> now = look(kFileEndings[i]);
    if (const auto& before = seen_[i]; before && (!now || now->device != before->device ||
                                                  now->inode != before->inode || now->size < before->size)) {
      return false;
    }
    seen_[i] = now;
  }
  return true;
}

std::optional<FileWatch::Seen> FileWatch::look(std::string_view ending) const {
  struct stat status = {};
  if (::stat((file_.string() + std::string(ending)).c_str(), &status) != 0) {
    return std::nullopt;
  }
  // SQLite itself cuts the shared memory short, whenever it opens the file anew.
  const bool may_shrink = ending == "-shm";
  return Seen{.device = status.st_dev, .inode = status.st_ino, .size = may_shrink ? 0 : status.st_size};
}

}  // namespace selat::store
