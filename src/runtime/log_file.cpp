#include "runtime/log_file.h"

#include <string>
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
  if (descriptor_ < 0) {
    open();
  }
  if (descriptor_ >= 0 && size_ > 0 && size_ + bytes.size() > largest_bytes_) {
    rotate();
  }
  if (lost_bytes_ > 0) {
    const std::string gap = "\n(" + std::to_string(lost_bytes_) + " bytes of this log were not written)\n";
    if (append(gap) == gap.size()) {
      lost_bytes_ = 0;
    }
  }
  lost_bytes_ += bytes.size() - append(bytes);
}

// How many bytes of it were written.
std::size_t LogFile::append(std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size() && descriptor_ >= 0) {
    const ::ssize_t written = ::write(descriptor_, bytes.data() + done, bytes.size() - done);
    if (written <= 0) {
      break;
    }
    done += static_cast<std::size_t>(written);
  }
  size_ += done;
  return done;
}

}  // namespace selat::runtime
