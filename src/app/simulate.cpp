// selat simulate: seeded traffic in the Strait as NMEA sentences, over TCP or into a file.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command_line.h"
#include "feed/feed.h"
#include "feed/sentence_server.h"
#include "service/needed_geodata.h"
#include "service/simulated_strait.h"
#include "simulate/load.h"
#include "simulate/simulation.h"
#include "text/translate.h"

namespace selat::app {
namespace {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;

// A file's run begins here unless told otherwise, so that the same seed gives the same bytes on any day.
const Instant kStartOfFiles = Instant::unix_seconds(1'767'225'600);  // 2026-01-01T00:00:00Z
constexpr Span kDurationOfFiles = Span::minutes(10);
constexpr auto kTick = std::chrono::milliseconds(50);
constexpr auto kTickOfLoad = std::chrono::milliseconds(2);
// At the end of its duration the server waits so long for its clients to take the rest.
constexpr auto kFarewell = std::chrono::seconds(10);

// A run that went live longer ago than this is taken up again: its past has been sent.
constexpr Span kTakenUpAgain = Span::seconds(10);
constexpr Span kLongestRun = Span::hours(365 * 24);

struct Wishes {
  Language language = Language::en;
  std::uint64_t seed = 1;
  std::string listen = "127.0.0.1:10110";  // IANA: nmea-0183
  std::string out;
  std::filesystem::path port_file;
  std::uint64_t vessels = 220;
  std::uint64_t history_min = 80;
  std::uint64_t duration_s = 0;  // 0: for ever (a file: 600)
  std::string speed = "1";
  std::string start;
  std::string live_since;
  std::filesystem::path ground_truth;
  std::uint64_t rate = 0;  // 0: traffic, not load
  bool is_history_given_once = false;
  bool is_json = false;
};

Instant clock_now() {
  return Instant::unix_microseconds(std::chrono::duration_cast<std::chrono::microseconds>(
                                        std::chrono::system_clock::now().time_since_epoch())
                                        .count());
}

// "HOST:PORT"; an IPv6 host may stand in brackets.
std::pair<std::string, std::uint16_t> host_and_port(const std::string& text) {
  const auto colon = text.rfind(':');
  std::uint64_t port = 65'536;
  if (colon != std::string::npos && colon + 1 < text.size() && text.size() - colon <= 6 &&
      text.find_first_not_of("0123456789", colon + 1) == std::string::npos) {
    port = std::stoull(text.substr(colon + 1));
  }
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  if (host.empty() || port > 65'535) {
    throw runtime::UsageError(LocalizedMessage(
        "--listen takes HOST:PORT, such as 127.0.0.1:10110, not '{value}'", {{"value", text}}));
  }
  return {host, static_cast<std::uint16_t>(port)};
}

double number_of(const std::string& option, const std::string& text) {
  std::size_t used = 0;
  double value = 0;
  try {
    value = std::stod(text, &used);
  } catch (const std::exception&) {
    used = 0;
  }
  if (used != text.size() || text.empty() || !(value > 0) || value > 1e10) {
    throw runtime::UsageError(LocalizedMessage("{option} takes a number above 0, not '{value}'",
                                               {{"option", option}, {"value", text}}));
  }
  return value;
}

// Written whole or not at all, so that who waits for it never reads half.
void write_port_file(const std::filesystem::path& file, std::uint16_t port) {
  if (file.empty()) {
    return;
  }
  std::filesystem::path half = file;
  half += ".new";
  std::ofstream(half) << port << '\n';
  std::error_code error;
  std::filesystem::rename(half, file, error);
  if (error) {
    throw runtime::UsageError(
        LocalizedMessage("cannot write {file}: {why}", {{"file", file.string()}, {"why", error.message()}}));
  }
}

nlohmann::ordered_json json_of(const simulate::Inject& event) {
  nlohmann::ordered_json vessels = nlohmann::ordered_json::array();
  for (const model::Mmsi mmsi : event.vessels) {
    vessels.push_back(mmsi.number());
  }
  const auto seconds = [](Instant when) { return static_cast<double>(when.in_unix_milliseconds()) * 1e-3; };
  return {{"rule", event.rule},
          {"mmsis", vessels},
          {"latitude_deg", event.place.latitude_deg()},
          {"longitude_deg", event.place.longitude_deg()},
          {"begins_unix_s", seconds(event.begins)},
          {"decidable_unix_s", seconds(event.decidable)},
          {"ends_unix_s", seconds(event.ends)},
          {"story", event.story}};
}

// Writes each staged event once, as soon as it is staged.
class GroundTruthFile {
 public:
  explicit GroundTruthFile(const std::filesystem::path& file) {
    if (!file.empty()) {
      stream_.open(file);
      if (!stream_) {
        throw runtime::UsageError(LocalizedMessage("cannot write {file}: choose another file for {option}",
                                                   {{"file", file.string()}, {"option", "--ground-truth"}}));
      }
    }
  }
  void write_new(const std::vector<simulate::Inject>& staged) {
    for (; stream_.is_open() && written_ < staged.size(); ++written_) {
      stream_ << json_of(staged[written_]).dump() << '\n';
    }
    stream_.flush();
  }

 private:
  std::ofstream stream_;
  std::size_t written_ = 0;
};

simulate::SimulationOptions simulation_options(const Wishes& wishes, Instant live_at) {
  simulate::SimulationOptions options;
  options.seed = wishes.seed;
  options.vessels = wishes.vessels;
  options.live_at = live_at;
  const Span age = wishes.live_since.empty() ? Span{} : clock_now() - live_at;
  options.history = age > kTakenUpAgain ? kTakenUpAgain - age
                                        : Span::minutes(static_cast<std::int64_t>(wishes.history_min));
  return options;
}

simulate::Environment scenery_of(const config::Settings& settings) {
  return service::simulated_strait(
      service::loaded_or_end(chart::load_chart(service::needed_geodata(settings))));
}

std::uint32_t vessels_for(std::uint64_t rate) {
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(rate * 2, 1'000, 40'000));
}

// ---- into a file ------------------------------------------------------------------------------------

int write_load(const Wishes& wishes, Instant start, Span duration, std::ostream& out) {
  simulate::Load load(wishes.seed, vessels_for(wishes.rate), start);
  const auto total =
      static_cast<std::uint64_t>(std::llround(static_cast<double>(wishes.rate) * duration.in_seconds()));
  std::string lines;
  for (std::uint64_t sent = 0; sent < total && out;) {
    const Instant at = start + Span::seconds(static_cast<double>(sent) / static_cast<double>(wishes.rate));
    lines.clear();
    sent += load.next(at, static_cast<std::uint32_t>(std::min<std::uint64_t>(total - sent, 9)), lines);
    out << lines;
  }
  return out.flush() ? runtime::kSuccess : runtime::kFailure;
}

int write_file(const Wishes& wishes, const config::Settings& settings) {
  std::ofstream file;
  if (wishes.out != "-") {
    file.open(wishes.out, std::ios::binary);
    if (!file) {
      throw runtime::UsageError(LocalizedMessage("cannot write {file}: choose another file for {option}",
                                                 {{"file", wishes.out}, {"option", "--out"}}));
    }
  }
  std::ostream& out = wishes.out == "-" ? std::cout : file;
  const Instant start =
      wishes.start.empty()
          ? kStartOfFiles
          : Instant::unix_milliseconds(std::llround(number_of("--start", wishes.start) * 1e3));
  const Span duration =
      wishes.duration_s == 0 ? kDurationOfFiles : Span::seconds(static_cast<std::int64_t>(wishes.duration_s));
  if (wishes.rate > 0) {
    return write_load(wishes, start, duration, out);
  }
  GroundTruthFile truth(wishes.ground_truth);
  simulate::Simulation simulation(scenery_of(settings), simulation_options(wishes, start));
  const Span stride = Span::minutes(1);
  const Instant end = start + duration;
  for (Instant until = start - Span::minutes(static_cast<std::int64_t>(wishes.history_min));
       until < end && out;) {
    until = std::min(until + stride, end);
    simulation.run_until(until, [&](const simulate::Reception& heard) { out << heard.lines; });
    truth.write_new(simulation.injects());
  }
  return out.flush() ? runtime::kSuccess : runtime::kFailure;
}

// ---- over TCP -----------------------------------------------------------------------------------------

// Ends on a signal, and at the end of its duration when the clients have taken everything.
class Station {
 public:
  Station(const Wishes& wishes, Span memory) : wishes_(wishes), signals_(io_, SIGINT, SIGTERM), timer_(io_) {
    feed::SentenceServerOptions options;
    std::tie(options.host, options.port) = host_and_port(wishes.listen);
    options.history = memory;
    options.sends_history_once = wishes.is_history_given_once;
    try {
      server_ = std::make_unique<feed::SentenceServer>(io_, options);
    } catch (const feed::FeedError& error) {
      throw runtime::UsageError(
          LocalizedMessage("{what}: choose another address with --listen", {{"what", error.message()}}));
    }
    host_ = options.host;
  }
  virtual ~Station() = default;

