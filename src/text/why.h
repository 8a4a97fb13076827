#pragma once
// Why: one sentence in plain words for a finding, and the names of states, rules and severities.
//
// Text from outside (ship names, distress texts) stands in the sentence as it came: an output escapes the
// whole (text/terminal.h). Thread: any. Pure.

#include <string>
#include <string_view>

#include "base/language.h"
#include "model/alert.h"
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

[[nodiscard]] std::string rule_name(std::string_view rule,
                                    Language language);  // its id when not in the table
[[nodiscard]] std::string_view name(const model::Names& names, Language language);
[[nodiscard]] std::string_view name(model::Severity severity, Language language);
[[nodiscard]] std::string_view name(model::AlertState state, Language language);
[[nodiscard]] std::string_view name(model::SectorState state, Language language);
[[nodiscard]] std::string_view name(model::DeclineCode code, Language language);

}  // namespace selat::text
