#include "bus/running_names.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace selat::bus {
namespace {

namespace fs = std::filesystem;

// The lock itself is asked last: to ask for it is to have it for a moment where nobody has it, and a process
// that begins in that moment would be refused.
bool is_held(const fs::path& lock) {
  ::pid_t owner = 0;
  if (!(std::ifstream(lock) >> owner) || owner <= 0 || (::kill(owner, 0) != 0 && errno != EPERM)) {
    return false;
  }
  const int file = ::open(lock.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) {
    return false;
  }
  const bool is_taken = ::flock(file, LOCK_SH | LOCK_NB) != 0;
  ::close(file);
  return is_taken;
}

}  // namespace

std::vector<std::string> running_names(const fs::path& directory) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(directory, ignored)) {
    if (entry.path().extension() == ".lock" && is_held(entry.path())) {
      names.push_back(entry.path().stem().string());
    }
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace selat::bus
