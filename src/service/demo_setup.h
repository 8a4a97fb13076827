#pragma once
// How `selat demo` sets the whole system up: a clean record, a watch list that the simulator's vessels are
// on, and what to try.

#include <cstdint>
#include <string>
#include <vector>

#include "config/settings.h"
#include "service/whole_system.h"
#include "units/instant.h"

namespace selat::service {

// A demo begins with an empty database of its own: it shows no alerts of the last demo and never touches the
// data of a real watch.
void use_own_data(config::Settings& settings);

// What runs in a demo. `common` are options that every process takes; a file with the demo's own settings is
// written into the data directory and added to them. A simulator that is started again goes on from `now`.
// Throws UsageError where that file cannot be written.
[[nodiscard]] SystemPlan demo_plan(const config::Settings& settings, const Geography& geography,
                                   std::vector<std::string> common, std::uint64_t seed, Instant now);

// Lines for the person: the seed, what to try from another terminal, and how to end it.
[[nodiscard]] std::vector<std::string> demo_introduction(const config::Settings& settings,
                                                         std::uint64_t seed);

}  // namespace selat::service
