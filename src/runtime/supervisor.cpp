#include "runtime/supervisor.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/exit_status.h"
#include "runtime/log_file.h"
#include "runtime/machine_clock.h"

namespace selat::runtime {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kLongestLine = 1'000;
constexpr int kCannotExecute = 127;
constexpr Span kLookAgain = Span::milliseconds(50);
constexpr Span kBetweenLooks = Span::seconds(1);  // for children that hang

std::chrono::microseconds duration_of(Span span) {
  return std::chrono::microseconds(span.in_microseconds());
}

SteadyTime now() {
  return read_clocks().steady;
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    return "signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
  }
  return "status " + std::to_string(WEXITSTATUS(status));
}

// Never returns. Only async-signal-safe calls: this is the moment between fork and exec.
[[noreturn]] void become(const std::vector<char*>& argv, int output, int parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) {
    ::_exit(kCannotExecute);  // the supervisor died before the line above
  }
  ::setpgid(0, 0);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // A child must not read the supervisor's terminal.
  const int nothing = ::open("/dev/null", O_RDONLY);
  if (nothing >= 0 && ::dup2(nothing, STDIN_FILENO) == STDIN_FILENO) {
    ::execv(argv[0], argv.data());
  }
  static constexpr std::string_view kFailed = "cannot be executed\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, kFailed.data(), kFailed.size());
  ::_exit(kCannotExecute);
}

struct Pipe {
  int read_end = -1;
  int write_end = -1;
};
Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw std::system_error(errno, std::generic_category(), "pipe");
  }
  return {ends[0], ends[1]};
}

class Child {
 public:
  Child(asio::io_context& io, const SupervisorOptions& options, ChildSpec spec)
      : timer(io),
        spec_(std::move(spec)),
        log_(options.log_directory / (spec_.name + ".log"), options.largest_log_bytes),
        output_(io) {}

  void start() {
    const Pipe pipe = make_pipe();
    std::vector<char*> argv;
    argv.reserve(spec_.command.size() + 1);
    for (std::string& word : spec_.command) {
      argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    const int parent = ::getpid();
    pid = ::fork();
    if (pid == 0) {
      become(argv, pipe.write_end, parent);
    }
    const int failure = errno;
    ::close(pipe.write_end);
    if (pid < 0) {
      pid = 0;
      ::close(pipe.read_end);
      throw std::system_error(failure, std::generic_category(), "fork");
    }
    started_at = now();
    silent_for.reset();
    is_hung = false;
    line_.clear();
    last_words_.clear();
    ++run_;
    output_.close();
    output_.assign(pipe.read_end);
    output_.non_blocking(true);
    wait_for_output();
  }

  // The output of a child that died may still be in the pipe.
  void read_rest() {
    boost::system::error_code failed;
    for (int turn = 0; turn < 256 && !failed; ++turn) {
      failed = take_some();
    }
    output_.close(failed);
    end_line();
  }

  // Why it may have ended: what it said last, if that was shortly before. Nothing that was well is a reason.
  [[nodiscard]] std::string last_words(Span within) const {
    return now() - last_words_at_ <= within ? last_words_ : std::string();
  }

  void signal(int number) const {
    if (pid > 0) {
      ::kill(pid, number);
    }
  }

  [[nodiscard]] const std::string& name() const { return spec_.name; }
  [[nodiscard]] int stage() const { return spec_.stage; }

  int pid = 0;
  SteadyTime started_at;
  bool has_worked = false;
  std::optional<Span> silent_for;  // since its last sign of life; empty: it has not given any yet
  bool is_hung = false;            // and was killed for that
  std::uint64_t restarts = 0;
  std::optional<Span> pause;
  asio::steady_timer timer;

 private:
  // The bytes are taken when this is called and not before, so that none is on its way when the child dies.
  void wait_for_output() {
    output_.async_wait(asio::posix::stream_descriptor::wait_read,
                       [this, run = run_](boost::system::error_code failed) {
                         if (!failed && run == run_ && !is_ended(take_some())) {
                           wait_for_output();
                         }
                       });
  }

  static bool is_ended(boost::system::error_code failed) {
    return failed && failed != asio::error::would_block && failed != asio::error::interrupted;
  }

  boost::system::error_code take_some() {
    boost::system::error_code failed;
    const std::size_t size = output_.read_some(asio::buffer(buffer_), failed);
    take({buffer_.data(), size});
    return failed;
  }

  void take(std::string_view bytes) {
    log_.write(bytes);
    for (const char byte : bytes) {
      if (byte == '\n') {
        end_line();
      } else if (line_.size() < kLongestLine) {
        line_ += byte;
      }
    }
  }

  void end_line() {
    const std::string line = std::exchange(line_, {});
    if (!line.empty() && line.find(" " + spec_.name + " info: ") == std::string::npos) {
      last_words_ = line;
      last_words_at_ = now();
    }
  }

  ChildSpec spec_;
  LogFile log_;
  asio::posix::stream_descriptor output_;
  std::array<char, 4096> buffer_{};
  std::string line_;
  std::string last_words_;  // of this run
  SteadyTime last_words_at_;
  std::uint64_t run_ = 0;
};

}  // namespace

struct Supervisor::Impl {
  Impl(asio::io_context& io_context, SupervisorOptions wanted, Handler on_event)
      : io(io_context),
        options(std::move(wanted)),
        handler(std::move(on_event)),
        deaths(io, SIGCHLD),
        look(io) {
    std::filesystem::create_directories(options.log_directory);
    wait_for_deaths();
    wait_to_look();
  }

  void wait_to_look() {
    look.expires_after(duration_of(kBetweenLooks));
    look.async_wait([this](boost::system::error_code failed) {
      if (!failed && !is_ending) {
        look_for_hung();
        wait_to_look();
      }
    });
  }

