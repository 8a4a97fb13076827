#pragma once
// Why: one sentence in plain words for a finding, and for where a sector is; the names of the rules.
//
// Text from outside (ship names, distress texts) stands in the sentence as it came: an output escapes the
// whole (text/terminal.h). Thread: any. Pure.

#include <string>
#include <string_view>

#include "base/language.h"
#include "model/anomaly.h"
#include "model/assignment.h"

namespace selat::text {

// `subject_name` replaces the anomaly's subject where a better name is known (a zone's name for its id).
[[nodiscard]] std::string why(const model::Anomaly& anomaly, Language language,
                              std::string_view subject_name = {});
// Why a sector is with its control point, or with nobody.
[[nodiscard]] std::string why(const model::Assignment& assignment, Language language);

// "MV EXAMPLE (525000001)", or "MMSI 525000001" when it has not told its name.
[[nodiscard]] std::string vessel(const model::AnomalyVessel& vessel, Language language);

// The name of a rule; its id when this program does not know it.
[[nodiscard]] std::string rule_name(std::string_view rule, Language language);

}  // namespace selat::text
