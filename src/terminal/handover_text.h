#pragma once
// The sheet by which one watch hands over to the next: the open alerts, who holds which sector since when,
// who is left out, what was added to the rules, and what was written since, in words and as JSON.
//
// Thread: any. Pure. Text from outside is made safe for a terminal.

#include <optional>
#include <span>
#include <string>

#include "base/language.h"
#include "cop/operational_picture.h"
#include "model/context_entry.h"
#include "model/log_entry.h"
#include "units/clock.h"

namespace selat::terminal {

struct Handover {
  const cop::OperationalPicture& picture;
  std::optional<model::ContextTable> context;  // empty: it may not be heard here
  std::span<const model::LogEntry> entries;    // of the log, that a relieving officer reads
  Instant since;                               // of these
  std::string control_point = {};              // whose sheet it is; empty: the watch's
};

[[nodiscard]] std::string handover_as_text(const Handover& handover, Language language, Now now);
// One object.
[[nodiscard]] std::string handover_as_json(const Handover& handover, Language language, Now now);

}  // namespace selat::terminal
