#include "service/sentence_source.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "service/chart_setup.h"
#include "service/ground_truth_file.h"
#include "service/simulated_radars.h"
#include "service/simulated_strait.h"
#include "simulate/load.h"
#include "simulate/simulation.h"

namespace selat::service {
namespace {

constexpr Span kTrafficPeriod = Span::milliseconds(50);
constexpr Span kLoadPeriod = Span::milliseconds(2);
constexpr Span kLoadHistory = Span::seconds(60);

// A run that went live longer ago than this is continued: its history has been sent.
constexpr Span kTakenUpAgain = Span::seconds(10);

simulate::SimulationOptions simulation_options(const SimulateOptions& options, Instant now) {
  const Instant live_at = options.live_since.value_or(now);
  const Span age = now - live_at;
  return {.seed = options.seed,
          .vessels = options.vessels,
          .live_at = live_at,
          .history = age > kTakenUpAgain ? kTakenUpAgain - age : options.history};
}

class TrafficSource final : public SentenceSource {
 public:
  TrafficSource(const SimulateOptions& options, simulate::Environment environment, Clock clock, Now now)
      : options_(options),
        clock_(std::move(clock)),
        truth_(options.ground_truth),
        live_at_(options.live_since.value_or(now.wall)),
        started_(now.steady_at(live_at_)),
        radars_(radars_of(options, environment, now.wall)),
        simulation_(std::move(environment), simulation_options(options, now.wall)) {}

  [[nodiscard]] LocalizedMessage describe() const override {
    return {tr("traffic of seed {seed}, the last {n} {n:minute|minutes} at once"),
            {{"seed", options_.seed}, {"n", options_.history.in_milliseconds() / 60'000}}};
  }
  [[nodiscard]] Span period() const override { return kTrafficPeriod; }
  [[nodiscard]] Span history() const override { return options_.history + Span::minutes(1); }

  bool append_due(feed::LineServer& server) override {
    const Span elapsed = (clock_().steady - started_) * options_.speed;
    const bool is_over = options_.duration && elapsed >= *options_.duration;
    const Instant until = live_at_ + (is_over ? *options_.duration : elapsed);
    simulation_.run_until(until, [&server](const simulate::Reception& reception) {
      server.append(reception.at, reception.lines, reception.sentences);
    });
    truth_.write_new(simulation_.injects());
    if (radars_) {
      radars_->run_until(until, simulation_.vessels(),
                         [&server](Instant at, std::string_view lines, std::uint32_t sentences) {
                           server.append(at, lines, sentences);
                         });
    }
    return !is_over;
  }

 private:
  // Data blocks over a network are of now; lines have a history as those of AIS do.
  static std::unique_ptr<SimulatedRadars> radars_of(const SimulateOptions& options,
                                                    const simulate::Environment& environment, Instant now) {
    if (options.radar_to.empty()) {
      return nullptr;
    }
    const bool has_history = options.radar_to == kRadarLines && !options.live_since;
    return std::make_unique<SimulatedRadars>(options, environment, has_history ? now - kRadarHistory : now);
  }

  SimulateOptions options_;
  Clock clock_;
  GroundTruthFile truth_;
  Instant live_at_;
  SteadyTime started_;  // when the run went live
  std::unique_ptr<SimulatedRadars> radars_;
  simulate::Simulation simulation_;
};

class LoadSource final : public SentenceSource {
 public:
  LoadSource(const SimulateOptions& options, std::unique_ptr<simulate::LoadWaters> waters, Clock clock)
      : options_(options), waters_(std::move(waters)), clock_(std::move(clock)) {}

  [[nodiscard]] LocalizedMessage describe() const override {
    return {tr("{n} sentences/s, from the first client on,"), {{"n", options_.sentences_per_s}}};
  }
  [[nodiscard]] Span period() const override { return kLoadPeriod; }
  [[nodiscard]] Span history() const override { return kLoadHistory; }

  bool append_due(feed::LineServer& server) override {
    const Now now = clock_();
    if (!load_) {
      if (server.clients_now() == 0) {
        return true;
      }
      started_ = now.steady;
      load_.emplace(options_.seed, vessels_for_load(options_.sentences_per_s), now.wall, std::move(waters_));
    }
    const auto by_now = static_cast<std::uint64_t>(sentences_in(now.steady - started_));
    const std::optional<std::uint64_t> total = options_.duration.transform(
        [this](Span duration) { return static_cast<std::uint64_t>(std::llround(sentences_in(duration))); });
    append_until(std::min(by_now, total.value_or(by_now)), *load_, now.wall, server);
    return !total || appended_ < *total;
  }

 private:
  [[nodiscard]] double sentences_in(Span span) const {
    return span.in_seconds() * static_cast<double>(options_.sentences_per_s);
  }
  void append_until(std::uint64_t due, simulate::Load& load, Instant now, feed::LineServer& server) {
    std::uint32_t sentences = 0;
    lines_.clear();
    while (appended_ + sentences < due) {
      const auto room = std::min<std::uint64_t>(due - appended_ - sentences, kMostSentencesOfAMessage);
      sentences += load.next(now, static_cast<std::uint32_t>(room), lines_);
    }
    appended_ += sentences;
    server.append(now, lines_, sentences);
  }

  SimulateOptions options_;
  std::unique_ptr<simulate::LoadWaters> waters_;  // until the load has it
  Clock clock_;
  std::optional<simulate::Load> load_;
  SteadyTime started_;
  std::uint64_t appended_ = 0;
  std::string lines_;
};

}  // namespace

std::unique_ptr<SentenceSource> traffic_source(const SimulateOptions& options,
                                               simulate::Environment environment, Clock clock) {
  const Now now = clock();
  return std::make_unique<TrafficSource>(options, std::move(environment), std::move(clock), now);
}

std::unique_ptr<SentenceSource> load_source(const SimulateOptions& options,
                                            std::unique_ptr<simulate::LoadWaters> waters, Clock clock) {
  return std::make_unique<LoadSource>(options, std::move(waters), std::move(clock));
}

std::unique_ptr<simulate::LoadWaters> waters_of(const SimulateOptions& options,
                                                const config::Settings& settings) {
  return options.is_in_open_ocean ? simulate::open_ocean()
                                  : simulate::busy_strait(simulated_strait(chart_of(settings)));
}

std::unique_ptr<SentenceSource> source_of(const SimulateOptions& options, const config::Settings& settings,
                                          Clock clock) {
  return options.sentences_per_s > 0
             ? load_source(options, waters_of(options, settings), std::move(clock))
             : traffic_source(options, simulated_strait(chart_of(settings)), std::move(clock));
}

// Beside them one in 25 stands on the shore: together not more than the detector keeps (50,000).
std::uint32_t vessels_for_load(std::uint64_t sentences_per_s) {
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(sentences_per_s * 2, 1'000, 48'000));
}

}  // namespace selat::service