  int run() {
    signals_.async_wait([this](const boost::system::error_code& error, int) {
      if (!error) {
        io_.stop();
      }
    });
    write_port_file(wishes_.port_file, server_->port());
    say(LocalizedMessage("{what} on tcp://{host}:{port}",
                         {{"what", describe()}, {"host", host_}, {"port", server_->port()}}));
    tick();
    io_.run();
    tell();
    return runtime::kSuccess;
  }

 protected:
  Station(const Station&) = delete;
  Station& operator=(const Station&) = delete;

  // What is served.
  [[nodiscard]] virtual LocalizedMessage describe() const = 0;
  // Appends what is due; false when all has been said.
  virtual bool speak() = 0;
  [[nodiscard]] virtual std::chrono::milliseconds period() const { return kTick; }
  feed::SentenceServer& server() { return *server_; }
  const Wishes& wishes_;

 private:
  void tick() {
    const auto now = SteadyClock::now();
    if (!said_all_at_ && !speak()) {
      said_all_at_ = now;
    }
    if (said_all_at_ && (server_->is_all_sent() || now > *said_all_at_ + kFarewell)) {
      server_->close();
      signals_.cancel();
      return;
    }
    timer_.expires_after(period());
    timer_.async_wait([this](const boost::system::error_code& error) {
      if (!error) {
        tick();
      }
    });
  }

