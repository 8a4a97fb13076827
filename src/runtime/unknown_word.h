#pragma once
// What a misspelt word most likely meant, for the line that refuses it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_message.h"

namespace selat::runtime {

// The word of `known` that a misspelt `word` most likely meant (edit distance at most a third of it).
[[nodiscard]] std::optional<std::string> likely_meant(std::string_view word,
                                                      const std::vector<std::string>& known);
// The pattern filled with the {word}, and what was most likely meant where that can be told.
[[nodiscard]] LocalizedMessage unknown_word(const std::string& pattern, const std::string& word,
                                            const std::vector<std::string>& known);

}  // namespace selat::runtime
