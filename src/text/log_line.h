#pragma once
// One entry of the log of the coordination server as a line for people, without its time.
//
// Text from outside is not escaped here; each output escapes the whole line (text/terminal.h). Thread: any.
// Pure.

#include <string>
#include <string_view>

#include "base/language.h"
#include "model/log_entry.h"

namespace selat::text {

// "lumut: declined S07 Selat Rupat, weather: 3 m waves", "the watch: closed #12: checked by radio".
// `sector_name` may be empty.
[[nodiscard]] std::string log_line(const model::LogEntry& entry, Language language,
                                   std::string_view sector_name = {});

// The id of the entry of the context that it is about; empty: none. It points into `entry`.
[[nodiscard]] std::string_view context_of(const model::LogEntry& entry);

}  // namespace selat::text
