#pragma once
// The term of a process: greater than each before it, so that who hears two of them knows which is the newer.
// As a rule the microseconds of the wall clock; where the clock was set back, one more than the last.
//
// The last term is kept in <directory>/<name>.term of the first directory that takes it. It belongs with the
// data: the directory of the sockets is gone after a reboot, when the clock may be wrong too. If no directory
// takes it, the clock alone decides.
//
// Thread: any; waits for other processes that take a term at the same time, and for the disk.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "units/instant.h"

namespace selat::runtime {

// Directories that do not exist are made.
[[nodiscard]] std::uint64_t next_term(const std::vector<std::filesystem::path>& directories,
                                      const std::string& name, Instant now);

}  // namespace selat::runtime
