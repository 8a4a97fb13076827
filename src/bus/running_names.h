#pragma once
// Which names of processes are taken in a run directory, whether or not their owners answer: a process that
// is stopped, or starved by a busy machine, still has its lock (bus/name_lock.h).
//
// Thread: any.

#include <filesystem>
#include <string>
#include <vector>

namespace selat::bus {

// In the order of the alphabet.
[[nodiscard]] std::vector<std::string> running_names(const std::filesystem::path& directory);

}  // namespace selat::bus
