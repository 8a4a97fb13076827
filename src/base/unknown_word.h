#pragma once
// Suggests the correct spelling of an unknown word, for the line that refuses it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_message.h"

namespace selat {

// The known word closest to `word` (edit distance at most a third of its length).
[[nodiscard]] std::optional<std::string> likely_meant(std::string_view word,
                                                      const std::vector<std::string>& known);
// The pattern filled with the {word}, followed by the suggestion if there is one.
[[nodiscard]] LocalizedMessage unknown_word(MessageId pattern, const std::string& word,
                                            const std::vector<std::string>& known);

}  // namespace selat
