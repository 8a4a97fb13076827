#include "runtime/forked_task.h"

#include <cerrno>
#include <csignal>
#include <exception>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"

namespace selat::runtime {
namespace {

constexpr int kLowPriority = 10;

// Where memory runs out, the copy ends and not the process.
void volunteer_to_be_killed() {
  const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file >= 0) {
    [[maybe_unused]] const ssize_t ignored = ::write(file, "1000", 4);
    ::close(file);
  }
}

[[noreturn]] void run_as_copy(const std::function<bool()>& work) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGINT, SIG_IGN);  // a terminal sends it to all; the process decides
  std::signal(SIGTERM, SIG_IGN);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  volunteer_to_be_killed();
  [[maybe_unused]] const int ignored = ::nice(kLowPriority);
  bool is_done = false;
  try {
    is_done = work();
  } catch (const std::exception&) {
    is_done = false;  // no memory
  }
  ::_exit(is_done ? 0 : 1);
}

}  // namespace

bool ForkedTask::start(const std::function<bool()>& work) {
  require(!is_running(), "one forked task at a time");
  const pid_t pid = ::fork();
  if (pid == 0) {
    run_as_copy(work);
  }
  pid_ = pid > 0 ? pid : 0;
  return pid > 0;
}

void ForkedTask::stop() {
  if (is_running()) {
    ::kill(pid_, SIGKILL);
    ::waitpid(std::exchange(pid_, 0), nullptr, 0);
  }
}

std::optional<bool> ForkedTask::take_result() {
  int status = 0;
  const pid_t ended = is_running() ? ::waitpid(pid_, &status, WNOHANG) : 0;
  if (ended == 0) {
    return {};
  }
  pid_ = 0;
  return ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace selat::runtime
