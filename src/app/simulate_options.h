#pragma once
// The options of `selat simulate`.

#include <cstdint>
#include <string>

#include "cli/command_line.h"
#include "service/simulate_options.h"
#include "service/simulate_service.h"

namespace selat::app {

struct SimulateWords {
  service::SimulateOptions options;
  service::SimulateAddress address;
  std::string listen = "127.0.0.1:10110", speed = "1", out, start, live_since, radar_format = "048";
  std::uint64_t history_min = 80;
  std::uint64_t duration_s = 0;
  bool is_json = false;
};

void describe(cli::CommandLine& line, SimulateWords& words);
// After parse(). Throws UsageError where a word is none of its kind.
void read_words(SimulateWords& words);

}  // namespace selat::app
