#pragma once
// The names that a settings file may use and that other folders define: rules and their thresholds, control
// points, feeds, topics.

#include "config/read_settings.h"

namespace selat::cli {

[[nodiscard]] config::Vocabulary known_words();

}  // namespace selat::cli
