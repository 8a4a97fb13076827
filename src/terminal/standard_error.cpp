#include "terminal/standard_error.h"

#include <string>

#include <poll.h>
#include <unistd.h>

namespace selat::terminal {

void say_on_standard_error(std::string_view line) {
  pollfd ready{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
  if (::poll(&ready, 1, 0) == 1) {
    const std::string whole = std::string(line) + "\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, whole.data(), whole.size());
  }
}

}  // namespace selat::terminal
