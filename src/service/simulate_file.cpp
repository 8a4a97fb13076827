#include "service/simulate_file.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "base/system_words.h"
#include "runtime/command_error.h"
#include "service/chart_setup.h"
#include "service/ground_truth_file.h"
#include "service/sentence_source.h"
#include "service/simulated_radars.h"
#include "service/simulated_strait.h"
#include "simulate/load.h"
#include "simulate/simulation.h"

namespace selat::service {
namespace {

// A file's run begins here unless told otherwise, so that the same seed gives the same bytes on any day.
constexpr Instant kStart = Instant::unix_seconds(1'767'225'600);  // 2026-01-01T00:00:00Z
constexpr Span kDuration = Span::minutes(10);
constexpr Span kStride = Span::minutes(1);
constexpr Span kStrideWithRadars = Span::seconds(1);  // so that their lines stand where their time is

// What ends in the middle could be taken for the whole. A device stays.
void remove_half(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(file, ignored)) {
    std::filesystem::remove(file, ignored);
  }
}

}  // namespace

bool simulate_into_file(const SimulateOptions& options, const std::string& out,
                        const config::Settings& settings) {
  std::ofstream file;
  if (out != "-") {
    file.open(out, std::ios::binary);
    if (!file) {
      throw runtime::UsageError(LocalizedMessage(tr("cannot write {file}: choose another file for {option}"),
                                                 {{"file", out}, {"option", "--out"}}));
    }
  }
  std::ostream& stream = out == "-" ? std::cout : file;
  const bool is_written = options.sentences_per_s > 0
                              ? write_load(options, waters_of(options, settings), stream)
                              : write_traffic(options, simulated_strait(chart_of(settings)), stream);
  if (!is_written && out != "-") {
    const std::string why = std::generic_category().message(errno);
    remove_half(out);
    throw runtime::Failure(
        LocalizedMessage(tr("cannot write {file}: {why}"), {{"file", out}, {"why", system_words(why)}}));
  }
  return is_written;
}

bool write_traffic(const SimulateOptions& options, simulate::Environment environment, std::ostream& out) {
  GroundTruthFile truth(options.ground_truth);
  const Instant start = options.start.value_or(kStart);
  const Instant end = start + options.duration.value_or(kDuration);
  std::unique_ptr<SimulatedRadars> radars;
  if (!options.radar_to.empty()) {
    radars = std::make_unique<SimulatedRadars>(options, environment, start - kRadarHistory);
  }
  const Span stride = radars ? kStrideWithRadars : kStride;
  simulate::Simulation simulation(
      std::move(environment),
      {.seed = options.seed, .vessels = options.vessels, .live_at = start, .history = options.history});
  for (Instant until = start - options.history; until < end && out;) {
    until = std::min(until + stride, end);
    simulation.run_until(until, [&](const simulate::Reception& reception) { out << reception.lines; });
    if (radars) {
      radars->run_until(until, simulation.vessels(),
                        [&out](Instant, std::string_view lines, std::uint32_t) { out << lines; });
    }
    truth.write_new(simulation.injects());
  }
  return static_cast<bool>(out.flush());
}

bool write_load(const SimulateOptions& options, std::unique_ptr<simulate::LoadWaters> waters,
                std::ostream& out) {
  const Instant start = options.start.value_or(kStart);
  const auto rate = static_cast<double>(options.sentences_per_s);
  const double duration_s = options.duration.value_or(kDuration).in_seconds();
  const auto total = static_cast<std::uint64_t>(std::llround(rate * duration_s));
  simulate::Load load(options.seed, vessels_for_load(options.sentences_per_s), start, std::move(waters));
  std::string lines;
  for (std::uint64_t sent = 0; sent < total && out;) {
    const Instant at = start + Span::seconds(static_cast<double>(sent) / rate);
    const auto room = std::min<std::uint64_t>(total - sent, kMostSentencesOfAMessage);
    lines.clear();
    sent += load.next(at, static_cast<std::uint32_t>(room), lines);
    out << lines;
  }
  return static_cast<bool>(out.flush());
}

}  // namespace selat::service