  void say(const LocalizedMessage& message) const {
    std::cerr << "selat simulate: " << text::translate(message, wishes_.language) << '\n';
  }

  void tell() const {
    const auto counters = server_->counters();
    if (wishes_.is_json) {
      std::cout << nlohmann::ordered_json{{"sentences", counters.sentences},
                                          {"clients", counters.clients},
                                          {"refused_clients", counters.refused_clients},
                                          {"sent_sentences", counters.sent_sentences},
                                          {"dropped_sentences", counters.dropped_sentences}}
                       .dump()
                << '\n';
    } else {
      say(LocalizedMessage("{n} sentences; sent {sent} to {clients} clients, {dropped} dropped",
                           {{"n", counters.sentences},
                            {"sent", counters.sent_sentences},
                            {"clients", counters.clients},
                            {"dropped", counters.dropped_sentences}}));
    }
  }

  asio::io_context io_;
  asio::signal_set signals_;
  asio::steady_timer timer_;
  std::unique_ptr<feed::SentenceServer> server_;
  std::string host_;
  std::optional<SteadyClock::time_point> said_all_at_;
};

class TrafficStation final : public Station {
 public:
  TrafficStation(const Wishes& wishes, const config::Settings& settings, double speed)
      : Station(wishes, Span::minutes(static_cast<std::int64_t>(wishes.history_min)) + Span::minutes(1)),
        speed_(speed),
        truth_(wishes.ground_truth),
        live_at_(live_since(wishes)),
        started_(SteadyClock::now() - std::chrono::microseconds((clock_now() - live_at_).in_microseconds())),
        simulation_(scenery_of(settings), simulation_options(wishes, live_at_)) {}

 private:
  static Instant live_since(const Wishes& wishes) {
    if (wishes.live_since.empty()) {
      return clock_now();
    }
    const auto since =
        Instant::unix_milliseconds(std::llround(number_of("--live-since", wishes.live_since) * 1e3));
    const Span age = clock_now() - since;
    if (age < -Span::minutes(1) || age > kLongestRun) {
      throw runtime::UsageError(
          LocalizedMessage("--live-since takes a Unix time of the last 365 days, not '{value}'",
                           {{"value", wishes.live_since}}));
    }
    return since;
  }

  LocalizedMessage describe() const override {
    return {"traffic of seed {seed}, the last {n} minutes at once",
            {{"seed", wishes_.seed}, {"n", wishes_.history_min}}};
  }
  bool speak() override {
    const double elapsed_s = std::chrono::duration<double>(SteadyClock::now() - started_).count() * speed_;
    const auto duration_s = static_cast<double>(wishes_.duration_s);
    const bool is_over = wishes_.duration_s != 0 && elapsed_s >= duration_s;
    const Instant until = live_at_ + Span::seconds(is_over ? duration_s : elapsed_s);
    simulation_.run_until(until, [this](const simulate::Reception& heard) {
      server().append(heard.at, heard.lines, heard.sentences);
    });
    truth_.write_new(simulation_.injects());
    return !is_over;
  }

