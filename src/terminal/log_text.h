#pragma once
// Entries of the log of the coordination server, in words and as JSON.
//
// Thread: any. Pure. Text from outside is made safe for a terminal.

#include <span>
#include <string>

#include "base/language.h"
#include "model/log_entry.h"

namespace selat::terminal {

// A line an entry.
[[nodiscard]] std::string log_as_text(std::span<const model::LogEntry> entries, Language language);
// An object a line. Numbers that may exceed 53 bits (alert_id) are strings.
// One JSON object; the only description of an entry as JSON.
[[nodiscard]] std::string entry_as_json(const model::LogEntry& entry);
[[nodiscard]] std::string log_as_json(std::span<const model::LogEntry> entries);

}  // namespace selat::terminal
