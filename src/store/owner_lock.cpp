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

// Each number and its complement, so that a torn or damaged note is none. Earlier versions noted one number.
using Bytes = std::array<std::uint64_t, 4>;

constexpr Span kBetweenTries = Span::milliseconds(20);

}  // namespace

OwnerLock::OwnerLock(const std::filesystem::path& file, Span patience) {
  make_directory_of(file);
  descriptor_ = ::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0) {
    throw problem_with(
        file, errno == EROFS || errno == EACCES ? StoreProblem::read_only : StoreProblem::unreachable,
        std::strerror(errno));
  }
  while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (patience <= Span()) {
      ::close(descriptor_);
      throw problem_with(file, StoreProblem::in_use, "locked");
    }
    ::usleep(static_cast<useconds_t>(kBetweenTries.in_microseconds()));
    patience = patience - kBetweenTries;
  }
}

void OwnerLock::release() const {
  ::flock(descriptor_, LOCK_UN);
}

OwnerLock::~OwnerLock() {
  ::close(descriptor_);
}

void OwnerLock::note(Note note) const {
  const std::uint64_t number = note.alert_number;
  const Bytes bytes = {note.saves, ~note.saves, number, ~number};
  // On a disk that is full the earlier note stays: a lower bound like any other.
  [[maybe_unused]] const ssize_t written = ::pwrite(descriptor_, bytes.data(), sizeof bytes, 0);
}

OwnerLock::Note OwnerLock::noted() const {
  Bytes bytes = {};
  [[maybe_unused]] const ssize_t read = ::pread(descriptor_, bytes.data(), sizeof bytes, 0);
  return {.saves = bytes[1] == ~bytes[0] ? bytes[0] : 0,
          .alert_number = bytes[3] == ~bytes[2] ? static_cast<std::uint32_t>(bytes[2]) : 0};
}

}  // namespace selat::store
