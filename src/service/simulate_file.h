#pragma once
// Simulated sentences into a file or a pipe. The same options and environment give the same bytes.

#include <memory>
#include <ostream>
#include <string>

#include "config/settings.h"
#include "service/simulate_options.h"
#include "simulate/environment.h"
#include "simulate/load_waters.h"

namespace selat::service {

// Traffic after the chart of the settings, or a load; `out` names a file, or "-" for standard output. False
// where no more could be written. Throws UsageError where a file cannot be opened, or there is no geodata.
[[nodiscard]] bool simulate_into_file(const SimulateOptions& options, const std::string& out,
                                      const config::Settings& settings);

// Traffic, with its history. False where the stream took no more.
[[nodiscard]] bool write_traffic(const SimulateOptions& options, simulate::Environment environment,
                                 std::ostream& out);

// Exactly sentences_per_s for the duration. False where the stream took no more.
[[nodiscard]] bool write_load(const SimulateOptions& options, std::unique_ptr<simulate::LoadWaters> waters,
                              std::ostream& out);

}  // namespace selat::service
