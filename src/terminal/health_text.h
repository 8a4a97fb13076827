#pragma once
// The health of a process or a feed as text, in the person's language and safe for a terminal.

#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "model/feed_health.h"
#include "model/process_health.h"
#include "text/translate.h"

namespace selat::terminal {

// One line.
[[nodiscard]] std::string line_of(const LocalizedMessage& message, Language language);

// One line for each thing that is missing.
[[nodiscard]] std::vector<std::string> missing_of(const model::ProcessHealth& health, Language language);

// Of the last failure; empty when all is well.
[[nodiscard]] std::string reason_of(const model::FeedHealth& health, Language language);

// The name of a counter of problems, such as "checksum_bad".
[[nodiscard]] std::string problem_word(std::string_view counter, Language language);

[[nodiscard]] MessageId phrase_of(model::FeedState state);

}  // namespace selat::terminal
