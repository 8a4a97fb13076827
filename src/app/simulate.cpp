// selat simulate: seeded traffic in the Strait as NMEA sentences, over TCP or into a file.

#include <iostream>
#include <tuple>

#include <boost/asio/io_context.hpp>

#include "cli/command_line.h"
#include "cli/option_values.h"
#include "runtime/machine_clock.h"
#include "runtime/stop_on_signal.h"
#include "service/simulate_file.h"
#include "service/simulate_service.h"
#include "text/translate.h"

namespace selat::app {
namespace {

struct Words {
  service::SimulateOptions options;
  service::SimulateAddress address;
  std::string listen = "127.0.0.1:10110", speed = "1", out, start, live_since;
  std::uint64_t history_min = 80;
  std::uint64_t duration_s = 0;
  bool is_json = false;
};

void describe(cli::CommandLine& line, Words& words) {
  line.option("--seed", verbatim("N"), words.options.seed, tr("The same seed gives the same traffic."));
  line.option("--listen", verbatim("HOST:PORT"), words.listen,
              tr("The address where clients connect; port 0: any free port."));
  line.option("--port-file", tr("FILE"), words.address.port_file,
              tr("Write the port to this file once it is open."));
  line.option("--out", tr("FILE"), words.out,
              tr("Write to a file ('-': standard output) instead of listening."));
  line.option("--vessels", verbatim("N"), words.options.vessels, tr("Vessels of everyday traffic, about."));
  line.option("--history", verbatim("MIN"), words.history_min,
              tr("Minutes of traffic before the start, sent at once."));
  line.option("--duration", verbatim("S"), words.duration_s,
              tr("End after this many seconds; 0: never (a file: 600)."));
  line.option("--speed", verbatim("X"), words.speed,
              tr("How fast time passes after the start. With --out it is always max."));
  line.option("--start", verbatim("UNIX"), words.start,
              tr("With --out: the start, in Unix seconds (2026-01-01)."));
  line.option(
      "--live-since", verbatim("UNIX"), words.live_since,
      tr("When the run went live (now). One that went live earlier is taken up again without its past: the "
         "same vessels go on where they would be."));
  line.option("--ground-truth", tr("FILE"), words.options.ground_truth,
              tr("Write the scenario injects to this file, as JSON Lines."));
  line.option(
      "--rate", verbatim("N"), words.options.sentences_per_s,
      tr("In place of traffic: exactly N sentences a second, from the first client on, in the mix of a "
         "real network."));
  line.flag("--open-ocean", words.options.is_in_open_ocean,
            tr("With --rate: from an empty sea, where no rule has anything to do, instead of the Strait."));
  line.flag("--history-once", words.address.sends_history_once,
            tr("A client that connects later gets only sentences that no client has received yet."));
  line.flag("--json", words.is_json, tr("At the end print the counters as JSON."));
  line.examples({"selat simulate --listen 127.0.0.1:10110",
                 "selat simulate --seed 7 --out strait.nmea --ground-truth truth.jsonl",
                 "selat simulate --rate 20000 --duration 60"});
}

void read_times(Words& words) {
  service::SimulateOptions& options = words.options;
  options.history = Span::minutes(static_cast<std::int64_t>(words.history_min));
  if (words.duration_s > 0) {
    options.duration = Span::seconds(static_cast<std::int64_t>(words.duration_s));
  }
  if (!words.out.empty()) {
    options.start = cli::unix_time("--start", words.start);
  } else if (options.sentences_per_s == 0) {
    if (words.speed == "max") {
      throw runtime::UsageError(tr("--speed max goes with --out"));
    }
    options.speed = cli::number_above_zero("--speed", words.speed);
    options.live_since = cli::live_since(words.live_since, runtime::read_clocks().wall);
  }
}

int serve(Words& words, const config::Settings& settings) {
  std::tie(words.address.host, words.address.port) = cli::host_and_port(words.listen);
  const auto say = [&settings](const LocalizedMessage& message) -> std::ostream& {
    return std::cerr << "selat simulate: " << text::translate(message, settings.language) << '\n';
  };
  boost::asio::io_context io;
  const runtime::StopOnSignal stop(io);
  service::SimulateService simulate(io, words.address,
                                    service::source_of(words.options, settings, runtime::read_clocks),
                                    [&io] { io.stop(); });
  say(simulate.describe());
  simulate.start();
  io.run();
  words.is_json ? std::cout << service::as_json(simulate.counters()) << '\n'
                : say(service::summary_of(simulate.counters()));
  return runtime::kSuccess;
}

}  // namespace

int run_simulate(int argc, char** argv) {
  cli::CommandLine line(
      "simulate",
      tr("Simulated traffic in the Strait as AIS sentences: ships in both lanes, ferries, fishing boats, "
         "and staged events of every rule. Serves them over TCP, or writes a file."),
      cli::CommandLine::Reads::settings);
  Words words;
  describe(line, words);
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  service::require_within_limits(words.options, words.history_min);
  read_times(words);
  return words.out.empty() ? serve(words, line.settings())
         : service::simulate_into_file(words.options, words.out, line.settings()) ? runtime::kSuccess
                                                                                  : runtime::kFailure;
}

}  // namespace selat::app