  double speed_;
  GroundTruthFile truth_;
  Instant live_at_;
  SteadyClock::time_point started_;  // when the run went live
  simulate::Simulation simulation_;
};

// Begins with its first client.
class LoadStation final : public Station {
 public:
  explicit LoadStation(const Wishes& wishes) : Station(wishes, Span::seconds(60)) {}

 private:
  LocalizedMessage describe() const override {
    return {"{n} sentences/s, from the first client on,", {{"n", wishes_.rate}}};
  }
  std::chrono::milliseconds period() const override { return kTickOfLoad; }

  bool speak() override {
    if (!load_) {
      if (server().clients_now() == 0) {
        return true;
      }
      started_ = SteadyClock::now();
      load_.emplace(wishes_.seed, vessels_for(wishes_.rate), clock_now());
    }
    const double elapsed_s = std::chrono::duration<double>(SteadyClock::now() - started_).count();
    const bool is_bounded = wishes_.duration_s != 0;
    const auto due_s = is_bounded ? std::min(elapsed_s, static_cast<double>(wishes_.duration_s)) : elapsed_s;
    const auto due = static_cast<std::uint64_t>(due_s * static_cast<double>(wishes_.rate));
    const Instant now = clock_now();
    std::uint32_t sentences = 0;
    lines_.clear();
    while (said_ + sentences < due) {
      sentences += load_->next(
          now, static_cast<std::uint32_t>(std::min<std::uint64_t>(due - said_ - sentences, 9)), lines_);
    }
    said_ += sentences;
    server().append(now, lines_, sentences);
    return !is_bounded || elapsed_s < static_cast<double>(wishes_.duration_s);
  }

  std::optional<simulate::Load> load_;
  SteadyClock::time_point started_;
  std::uint64_t said_ = 0;
  std::string lines_;
};

}  // namespace

int run_simulate(int argc, char** argv) {
  cli::CommandLine line(
      "simulate",
      "Simulated traffic in the Strait as AIS sentences: ships in both lanes, ferries, fishing boats, "
      "and staged events of every rule. Serves them over TCP, or writes a file.",
      cli::CommandLine::Reads::settings);
  Wishes wishes;
  line.option("--seed", "N", wishes.seed, "The same seed gives the same traffic.");
  line.option("--listen", "HOST:PORT", wishes.listen,
              "Where clients may connect; port 0 takes any free one.");
  line.option("--port-file", "FILE", wishes.port_file, "Write the port there once it is open.");
  line.option("--out", "FILE", wishes.out, "Write into a file ('-': standard output) in place of listening.");
  line.option("--vessels", "N", wishes.vessels, "Vessels of everyday traffic, about.");
  line.option("--history", "MIN", wishes.history_min, "Minutes before the start that are sent at once.");
  line.option("--duration", "S", wishes.duration_s, "End after so many seconds; 0: never (a file: 600).");
  line.option("--speed", "X", wishes.speed,
              "How fast time goes after the start. With --out it is always max.");
  line.option("--start", "UNIX", wishes.start, "With --out: the start, in Unix seconds (2026-01-01).");
  line.option(
      "--live-since", "UNIX", wishes.live_since,
      "When the run went live (now). One that went live earlier is taken up again without its past: the "
      "same vessels go on where they would be.");
  line.option("--ground-truth", "FILE", wishes.ground_truth, "Write the staged events there, as JSON Lines.");
  line.option(
      "--rate", "N", wishes.rate,
      "In place of traffic: exactly N sentences a second, from the first client on, in the mix of a real "
      "network.");
  line.flag("--history-once", wishes.is_history_given_once,
            "A client that comes later gets only what no client has had yet.");
  line.flag("--json", wishes.is_json, "At the end print the counters as JSON.");
  line.examples({"selat simulate --listen 127.0.0.1:10110",
                 "selat simulate --seed 7 --out strait.nmea --ground-truth truth.jsonl",
                 "selat simulate --rate 20000 --duration 60"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  if (wishes.vessels > 5'000 || wishes.history_min > 24 * 60 || wishes.rate > 1'000'000) {
    throw runtime::UsageError("--vessels is at most 5000, --history 1440, --rate 1000000");
  }
  wishes.language = line.settings().language;
  if (!wishes.out.empty()) {
    return write_file(wishes, line.settings());
  }
  if (wishes.rate > 0) {
    return LoadStation(wishes).run();
  }
  if (wishes.speed == "max") {
    throw runtime::UsageError("--speed max goes with --out");
  }
  return TrafficStation(wishes, line.settings(), number_of("--speed", wishes.speed)).run();
}

}  // namespace selat::app
