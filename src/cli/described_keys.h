#pragma once
// What `selat config keys` prints: every key with type, range, default and meaning, and the thresholds of
// the rules, in the given language.

#include <string>

#include "base/language.h"
#include "config/read_settings.h"

namespace selat::cli {

[[nodiscard]] std::string described_keys(const config::Vocabulary& vocabulary, Language language);

}  // namespace selat::cli
