#include "bus/name_lock.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system_words.h"
#include "bus/bus.h"
#include "bus/run_directory.h"

namespace selat::bus {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".lock";

bool is_same_file(int descriptor, const fs::path& path) {
  struct stat open{}, found{};
  return descriptor >= 0 && ::fstat(descriptor, &open) == 0 && ::stat(path.c_str(), &found) == 0 &&
         open.st_dev == found.st_dev && open.st_ino == found.st_ino;
}

// With the lock held, so that nobody listens at these sockets.
void remove_name(const fs::path& lock) {
  fs::path path = lock;
  for (const char* const suffix : {".publish", ".request", ".orders", ".lock"}) {
    std::error_code ignored;
    fs::remove(path.replace_extension(suffix), ignored);
  }
}

// Names whose process is gone without having said so.
void remove_stale_names(const fs::path& directory) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(directory, ignored)) {
    if (entry.path().extension() != kSuffix) {
      continue;
    }
    const int file = ::open(entry.path().c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) {
      continue;
    }
    if (::flock(file, LOCK_EX | LOCK_NB) == 0 && is_same_file(file, entry.path())) {
      remove_name(entry.path());
    }
    ::close(file);
  }
}

[[noreturn]] void refuse(int file, const fs::path& path) {
  std::array<char, 32> owner{};
  const auto length = ::read(file, owner.data(), owner.size() - 1);
  ::close(file);
  throw BusError(LocalizedMessage(
      tr("a process named {process} runs already (pid {pid}) with bus directory {directory}"),
      {{"process", path.stem().string()},
       {"pid", length > 0 ? std::string_view(owner.data(), static_cast<std::size_t>(length)) : "?"},
       {"directory", path.parent_path().string()}}));
}

int locked(const fs::path& path) {
  for (;;) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
      throw BusError(LocalizedMessage(tr("cannot open {file}: {why}"),
                                      {{"file", path.string()}, {"why", system_words(errno)}}));
    }
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
      refuse(file, path);
    }
    if (is_same_file(file, path)) {
      return file;
    }
    ::close(file);  // who had it before has just removed it
  }
}

}  // namespace

NameLock::~NameLock() {
  release();
}

void NameLock::claim(const fs::path& directory, const std::string& name) {
  const fs::path file = directory / (name + std::string(kSuffix));
  if (is_same_file(descriptor_, file)) {
    return;
  }
  make_private_directory(directory);
  remove_stale_names(directory);
  const int descriptor = locked(file);
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
  descriptor_ = descriptor;
  file_ = file;
  const std::string own = std::to_string(::getpid());
  if (::ftruncate(descriptor, 0) != 0 || ::write(descriptor, own.data(), own.size()) < 0) {
    // Then only the error message of a second process of this name lacks the pid.
  }
}

void NameLock::release() {
  if (descriptor_ < 0) {
    return;
  }
  if (is_same_file(descriptor_, file_)) {
    remove_name(file_);
  }
  ::close(std::exchange(descriptor_, -1));
}

}  // namespace selat::bus
