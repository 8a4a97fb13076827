#include "store/file_exchange.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "store/file_access.h"

namespace selat::store {
namespace {

std::filesystem::path beside(const std::filesystem::path& file, std::string_view ending) {
  return file.string() + std::string(ending);
}

void move(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0 && errno != ENOENT) {
    throw problem_with(from, StoreProblem::failed, std::strerror(errno));
  }
}

// So that the new names are on disk too.
void sync_directory_of(const std::filesystem::path& file) {
  const std::filesystem::path directory = file.has_parent_path() ? file.parent_path() : ".";
  const int opened = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool is_synced = opened >= 0 && ::fsync(opened) == 0;
  const int why = errno;
  if (opened >= 0) {
    ::close(opened);
  }
  if (!is_synced) {
    throw problem_with(file, StoreProblem::failed, std::strerror(why));
  }
}

}  // namespace

void build_fresh(const std::filesystem::path& file, const std::function<void(Database&)>& fill) {
  const std::filesystem::path building = beside(file, ".building");
  std::error_code none;
  for (const std::string_view ending : kFileEndings) {
    std::filesystem::remove(beside(building, ending), none);
  }
  {
    Database fresh(building);
    Transaction transaction(fresh);
    fill(fresh);
    transaction.commit();
    fresh.empty_journal();
  }
  move(building, beside(file, ".new"));
  sync_directory_of(file);
}

void finish_exchange(const std::filesystem::path& file, const std::filesystem::path& kept) {
  if (!std::filesystem::exists(beside(file, ".new"))) {
    return;
  }
  // The write-ahead log of the earlier file must never be beside the fresh one.
  for (const std::string_view ending : {"-wal", ""}) {
    move(beside(file, ending), beside(kept, ending));
  }
  std::error_code none;
  std::filesystem::remove(beside(file, "-shm"), none);
  move(beside(file, ".new"), file);
  sync_directory_of(file);
}

}  // namespace selat::store
