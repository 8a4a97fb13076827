#pragma once
// Explanations: one plain sentence on why there is an anomaly, and on why a control point holds a sector; and
// the names of the rules. The sentences of a rule stand in its own file (detect/rules); here their arguments
// are filled in, the same way for every rule.
//
// Text from outside (ship names, distress texts) is not escaped here; each output escapes the whole sentence
// (text/terminal.h). Thread: any. Pure.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/language.h"
#include "model/anomaly.h"
#include "model/assignment.h"

namespace selat::text {

// Of a vessel whose name is known, a short sentence says the name alone.
enum class Identity : std::uint8_t { whole, in_short };

// `subject_name` replaces the anomaly's subject where a better name is known (a zone's name for its id).
[[nodiscard]] std::string why(const model::Anomaly& anomaly, Language language,
                              std::string_view subject_name = {}, Identity identity = Identity::whole);
// Why a control point holds the sector, or why none does.
[[nodiscard]] std::string why(const model::Assignment& assignment, Language language);

// "distance: 84 m (limit 250 m)"; without a limit where the rule compares with nothing.
[[nodiscard]] std::string evidence(const model::Evidence& piece, Language language);

// "MV EXAMPLE (525000001)", or "MMSI 525000001" if its name is not known.
[[nodiscard]] std::string vessel(const model::AnomalyVessel& vessel, Language language);

// The name of a rule; its id when this program does not know it.
[[nodiscard]] std::string rule_name(std::string_view rule, Language language);

}  // namespace selat::text
