#include "terminal/output_writer.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system_words.h"
#include "terminal/descriptor_watch.h"

namespace selat::terminal {
namespace {

constexpr std::size_t kChunk = 16'384;
constexpr int kLastWait_ms = 1'000;

bool is_kind(int descriptor, mode_t kind) {
  struct stat status{};
  return ::fstat(descriptor, &status) == 0 && (status.st_mode & S_IFMT) == kind;
}

// Standard output as an open file of our own, which alone is non-blocking; a socket or a plain file cannot be
// opened anew and is shared.
int open_output() {
  if (!is_kind(STDOUT_FILENO, S_IFREG) && !is_kind(STDOUT_FILENO, S_IFSOCK)) {
    const int own = ::open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (own >= 0) {
      return own;
    }
  }
  return ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
}

}  // namespace

struct OutputWriter::Impl {
  Impl(boost::asio::io_context& its_io, std::function<void()> on_drained,
       std::function<void(LocalizedMessage)> on_failed)
      : io(its_io),
        drained(std::move(on_drained)),
        failed(std::move(on_failed)),
        output(open_output()),
        is_socket(is_kind(output, S_IFSOCK)),
        watch(io, output, DescriptorWatch::For::writing) {
    std::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is an error of write(), which says so
  }
  ~Impl() {
    pollfd ready{.fd = output, .events = POLLOUT, .revents = 0};
    while (!waiting.empty() && !has_failed && ::poll(&ready, 1, kLastWait_ms) == 1) {
      write_some();
    }
    ::close(output);
  }

  // False when the rest must wait, or nothing more can be written.
  bool write_some() {
    const std::size_t size = std::min(waiting.size(), kChunk);
    const ::ssize_t written = is_socket ? ::send(output, waiting.data(), size, MSG_DONTWAIT | MSG_NOSIGNAL)
                                        : ::write(output, waiting.data(), size);
    if (written >= 0) {
      waiting.erase(0, static_cast<std::size_t>(written));
      return true;
    }
    if (errno == EINTR) {
      return true;
    }
    if (errno != EAGAIN || !watch.can_wait()) {
      fail({tr("standard output cannot be written: {why}"), {{"why", system_words(errno)}}});
    }
    return false;
  }

  void work() {
    while (!waiting.empty() && write_some()) {
    }
    if (!waiting.empty() && !has_failed) {
      is_waiting = true;
      watch.wait([this] {
        is_waiting = false;
        work();
        if (waiting.empty()) {
          drained();
        }
      });
    }
  }

  void fail(LocalizedMessage why) {
    if (!std::exchange(has_failed, true)) {
      boost::asio::post(io, [this, is_alive = std::weak_ptr(alive), reason = std::move(why)] {
        if (!is_alive.expired()) {
          failed(reason);
        }
      });
    }
  }

  boost::asio::io_context& io;
  std::function<void()> drained;
  std::function<void(LocalizedMessage)> failed;
  int output;
  bool is_socket;
  DescriptorWatch watch;
  std::string waiting;
  bool is_waiting = false;
  bool has_failed = false;
  std::shared_ptr<int> alive = std::make_shared<int>(0);
};

OutputWriter::OutputWriter(boost::asio::io_context& io, std::function<void()> drained,
                           std::function<void(LocalizedMessage)> failed)
    : impl_(std::make_unique<Impl>(io, std::move(drained), std::move(failed))) {}
OutputWriter::~OutputWriter() = default;

void OutputWriter::write(std::string_view bytes) {
  if (impl_->has_failed) {
    return;
  }
  if (impl_->waiting.size() + bytes.size() > kMostWaiting) {
    impl_->fail({tr("standard output has not been read for too long; {n} bytes wait for it"),
                 {{"n", impl_->waiting.size()}}});
    return;
  }
  impl_->waiting += bytes;
  if (!impl_->is_waiting) {
    impl_->work();
  }
}

bool OutputWriter::is_drained() const {
  return impl_->waiting.empty();
}

}  // namespace selat::terminal
