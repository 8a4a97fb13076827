#include "app/simulate_options.h"

#include "cli/option_values.h"
#include "runtime/command_error.h"
#include "runtime/machine_clock.h"

namespace selat::app {
namespace {

model::RadarFormat radar_format_of(const std::string& category) {
  const auto format = from_name<model::RadarFormat>("asterix_" + category);
  if (!format) {
    throw runtime::UsageError(tr("--radar-format is 010, 048 or 062"));
  }
  return *format;
}

void read_times(SimulateWords& words) {
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

}  // namespace

void describe(cli::CommandLine& line, SimulateWords& words) {
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
  line.option(
      "--radar", verbatim("ttm|udp://ADDRESS:PORT|FILE"), words.options.radar_to,
      tr("Shore radars on both sides of the narrows too, and boats without AIS: ttm, as sentences among "
         "those of AIS; else as data blocks of ASTERIX to a port, or into a file."));
  line.option("--radar-format", verbatim("010|048|062"), words.radar_format,
              tr("Their category: plots (010, 048) or tracks (062)."));
  line.option("--radar-truth", tr("FILE"), words.options.radar_truth,
              tr("Write what is truly there, seen or not, every ten seconds, as JSON Lines."));
  line.option("--sea-state", verbatim("0-6"), words.options.sea_state,
              tr("How rough the sea is: boats are seen less, and waves more."));
  line.flag("--crossings-by-day", words.options.crosses_by_day,
            tr("Boats without AIS cross at any hour, not from dusk to dawn alone."));
  line.flag("--history-once", words.address.sends_history_once,
            tr("A client that connects later gets only sentences that no client has received yet."));
  line.flag("--json", words.is_json, tr("At the end print the counters as JSON."));
  line.examples({"selat simulate --listen 127.0.0.1:10110",
                 "selat simulate --seed 7 --out strait.nmea --ground-truth truth.jsonl",
                 "selat simulate --radar udp://127.0.0.1:8600 --radar-truth truth.jsonl",
                 "selat simulate --rate 20000 --duration 60"});
}

void read_words(SimulateWords& words) {
  words.options.radar_format = radar_format_of(words.radar_format);
  service::require_within_limits(words.options, words.history_min);
  read_times(words);
}

}  // namespace selat::app
