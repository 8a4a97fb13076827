#include "store/owner_lock.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "store/file_access.h"
#include "store/store_error.h"

namespace selat::store {
namespace {

// The number and its complement, so that a torn or damaged note is none.
using Note = std::array<std::uint64_t, 2>;

}  // namespace

OwnerLock::OwnerLock(const std::filesystem::path& file) {
  make_directory_of(file);
  descriptor_ = ::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0) {
    throw problem_with(
        file, errno == EROFS || errno == EACCES ? StoreProblem::read_only : StoreProblem::unreachable,
        std::strerror(errno));
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor_);
    throw problem_with(file, StoreProblem::in_use, "locked");
  }
}

OwnerLock::~OwnerLock() {
  ::close(descriptor_);
}

void OwnerLock::note(std::uint64_t saves) const {
  const Note note = {saves, ~saves};
  // On a disk that is full the earlier note stays: a lower bound like any other.
  [[maybe_unused]] const ssize_t written = ::pwrite(descriptor_, note.data(), sizeof note, 0);
}

std::uint64_t OwnerLock::noted() const {
  Note note = {};
  const bool is_whole =
      ::pread(descriptor_, note.data(), sizeof note, 0) == sizeof note && note[1] == ~note[0];
  return is_whole ? note[0] : 0;
}

}  // namespace selat::store
