// Many TCP feeds into one `selat ingest`: first at a steady rate, to see what share of a core the way from
// lines to reports takes inside the process; then a burst of ten times as many. Ends with 1 when a sentence
// was lost or a share missed its aim.

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <arpa/inet.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "child.h"
#include "simulate/load.h"

namespace {

using Json = nlohmann::json;
using selat::Instant;
using selat::bench::Child;
using selat::bench::Clock;
using selat::bench::content_of;

constexpr double kAimOfCore = 0.10;
constexpr double kAimOfDelay_ms = 2;   // p99, at the steady rate
constexpr double kAimOfMemory_MB = 8;  // more after the burst than before it

struct Options {
  std::string program = SELAT_PROGRAM;
  std::size_t feeds = 64;
  std::uint64_t rate = 19'000;
  std::uint64_t steady_s = 30;
  std::uint64_t burst_rate = 190'000;
  std::uint64_t burst_s = 10;
  bool keeps_files = false;
};

// One sender: a listening socket, then the connection of ingest, with what could not be sent at once.
class Sender {
 public:
  Sender() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || ::bind(listener_, any, size) != 0 || ::listen(listener_, 1) != 0 ||
        ::getsockname(listener_, any, &size) != 0) {
      throw std::runtime_error("cannot listen on 127.0.0.1");
    }
    port_ = ntohs(address.sin_port);
  }
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;
  ~Sender() {
    ::close(connection_);
    ::close(listener_);
  }
  [[nodiscard]] int port() const { return port_; }
  void accept(std::chrono::milliseconds within) {
    pollfd waits{listener_, POLLIN, 0};
    if (::poll(&waits, 1, static_cast<int>(within.count())) != 1 ||
        (connection_ = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK)) < 0) {
      throw std::runtime_error("selat ingest did not connect to a feed");
    }
  }
  std::string& pending() { return pending_; }
  // Sends what the connection takes now.
  void send() {
    std::size_t sent = 0;
    while (sent < pending_.size()) {
      const auto size = ::send(connection_, pending_.data() + sent, pending_.size() - sent, MSG_NOSIGNAL);
      if (size <= 0) {
        if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
          throw std::runtime_error("selat ingest closed a feed");
        }
        break;
      }
      sent += static_cast<std::size_t>(size);
    }
    pending_.erase(0, sent);
  }

 private:
  int listener_ = -1, connection_ = -1, port_ = 0;
  std::string pending_;
};

// What health says of ingest at one moment.
struct Seen {
  std::uint64_t sentences = 0;
  bool is_accounted_for = false;
  double lines_to_reports_s = 0, cpu_s = 0, resident_MB = 0;
  double delay_p50_ms = 0, delay_p99_ms = 0, delay_max_ms = 0;  // since the start
};

class Bench {
 public:
  explicit Bench(const Options& options)
      : options_(options), directory_(options.keeps_files), senders_(options.feeds) {}

  int run() {
    std::vector<std::string> words{options_.program,   "ingest",
                                   "--run-directory",  (directory_ / "run").string(),
                                   "--data-directory", (directory_ / "data").string()};
    for (std::size_t i = 0; i < senders_.size(); ++i) {
      words.push_back("--feed");
      words.push_back(fmt::format("feed{}=tcp://127.0.0.1:{}", i, senders_[i].port()));
    }
    Child ingest(words, directory_ / "ingest.out", directory_ / "ingest.err");
    for (auto& sender : senders_) {
      sender.accept(std::chrono::seconds(20));
    }
    fmt::print("{} feeds into selat ingest\n", options_.feeds);
    send(options_.rate, 2);  // warm
    const Seen at_start = settled();
    const double steady_s = send(options_.rate, options_.steady_s);
    const Seen after_steady = settled();
    const double burst_s = send(options_.burst_rate, options_.burst_s);
    const Seen after_burst = settled();
    send(options_.rate, 5);
    const Seen at_end = settled();
    const double share = tell("steady", options_.rate, steady_s, at_start, after_steady);
    fmt::print(
        "  from the socket to the bus: p50 {:.2f} ms, p99 {:.2f} ms, max {:.1f} ms (aim: p99 below {:.0f})\n",
        after_steady.delay_p50_ms, after_steady.delay_p99_ms, after_steady.delay_max_ms, kAimOfDelay_ms);
    tell("burst", options_.burst_rate, burst_s, after_steady, after_burst);
    fmt::print(
        "memory: {:.0f} MB at start, {:.0f} after the steady rate, {:.0f} after the burst, {:.0f} at the "
        "end\n",
        at_start.resident_MB, after_steady.resident_MB, after_burst.resident_MB, at_end.resident_MB);
    const bool is_whole = at_end.sentences == sent_ && at_end.is_accounted_for;
    const bool is_cheap = share <= kAimOfCore;
    const bool is_prompt = after_steady.delay_p99_ms > 0 && after_steady.delay_p99_ms < kAimOfDelay_ms;
    const bool is_flat = at_end.resident_MB - after_burst.resident_MB < kAimOfMemory_MB;
    fmt::print("{} of {} sentences, {}{}{}{}\n", at_end.sentences, sent_,
               is_whole ? "each accounted for: nothing was lost" : "LOST: not everything arrived",
               is_cheap ? fmt::format("; {:.1f} % of a core, aim {:.0f} %", share * 100, kAimOfCore * 100)
                        : "; the share of a core missed its aim",
               is_prompt ? "" : "; the delay missed its aim", is_flat ? "" : "; memory grows");
    return is_whole && is_cheap && is_prompt && is_flat ? 0 : 1;
  }

