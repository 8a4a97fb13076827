// selat evaluate: how good the tracker's tracks are, held against the truth.

#include <iostream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "runtime/exit_status.h"
#include "service/radar_scene.h"
#include "service/track_evaluation.h"

namespace selat::app {
namespace {

// In a harbour and at sea, where a radar sees farther and measures less well.
constexpr double kHarbourCutoff_m = 30;
constexpr double kSeaCutoff_m = 200;

struct Asked {
  std::vector<std::string> files;
  std::uint64_t seeds = 0;
  double cutoff_m = 0;  // 0: as it is usual there
};

std::vector<service::EvaluatedRun> evaluated(const Asked& asked) {
  const auto cutoff = [&asked](double usual_m) {
    return Distance::metres(asked.cutoff_m > 0 ? asked.cutoff_m : usual_m);
  };
  std::vector<service::EvaluatedRun> runs;
  for (const std::string& file : asked.files) {
    const auto scans = service::read_radar_scene(file);
    if (!scans) {
      throw runtime::UsageError({tr("{file}: {why}"), {{"file", file}, {"why", scans.error()}}});
    }
    runs.push_back(
        service::evaluate_tracks(file, *scans, service::harbour_radar(*scans), cutoff(kHarbourCutoff_m)));
  }
  for (std::uint64_t seed = 1; seed <= asked.seeds; ++seed) {
    const simulate::RadarTrialOptions trial{.seed = seed};
    runs.push_back(service::evaluate_tracks("seed " + std::to_string(seed), simulate::radar_trial(trial),
                                            service::radar_of(trial), cutoff(kSeaCutoff_m)));
  }
  return runs;
}

}  // namespace

int run_evaluate(int argc, char** argv) {
  cli::CommandLine line(
      "evaluate",
      tr("Holds the tracks that are made of what radars show against the truth: recordings that have it "
         "beside them (JSON, also compressed: a list of scans with time, own, plots and truth), and "
         "simulated "
         "trials at sea."));
  Asked asked;
  bool is_of_tracks = false;
  bool is_json = false;
  line.flag("--tracks", is_of_tracks, tr("Evaluate the tracker's tracks."));
  line.arguments(tr("FILE"), asked.files,
                 tr("Recordings of a small radar in a harbour; - for standard input."));
  line.option(
      "--seeds", tr("N"), asked.seeds,
      tr("Simulated trials with the seeds 1 to N: six boats within 12 nm of a radar for half an hour, "
         "seen 7 times of 10, among 20 false plots a scan."));
  line.option("--cutoff", tr("METRES"), asked.cutoff_m,
              tr("Farther from the truth than this a track is false (default: 30 of files, 200 of trials)."));
  line.flag("--json", is_json, tr("The result as JSON."));
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  if (!is_of_tracks || (asked.files.empty() && asked.seeds == 0)) {
    throw runtime::UsageError(
        tr("say 'selat evaluate --tracks FILE' or 'selat evaluate --tracks --seeds 10'"));
  }
  if (asked.seeds > 10'000 || asked.cutoff_m < 0 || !(asked.cutoff_m <= 100'000)) {
    throw runtime::UsageError(tr("--seeds is at most 10000, --cutoff from 0 to 100000"));
  }
  const auto runs = evaluated(asked);
  std::cout << (is_json ? service::as_json(runs) + "\n" : service::as_text(runs, line.settings().language));
  return runtime::kSuccess;
}

}  // namespace selat::app