  void look_for_hung() {
    for (const auto& child : children) {
      std::optional<Span>& silent_for = child->silent_for;
      if (child->pid == 0 || !silent_for) {
        continue;
      }
      silent_for = *silent_for + kBetweenLooks;
      if (*silent_for >= options.hung_after) {
        child->is_hung = true;
        child->signal(SIGKILL);
      }
    }
  }

  void wait_for_deaths() {
    deaths.async_wait([this](boost::system::error_code failed, int) {
      if (!failed) {
        wait_for_deaths();
        reap();
      }
    });
  }

  // One SIGCHLD may report several ended children.
  void reap() {
    for (const auto& child : children) {
      int status = 0;
      if (child->pid > 0 && ::waitpid(child->pid, &status, WNOHANG) == child->pid) {
        on_death(*child, status);
      }
    }
  }

  void on_death(Child& child, int status) {
    child.pid = 0;
    child.read_rest();
    const Span lived = now() - child.started_at;
    const bool is_refusal = WIFEXITED(status) && WEXITSTATUS(status) == kUsage;
    // A child that ends with status 2 has not worked, even after a long time (a long recording without AIS).
    child.has_worked = child.has_worked || (!is_refusal && lived >= options.settled_after);
    ChildEvent event{ChildEventKind::died, child.name(), how_it_ended(status),
                     child.last_words(options.last_words_within)};
    if (child.is_hung) {
      event.how =
          "no sign of life for " + std::to_string(std::llround(options.hung_after.in_seconds())) + " s";
    }
    if (is_ending) {
      event.kind = ChildEventKind::ended;
    } else if (is_refusal && !child.has_worked) {
      event.kind = ChildEventKind::refused;
    } else {
      start_later(child, lived);
    }
    handler(event);
  }

  void start_later(Child& child, Span lived) {
    const bool is_settled = lived >= options.settled_after;
    const Span pause = is_settled || !child.pause ? options.first_pause
                                                  : std::min(*child.pause * 2.0, options.longest_pause);
    child.pause = pause;
    child.timer.expires_after(duration_of(pause));
    child.timer.async_wait([this, &child](boost::system::error_code failed) {
      if (!failed && !is_ending) {
        ++child.restarts;
        start(child);
      }
    });
  }

  void start(Child& child) {
    try {
      child.start();
    } catch (const std::system_error& error) {  // no memory or descriptors now: treated as a child that died
      handler({ChildEventKind::died, child.name(), error.what(), ""});
      start_later(child, Span());
      return;
    }
    handler({ChildEventKind::started, child.name(), "", ""});
  }

  [[nodiscard]] bool is_running(int stage) const {
    return std::ranges::any_of(children,
                               [&](const auto& child) { return child->pid > 0 && child->stage() == stage; });
  }
  [[nodiscard]] bool is_running() const {
    return std::ranges::any_of(children, [](const auto& child) { return child->pid > 0; });
  }
  [[nodiscard]] std::vector<int> stages() const {
    std::vector<int> all;
    all.reserve(children.size());
    for (const auto& child : children) {
      all.push_back(child->stage());
    }
    std::ranges::sort(all, std::greater<>());
    const auto repeated = std::ranges::unique(all);
    all.erase(repeated.begin(), repeated.end());
    return all;
  }

  void signal(int number, std::optional<int> stage) const {
    for (const auto& child : children) {
      if (!stage || child->stage() == *stage) {
        child->signal(number);
      }
    }
  }

  // Runs the io_context until the stage has ended or the deadline is reached. SIGCHLD wakes it; it also looks
  // every 50 ms, as the io_context may have been stopped by another.
  void run_until_gone(std::optional<int> stage, std::optional<SteadyTime> deadline) {
    while ((stage ? is_running(*stage) : is_running()) && (!deadline || now() < *deadline)) {
      io.restart();
      io.run_one_for(duration_of(deadline ? std::min(*deadline - now(), kLookAgain) : kLookAgain));
      reap();
    }
  }

  void end_all() {
    is_ending = true;
    for (const auto& child : children) {
      child->timer.cancel();
    }
    const SteadyTime kill_at = now() + options.kill_after;
    for (const int stage : stages()) {
      signal(SIGTERM, stage);
      run_until_gone(stage, std::min(kill_at, now() + options.stage_grace));
    }
    run_until_gone(std::nullopt, kill_at);
    signal(SIGKILL, std::nullopt);
    run_until_gone(std::nullopt, std::nullopt);
  }

  asio::io_context& io;
  SupervisorOptions options;
  Handler handler;
  asio::signal_set deaths;
  asio::steady_timer look;
  std::vector<std::unique_ptr<Child>> children;
  bool is_ending = false;
};

Supervisor::Supervisor(asio::io_context& io, SupervisorOptions options, Handler handler)
    : impl_(std::make_unique<Impl>(io, std::move(options), std::move(handler))) {}

Supervisor::~Supervisor() {
  end_all();
}

void Supervisor::add(ChildSpec spec) {
  impl_->children.push_back(std::make_unique<Child>(impl_->io, impl_->options, std::move(spec)));
  impl_->start(*impl_->children.back());
}

void Supervisor::end_all() {
  impl_->end_all();
}

void Supervisor::note_alive(std::string_view name) {
  for (const auto& child : impl_->children) {
    if (child->name() == name && child->pid > 0) {
      child->silent_for = Span();
    }
  }
}

std::vector<ChildStatus> Supervisor::children() const {
  std::vector<ChildStatus> all;
  for (const auto& child : impl_->children) {
    all.push_back({child->name(), child->pid, child->restarts, child->silent_for.value_or(Span())});
  }
  return all;
}

}  // namespace selat::runtime
