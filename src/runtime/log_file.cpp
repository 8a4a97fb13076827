#include "runtime/log_file.h"

#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace selat::runtime {

LogFile::LogFile(std::filesystem::path file, std::uint64_t largest_bytes)
    : path_(std::move(file)), largest_bytes_(largest_bytes) {
  open();
}

LogFile::~LogFile() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

void LogFile::open() {
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  struct stat status{};
  size_ =
      descriptor_ >= 0 && ::fstat(descriptor_, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

void LogFile::rotate() {
  ::close(std::exchange(descriptor_, -1));
  std::error_code ignored;
  std::filesystem::rename(path_, path_.string() + ".1", ignored);
  if (ignored) {
    std::filesystem::remove(path_, ignored);
  }
  open();
}

void LogFile::write(std::string_view bytes) {
  if (descriptor_ >= 0 && size_ > 0 && size_ + bytes.size() > largest_bytes_) {
    rotate();
  }
  while (!bytes.empty() && descriptor_ >= 0) {
    const ::ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written <= 0) {
      break;
    }
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  lost_bytes_ += bytes.size();
}

}  // namespace selat::runtime
