// selat demo: the whole system with simulated traffic and control points that accept by themselves.

#include <cstdint>
#include <string>

#include "cli/command_line.h"
#include "cli/option_values.h"
#include "runtime/machine_clock.h"
#include "service/demo_setup.h"
#include "service/demo_sighting.h"
#include "service/shown_system.h"

namespace selat::app {

int run_demo(int argc, char** argv) {
  cli::CommandLine line(
      "demo",
      tr("The whole system with simulated traffic in the Strait and four control points that accept what "
         "they are offered. In a terminal it shows the picture as it changes, elsewhere it prints events. "
         "Its database begins empty, in <data directory>/demo unless --data-directory is given."),
      cli::CommandLine::Reads::bus);
  std::uint64_t seed = 1;
  double seconds = 0;
  line.option("--seed", verbatim("N"), seed, tr("The same seed gives the same traffic."));
  line.option("--for", tr("SECONDS"), seconds, tr("End after this time; 0: never."));
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  cli::require_not_negative("--for", seconds);
  config::Settings& settings = line.settings();
  service::say_that_it_starts(settings.language);
  service::use_own_data(settings);
  const service::Geography geography = service::read_geography(settings);
  const Instant now = runtime::read_clocks().wall;
  const service::SystemPlan plan =
      service::demo_plan(settings, geography, line.common_arguments(), seed, now);
  service::ShownSystem demo(settings, geography);
  return demo.run(service::children_of(plan), {.seconds = seconds,
                                               .hints = service::demo_introduction(settings, seed),
                                               .ends_with_terminal = true,
                                               .prints_summary = true,
                                               .sighting = service::demo_sighting(seed, now)});
}

}  // namespace selat::app
