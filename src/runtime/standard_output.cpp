#include "runtime/standard_output.h"

#include <cerrno>
#include <iostream>
#include <system_error>
#include <tuple>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace selat::runtime {

namespace {

int write_error = 0;  // of the first write that failed

// The reader of a pipe, a socket or a terminal is gone. The stream does not keep the number of its error.
bool is_closed_by_reader(int descriptor) {
  pollfd output{.fd = descriptor, .events = POLLOUT, .revents = 0};
  return ::poll(&output, 1, 0) > 0 && (output.revents & (POLLERR | POLLHUP)) != 0;
}

bool finish(std::ostream& stream, int descriptor) {
  stream.flush();
  return stream.good() || is_closed_by_reader(descriptor);
}

}  // namespace

void occupy_standard_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) < 0) {  // the lowest free one, so that it becomes this one
      std::ignore = ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
  }
}

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

bool finish_cout() {
  return finish(std::cout, STDOUT_FILENO);
}

bool finish_cerr() {
  return finish(std::cerr, STDERR_FILENO);
}

}  // namespace selat::runtime
