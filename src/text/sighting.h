#pragma once
// What was seen, in one sentence, and who is to hear how it ended.
//
// The words say what was seen of people and craft and never who the people may be. Text from outside is not
// escaped here; each output escapes the whole line (text/terminal.h). Thread: any. Pure.

#include <string>

#include "base/language.h"
#include "model/alert.h"
#include "model/sighting.h"

namespace selat::text {

// "Seen at 21:14 UTC by a fisherman (FV Sinar Laut): about 40 persons, wooden boat, adrift; need: water.
// text"
[[nodiscard]] std::string sighting(const model::Sighting& sighting, Language language);

// "FV Sinar Laut, call sign 9WAB, channel 16, telephone +60 …"; "a fisherman" where nothing is known.
[[nodiscard]] std::string reporter(const model::Sighting& sighting, Language language);

// "place sure to 0.5 nm, time to 60 s, graded B2"
[[nodiscard]] std::string certainty(const model::Sighting& sighting, Language language);

// "B2", "B", "2"; empty: not graded.
[[nodiscard]] std::string grade(const model::SourceGrade& grade);

// The sentence of an alert that a sighting raised; once it is closed, with who tells whom what was found.
[[nodiscard]] std::string why_of_sighting(const model::Alert& alert, Language language);

}  // namespace selat::text
