// The whole pipeline as real processes: `selat simulate --rate N` feeds `selat up` over TCP, and
// `selat top --once --json` says what arrived where. Ends with 1 when anything was lost, or an aim
// was missed.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "child.h"

namespace {

using Json = nlohmann::json;
using selat::bench::Child;
using selat::bench::Clock;
using selat::bench::content_of;
namespace fs = std::filesystem;

constexpr double kAimOfDelay_ms = 10;  // p99, socket to detector
constexpr double kAimOfCore = 0.30;    // ingest, detect and coordinate together, at 20,000/s

struct Options {
  std::string program = SELAT_PROGRAM;
  std::uint64_t rate = 20'000;
  std::uint64_t duration_s = 60;
  bool is_in_open_ocean = false;
  bool keeps_files = false;
};

class Bench {
 public:
  explicit Bench(const Options& options) : options_(options), directory_(options.keeps_files) {}

  int run() {
    std::vector<std::string> words{options_.program, "simulate",
                                   "--rate",         std::to_string(options_.rate),
                                   "--duration",     std::to_string(options_.duration_s),
                                   "--listen",       "127.0.0.1:0",
                                   "--port-file",    (directory_ / "port").string(),
                                   "--json"};
    if (options_.is_in_open_ocean) {
      words.emplace_back("--open-ocean");
    }
    Child simulate(words, directory_ / "simulate.json", directory_ / "simulate.err");
    Child up({options_.program, "up", "--feed", fmt::format("tcp://127.0.0.1:{}", port(simulate)),
              "--run-directory", (directory_ / "run").string(), "--data-directory",
              (directory_ / "data").string()},
             directory_ / "up.out", directory_ / "up.err");
    fmt::print("{} sentences/s for {} s from {} through feed, bus, detector and coordinator …\n",
               options_.rate, options_.duration_s, options_.is_in_open_ocean ? "an empty sea" : "the Strait");
    std::fflush(stdout);
    const auto patience = std::chrono::seconds(options_.duration_s + 60);
    const auto deadline = Clock::now() + patience;
    Json top;
    while (simulate.is_running()) {
      if (!up.is_running() || Clock::now() > deadline) {
        throw std::runtime_error("selat up ended, or never took the feed:\n" +
                                 content_of(directory_ / "up.err"));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    if (simulate.status() != 0) {
      throw std::runtime_error("selat simulate failed:\n" + content_of(directory_ / "simulate.err"));
    }
    const Json said = Json::parse(content_of(directory_ / "simulate.json"));
    top = settled(said.at("sentences").get<std::uint64_t>());
    return tell(said, top, simulate.cpu_s());
  }

 private:
  std::string port(Child& simulate) {
    const auto deadline = Clock::now() + std::chrono::seconds(10);
    while (!fs::exists(directory_ / "port")) {
      if (!simulate.is_running() || Clock::now() > deadline) {
        throw std::runtime_error("selat simulate does not listen:\n" +
                                 content_of(directory_ / "simulate.err"));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    const std::string text = content_of(directory_ / "port");
    return text.substr(0, text.find('\n'));
  }

  Json look() { return selat::bench::look(options_.program, directory_); }

  // Health is told once a second: look until all has arrived, or nothing more can be hoped for.
  Json settled(std::uint64_t sent) {
    const auto deadline = Clock::now() + std::chrono::seconds(20);
    while (true) {
      Json top = look();
      if (is_complete(top, sent) || Clock::now() > deadline) {
        return top;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
  }

  static bool is_complete(const Json& top, std::uint64_t sent) {
    const Json& sums = top.at("accounting");
    const std::uint64_t published = sums.at("reports_published");
    bool is_received = sums.at("reports_received").size() >= 1;
    for (const auto& [process, count] : sums.at("reports_received").items()) {
      is_received = is_received && count.get<std::uint64_t>() == published;
    }
    return published > 0 && is_received && sums.at("sentences") == sent && sums.at("pending") == 0 &&
           sums.at("is_every_sentence_accounted_for").get<bool>() && sums.at("gaps_unrepaired") == 0 &&
           sums.at("envelopes_lost") == 0;
  }

  int tell(const Json& said, const Json& top, double simulate_cpu_s) const {
    const std::uint64_t sent = said.at("sentences");
    const Json& sums = top.at("accounting");
    const auto line = [](const std::string& what, const auto& value) {
      fmt::print("  {:<34}{:>16}\n", what, value);
    };
    fmt::print("accounting\n");
    line("sentences sent", sent);
    line("  dropped by the simulator", said.at("dropped_sentences").get<std::uint64_t>());
    line("sentences received", sums.at("sentences").get<std::uint64_t>());
    line("  part of a message", sums.at("in_messages").get<std::uint64_t>());
    line("  not yet decoded", sums.at("not_yet_decoded").get<std::uint64_t>());
    for (const auto& [problem, count] : sums.at("problems").items()) {
      line(fmt::format("  {}", problem), count.get<std::uint64_t>());
    }
    line("reports published", sums.at("reports_published").get<std::uint64_t>());
    for (const auto& [process, count] : sums.at("reports_received").items()) {
      line(fmt::format("  received by {}", process), count.get<std::uint64_t>());
    }
    line("gaps unrepaired", sums.at("gaps_unrepaired").get<std::uint64_t>());
    line("envelopes lost", sums.at("envelopes_lost").get<std::uint64_t>());

    bool is_late = false;
    fmt::print("delay from the socket\n");
    for (const Json& process : top.at("processes")) {
      if (process.contains("socket_to_here")) {
        const Json& delay = process.at("socket_to_here");
        const double p99_ms = delay.at("p99_us").get<double>() / 1e3;
        const bool is_detector = process.at("name") == "detect";
        is_late = is_late || (is_detector && p99_ms >= kAimOfDelay_ms);
        line(fmt::format("to {}", process.at("name").get<std::string>()),
             fmt::format("p50 {:.1f} ms, p99 {:.1f} ms, max {:.1f} ms{}",
                         delay.at("p50_us").get<double>() / 1e3, p99_ms,
                         delay.at("max_us").get<double>() / 1e3,
                         is_detector ? fmt::format(" (aim: p99 below {:.0f})", kAimOfDelay_ms) : ""));
      }
    }
    fmt::print("cost\n");
    const auto duration_s = static_cast<double>(options_.duration_s);
    line("simulate (not part of the system)",
         fmt::format("{:.0f} % of a core", 100 * simulate_cpu_s / duration_s));
    double chain = 0;
    for (const Json& process : top.at("processes")) {
      const std::string name = process.at("name");
      const double share = process.at("cpu_us").get<double>() / 1e6 / duration_s;
      chain += name == "ingest" || name == "detect" || name == "coordinate" ? share : 0;
      line(name, fmt::format("{:.0f} % of a core, {:.0f} MB", share * 100,
                             process.at("resident_bytes").get<double>() / 1e6));
    }
    // The aim is of that rate; the share grows with it.
    const double aim = kAimOfCore * static_cast<double>(options_.rate) / 20'000;
    line("ingest, detect and coordinate",
         fmt::format("{:.0f} % of a core (aim: {:.0f})", chain * 100, aim * 100));
    line("alerts", top.at("alerts").size());
    const bool is_whole = is_complete(top, sent) && said.at("dropped_sentences") == 0;
    fmt::print("{}{}{}\n",
               is_whole ? "nothing was lost" : "LOST: not everything that was sent arrived everywhere",
               is_late ? "; the delay missed its aim" : "", chain > aim ? "; the cost missed its aim" : "");
    return is_whole && !is_late && chain <= aim ? 0 : 1;
  }

  Options options_;
  selat::test::TemporaryDirectory directory_;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("The whole pipeline at a steady rate, as real processes on this machine.");
  app.add_option("--program", options.program, "The selat to measure");
  app.add_option("--rate", options.rate, "Sentences a second")->capture_default_str();
  app.add_option("--duration", options.duration_s, "Seconds")->capture_default_str();
  app.add_flag("--open-ocean", options.is_in_open_ocean, "From an empty sea instead of the Strait");
  app.add_flag("--keep", options.keeps_files, "Keep logs and sockets in the temporary directory");
  CLI11_PARSE(app, argc, argv);
  try {
    return Bench(options).run();
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_pipeline: {}\n", error.what());
    return 1;
  }
}
