#pragma once
// A recording of one radar with the truth beside it, in a plain form: a JSON list of scans, each with `time`
// (Unix seconds), `own` (where the antenna was: metres north and east of some place), `plots` (metres north
// and east of the antenna) and `truth` (`id`, `north`, `east`: where craft really were, from the same place).
// Bounded; what is wrong is one line of text.

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_message.h"
#include "simulate/radar_trial.h"

namespace selat::service {

// The file may be compressed; "-" is standard input.
[[nodiscard]] std::expected<std::vector<simulate::TrialScan>, LocalizedMessage> read_radar_scene(
    const std::string& file);
// Of its text.
[[nodiscard]] std::expected<std::vector<simulate::TrialScan>, LocalizedMessage> parse_radar_scene(
    std::string_view text);

}  // namespace selat::service
