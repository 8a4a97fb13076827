#include "runtime/standard_output.h"

#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace selat::runtime {

namespace {

int write_error = 0;  // of the first write that failed

}  // namespace

bool write_to_standard_output(std::string_view bytes) {
  while (write_error == 0 && !bytes.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      write_error = errno;
    }
  }
  return write_error == 0;
}

std::string standard_output_fault() {
  const bool is_fault = write_error != 0 && write_error != EPIPE;
  return is_fault ? std::generic_category().message(write_error) : std::string();
}

}  // namespace selat::runtime
