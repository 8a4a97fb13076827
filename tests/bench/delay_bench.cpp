// How long `selat decode` on a live pipe takes from a line in to a line out: a sentence every 20 ms, and the
// time until its JSON has come back. The sentences are those of the recording that SELAT_BENCH_SENTENCES
// names, else one of type 1.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace selat::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr double kAim_ms = 200;
constexpr std::size_t kLines = 500;
constexpr auto kEvery = std::chrono::milliseconds(20);

// Each is a whole message, so that each has a line of its own.
std::vector<std::string> sentences() {
  std::vector<std::string> all;
  if (const char* const path = std::getenv("SELAT_BENCH_SENTENCES")) {
    std::ifstream file(path);
    for (std::string line; all.size() < kLines && std::getline(file, line);) {
      if (line.find("AIVDM,1,1,") != std::string::npos) {
        all.push_back(line + "\n");
      }
    }
  }
  if (all.empty()) {
    all.emplace_back("!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n");
  }
  return all;
}

// The program with a pipe to it and one from it.
class Decode {
 public:
  Decode() {
    int in[2], out[2];
    if (::pipe(in) != 0 || ::pipe(out) != 0) {
      std::abort();
    }
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      for (const int descriptor : {in[0], in[1], out[0], out[1]}) {
        ::close(descriptor);
      }
      ::execl(SELAT_PROGRAM, "selat", "decode", "-", nullptr);
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    to_ = in[1];
    from_ = out[0];
  }
  ~Decode() {
    ::close(to_);
    ::close(from_);
    ::waitpid(pid_, nullptr, 0);
  }
  Decode(const Decode&) = delete;
  Decode& operator=(const Decode&) = delete;

  // Nothing comes back within five seconds: infinite.
  double delay_ms(const std::string& line) {
    const auto begin = Clock::now();
    const bool is_written = ::write(to_, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    pollfd readable{.fd = from_, .events = POLLIN, .revents = 0};
    for (bool is_whole = false; is_written && !is_whole;) {
      char bytes[4'096];
      if (::poll(&readable, 1, 5'000) != 1) {
        return HUGE_VAL;
      }
      const ssize_t size = ::read(from_, bytes, sizeof bytes);
      if (size <= 0) {
        return HUGE_VAL;
      }
      is_whole = bytes[size - 1] == '\n';
    }
    return Milliseconds(Clock::now() - begin).count();
  }

 private:
  pid_t pid_ = 0;
  int to_ = -1, from_ = -1;
};

}  // namespace
}  // namespace selat::bench

int main() {
  using namespace selat::bench;
  ::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> lines = sentences();
  Decode decode;
  (void)decode.delay_ms(lines.front());  // it has begun
  std::vector<double> delays;
  for (std::size_t i = 0; i < kLines; ++i) {
    delays.push_back(decode.delay_ms(lines[i % lines.size()]));
    std::this_thread::sleep_for(kEvery);
  }
  std::ranges::sort(delays);
  const auto at = [&](double part) { return delays[static_cast<std::size_t>(part * (kLines - 1))]; };
  const bool is_met = delays.back() <= kAim_ms;
  fmt::print(
      "line in to line out, {} lines: p50 {:.2f} ms, p99 {:.2f} ms, longest {:.2f} ms; aim {:.0f} ms: {}\n",
      kLines, at(0.5), at(0.99), delays.back(), kAim_ms, is_met ? "met" : "MISSED");
  return is_met ? 0 : 1;
}
