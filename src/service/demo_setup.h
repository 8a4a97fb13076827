#pragma once
// How `selat demo` sets up the whole system: an empty database, a watch list with vessels of the simulator,
// and hints on what to try.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "config/settings.h"
#include "service/whole_system.h"
#include "units/instant.h"

namespace selat::service {

// Where a demo has its data, of those who name no data directory.
[[nodiscard]] std::filesystem::path data_directory_of_demo(const std::filesystem::path& data_directory);

// A demo has its own database, which is empty at the start: no alerts of the last demo are shown, and the
// data of a real watch are not changed. Throws UsageError where another demo has that database open.
void use_own_data(config::Settings& settings);

// What runs in a demo. `common`: options of all processes; a file with the settings of the demo is written
// into the data directory and added to them. A simulator that is restarted continues from `now`. Throws
// Failure if that file cannot be written.
[[nodiscard]] SystemPlan demo_plan(const config::Settings& settings, const Geography& geography,
                                   std::vector<std::string> common, std::uint64_t seed, Instant now);

// Lines for the person: the seed, what to try from another terminal, and how to end it.
[[nodiscard]] std::vector<std::string> demo_introduction(const config::Settings& settings,
                                                         std::uint64_t seed);

}  // namespace selat::service
