#pragma once
// What the lines of one feed held.

#include <cstdint>

#include "base/enum_names.h"
#include "nmea/problem.h"

namespace selat::nmea {

struct LineCounters {
  EnumCounts<TagProblem> tag_problems;   // TAG blocks ignored
  std::uint64_t other_sentences = 0;     // sentences nobody here reads: no error
  std::uint64_t unrecognised_lines = 0;  // neither sentence nor TAG block in them, and not blank
  // Last, next to the counters of a derived struct: these change with every line.
  std::uint64_t bytes = 0;  // of lines, without line endings
  std::uint64_t lines = 0;
  friend bool operator==(const LineCounters&, const LineCounters&) = default;
};

}  // namespace selat::nmea
