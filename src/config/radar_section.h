#pragma once
// The section [[radar]] of the settings: a radar on the shore, and by what its reports are known.

#include <string_view>

#include "config/settings_schema.h"

namespace selat::config {

void begin_radar(Draft& draft);
void finish_radar(Draft& draft, std::string_view name, const Vocabulary& known,
                  const AddProblem& add_problem);

}  // namespace selat::config
