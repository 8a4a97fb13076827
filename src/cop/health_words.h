#pragma once
// What a process or a feed says of itself, in the person's language and safe for a terminal.

#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"

namespace selat {
class LocalizedMessage;
}
namespace selat::v1 {
class FeedHealth;
class ProcessHealth;
}  // namespace selat::v1

namespace selat::cop {

// Says in its health that something is missing.
void add_missing(v1::ProcessHealth& health, const LocalizedMessage& what);

// One line for each thing.
[[nodiscard]] std::vector<std::string> missing_of(const v1::ProcessHealth& health, Language language);

// Of the last failure; empty when all is well.
[[nodiscard]] std::string reason_of(const v1::FeedHealth& health, Language language);

// The name of a counter of problems, such as "checksum_bad".
[[nodiscard]] std::string problem_word(std::string_view counter, Language language);

}  // namespace selat::cop
