#pragma once
// The names that a settings file may use and that other folders own: rules and their thresholds, control
// points, feed types. Here they meet config/.

#include "config/read_settings.h"

namespace selat::cli {

[[nodiscard]] config::Vocabulary known_words();

}  // namespace selat::cli