 private:
  // That rate for that long, in steps of 2 ms, a message after the other to the feeds in turn. Returns how
  // long it took until all was handed to the connections.
  double send(std::uint64_t rate, std::uint64_t for_s) {
    const auto start = Clock::now();
    const std::uint64_t wanted = rate * for_s;
    std::uint64_t made = 0;
    while (made < wanted) {
      const double since_s = std::chrono::duration<double>(Clock::now() - start).count();
      const auto due = std::min(wanted, static_cast<std::uint64_t>(since_s * static_cast<double>(rate)));
      const Instant at = now();
      while (made < due) {
        auto& sender = senders_[turn_++ % senders_.size()];
        made += load_.next(at, 2, sender.pending());
      }
      for (auto& sender : senders_) {
        sender.send();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    while (std::ranges::any_of(senders_, [](Sender& sender) { return !sender.pending().empty(); })) {
      for (auto& sender : senders_) {
        sender.send();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    sent_ += made;
    return std::chrono::duration<double>(Clock::now() - start).count();
  }

  static Instant now() {
    return Instant::unix_microseconds(std::chrono::duration_cast<std::chrono::microseconds>(
                                          std::chrono::system_clock::now().time_since_epoch())
                                          .count());
  }

  Seen look() {
    const Json top = selat::bench::look(options_.program, directory_);
    Seen seen;
    const Json& sums = top.at("accounting");
    seen.sentences = sums.at("sentences");
    seen.is_accounted_for = sums.at("is_every_sentence_accounted_for").get<bool>() && sums.at("pending") == 0;
    for (const Json& process : top.at("processes")) {
      if (process.at("name") == "ingest") {
        seen.lines_to_reports_s = process.at("counters").value("lines_to_reports_cpu_us", 0.0) / 1e6;
        seen.cpu_s = process.at("cpu_us").get<double>() / 1e6;
        seen.resident_MB = process.at("resident_bytes").get<double>() / 1e6;
        const Json delay = process.value("socket_to_here", Json::object());
        seen.delay_p50_ms = delay.value("p50_us", 0.0) / 1e3;
        seen.delay_p99_ms = delay.value("p99_us", 0.0) / 1e3;
        seen.delay_max_ms = delay.value("max_us", 0.0) / 1e3;
      }
    }
    return seen;
  }
  // Health is told once a second: look until all has arrived, or nothing more can be hoped for.
  Seen settled() {
    const auto deadline = Clock::now() + std::chrono::seconds(30);
    Seen seen = look();
    while ((seen.sentences < sent_ || !seen.is_accounted_for) && Clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      seen = look();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1'100));
    return look();
  }

  // Returns the share of a core at that rate.
  static double tell(const char* name, std::uint64_t rate, double took_s, const Seen& before,
                     const Seen& after) {
    const auto sentences = static_cast<double>(after.sentences - before.sentences);
    const double cpu_s = after.lines_to_reports_s - before.lines_to_reports_s;
    const double share = cpu_s * static_cast<double>(rate) / sentences;
    fmt::print("{}: {:.0f} sentences in {:.1f} s, {} wanted a second\n", name, sentences, took_s, rate);
    fmt::print("  lines to reports: {:.2f} µs of processor a sentence, {:.1f} % of a core at {}/s\n",
               cpu_s * 1e6 / sentences, share * 100, rate);
    fmt::print("  ingest in all: {:.2f} µs a sentence\n", (after.cpu_s - before.cpu_s) * 1e6 / sentences);
    return share;
  }

  Options options_;
  selat::test::TemporaryDirectory directory_;
  std::vector<Sender> senders_;
  // So many vessels that few of a kind say the same again within 30 s.
  selat::simulate::Load load_{1, 40'000, now(), selat::simulate::busy_strait(selat::simulate::strait())};
  std::uint64_t turn_ = 0, sent_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Many TCP feeds into one selat ingest: what a sentence costs, and whether a burst loses any.");
  app.add_option("--program", options.program, "The selat to measure");
  app.add_option("--feeds", options.feeds, "How many")->capture_default_str();
  app.add_option("--rate", options.rate, "Sentences a second, of all feeds together")->capture_default_str();
  app.add_option("--duration", options.steady_s, "Seconds at that rate")->capture_default_str();
  app.add_option("--burst-rate", options.burst_rate, "Sentences a second in the burst")
      ->capture_default_str();
  app.add_option("--burst", options.burst_s, "Seconds of burst")->capture_default_str();
  app.add_flag("--keep", options.keeps_files, "Keep logs and sockets in the temporary directory");
  CLI11_PARSE(app, argc, argv);
  try {
    return Bench(options).run();
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_feeds: {}\n", error.what());
    return 1;
  }
}
