#pragma once
// What `selat decode --stats` says at the end: a line a counter, and the rate.

#include <string>

#include "base/language.h"
#include "service/decode_job.h"

namespace selat::service {

// Each line ends with a line feed. `seconds` is how long the job took.
[[nodiscard]] std::string statistics_of(const DecodeTally& tally, double seconds, Language language);

}  // namespace selat::service
