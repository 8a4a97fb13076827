#pragma once
// What people have added to the context of the rules, in words and as JSON.
//
// Thread: any. Pure. Text from outside is made safe for a terminal.

#include <string>

#include "base/language.h"
#include "model/context_entry.h"
#include "units/instant.h"

namespace selat::terminal {

// Two lines an entry: what and how much longer; why, and who answers for it.
[[nodiscard]] std::string context_as_text(const model::ContextTable& table, Language language, Instant now);
// A list; zones as GeoJSON geometry.
[[nodiscard]] std::string context_as_json(const model::ContextTable& table, Instant now);

}  // namespace selat::terminal
